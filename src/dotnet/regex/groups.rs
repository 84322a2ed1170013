//! The groups of a pattern and the numbers that .NET gives them. Knows no engine's numbering.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Key;

/// A group other than the whole match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub number: u32,
    pub name: Option<String>,
    /// The engine's captures for it, in the order in which they close. The last one set is the
    /// value; none where the group cannot take part in a match.
    pub slots: Vec<usize>,
    /// How often it is written in the pattern.
    pub written: usize,
    /// Why its value may not be that of .NET.
    pub doubt: Option<&'static str>,
}

/// All groups of a pattern, sorted by number.
#[derive(Debug, Clone, Default)]
pub struct Groups(Vec<Group>);

impl Groups {
    /// Numbers the groups, given in the order in which they open: unnamed ones come first, each
    /// name takes the next number that is free.
    pub fn number(opened: &[Key]) -> Groups {
        let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
        let mut add = |number: u32, name: Option<&String>| {
            let group = groups.entry(number).or_insert_with(|| Group {
                number,
                name: name.cloned(),
                slots: Vec::new(),
                written: 0,
                doubt: None,
            });
            group.written += 1;
        };
        let mut taken = BTreeSet::new();
        for key in opened {
            if let Key::Number(number) = key {
                taken.insert(*number);
                add(*number, None);
            }
        }
        let mut names: BTreeMap<&String, u32> = BTreeMap::new();
        let mut next = 1;
        for key in opened {
            if let Key::Name(name) = key {
                let number = *names.entry(name).or_insert_with(|| {
                    while !taken.insert(next) {
                        next += 1;
                    }
                    next
                });
                add(number, Some(name));
            }
        }
        Groups(groups.into_values().collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Group> {
        self.0.iter()
    }

    pub fn get(&self, key: &Key) -> Option<&Group> {
        self.position(key).and_then(|at| self.0.get(at))
    }

    pub fn get_mut(&mut self, key: &Key) -> Option<&mut Group> {
        self.position(key).and_then(|at| self.0.get_mut(at))
    }

    fn position(&self, key: &Key) -> Option<usize> {
        match key {
            Key::Number(number) => self
                .0
                .binary_search_by_key(number, |group| group.number)
                .ok(),
            Key::Name(name) => self
                .0
                .iter()
                .position(|group| group.name.as_ref() == Some(name)),
        }
    }

    /// The group that a text names, by name or by number.
    pub fn named(&self, name: &str) -> Option<&Group> {
        self.0.iter().find(|group| match &group.name {
            Some(own) => own == name,
            None => name.parse() == Ok(group.number),
        })
    }

    pub fn last(&self) -> Option<&Group> {
        self.0.last()
    }
}

//! The groups of a pattern and the numbers that .NET gives them. Knows no engine's numbering.

use super::tree::Key;

/// A group other than the whole match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub number: u32,
    pub name: Option<String>,
    /// The engine's captures for it, in the order in which they close. The last one set is the
    /// value; none where the group cannot take part in a match.
    pub slots: Vec<usize>,
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
        let mut groups: Vec<Group> = Vec::new();
        let mut add = |number: u32, name: Option<&String>| {
            if groups.iter().all(|group| group.number != number) {
                groups.push(Group {
                    number,
                    name: name.cloned(),
                    slots: Vec::new(),
                    doubt: None,
                });
            }
        };
        let numbers: Vec<u32> = opened
            .iter()
            .filter_map(|key| match key {
                Key::Number(number) => Some(*number),
                Key::Name(_) => None,
            })
            .collect();
        for number in &numbers {
            add(*number, None);
        }
        let mut names: Vec<&String> = Vec::new();
        let mut next = 1;
        for key in opened {
            if let Key::Name(name) = key
                && !names.contains(&name)
            {
                names.push(name);
                while numbers.contains(&next) {
                    next += 1;
                }
                add(next, Some(name));
                next += 1;
            }
        }
        groups.sort_by_key(|group| group.number);
        Groups(groups)
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
        self.0.iter().position(|group| match key {
            Key::Number(number) => group.number == *number,
            Key::Name(name) => group.name.as_ref() == Some(name),
        })
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

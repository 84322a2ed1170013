//! Which member of a user's line goes into which slot.

use crate::check::Slots;
use crate::value::Value;

/// What is done with a member.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Use {
    /// Nothing reads it.
    Skip,
    /// Its value is the slot's.
    Slot(u32),
    /// Slots read parts of it: those of that number of [`Plan::paths`].
    Parts(u32),
}

/// A slot that reads a part of a member.
pub(super) struct Path {
    pub(super) slot: u32,
    /// What follows the member's name: `.givenName`, `[type eq "work"].value`, `:department`.
    pub(super) rest: String,
}

/// The members that a mapping reads.
pub(super) struct Plan {
    /// Open addressing, a power of two long; names with what is done with them.
    table: Vec<Option<(Box<str>, Use)>>,
    pub(super) paths: Vec<Vec<Path>>,
}

impl Plan {
    pub(super) fn new(slots: &Slots) -> Self {
        let mut members: Vec<(String, Use)> = Vec::new();
        let mut paths: Vec<Vec<Path>> = Vec::new();
        for (name, slot) in slots.names().iter().zip(0..) {
            members.push((name.clone(), Use::Slot(slot)));
        }
        for (name, slot) in slots.names().iter().zip(0..) {
            for (head, rest) in heads(name) {
                let path = Path {
                    slot,
                    rest: rest.to_owned(),
                };
                match members.iter().find(|(member, _)| member == head) {
                    Some((_, Use::Parts(number))) => {
                        if let Some(list) = paths.get_mut(*number as usize) {
                            list.push(path);
                        }
                    }
                    // A member of that very name is read whole and counts for nothing else.
                    Some(_) => {}
                    None => {
                        let number = u32::try_from(paths.len()).unwrap_or(u32::MAX);
                        members.push((head.to_owned(), Use::Parts(number)));
                        paths.push(vec![path]);
                    }
                }
            }
        }
        let mut plan = Self {
            table: vec_of_none((members.len() * 4).next_power_of_two()),
            paths,
        };
        for (name, what) in members {
            plan.insert(name.into_boxed_str(), what);
        }
        plan
    }

    fn insert(&mut self, name: Box<str>, what: Use) {
        let mask = self.table.len() - 1;
        let mut at = hash(name.as_bytes()) & mask;
        while let Some(Some(_)) = self.table.get(at) {
            at = (at + 1) & mask;
        }
        if let Some(place) = self.table.get_mut(at) {
            *place = Some((name, what));
        }
    }

    /// What is done with a member of that name.
    #[inline]
    pub(super) fn find(&self, name: &str) -> Use {
        let mask = self.table.len() - 1;
        let mut at = hash(name.as_bytes()) & mask;
        while let Some(Some((known, what))) = self.table.get(at) {
            if **known == *name {
                return *what;
            }
            at = (at + 1) & mask;
        }
        Use::Skip
    }
}

fn vec_of_none(length: usize) -> Vec<Option<(Box<str>, Use)>> {
    std::iter::repeat_with(|| None).take(length).collect()
}

/// Every way to read a name as a member and a path inside it, the longest member first.
fn heads(name: &str) -> impl Iterator<Item = (&str, &str)> {
    name.char_indices()
        .rev()
        .filter(|(_, letter)| matches!(letter, '.' | '[' | ':'))
        .filter_map(|(at, _)| name.split_at_checked(at))
        .filter(|(head, _)| !head.is_empty())
}

#[inline]
fn hash(name: &[u8]) -> usize {
    let edge = |eight: Option<&[u8]>| {
        eight
            .and_then(|eight| <[u8; 8]>::try_from(eight).ok())
            .map(u64::from_le_bytes)
    };
    let length = name.len();
    let mixed = match (
        edge(name.get(..8)),
        edge(name.get(length.saturating_sub(8)..)),
    ) {
        (Some(first), Some(last)) => first ^ last.rotate_left(23),
        _ => name
            .iter()
            .fold(0, |all, byte| (all << 8) | u64::from(*byte)),
    };
    let mixed = (mixed ^ (length as u64)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as usize
}

/// The part of a value at a path; `None` where there is none.
pub(super) fn part<'v>(value: Value<'v>, path: &str) -> Option<Value<'v>> {
    if path.is_empty() {
        return Some(value);
    }
    if let Some(filter) = path.strip_prefix('[') {
        let (condition, rest) = filter.split_once(']')?;
        let (member, wanted) = condition.split_once(" eq ")?;
        let wanted = wanted.trim().trim_matches('"');
        let Value::List(items) = value else {
            return None;
        };
        let matches = |item: &&Value<'v>| match item.field(member.trim()) {
            Value::Text(text) => text == wanted,
            Value::Bool(truth) => wanted.eq_ignore_ascii_case(if truth { "true" } else { "false" }),
            _ => false,
        };
        return part(*items.iter().find(matches)?, rest);
    }
    let path = path.strip_prefix(['.', ':'])?;
    let Value::Record(fields) = value else {
        return None;
    };
    if let Some(field) = fields.iter().rfind(|field| field.name == path) {
        return Some(field.value);
    }
    let (head, rest) =
        heads(path).find(|(head, _)| fields.iter().any(|field| field.name == *head))?;
    part(fields.iter().rfind(|field| field.name == head)?.value, rest)
}

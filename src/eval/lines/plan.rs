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
    /// `[type eq "work"]`: the member and its value of the list's item that is meant.
    filter: Option<(String, String)>,
    /// What follows the member's name and the filter: `.givenName`, `.value`, `:department`.
    rest: String,
}

/// The members that a mapping reads.
pub(super) struct Plan {
    /// Open addressing, a power of two long.
    table: Vec<Option<Member>>,
    pub(super) paths: Vec<Vec<Path>>,
}

/// A member that something reads.
struct Member {
    name: Box<str>,
    edges: (u64, u64),
    what: Use,
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
                let path = Path::new(slot, rest);
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
            table: std::iter::repeat_with(|| None)
                .take((members.len() * 4).next_power_of_two())
                .collect(),
            paths,
        };
        for (name, what) in members {
            plan.insert(name.into_boxed_str(), what);
        }
        plan
    }

    fn insert(&mut self, name: Box<str>, what: Use) {
        let mask = self.table.len() - 1;
        let edges = edges(name.as_bytes());
        let mut at = hash(edges, name.len()) & mask;
        while let Some(Some(_)) = self.table.get(at) {
            at = (at + 1) & mask;
        }
        if let Some(place) = self.table.get_mut(at) {
            *place = Some(Member { name, edges, what });
        }
    }

    /// What is done with a member of that name.
    #[inline]
    pub(super) fn find(&self, name: &str) -> Use {
        let mask = self.table.len() - 1;
        let edges = edges(name.as_bytes());
        let mut at = hash(edges, name.len()) & mask;
        while let Some(Some(known)) = self.table.get(at) {
            if known.edges == edges
                && known.name.len() == name.len()
                && (name.len() <= 16 || *known.name == *name)
            {
                return known.what;
            }
            at = (at + 1) & mask;
        }
        Use::Skip
    }
}

impl Path {
    fn new(slot: u32, rest: &str) -> Self {
        let filtered = rest
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .and_then(|(condition, rest)| Some((condition.split_once(" eq ")?, rest)));
        let (filter, rest) = match filtered {
            Some(((member, wanted), rest)) => {
                let wanted = wanted.trim().trim_matches('"');
                (Some((member.trim().to_owned(), wanted.to_owned())), rest)
            }
            None => (None, rest),
        };
        Self {
            slot,
            filter,
            rest: rest.to_owned(),
        }
    }

    /// The part of a member's value; `None` where there is none.
    pub(super) fn part<'v>(&self, value: Value<'v>) -> Option<Value<'v>> {
        match &self.filter {
            None => part(value, &self.rest),
            Some(_) => self.filtered(value),
        }
    }

    fn filtered<'v>(&self, value: Value<'v>) -> Option<Value<'v>> {
        let (member, wanted) = self.filter.as_ref()?;
        part(item(value, member, wanted)?, &self.rest)
    }
}

/// Every way to read a name as a member and a path inside it, the longest member first.
fn heads(name: &str) -> impl Iterator<Item = (&str, &str)> {
    name.char_indices()
        .rev()
        .filter(|(_, letter)| matches!(letter, '.' | '[' | ':'))
        .filter_map(|(at, _)| name.split_at_checked(at))
        .filter(|(head, _)| !head.is_empty())
}

/// The first and the last bytes of a name: all of one with up to 16 bytes whose length is known.
#[inline(always)]
fn edges(name: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
        let word = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
        return (word(first), word(last));
    }
    let all = name
        .iter()
        .fold(0, |all, byte| (all << 8) | u64::from(*byte));
    (all, 0)
}

#[inline(always)]
fn hash((first, last): (u64, u64), length: usize) -> usize {
    let mixed = first ^ last.rotate_left(23) ^ length as u64;
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

/// The first item of a list whose member has that value.
fn item<'v>(value: Value<'v>, member: &str, wanted: &str) -> Option<Value<'v>> {
    let Value::List(items) = value else {
        return None;
    };
    let matches = |item: &&Value<'v>| match item.field(member) {
        Value::Text(text) => text == wanted,
        Value::Bool(truth) => wanted.eq_ignore_ascii_case(if truth { "true" } else { "false" }),
        _ => false,
    };
    items.iter().find(matches).copied()
}

/// The part of a value at a path; `None` where there is none.
fn part<'v>(value: Value<'v>, path: &str) -> Option<Value<'v>> {
    if path.is_empty() {
        return Some(value);
    }
    if path.starts_with('[') {
        return Path::new(0, path).filtered(value);
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

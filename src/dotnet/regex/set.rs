//! Sets of UTF-16 units: what a character class, an escape such as `\w` or a literal stands for.
//!
//! Answers membership where that needs no Unicode tables; knows no engine.

use super::casing;

/// A set of units that .NET defines by Unicode data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    /// `\d`: Nd
    Digit,
    /// `\w`: L, Mn, Nd, Pc
    Word,
    /// `\s`: `char.IsWhiteSpace`
    Space,
    /// Lu, Ll and Lt, which are one without regard to case
    Cased,
    /// `\p{…}` by its .NET name
    Category(&'static str),
}

/// An entry of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    Range(u16, u16),
    Property { property: Property, negated: bool },
}

/// A set: its items, or all but its items, and without those of `minus`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Set {
    pub negated: bool,
    pub items: Vec<Item>,
    pub minus: Option<Box<Set>>,
}

impl Set {
    pub fn unit(unit: u16) -> Set {
        Set::of(Item::Range(unit, unit))
    }

    pub fn of(item: Item) -> Set {
        Set {
            items: vec![item],
            ..Set::default()
        }
    }

    pub fn any() -> Set {
        Set::of(Item::Range(0, u16::MAX))
    }

    pub fn all_but(unit: u16) -> Set {
        Set {
            negated: true,
            ..Set::unit(unit)
        }
    }

    /// The unit of a set that has exactly one and is written as one.
    pub fn single(&self) -> Option<u16> {
        match (self.items.as_slice(), self.negated, &self.minus) {
            ([Item::Range(low, high)], false, None) if low == high => Some(*low),
            _ => None,
        }
    }

    /// Adds the units that differ from the present ranges by case alone.
    pub fn fold_case(&mut self) {
        let mut added = Vec::new();
        for item in &self.items {
            if let Item::Range(low, high) = *item {
                casing::equivalents(low, high, |unit| added.push(Item::Range(unit, unit)));
            }
        }
        self.items.extend(added);
    }

    /// Whether membership of every unit can be told without Unicode data.
    pub fn is_plain(&self) -> bool {
        self.items.iter().all(|item| match item {
            Item::Range(..) => true,
            Item::Property { property, .. } => *property == Property::Space,
        }) && self.minus.as_ref().is_none_or(|minus| minus.is_plain())
    }

    /// Membership of a unit in a plain set.
    pub fn has(&self, unit: u16) -> bool {
        let listed = self.items.iter().any(|item| match item {
            Item::Range(low, high) => (*low..=*high).contains(&unit),
            Item::Property { negated, .. } => {
                char::from_u32(u32::from(unit)).is_some_and(char::is_whitespace) != *negated
            }
        });
        listed != self.negated && !self.minus.as_ref().is_some_and(|minus| minus.has(unit))
    }

    /// The ASCII members, bit n for character n.
    pub fn ascii(&self) -> u128 {
        let listed = self.items.iter().fold(0, |bits, item| {
            bits | match *item {
                Item::Range(low, high) => ascii_range(low, high),
                Item::Property { property, negated } => {
                    let members = ascii_property(property);
                    if negated { !members } else { members }
                }
            }
        });
        let own = if self.negated { !listed } else { listed };
        own & !self.minus.as_ref().map_or(0, |minus| minus.ascii())
    }
}

fn ascii_range(low: u16, high: u16) -> u128 {
    if low > 0x7F {
        return 0;
    }
    let up_to_high = u128::MAX >> (127 - high.min(0x7F));
    up_to_high & (u128::MAX << low)
}

fn ascii_list(members: &[u8]) -> u128 {
    members.iter().fold(0, |bits, byte| bits | 1 << byte)
}

fn ascii_property(property: Property) -> u128 {
    let digits = ascii_range(0x30, 0x39);
    let upper = ascii_range(0x41, 0x5A);
    let lower = ascii_range(0x61, 0x7A);
    let all_of = |names: &[&'static str]| {
        names.iter().fold(0, |bits, name| {
            bits | ascii_property(Property::Category(name))
        })
    };
    match property {
        Property::Digit => digits,
        Property::Word => digits | upper | lower | ascii_list(b"_"),
        Property::Space => ascii_range(0x09, 0x0D) | ascii_list(b" "),
        Property::Cased => upper | lower,
        Property::Category(name) => match name {
            "L" => upper | lower,
            "Lu" => upper,
            "Ll" => lower,
            "N" | "Nd" => digits,
            "P" => all_of(&["Pc", "Pd", "Ps", "Pe", "Po"]),
            "Pc" => ascii_list(b"_"),
            "Pd" => ascii_list(b"-"),
            "Ps" => ascii_list(b"([{"),
            "Pe" => ascii_list(b")]}"),
            "Po" => ascii_list(b"!\"#%&'*,./:;?@\\"),
            "S" => all_of(&["Sm", "Sc", "Sk"]),
            "Sm" => ascii_list(b"+<=>|~"),
            "Sc" => ascii_list(b"$"),
            "Sk" => ascii_list(b"^`"),
            "Z" | "Zs" => ascii_list(b" "),
            "C" | "Cc" => ascii_range(0, 0x1F) | ascii_list(&[0x7F]),
            _ => 0,
        },
    }
}

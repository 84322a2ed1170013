//! The five shapes of a call, told apart by the arguments that are given.

pub(super) const SOURCE: usize = 0;
pub(super) const OLD_VALUE: usize = 1;
pub(super) const PATTERN: usize = 2;
pub(super) const GROUP: usize = 3;
pub(super) const VALUE: usize = 4;
pub(super) const ATTRIBUTE: usize = 5;
pub(super) const TEMPLATE: usize = 6;

/// What a call does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Every old value in the template becomes the source.
    IntoTemplate,
    /// Every old value in the source becomes the value.
    Text,
    /// An empty source becomes the group found in the attribute.
    FromAttribute,
    /// The group becomes the value in every match.
    Group,
    /// Every match becomes the value, which may refer to groups.
    Pattern,
}

impl Shape {
    #[inline]
    pub(super) fn of(given: impl Fn(usize) -> bool) -> Option<Self> {
        let shape = [OLD_VALUE, PATTERN, GROUP, VALUE, ATTRIBUTE, TEMPLATE].map(given);
        match shape {
            [true, false, false, false, false, true] => Some(Self::IntoTemplate),
            [true, false, false, true, false, false] => Some(Self::Text),
            [false, true, true, false, true, false] => Some(Self::FromAttribute),
            [false, true, true, true, false, false] => Some(Self::Group),
            [false, true, false, true, false, false] => Some(Self::Pattern),
            _ => None,
        }
    }

    /// Whether it needs the old value.
    pub(super) fn looks_for_text(self) -> bool {
        matches!(self, Self::IntoTemplate | Self::Text)
    }

    /// Whether it needs the name of a group.
    pub(super) fn names_group(self) -> bool {
        matches!(self, Self::FromAttribute | Self::Group)
    }
}

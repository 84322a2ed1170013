//! The engine's numbers: one for each capture in the order of opening, and one for an empty mark
//! behind a group that a condition asks for. A reference to the mark matches nothing, if the group
//! has captured.

use super::groups::Groups;
use super::survey::Needs;
use super::tree::{Key, Node};

/// The marks behind groups: the group's number and the mark's.
#[derive(Debug, Clone, Default)]
pub struct Marks(Vec<(u32, usize)>);

impl Marks {
    /// The mark behind a group.
    pub fn of(&self, key: &Key, groups: &Groups) -> Option<usize> {
        let number = groups.get(key)?.number;
        self.0
            .iter()
            .find(|mark| mark.0 == number)
            .map(|mark| mark.1)
    }
}

/// Tells each group its captures, and makes the marks.
pub fn assign_slots(node: &Node, needs: &Needs, groups: &mut Groups) -> Marks {
    let mut slots = Slots {
        asked: needs
            .asked
            .iter()
            .filter_map(|key| groups.get(key))
            .map(|group| group.number)
            .collect(),
        count: 0,
        marks: Marks::default(),
    };
    slots.assign(node, groups);
    slots.marks
}

struct Slots {
    asked: Vec<u32>,
    count: usize,
    marks: Marks,
}

impl Slots {
    fn assign(&mut self, node: &Node, groups: &mut Groups) {
        let Node::Capture { key, node, .. } = node else {
            for child in node.children() {
                self.assign(child, groups);
            }
            return;
        };
        self.count += 1;
        let slot = self.count;
        self.assign(node, groups);
        let Some(group) = groups.get_mut(key) else {
            return;
        };
        group.slots.push(slot);
        if self.asked.contains(&group.number) {
            self.count += 1;
            self.marks.0.push((group.number, self.count));
        }
    }
}

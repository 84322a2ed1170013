//! Whether two programs are the same, though their attributes may have other places.

use super::program::{Node, NodeKind, Program, Slots};

impl Program {
    /// Whether both programs do the same with the same attributes: then equal users give equal results,
    /// chance aside. Programs that are written differently may be told apart though they do the same.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Context, Slots, check}, syntax::parse_expression};
    /// let program = |text: &str, slots: &mut Slots| {
    ///     let tree = parse_expression(text).unwrap();
    ///     check(&Context::open(standard()), text, &tree, slots).0.unwrap()
    /// };
    /// let (mut one, mut other) = (Slots::new(), Slots::new());
    /// other.place("cn");
    /// let lower = program("ToLower([mail],)", &mut one);
    /// assert!(lower.agrees(&one, &program("ToLower( [mail], )", &mut other), &other));
    /// assert!(!lower.agrees(&one, &program("ToLower([cn],)", &mut other), &other));
    /// ```
    pub fn agrees(&self, slots: &Slots, other: &Self, others: &Slots) -> bool {
        self.secret == other.secret && agree(&self.root, slots, &other.root, others)
    }
}

fn agree(one: &Node, slots: &Slots, other: &Node, others: &Slots) -> bool {
    let alike = match (&one.kind, &other.kind) {
        (NodeKind::Constant(one), NodeKind::Constant(other)) => one == other,
        (NodeKind::Slot(one), NodeKind::Slot(other)) => {
            let name = slots.names().get(*one as usize);
            name.is_some() && name == others.names().get(*other as usize)
        }
        // What a call prepared comes from its function and its constants.
        (NodeKind::Call(one), NodeKind::Call(other)) => {
            std::ptr::eq(one.function, other.function) && one.args.len() == other.args.len()
        }
        (NodeKind::Concat(one), NodeKind::Concat(other)) => one.len() == other.len(),
        (NodeKind::Compare(one), NodeKind::Compare(other)) => one.operator == other.operator,
        (NodeKind::Folded(one), NodeKind::Folded(other)) => one.0 == other.0,
        (NodeKind::Parameter(one), NodeKind::Parameter(other)) => one == other,
        (NodeKind::Noted(one, _), NodeKind::Noted(other, _)) => std::ptr::eq(*one, *other),
        (NodeKind::Absent, NodeKind::Absent)
        | (NodeKind::SkipAttribute, NodeKind::SkipAttribute)
        | (NodeKind::SkipObject, NodeKind::SkipObject) => true,
        _ => false,
    };
    alike
        && one
            .parts()
            .into_iter()
            .zip(other.parts())
            .all(|(one, other)| agree(one, slots, other, others))
}

//! Where Microsoft's documentation is silent or contradicts itself, said instead of hidden.

/// One entry of the ledger. An evaluation that reaches such a case carries it as a note.
#[derive(Clone, Copy, Debug)]
pub struct Fidelity {
    /// Stable name, lower case with hyphens.
    pub id: &'static str,
    /// What attrflow does, as a sentence fragment: "a null source gives null".
    pub doing: &'static str,
    /// What is known: "not documented", or who says what.
    pub known: &'static str,
    /// How sure we are of what we do.
    pub sureness: Sureness,
}

/// How sure we are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sureness {
    /// Nothing is known; the most useful behaviour was chosen.
    Chosen,
    /// It follows from something documented or seen, but is not stated.
    Inferred,
    /// Sources contradict each other; one was followed.
    Disputed,
}

impl Sureness {
    /// The word for people and JSON.
    ///
    /// ```
    /// assert_eq!(attrflow::library::Sureness::Chosen.word(), "chosen");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Inferred => "inferred",
            Self::Disputed => "disputed",
        }
    }
}

impl PartialEq for Fidelity {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Fidelity {}

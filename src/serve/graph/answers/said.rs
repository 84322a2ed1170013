//! What a request says besides its body: whether it writes, and which answer is wanted. Stands in the query or
//! in a header, and is never ignored, for a misspelt dry run must not write.

use crate::diag::nearest;
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;

/// Says whether something is written; in a request, whether it may be.
pub const MODE: &str = "attrflow-mode";

/// Says which of Graph's two answers is wanted.
pub const GENERATION: &str = "attrflow-generation";

/// How headers of ours begin.
const OURS: &str = "attrflow-";

/// What a request says, in lower case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// The mode, in a query as well.
    pub mode: Option<String>,
    /// The generation.
    pub generation: Option<String>,
}

impl Said {
    /// Reads the query, and the headers of ours; names and words without regard to case.
    ///
    /// # Errors
    /// There is something else in the query, another header of ours, one that is no text, or two that differ.
    pub fn read(call: &Call) -> Result<Self, Refusal> {
        let mut said = Self::default();
        for (name, value) in call.query.pairs() {
            said.take(name, name, value)?;
        }
        for (name, value) in &call.headers {
            if let Some(option) = name.as_str().strip_prefix(OURS) {
                let value = value.to_str().map_err(|_| {
                    bad(format!("the header '{name}' is no ASCII text")).target(name.as_str())
                })?;
                said.take(name.as_str(), option, value)?;
            }
        }
        Ok(said)
    }

    fn take(&mut self, written: &str, option: &str, value: &str) -> Result<(), Refusal> {
        let known = ["generation", "mode"];
        let held = match option.to_ascii_lowercase().as_str() {
            "mode" => &mut self.mode,
            "generation" => &mut self.generation,
            other => {
                let refusal = bad(format!("There is no option '{written}'.")).target(written);
                return Err(match nearest(other, known) {
                    Some(near) => refusal.help(format!("Did you mean '{near}'?")),
                    None => refusal.help("it takes 'generation' and 'mode'"),
                });
            }
        };
        let value = value.trim().to_ascii_lowercase();
        match held.as_ref().is_some_and(|held| *held != value) {
            true => Err(bad(format!("'{written}' is said in two ways")).target(written)),
            false => {
                *held = Some(value);
                Ok(())
            }
        }
    }
}

fn bad(message: String) -> Refusal {
    Refusal::new(400, "BadRequest", message)
}

//! A pattern's programs: one for each kind of text, compiled when first needed, and the choice
//! among them. The one for ASCII texts is small and almost always enough.

use std::sync::OnceLock;

use super::engine::Engine;
use super::error::{MatchError, PatternError};
use super::groups::Groups;
use super::survey::{self, Needs};
use super::translate::{Texts, translate};
use super::tree::{Node, Span};
use super::units;

/// The programs of a pattern.
#[derive(Debug)]
pub struct Programs {
    node: Node,
    needs: Needs,
    groups: Groups,
    ascii: Engine,
    unicode: OnceLock<Result<Engine, MatchError>>,
    last_line: OnceLock<Result<Engine, MatchError>>,
}

/// The program for a text.
pub struct Chosen<'p, 't> {
    pub engine: &'p Engine,
    pub original: &'t str,
    /// The text in the engine's alphabet, where that is not the text itself.
    pub rewritten: Option<String>,
}

impl Chosen<'_, '_> {
    /// The text to match.
    pub fn text(&self) -> &str {
        self.rewritten.as_deref().unwrap_or(self.original)
    }
}

impl Programs {
    /// Compiles the program for ASCII texts and completes the groups.
    pub fn new(
        node: Node,
        mut groups: Groups,
        pattern: &str,
    ) -> Result<(Programs, Groups), PatternError> {
        let whole = Span {
            start: 0,
            end: pattern.len(),
        };
        let needs = survey::survey(&node, &mut groups, whole)?;
        let print = translate(&node, &needs, &mut groups, Texts::Ascii);
        let ascii = Engine::new(&print, Texts::Ascii.need_backtracking(&needs), true)
            .map_err(|error| PatternError::unsupported(whole, refusal(&error)))?;
        let programs = Programs {
            node,
            needs,
            groups: groups.clone(),
            ascii,
            unicode: OnceLock::new(),
            last_line: OnceLock::new(),
        };
        if programs.needs.look_behind {
            for texts in [Texts::Unicode, Texts::LastLine] {
                programs
                    .compile(texts)
                    .map_err(|error| PatternError::unsupported(whole, refusal(&error)))?;
            }
        }
        Ok((programs, groups))
    }

    /// The program for a text.
    pub fn choose<'t>(&self, text: &'t str) -> Result<Chosen<'_, 't>, MatchError> {
        let is_ascii = text.is_ascii();
        if !is_ascii && self.needs.case_of_group {
            return Err(MatchError::CaseOfGroup);
        }
        let engine = if self.needs.last_line && text.ends_with('\n') {
            self.compiled(&self.last_line, Texts::LastLine)?
        } else if is_ascii {
            &self.ascii
        } else {
            self.compiled(&self.unicode, Texts::Unicode)?
        };
        let rewritten = (!is_ascii && units::has_astral(text)).then(|| units::to_engine(text));
        Ok(Chosen {
            engine,
            original: text,
            rewritten,
        })
    }

    fn compiled<'p>(
        &'p self,
        place: &'p OnceLock<Result<Engine, MatchError>>,
        texts: Texts,
    ) -> Result<&'p Engine, MatchError> {
        place
            .get_or_init(|| self.compile(texts).map_err(|_| MatchError::Budget))
            .as_ref()
            .map_err(|error| *error)
    }

    fn compile(&self, texts: Texts) -> Result<Engine, String> {
        let print = translate(&self.node, &self.needs, &mut self.groups.clone(), texts);
        Engine::new(&print, texts.need_backtracking(&self.needs), false)
    }
}

fn refusal(error: &str) -> String {
    let reason = error.lines().last().unwrap_or_default().trim();
    format!("no engine takes this pattern: {reason}")
}

//! A pattern's programs: one for each kind of text, compiled when first needed, and the choice
//! among them. The one for ASCII texts is small and almost always enough.

use std::sync::OnceLock;

use super::engine::Engine;
use super::error::{MatchError, PatternError};
use super::fast::Fast;
use super::groups::Groups;
use super::slots::{Marks, assign_slots};
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
    marks: Marks,
    fast: Option<Fast>,
    ascii: OnceLock<Result<Engine, MatchError>>,
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
        let marks = assign_slots(&node, &needs, &mut groups);
        let programs = Programs {
            fast: Fast::new(&node),
            node,
            needs,
            groups: groups.clone(),
            marks,
            ascii: OnceLock::new(),
            unicode: OnceLock::new(),
            last_line: OnceLock::new(),
        };
        let refused = |error: String| PatternError::unsupported(whole, refusal(&error));
        if programs.fast.is_none() {
            let engine = programs.compile(Texts::Ascii).map_err(refused)?;
            programs.ascii.get_or_init(|| Ok(engine));
        }
        if programs.needs.look_behind {
            for texts in [Texts::Unicode, Texts::LastLine] {
                programs.compile(texts).map_err(refused)?;
            }
        }
        Ok((programs, groups))
    }

    /// The way without an engine, if the pattern has one.
    pub fn fast(&self) -> Option<&Fast> {
        self.fast.as_ref()
    }

    /// Whether a text is for the program for ASCII texts, and that one always answers.
    #[inline]
    pub fn is_certain(&self, text: &str) -> bool {
        matches!(self.ascii.get(), Some(Ok(Engine::Bytes(_))))
            && self.fast.is_none()
            && text.is_ascii()
            && !(self.needs.last_line && text.ends_with('\n'))
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
            self.compiled(&self.ascii, Texts::Ascii)?
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
        let print = translate(&self.node, &self.groups, &self.marks, texts);
        Engine::new(
            &print,
            texts.need_backtracking(&self.needs),
            texts == Texts::Ascii,
        )
    }
}

fn refusal(error: &str) -> String {
    let reason = error.lines().last().unwrap_or_default().trim();
    format!("no engine takes this pattern: {reason}")
}

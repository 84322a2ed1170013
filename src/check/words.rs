//! Bare words: fixed words of a parameter, literal words, flow words, and attributes without brackets.

use super::codes::{BARE_ATTRIBUTE, FUNCTION_CASE, UNKNOWN_WORD};
use super::ledger::LITERAL_WORDS;
use super::lower::{Lowered, Lowering};
use super::program::{Constant, Node, NodeKind};
use crate::diag::{Diagnostic, nearest};
use crate::library::Param;
use crate::text::Span;
use crate::value::Kind;

impl Lowering<'_> {
    pub(super) fn word(
        &mut self,
        word: &str,
        span: Span,
        param: Option<&Param>,
    ) -> Option<Lowered> {
        if let Some(param) = param.filter(|param| !param.words.is_empty()) {
            return self.fixed_word(word, span, param);
        }
        let constant = |constant, kind| {
            let inner = Box::new(Node {
                kind: NodeKind::Constant(constant),
                span,
            });
            Some(Lowered {
                node: Node {
                    kind: NodeKind::Noted(&LITERAL_WORDS, inner),
                    span,
                },
                kind,
            })
        };
        let plain = |kind| {
            Some(Lowered {
                node: Node { kind, span },
                kind: Kind::Any,
            })
        };
        match word.to_ascii_lowercase().as_str() {
            "true" => constant(Constant::Bool(true), Kind::Boolean),
            "false" => constant(Constant::Bool(false), Kind::Boolean),
            "null" => constant(Constant::Null, Kind::Any),
            "ignoreattributeflow" => {
                self.case(word, "IgnoreAttributeFlow", span);
                plain(NodeKind::SkipAttribute)
            }
            "ignoreobjectflow" => {
                self.case(word, "IgnoreObjectFlow", span);
                plain(NodeKind::SkipObject)
            }
            _ => {
                self.bare(word, span);
                None
            }
        }
    }

    fn bare(&mut self, word: &str, span: Span) {
        let (other, meant) = match self.context.library.function(word) {
            Some(function) => {
                let name = function.name;
                (format!("`{name}(…)` for the function"), format!("{name}()"))
            }
            None => (format!("`\"{word}\"` for the text"), format!("[{word}]")),
        };
        self.report(
            Diagnostic::new(
                &BARE_ATTRIBUTE,
                span,
                format!("`{word}` stands without brackets"),
            )
            .help(format!("write `[{word}]` for the attribute, or {other}"))
            .suggest(format!("write `{meant}`"), span, meant),
        );
    }

    fn fixed_word(&mut self, word: &str, span: Span, param: &Param) -> Option<Lowered> {
        let known = param
            .words
            .iter()
            .find(|known| known.eq_ignore_ascii_case(word));
        if let Some(known) = known {
            self.case(word, known, span);
            let kind = NodeKind::Constant(Constant::Text((*known).into()));
            return Some(Lowered {
                node: Node { kind, span },
                kind: Kind::Text,
            });
        }
        let list: Vec<String> = param.words.iter().map(|word| format!("`{word}`")).collect();
        let mut found = Diagnostic::new(
            &UNKNOWN_WORD,
            span,
            format!("`{word}` is not a word that {} takes", param.name),
        )
        .help(format!("it takes {}", list.join(" or ")));
        if let Some(near) = nearest(word, param.words.iter().copied()) {
            found = found.fix(format!("write `{near}`"), span, near);
        }
        self.report(found);
        None
    }

    /// Warns when a name is written in another case than Microsoft's.
    pub(super) fn case(&mut self, written: &str, right: &str, span: Span) {
        if written != right {
            self.report(
                Diagnostic::new(
                    &FUNCTION_CASE,
                    span,
                    format!("`{written}` is documented as `{right}`"),
                )
                .help("the syntax is documented as case-sensitive")
                .fix(format!("write `{right}`"), span, right),
            );
        }
    }
}

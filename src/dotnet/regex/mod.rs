//! .NET regular expressions on the engines of the crates `regex` and `fancy-regex`.
//!
//! A pattern is parsed as .NET parses it and printed anew for a Rust engine. What no engine does
//! as .NET does is refused with the construct's place; nothing is answered differently in silence.
//! Texts are matched as UTF-16: see [`MatchError::CodeUnits`]. Culture is the invariant one.
//!
//! Owns patterns and replacement templates. Must not know the expression language.

mod casing;
mod category;
mod engine;
mod error;
mod fast;
mod groups;
mod matching;
mod parse;
mod programs;
mod replace;
mod set;
mod slots;
mod survey;
mod template;
mod translate;
mod tree;
mod units;

pub use error::{MatchError, PatternError, PatternErrorKind};
pub use replace::Sink;
pub use template::Template;

use engine::{Range, Start};
use groups::{Group, Groups};
use programs::Programs;
use tree::{Anchor, Node};

/// A .NET regular expression, compiled once for any number of texts.
///
/// ```
/// use attrflow::dotnet::regex::{PatternErrorKind, Regex};
///
/// let regex = Regex::new(r"^CAS_([^{]*){").unwrap();
/// assert_eq!(regex.is_match("CAS_{1}"), Ok(true));
///
/// let error = Regex::new("a++").unwrap_err();
/// assert_eq!((error.start, error.end, error.kind), (2, 3, PatternErrorKind::Invalid));
/// ```
#[derive(Debug)]
pub struct Regex {
    groups: Groups,
    programs: Programs,
    open_ended: bool,
}

/// The first match of a pattern: its place and its groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captures {
    /// First UTF-16 unit of the match.
    pub index: usize,
    /// UTF-16 units of the match.
    pub length: usize,
    /// Each group's name or number with its value; `0` is the match. `None`: not captured.
    pub groups: Vec<(String, Option<String>)>,
}

impl Regex {
    /// Compiles a pattern.
    ///
    /// ```
    /// # use attrflow::dotnet::regex::{PatternErrorKind, Regex};
    /// let refusal = |pattern| Regex::new(pattern).unwrap_err().kind;
    /// assert_eq!(refusal("(a"), PatternErrorKind::Invalid);
    /// assert_eq!(refusal("(?<open>a)(?<-open>b)"), PatternErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// `Invalid` where .NET throws a `RegexParseException`, `Unsupported` for what cannot be
    /// answered as .NET answers it.
    pub fn new(pattern: &str) -> Result<Regex, PatternError> {
        let (node, groups) = parse::parse(pattern)?;
        let open_ended = !(starts_at(&node, Anchor::Start)
            && (ends_at(&node, Anchor::EndOrLastLine) || ends_at(&node, Anchor::End)));
        let (programs, groups) = Programs::new(node, groups, pattern)?;
        Ok(Regex {
            groups,
            programs,
            open_ended,
        })
    }

    /// Whether the pattern matches anywhere in the text.
    ///
    /// ```
    /// use attrflow::dotnet::regex::Regex;
    ///
    /// let regex = Regex::new("[A-Z]{2}$").unwrap();
    /// assert_eq!(regex.is_match("en-US"), Ok(true));
    /// assert_eq!(regex.is_match("en-US\n"), Ok(true)); // `$` is before a last line feed, too
    /// ```
    ///
    /// # Errors
    /// [`MatchError`] where there is no answer.
    pub fn is_match(&self, text: &str) -> Result<bool, MatchError> {
        if let Some(answer) = self.programs.fast().and_then(|fast| fast.is_match(text)) {
            return Ok(answer);
        }
        let chosen = self.programs.choose(text)?;
        Ok(chosen.engine.find(chosen.text(), START)?.is_some())
    }

    /// Whether [`is_match`](Self::is_match) asks an engine about the text, and one that always answers.
    ///
    /// ```
    /// use attrflow::dotnet::regex::Regex;
    ///
    /// let regex = Regex::new("^[a-z]+@(a|b)$").unwrap();
    /// assert!(regex.takes_long("ada@a") && !regex.takes_long("zoë@a"));
    /// assert!(!Regex::new("^a$").unwrap().takes_long("a")); // needs no engine
    /// assert!(!Regex::new("(a+)+(?=b)").unwrap().takes_long("a")); // may give up
    /// ```
    #[inline]
    pub fn takes_long(&self, text: &str) -> bool {
        self.programs.is_certain(text)
    }

    /// The names of the groups, a number for an unnamed one, sorted by number; without the match.
    ///
    /// ```
    /// use attrflow::dotnet::regex::Regex;
    ///
    /// let regex = Regex::new("(?<year>..)(.)").unwrap();
    /// assert_eq!(regex.group_names(), ["1", "year"]); // unnamed groups come first
    /// ```
    pub fn group_names(&self) -> Vec<String> {
        self.groups.iter().map(name_of).collect()
    }

    /// Whether there is a group of this name or number.
    ///
    /// ```
    /// use attrflow::dotnet::regex::Regex;
    ///
    /// assert!(Regex::new("(?<year>..)").unwrap().has_group("year"));
    /// ```
    pub fn has_group(&self, name: &str) -> bool {
        self.groups.named(name).is_some()
    }

    /// Whether anchoring the pattern at both ends of the text could change what it matches: true
    /// unless every alternative starts with `^` and ends with `$`, `\Z` or `\z`.
    ///
    /// ```
    /// use attrflow::dotnet::regex::Regex;
    ///
    /// assert!(Regex::new("^US|CA$").unwrap().anchored_differs());
    /// assert!(!Regex::new("^(US|CA)$").unwrap().anchored_differs());
    /// ```
    pub fn anchored_differs(&self) -> bool {
        self.open_ended
    }

    /// Appends the text with every match replaced, and tells whether there was any; appends
    /// nothing if there was none.
    ///
    /// ```
    /// use attrflow::dotnet::regex::{Regex, Template};
    ///
    /// let regex = Regex::new("a*").unwrap();
    /// let template = Template::new("-", &regex).unwrap();
    /// let mut out = String::new();
    /// assert_eq!(regex.replace_all("aab", &template, &mut out), Ok(true));
    /// assert_eq!(out, "--b-"); // an empty match right behind another one counts
    /// ```
    ///
    /// # Errors
    /// [`MatchError`] where there is no answer; `out` may have grown.
    pub fn replace_all(
        &self,
        text: &str,
        template: &Template,
        out: &mut impl Sink,
    ) -> Result<bool, MatchError> {
        if let Some(fast) = self.programs.fast() {
            let mut answered = true;
            let changed = replace::with_template(text, template, out, |each| {
                answered = fast.for_each_match(text, &mut |found| each(found, &[Some(found); 2]));
                Ok(())
            });
            if answered {
                return changed;
            }
        }
        let chosen = self.programs.choose(text)?;
        let wants_groups = template.needs_groups();
        let Some(rewritten) = &chosen.rewritten else {
            return replace::with_template(text, template, out, |each| {
                matching::for_each_match(chosen.engine, text, wants_groups, each)
            });
        };
        let mut units = String::new();
        let template = template.to_engine();
        let changed = replace::with_template(rewritten, &template, &mut units, |each| {
            matching::for_each_match(chosen.engine, rewritten, wants_groups, each)
        })?;
        push_units(&units, out)?;
        Ok(changed)
    }

    /// Appends the text with the value of one group replaced in every match, and tells whether
    /// there was any; appends nothing if there was none. The replacement is plain text.
    ///
    /// ```
    /// use attrflow::dotnet::regex::Regex;
    ///
    /// let regex = Regex::new("^(?<areaCode>[0-9]{3})-").unwrap();
    /// let mut out = String::new();
    /// assert_eq!(regex.replace_group("425-555", "areaCode", "206", &mut out), Ok(true));
    /// assert_eq!(out, "206-555");
    /// ```
    ///
    /// # Errors
    /// [`MatchError`] where there is no answer; `out` may have grown.
    pub fn replace_group(
        &self,
        text: &str,
        group: &str,
        replacement: &str,
        out: &mut impl Sink,
    ) -> Result<bool, MatchError> {
        let Some(slots) = self.slots(group)? else {
            return Ok(false);
        };
        let chosen = self.programs.choose(text)?;
        let Some(rewritten) = &chosen.rewritten else {
            return replace::in_group(text, slots, replacement, out, |each| {
                matching::for_each_match(chosen.engine, text, true, each)
            });
        };
        let mut units = String::new();
        let replacement = units::to_engine(replacement);
        let changed = replace::in_group(rewritten, slots, &replacement, &mut units, |each| {
            matching::for_each_match(chosen.engine, rewritten, true, each)
        })?;
        push_units(&units, out)?;
        Ok(changed)
    }

    /// The value of a group in the first match; `None` without a match, or if it has not captured.
    ///
    /// ```
    /// use attrflow::dotnet::regex::Regex;
    ///
    /// let regex = Regex::new("CN=(?<name>[^,]+)").unwrap();
    /// assert_eq!(regex.find_group("CN=Jo,OU=x", "name"), Ok(Some("Jo")));
    /// ```
    ///
    /// # Errors
    /// [`MatchError`] where there is no answer.
    pub fn find_group<'t>(
        &self,
        text: &'t str,
        group: &str,
    ) -> Result<Option<&'t str>, MatchError> {
        let Some(slots) = self.slots(group)? else {
            return Ok(None);
        };
        let chosen = self.programs.choose(text)?;
        let mut captures = Vec::new();
        chosen
            .engine
            .captures(chosen.text(), START, &mut captures)?;
        let Some((start, end)) = matching::value_of(slots, &captures) else {
            return Ok(None);
        };
        Ok(match &chosen.rewritten {
            None => text.get(start..end),
            Some(engine) => {
                let start = units::offset_from_engine(text, engine, start)?;
                text.get(start..units::offset_from_engine(text, engine, end)?)
            }
        })
    }

    /// The first match with all its groups.
    ///
    /// ```
    /// use attrflow::dotnet::regex::Regex;
    ///
    /// let found = Regex::new("(b)(x)?").unwrap().captures("😀b").unwrap().unwrap();
    /// assert_eq!((found.index, found.length), (2, 1)); // UTF-16 units
    /// assert_eq!(found.groups[1..], [("1".into(), Some("b".into())), ("2".into(), None)]);
    /// ```
    ///
    /// # Errors
    /// [`MatchError`] where there is no answer, `DoubtfulGroup` if that is so for any group.
    pub fn captures(&self, text: &str) -> Result<Option<Captures>, MatchError> {
        if self.groups.iter().any(|group| group.doubt.is_some()) {
            return Err(MatchError::DoubtfulGroup);
        }
        let chosen = self.programs.choose(text)?;
        let text = chosen.text();
        let mut captures = Vec::new();
        chosen.engine.captures(text, START, &mut captures)?;
        let Some(Some(found)) = captures.first().copied() else {
            return Ok(None);
        };
        let plain = |range: Range| -> Result<String, MatchError> {
            let mut out = String::new();
            units::from_engine(replace::slice(text, range), &mut out)?;
            Ok(out)
        };
        let mut groups = vec![("0".to_owned(), Some(plain(found)?))];
        for group in self.groups.iter() {
            let value = matching::value_of(&group.slots, &captures);
            groups.push((name_of(group), value.map(plain).transpose()?));
        }
        let count = |range| replace::slice(text, range).chars().count();
        Ok(Some(Captures {
            index: count((0, found.0)),
            length: count(found),
            groups,
        }))
    }

    fn slots(&self, group: &str) -> Result<Option<&[usize]>, MatchError> {
        match self.groups.named(group) {
            Some(group) if group.doubt.is_some() => Err(MatchError::DoubtfulGroup),
            group => Ok(group.map(|group| group.slots.as_slice())),
        }
    }
}

const START: Start = Start {
    at: 0,
    contiguous: true,
};

fn name_of(group: &Group) -> String {
    match &group.name {
        Some(name) => name.clone(),
        None => group.number.to_string(),
    }
}

fn push_units(units: &str, out: &mut impl Sink) -> Result<(), MatchError> {
    let mut text = String::new();
    units::from_engine(units, &mut text)?;
    out.push_str(&text);
    Ok(())
}

fn starts_at(node: &Node, anchor: Anchor) -> bool {
    match node {
        Node::Anchor(own) => *own == anchor,
        Node::Sequence(nodes) => nodes.first().is_some_and(|node| starts_at(node, anchor)),
        Node::Either(nodes) => nodes.iter().all(|node| starts_at(node, anchor)),
        Node::Capture { node, .. } | Node::Atomic { node, .. } => starts_at(node, anchor),
        _ => false,
    }
}

fn ends_at(node: &Node, anchor: Anchor) -> bool {
    match node {
        Node::Anchor(own) => *own == anchor,
        Node::Sequence(nodes) => nodes.last().is_some_and(|node| ends_at(node, anchor)),
        Node::Either(nodes) => nodes.iter().all(|node| ends_at(node, anchor)),
        Node::Capture { node, .. } | Node::Atomic { node, .. } => ends_at(node, anchor),
        _ => false,
    }
}

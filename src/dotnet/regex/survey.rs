//! Looks a tree over before it is printed: what it needs from an engine, what no engine can do as
//! .NET does, and which groups may hold something else than in .NET.

use super::error::PatternError;
use super::groups::Groups;
use super::set::{Item, Property, Set};
use super::tree::{Anchor, Key, Node, Span, Test};

/// Roughly the number of engine states that a pattern may have.
const MAX_WEIGHT: usize = 150_000;

const LOOKING_BEHIND: &str = "`$`, a word boundary or a look-around in a look-behind";
const LOOK_BEHIND: &str = "a group in a look-behind";
const NEGATIVE: &str = "a group in a negative look-around";
const EMPTY_LOOP: &str = "a group in a repeat that can match nothing";
const REPEATED_NAME: &str = "a repeated group whose number occurs twice";

/// What a pattern needs from an engine.
#[derive(Debug, Clone, Default)]
pub struct Needs {
    /// Look-around, back-references, atomic groups, `\G` or conditionals.
    pub backtracking: bool,
    /// `$` or `\Z`, which look at a last line feed.
    pub last_line: bool,
    /// `\b` or `\B`.
    pub boundary: bool,
    /// Look-behind, which the engine compiles or not depending on what is in it.
    pub look_behind: bool,
    /// A back-reference without regard to case.
    pub case_of_group: bool,
    /// Groups that a conditional asks for.
    pub asked: Vec<Key>,
}

/// Refuses what cannot be done faithfully, and marks its doubtful groups.
pub fn survey(node: &Node, groups: &mut Groups, whole: Span) -> Result<Needs, PatternError> {
    if weight(node) > MAX_WEIGHT {
        return Err(PatternError::unsupported(
            whole,
            "the pattern is too large once its repeats are written out",
        ));
    }
    mark(node, groups, Context::default());
    let mut needs = Needs::default();
    collect(node, groups, &mut needs, false)?;
    inside_itself(node, groups, &mut Vec::new(), false)?;
    if looks_around_behind(node, false) {
        return Err(refused(whole, LOOKING_BEHIND));
    }
    Ok(needs)
}

#[derive(Clone, Copy, Default)]
struct Context {
    doubt: Option<&'static str>,
    repeated: bool,
}

fn mark(node: &Node, groups: &mut Groups, mut context: Context) {
    match node {
        Node::Capture { key, .. } => {
            if let Some(group) = groups.get_mut(key) {
                group.doubt = group.doubt.or(context.doubt);
                if context.repeated && group.written > 1 {
                    group.doubt = group.doubt.or(Some(REPEATED_NAME));
                }
            }
        }
        Node::Look {
            ahead, negative, ..
        } => {
            if *negative {
                context.doubt = Some(NEGATIVE);
            } else if !ahead {
                context.doubt = Some(LOOK_BEHIND);
            }
        }
        Node::Repeat { node, max, .. } if *max != Some(1) => {
            context.repeated = true;
            if node.can_be_empty() {
                context.doubt = context.doubt.or(Some(EMPTY_LOOP));
            }
        }
        _ => {}
    }
    for child in node.children() {
        mark(child, groups, context);
    }
}

fn collect(
    node: &Node,
    groups: &Groups,
    needs: &mut Needs,
    behind: bool,
) -> Result<(), PatternError> {
    let mut inside = behind;
    match node {
        Node::Anchor(Anchor::EndOrLastLine) => needs.last_line = true,
        Node::Anchor(Anchor::Boundary | Anchor::NoBoundary) => needs.boundary = true,
        Node::Anchor(Anchor::Contiguous) => needs.backtracking = true,
        Node::Repeat {
            node, max, span, ..
        } if *max != Some(1) && node.can_be_empty() && !node.is_empty_last() => {
            return Err(refused(*span, "a repeat that prefers to match nothing"));
        }
        Node::Atomic { span, .. } => {
            needs.backtracking = true;
            if behind {
                return Err(refused(*span, "an atomic group in a look-behind"));
            }
        }
        Node::Look { ahead, .. } => {
            needs.backtracking = true;
            inside = !ahead;
            needs.look_behind |= !ahead;
        }
        Node::Backreference {
            key,
            ignore_case,
            span,
        } => {
            needs.backtracking = true;
            needs.case_of_group |= ignore_case;
            if behind {
                return Err(refused(*span, "a back-reference in a look-behind"));
            }
            certain(groups, key, *span, "a reference to")?;
        }
        Node::Conditional { test, span, .. } => {
            needs.backtracking = true;
            if behind {
                return Err(refused(*span, "a conditional in a look-behind"));
            }
            match test {
                Test::Ahead(test) if test.has_capture() => {
                    return Err(refused(*span, "a group in a condition"));
                }
                Test::Ahead(_) => {}
                Test::Group(key) => {
                    certain(groups, key, *span, "a condition on")?;
                    needs.asked.push(key.clone());
                }
            }
        }
        _ => {}
    }
    node.children()
        .into_iter()
        .try_for_each(|child| collect(child, groups, needs, inside))
}

/// Whether a look-behind holds what is itself written as a look-around for the engine, which then
/// looks from the wrong place: `(?<!($|a))`. A word boundary alone is safe.
fn looks_around_behind(node: &Node, behind: bool) -> bool {
    let inside = match node {
        Node::Anchor(Anchor::EndOrLastLine | Anchor::Boundary | Anchor::NoBoundary)
        | Node::Look { .. }
            if behind =>
        {
            return true;
        }
        Node::Look {
            ahead: false, node, ..
        } => !matches!(**node, Node::Anchor(Anchor::Boundary | Anchor::NoBoundary)),
        _ => behind,
    };
    node.children()
        .into_iter()
        .any(|child| looks_around_behind(child, inside))
}

/// In a repeat, a reference inside its own group means the group's value of the round before.
fn inside_itself<'n>(
    node: &'n Node,
    groups: &Groups,
    open: &mut Vec<&'n Key>,
    repeated: bool,
) -> Result<(), PatternError> {
    if let Node::Backreference { key, span, .. } = node {
        let number = |key| groups.get(key).map(|group| group.number);
        if repeated && open.iter().any(|open| number(open) == number(key)) {
            return Err(refused(*span, "a reference inside its own repeated group"));
        }
    }
    let is_capture = match node {
        Node::Capture { key, .. } => {
            open.push(key);
            true
        }
        _ => false,
    };
    let repeated = repeated || matches!(node, Node::Repeat { .. });
    for child in node.children() {
        inside_itself(child, groups, open, repeated)?;
    }
    if is_capture {
        open.pop();
    }
    Ok(())
}

fn certain(groups: &Groups, key: &Key, span: Span, what: &str) -> Result<(), PatternError> {
    let reason = match groups.get(key) {
        Some(group) if group.written > 1 => "a group that is written twice",
        Some(group) => match group.doubt {
            Some(doubt) => doubt,
            None => return Ok(()),
        },
        None => "the whole match",
    };
    Err(refused(span, &format!("{what} {reason}")))
}

fn refused(span: Span, what: &str) -> PatternError {
    PatternError::unsupported(span, format!("{what} is not supported"))
}

fn weight(node: &Node) -> usize {
    match node {
        Node::Set(set) => weight_of_set(set),
        Node::Repeat { node, min, max, .. } => {
            let copies = max.unwrap_or(min.saturating_add(1)).max(1);
            weight(node).saturating_mul(usize::try_from(copies).unwrap_or(usize::MAX))
        }
        Node::Conditional {
            test: Test::Ahead(test),
            yes,
            no,
            ..
        } => [weight(test).saturating_mul(2), weight(yes), weight(no)]
            .into_iter()
            .fold(1, usize::saturating_add),
        _ => node
            .children()
            .into_iter()
            .fold(1_usize, |sum, child| sum.saturating_add(weight(child))),
    }
}

fn weight_of_set(set: &Set) -> usize {
    let items: usize = set
        .items
        .iter()
        .map(|item| match item {
            Item::Range(_, high) if *high < 0x80 => 1,
            Item::Range(..) => 3,
            Item::Property { property, .. } => match property {
                Property::Space => 10,
                Property::Digit => 60,
                _ => 300,
            },
        })
        .sum();
    let negation = if set.negated { 8 } else { 0 };
    items + negation + set.minus.as_ref().map_or(0, |minus| weight_of_set(minus))
}

//! Between Graph's parse trees and expressions.
//!
//! A tree names its arguments by key and leaves out absent ones; numbers are string constants in it; a
//! comparison as the condition of `IIF` is spread over three keys. Parameter tokens are there in full,
//! while the text form leaves them out: where both forms are there, the tree is the truth.

use std::collections::HashMap;

use super::problem::UNREADABLE_TREE;
use super::{Located, SourceKind, TreeNode};
use crate::diag::{Diagnostic, Problems};
use crate::library::{Function, Library};
use crate::syntax::{Arg, Call, Comparison, Expr, ExprKind, parse_expression};
use crate::text::{Span, Spanned};

/// Functions whose tree has fewer parameters than their documentation, when written with that many
/// arguments: Graph's own list of functions has them so.
const SHORTER: &[(&str, &[&str])] =
    &[("FormatDateTime", &["source", "inputFormat", "outputFormat"])];

/// The name of a concatenation in a tree. Graph publishes none.
pub(super) const CONCAT: &str = "&";

/// The expression that a tree stands for; its spans are those of the tree's nodes in the file.
///
/// # Errors
/// A node without a name or of no known type, and arguments that the function does not have.
///
/// ```
/// use attrflow::{library::Library, schema::{Schema, tree_to_expr}};
/// let file = br#"{ "synchronizationRules": [{ "sourceDirectoryName": "s", "targetDirectoryName": "t", "objectMappings": [{
///   "attributeMappings": [{ "targetAttributeName": "a", "source": { "name": "%Desk%", "type": "Constant" } }] }] }] }"#;
/// let (schema, _) = Schema::read(file).unwrap();
/// let source = schema.rules[0].mappings[0].attributes[0].source.clone().unwrap();
/// let expr = tree_to_expr(&source.tree.unwrap(), &Library::new(&[], &[])).unwrap();
/// assert_eq!(expr.canonical(), "%Desk%");
/// ```
pub fn tree_to_expr(node: &TreeNode, library: &Library) -> Result<Expr, Problems> {
    let mut problems = Problems::new();
    match convert(node, library, &mut problems) {
        Some(expr) if problems.is_empty() => Ok(expr),
        _ => Err(problems),
    }
}

/// Whether two expressions say the same in a tree's terms: a number equals its text, and absent
/// arguments at the end do not count.
///
/// ```
/// use attrflow::{schema::same_in_tree, syntax::{Expr, ExprKind}, text::Span};
/// let expr = |kind| Expr { kind, span: Span::default() };
/// assert!(same_in_tree(&expr(ExprKind::Number("8".into())), &expr(ExprKind::Text("8".into()))));
/// ```
pub fn same_in_tree(one: &Expr, two: &Expr) -> bool {
    use ExprKind::{Attribute, Compare, Concat, Number, Parameter, Text, Word};
    match (&one.kind, &two.kind) {
        (Text(one) | Number(one), Text(two) | Number(two))
        | (Attribute(one), Attribute(two))
        | (Word(one), Word(two))
        | (Parameter(one), Parameter(two)) => one == two,
        (ExprKind::Call(one), ExprKind::Call(two)) => {
            let (left, right) = (given(&one.args), given(&two.args));
            let same = |(one, two): (&Arg, &Arg)| match (&one.value, &two.value) {
                (Some(one), Some(two)) => same_in_tree(one, two),
                (one, two) => one.is_none() && two.is_none(),
            };
            one.name.node == two.name.node
                && left.len() == right.len()
                && left.iter().zip(right).all(same)
        }
        (Concat(one), Concat(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same_in_tree(one, two))
        }
        (
            Compare {
                operator,
                left,
                right,
            },
            Compare {
                operator: other,
                left: other_left,
                right: other_right,
            },
        ) => {
            operator.node == other.node
                && same_in_tree(left, other_left)
                && same_in_tree(right, other_right)
        }
        _ => false,
    }
}

/// The parameter that each argument of a call belongs to, by index: functions that Graph's trees show
/// with fewer parameters leave some out.
///
/// ```
/// use attrflow::{functions::FUNCTIONS, library::Library, schema::argument_places, syntax::{ExprKind, parse_expression}};
/// let expr = parse_expression("FormatDateTime([d], \"yyyy\", \"yy\")").unwrap();
/// let ExprKind::Call(call) = expr.kind else { panic!() };
/// assert_eq!(argument_places(&call, &Library::new(FUNCTIONS, &[])), [0, 2, 3]);
/// ```
pub fn argument_places(call: &Call, library: &Library) -> Vec<usize> {
    let written = call.args.len();
    let places = library.function(&call.name.node).and_then(|function| {
        let keys = shorter(function, |keys| keys.len() == written)?;
        let mut params = function.params.iter();
        let place = |key: &&str| params.position(|param| param.key == *key);
        // Each search goes on behind the one before it.
        let steps: Option<Vec<usize>> = keys.iter().map(place).collect();
        let places = steps?.into_iter().scan(0, |from, step| {
            let place = *from + step;
            *from = place + 1;
            Some(place)
        });
        Some(places.collect())
    });
    places.unwrap_or_else(|| (0..written).collect())
}

/// The arguments up to the last one that is there.
fn given(args: &[Arg]) -> &[Arg] {
    let last = args.iter().rposition(|arg| arg.value.is_some());
    args.get(..last.map_or(0, |last| last + 1)).unwrap_or(args)
}

/// The keys of a call's arguments in order, for as many as are written.
pub(super) fn keys(
    function: &'static Function,
    written: usize,
) -> impl Fn(usize) -> Option<&'static str> {
    let shorter = shorter(function, |keys| keys.len() == written);
    move |index| match shorter {
        Some(keys) => keys.get(index).copied(),
        None => function.param(index).map(|param| param.key),
    }
}

fn shorter(function: &Function, fits: impl Fn(&[&str]) -> bool) -> Option<&'static [&'static str]> {
    let (_, keys) = SHORTER.iter().find(|(name, _)| *name == function.name)?;
    fits(keys).then_some(*keys)
}

fn convert(node: &TreeNode, library: &Library, problems: &mut Problems) -> Option<Expr> {
    let Some(name) = &node.name else {
        problems.push(unreadable(
            node.span,
            "this part of the parse tree has no `name`",
        ));
        return None;
    };
    let kind = match node.kind {
        SourceKind::Attribute => ExprKind::Attribute(name.value.clone()),
        SourceKind::Constant => constant(node, &name.value),
        SourceKind::Function => return call(node, name, library, problems),
        SourceKind::Unknown => {
            let message = "this part of the parse tree has no known `type`";
            problems.push(
                unreadable(node.span, message).help("it is `Function`, `Attribute` or `Constant`"),
            );
            return None;
        }
    };
    Some(Expr {
        kind,
        span: node.span,
    })
}

fn unreadable(span: Span, message: impl Into<String>) -> Diagnostic {
    let start = span.start as usize;
    Diagnostic::new(&UNREADABLE_TREE, Span::new(start, start + 1), message)
}

fn constant(node: &TreeNode, name: &str) -> ExprKind {
    let token = name
        .strip_prefix('%')
        .and_then(|rest| rest.strip_suffix('%'));
    match (&node.expression, token) {
        (None, Some(token)) => ExprKind::Parameter(token.to_owned()),
        (None, None) => ExprKind::Text(name.to_owned()),
        (Some(text), _) => match parse_expression(text.text()).map(|expr| expr.kind) {
            Ok(kind @ (ExprKind::Number(_) | ExprKind::Word(_) | ExprKind::Parameter(_))) => kind,
            _ => ExprKind::Text(name.to_owned()),
        },
    }
}

fn call(
    node: &TreeNode,
    name: &Located<String>,
    library: &Library,
    problems: &mut Problems,
) -> Option<Expr> {
    let mut children = Vec::with_capacity(node.parameters.len());
    for (key, child) in &node.parameters {
        children.push((key, convert(child, library, problems)?));
    }
    if let Some(kind) = operator(name, &mut children) {
        return Some(Expr {
            kind,
            span: node.span,
        });
    }
    let args = match library.function(&name.value) {
        Some(function) => arguments(function, children, problems),
        None => children.into_iter().map(|(_, value)| Some(value)).collect(),
    };
    let end = node.span.end as usize;
    let close = Span::new(end.saturating_sub(1), end);
    let arg = |value: Option<Expr>| Arg {
        span: value.as_ref().map_or(close, |value| value.span),
        value,
    };
    Some(Expr {
        kind: ExprKind::Call(Call {
            name: Spanned::new(name.value.clone(), name.span),
            args: args.into_iter().map(arg).collect(),
            close,
        }),
        span: node.span,
    })
}

type Children<'n> = Vec<(&'n Located<String>, Expr)>;

/// A comparison or concatenation, which our own trees write as a function of that name.
fn operator(name: &Located<String>, children: &mut Children<'_>) -> Option<ExprKind> {
    if name.value == CONCAT && children.len() > 1 {
        let operands = children.drain(..).map(|(_, operand)| operand);
        return Some(ExprKind::Concat(operands.collect()));
    }
    let comparison = comparison(&name.value).filter(|_| children.len() == 2)?;
    let (_, right) = children.pop()?;
    let (_, left) = children.pop()?;
    Some(compare(left, Spanned::new(comparison, name.span), right))
}

fn comparison(spelling: &str) -> Option<Comparison> {
    let mut all = Comparison::ALL.into_iter();
    all.find(|comparison| comparison.spelling() == spelling)
}

fn compare(left: Expr, operator: Spanned<Comparison>, right: Expr) -> ExprKind {
    ExprKind::Compare {
        operator,
        left: Box::new(left),
        right: Box::new(right),
    }
}

/// Puts the arguments of a known function where their keys belong.
fn arguments(
    function: &'static Function,
    children: Children<'_>,
    problems: &mut Problems,
) -> Vec<Option<Expr>> {
    let children = gather(function, children);
    let short = shorter(function, |keys| {
        children
            .iter()
            .all(|(key, _)| keys.contains(&key.value.as_str()))
    });
    let least = short.map_or(function.least(), <[_]>::len);
    let keys = keys(function, short.map_or(usize::MAX, <[_]>::len));
    let mut args: Vec<Option<Expr>> = Vec::new();
    args.resize_with(least, || None);
    let mut next: HashMap<&str, usize> = HashMap::new();
    let count = function.params.len();
    for (key, value) in children {
        let wanted = key.value.as_str();
        let from = next.get(wanted).copied().unwrap_or(0);
        let mut params = function.params.iter();
        let repeats = params.any(|param| param.key == wanted && param.repeats());
        let to = if repeats { from + count + 1 } else { count };
        let Some(index) = (from..to).find(|index| keys(*index) == Some(wanted)) else {
            problems.push(strange_key(function, key));
            continue;
        };
        next.insert(wanted, index + 1);
        if args.len() <= index {
            args.resize_with(index + 1, || None);
        }
        if let Some(place) = args.get_mut(index) {
            *place = Some(value);
        }
    }
    args
}

fn strange_key(function: &Function, key: &Located<String>) -> Diagnostic {
    let name = function.name;
    let message = format!("`{name}` takes no (further) argument `{}`", key.value);
    let keys: Vec<String> = function
        .params
        .iter()
        .map(|param| format!("`{}`", param.key))
        .collect();
    Diagnostic::new(&UNREADABLE_TREE, key.span, message)
        .help(format!("its keys are {}", keys.join(", ")))
}

/// Joins a comparison that is spread over several keys, as in `one`, `two`, `three` of `IIF`.
fn gather<'n>(function: &Function, mut children: Children<'n>) -> Children<'n> {
    for param in function.params {
        let [operator_key, right_key] = param.spread else {
            continue;
        };
        let at = |children: &Children<'n>, wanted: &str| {
            children.iter().position(|(key, _)| key.value == wanted)
        };
        let operator = at(&children, operator_key).and_then(|index| {
            let (_, expr) = children.get(index)?;
            let ExprKind::Text(spelling) = &expr.kind else {
                return None;
            };
            Some((index, Spanned::new(comparison(spelling)?, expr.span)))
        });
        let Some((index, operator)) = operator else {
            continue;
        };
        let left_key = at(&children, param.key).and_then(|index| children.get(index));
        let Some(key) = left_key.map(|(key, _)| *key) else {
            continue;
        };
        if at(&children, right_key).is_none() {
            continue;
        }
        children.remove(index);
        let mut take =
            |wanted: &str| at(&children, wanted).map(|index| (index, children.remove(index).1));
        let (Some((_, right)), Some((index, left))) = (take(right_key), take(param.key)) else {
            continue;
        };
        let span = left.span.to(right.span);
        let kind = compare(left, operator, right);
        children.insert(index, (key, Expr { kind, span }));
    }
    children
}

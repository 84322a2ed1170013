//! Expressions over the whole library, with the row that they are evaluated for.

use super::values::{self, Owned};
use crate::invariants::Checked;
use attrflow::functions::FUNCTIONS;
use attrflow::library::{Function, Param};
use attrflow::syntax::quote;
use attrflow::value::{Kind, Value};
use bumpalo::Bump;
use proptest::prelude::*;

/// An expression.
#[derive(Clone)]
pub enum Tree {
    /// A value of the row.
    Attribute(Owned),
    /// A value that can be written as a constant.
    Constant(Owned),
    /// Text that stands for itself.
    Written(&'static str),
    Call(&'static Function, Vec<Option<Tree>>),
    Compare(&'static str, Box<[Tree; 2]>),
    Concat(Vec<Tree>),
}

/// An expression as text, and the values of the attributes that it names: `a0`, `a1`, …
#[derive(Debug, Default)]
pub struct Spelled {
    pub text: String,
    pub row: Vec<Owned>,
}

impl std::fmt::Debug for Tree {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Spelled { text, row } = self.spelled(true);
        write!(f, "{text} for {row:?}")
    }
}

impl Tree {
    /// The expression; its constants as they are, or as attributes.
    pub fn spelled(&self, constants: bool) -> Spelled {
        let mut out = Spelled::default();
        self.write(constants, &mut out);
        out
    }

    fn write(&self, constants: bool, out: &mut Spelled) {
        match self {
            Self::Attribute(value) => out.attribute(value),
            Self::Constant(value) if !constants => out.attribute(value),
            Self::Constant(value) => match value {
                Owned::Text(text) => out.text += &quote(text),
                Owned::Int(number) => out.text += &number.to_string(),
                other => panic!("{other:?} is no constant"),
            },
            Self::Written(text) => out.text += text,
            Self::Call(function, args) => {
                out.text += function.name;
                out.text += "(";
                for (at, arg) in args.iter().enumerate() {
                    if at > 0 {
                        out.text += ", ";
                    }
                    if let Some(arg) = arg {
                        arg.write(constants, out);
                    }
                }
                out.text += ")";
            }
            Self::Compare(operator, sides) => {
                out.text += "(";
                sides[0].write(constants, out);
                out.text += &format!(" {operator} ");
                sides[1].write(constants, out);
                out.text += ")";
            }
            Self::Concat(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        out.text += " & ";
                    }
                    part.write(constants, out);
                }
            }
        }
    }
}

impl Spelled {
    /// The row in the order in which the checker met the attributes.
    pub fn row<'v>(&self, checked: &Checked<'_>, arena: &'v Bump) -> Vec<Value<'v>> {
        let names = checked.slots.names().iter();
        let value = |name: &String| self.row[name[1..].parse::<usize>().unwrap()].value(arena);
        names.map(value).collect()
    }

    fn attribute(&mut self, value: &Owned) {
        self.text += &format!("[a{}]", self.row.len());
        self.row.push(value.clone());
    }
}

/// What a parameter of that name mostly takes.
fn apt(param: &Param) -> &'static [&'static str] {
    match param.name {
        "interval" => &["yyyy", "M", "d", "ww", "h", "n", "s"],
        "dateTimeStyles" => &[
            "None",
            "RoundtripKind",
            "AssumeUniversal, AdjustToUniversal",
        ],
        "inputFormat" => &[
            "yyyy-MM-dd",
            "o",
            "M/d/yyyy h:mm:ss tt",
            "yyyyMMddHHmmss.fZ",
        ],
        "outputFormat" => &["yyyy-MM-dd", "D", "dddd", "yyyyMMddHHmmss.0Z", "zzz"],
        "regexPattern" => &["(?<g>a+)", "[^0-9]", "(?<g>^\\d*)", "a*", "^(?<g>.)(?=b)"],
        "regexGroupName" => &["g"],
        "replacementValue" => &["-", "${g}", "$0", ""],
        "oldValue" => &["a", "%u", "-"],
        "template" => &["%u@x", "a-a"],
        "culture" => &["tr-TR", "de-DE"],
        "delimiter" | "Delimiters" | "separator" | "wordSeparators" => &[",", " ", "-", ""],
        "dn" => &["CN=Ada,DC=x", "CN=A\\,B,OU=y"],
        "key" => &["a", "True", "1", ""],
        _ => match param.kind {
            Kind::Date => &["2020-03-16", "2020-03-16T07:00:00Z", "3/16/2020 7:00:00 PM"],
            Kind::Integer => &["1", "2", "3", "8"],
            Kind::Boolean => &["true", "False"],
            Kind::Binary => &["AQEAAAAAAAUKAAAA", "SABlAA=="],
            _ => &["a", "Ada Lovelace", "a,b", "x"],
        },
    }
}

fn constant() -> impl Strategy<Value = Owned> {
    let short = values::text().prop_filter("it fits into an expression", |text| text.len() < 400);
    prop_oneof![
        3 => short.prop_map(Owned::Text),
        1 => values::integer().prop_map(Owned::Int),
    ]
}

fn argument(param: &'static Param, inner: &BoxedStrategy<Tree>) -> BoxedStrategy<Tree> {
    let apt = prop::sample::select(apt(param)).prop_map(|text| match text.parse() {
        Ok(number) => Owned::Int(number),
        Err(_) => Owned::Text(text.to_owned()),
    });
    let words = match param.words {
        [] => &["True", "NULL"][..],
        words => words,
    };
    let arg = prop_oneof![
        5 => apt.clone().prop_map(Tree::Constant),
        3 => apt.prop_map(Tree::Attribute),
        2 => prop::sample::select(words).prop_map(Tree::Written),
        2 => values::value().prop_map(Tree::Attribute),
        1 => constant().prop_map(Tree::Constant),
        4 => inner.clone(),
    ];
    arg.boxed()
}

fn call(function: &'static Function, inner: BoxedStrategy<Tree>) -> BoxedStrategy<Tree> {
    let most = function.most().unwrap_or(function.params.len() + 4);
    (function.least()..=most)
        .prop_flat_map(move |count| {
            let args: Vec<_> = (0..count)
                .map(|index| {
                    let param = function.param(index).expect("a parameter");
                    let given = match param.occurs {
                        attrflow::library::Occurs::Required => 0.99,
                        attrflow::library::Occurs::Optional if function.name == "Replace" => 0.5,
                        _ => 0.8,
                    };
                    prop::option::weighted(given, argument(param, &inner))
                })
                .collect();
            args
        })
        .prop_map(move |args| Tree::Call(function, args))
        .boxed()
}

/// A call of that function, deep or flat.
pub fn calling(function: &'static Function) -> BoxedStrategy<Tree> {
    call(function, tree().boxed())
}

/// Any expression.
pub fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        4 => values::value().prop_map(Tree::Attribute),
        4 => constant().prop_map(Tree::Constant),
        1 => prop::sample::select(vec!["True", "NULL", "%P%", "%Q%", "IgnoreAttributeFlow", "1.5"])
            .prop_map(Tree::Written),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let inner = inner.boxed();
        let operator = prop::sample::select(vec!["=", "<>", ">", ">=", "<", "<="]);
        let nested = inner.clone();
        prop_oneof![
            8 => prop::sample::select(FUNCTIONS).prop_flat_map(move |function| call(function, nested.clone())),
            1 => (operator, inner.clone(), inner.clone())
                .prop_map(|(operator, left, right)| Tree::Compare(operator, Box::new([left, right]))),
            1 => prop::collection::vec(inner, 2..4).prop_map(Tree::Concat),
        ]
    })
}

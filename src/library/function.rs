//! A function as one value: everything that is known about it, from which checking, evaluation,
//! help, completion, reference pages and tests are derived.

use super::{Args, Fidelity, Operator, Prepared, Site, Stop};
use crate::value::{Kind, Value};
use std::collections::HashMap;

/// Evaluates a call; pulls the arguments that it needs, each at most when needed.
pub type Call = for<'v> fn(&mut Args<'_, 'v>) -> Result<Value<'v>, Stop>;

/// Checks a call beyond arity and kind, and compiles its costly constants once.
pub type Prepare = fn(&mut Site<'_>) -> Option<Prepared>;

/// A function of the expression language.
///
/// ```
/// let left = attrflow::assist::standard().function("left").unwrap();
/// assert_eq!(left.signature(), "Left(String, NumChars)");
/// assert_eq!((left.least(), left.most()), (2, Some(2)));
/// assert_eq!(left.param(1).map(|param| param.name), Some("NumChars"));
/// let join = attrflow::assist::standard().function("join").unwrap();
/// assert_eq!((join.signature().as_str(), join.most()), ("Join(separator, source, source, …)", None));
/// ```
#[derive(Debug)]
pub struct Function {
    /// Its name in Microsoft's spelling.
    pub name: &'static str,
    /// One sentence: what it gives.
    pub summary: &'static str,
    /// Further paragraphs for the reference page; may be empty.
    pub details: &'static str,
    /// Its parameters in order. Those that repeat stand last and repeat together.
    pub params: &'static [Param],
    /// The kind of its result, if that is not null.
    pub returns: Kind,
    /// Whether equal arguments give equal results, and what else it asks.
    pub purity: Purity,
    /// Whether a list as first argument means: apply it to each value.
    pub elementwise: bool,
    /// For a function that does nothing but choose: its second argument where the first one holds, else
    /// its third. The evaluator then branches without calling it. Names the case of a null condition.
    pub choice: Option<&'static Fidelity>,
    /// Whether its value, and everything computed from it, is hidden in logs, traces and reports.
    pub redacts: bool,
    /// Where in a mapping it may stand.
    pub placement: Placement,
    /// Kinds of job that it is documented for; empty = all.
    pub jobs: &'static [JobKind],
    /// Executed examples.
    pub examples: &'static [Example],
    /// What is not documented about it.
    pub fidelity: &'static [Fidelity],
    /// See [`Prepare`].
    pub prepare: Option<Prepare>,
    /// See [`Call`].
    pub call: Call,
    /// Names of the pages that document it.
    pub source: &'static str,
}

impl Function {
    /// What most functions have in common; `name`, `summary` and `call` must be given.
    pub const DEFAULT: Self = Self {
        name: "",
        summary: "",
        details: "",
        params: &[],
        returns: Kind::Text,
        purity: Purity::Pure,
        elementwise: false,
        choice: None,
        redacts: false,
        placement: Placement::Anywhere,
        jobs: &[],
        examples: &[],
        fidelity: &[],
        prepare: None,
        call: |_| Ok(Value::Null),
        source: "functions-for-customizing-application-data",
    };

    /// The parameter that the argument at `index`, counted from 0, belongs to, if there may be one.
    pub fn param(&self, index: usize) -> Option<&'static Param> {
        if let Some(param) = self.params.get(index) {
            return Some(param);
        }
        let fixed = self
            .params
            .iter()
            .take_while(|param| !param.repeats())
            .count();
        let group = self.params.len() - fixed;
        (group > 0)
            .then(|| self.params.get(fixed + (index - fixed) % group))
            .flatten()
    }

    /// The fewest arguments: up to the last one that must be given.
    pub fn least(&self) -> usize {
        self.params
            .iter()
            .rposition(|param| param.occurs == Occurs::Required)
            .map_or(0, |at| at + 1)
    }

    /// The most arguments; `None` when some repeat.
    pub fn most(&self) -> Option<usize> {
        (!self.params.iter().any(Param::repeats)).then_some(self.params.len())
    }

    /// As people write it: `Left(String, NumChars)`, optional parameters with `?`, repeating with `…`.
    pub fn signature(&self) -> String {
        let mut parts: Vec<String> = self
            .params
            .iter()
            .map(|param| match param.occurs {
                Occurs::Optional => format!("{}?", param.name),
                _ => param.name.to_owned(),
            })
            .collect();
        if self.most().is_none() {
            parts.push("…".to_owned());
        }
        format!("{}({})", self.name, parts.join(", "))
    }
}

/// One parameter.
///
/// ```
/// use attrflow::{library::{Occurs, Param}, value::Kind};
/// const PAD: Param = Param::optional("Pad", Kind::Text, "what fills it").key("padding").spread(&["side"]);
/// assert_eq!((PAD.key, PAD.spread, PAD.occurs), ("padding", &["side"][..], Occurs::Optional));
/// assert!(Param::required("Unit", Kind::Text, "what counts").words(&["Day"]).forgiving().forgiving);
/// assert!(!PAD.repeats() && Param::repeated("More", Kind::Any, "further ones").repeats());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its documented name.
    pub name: &'static str,
    /// Its key in Graph's parse trees; equals the name where none is published.
    pub key: &'static str,
    /// Further keys: a comparison as argument is spread over `key`, operator and right side.
    pub spread: &'static [&'static str],
    /// What it takes.
    pub kind: Kind,
    /// Whether it must be given.
    pub occurs: Occurs,
    /// The bare words that it takes, in Microsoft's spelling; empty = none.
    pub words: &'static [&'static str],
    /// Whether the function gives values of other kinds a meaning, too: else the checker refuses constants that are not
    /// of the kind.
    pub forgiving: bool,
    /// One sentence: what it is for.
    pub about: &'static str,
}

/// Whether an argument must be given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Occurs {
    /// Must be given.
    Required,
    /// May be left out.
    Optional,
    /// May be given any number of times, together with its neighbours that repeat.
    Repeated,
}

impl Param {
    /// A parameter that must be given.
    pub const fn required(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self {
            name,
            key: name,
            spread: &[],
            kind,
            occurs: Occurs::Required,
            words: &[],
            forgiving: false,
            about,
        }
    }

    /// A parameter that may be absent.
    pub const fn optional(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self {
            occurs: Occurs::Optional,
            ..Self::required(name, kind, about)
        }
    }

    /// A parameter that may be given any number of times, none included.
    pub const fn repeated(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self {
            occurs: Occurs::Repeated,
            ..Self::required(name, kind, about)
        }
    }

    /// With another key in Graph's parse trees.
    #[must_use]
    pub const fn key(self, key: &'static str) -> Self {
        Self { key, ..self }
    }

    /// With the keys over which Graph spreads a comparison, after [`Self::key`].
    #[must_use]
    pub const fn spread(self, spread: &'static [&'static str]) -> Self {
        Self { spread, ..self }
    }

    /// Takes bare words.
    #[must_use]
    pub const fn words(self, words: &'static [&'static str]) -> Self {
        Self { words, ..self }
    }

    /// Gives constants of other kinds a meaning.
    #[must_use]
    pub const fn forgiving(self) -> Self {
        Self {
            forgiving: true,
            ..self
        }
    }

    /// Whether it may be given any number of times.
    pub const fn repeats(&self) -> bool {
        matches!(self.occurs, Occurs::Repeated)
    }
}

/// Whether equal arguments give equal results.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purity {
    /// Always; constants are folded.
    Pure,
    /// Depends on the clock.
    Clock,
    /// Depends on random numbers.
    Random,
    /// Depends on what the host says of tenant or target.
    World,
    /// Must be evaluated where it stands: it ends the evaluation, or its result is a secret.
    Effect,
}

/// Where in an attribute mapping a call may stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placement {
    /// Anywhere.
    Anywhere,
    /// Only outermost, not on a matching attribute, and only on creation.
    OutermostOnCreation,
}

/// A kind of provisioning job, as far as the documentation of functions tells them apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum JobKind {
    /// Entra to an application, mostly over SCIM.
    App,
    /// Tenant to tenant.
    CrossTenant,
    /// Active Directory to Entra (cloud sync).
    AdToEntra,
    /// Entra to Active Directory (cloud sync).
    EntraToAd,
    /// Workday to Active Directory or Entra.
    Workday,
    /// SuccessFactors to Active Directory or Entra.
    SuccessFactors,
    /// The inbound provisioning API.
    ApiDriven,
}

impl JobKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::App,
        Self::CrossTenant,
        Self::AdToEntra,
        Self::EntraToAd,
        Self::Workday,
        Self::SuccessFactors,
        Self::ApiDriven,
    ];

    /// Its word in job files and on the command line.
    ///
    /// ```
    /// assert_eq!(attrflow::library::JobKind::AdToEntra.word(), "ad-to-entra");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::CrossTenant => "cross-tenant",
            Self::AdToEntra => "ad-to-entra",
            Self::EntraToAd => "entra-to-ad",
            Self::Workday => "workday",
            Self::SuccessFactors => "successfactors",
            Self::ApiDriven => "api-driven",
        }
    }
}

/// An example that is executed by the tests and shown in help and reference.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Attributes by name; each value is JSON, and a text that is no JSON stands for itself.
    pub given: &'static [(&'static str, &'static str)],
    /// The expression.
    pub expr: &'static str,
    /// What comes of it.
    pub gives: Gives,
}

/// What an example gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gives {
    /// A value, as JSON: `"\"ada\""`, `"5"`, `"null"`, `"[\"a\",\"b\"]"`.
    Json(&'static str),
    /// The attribute is skipped.
    SkipAttribute,
    /// The object is skipped.
    SkipObject,
    /// An evaluation error with that code.
    Error(&'static str),
    /// A text that matches this regular expression (for random results).
    Like(&'static str),
}

/// The functions and operators that a checker or evaluator works with.
///
/// ```
/// use attrflow::{functions::FUNCTIONS, library::Library, scoping::OPERATORS};
/// let library = Library::new(FUNCTIONS, OPERATORS);
/// assert_eq!(library.function("iif").unwrap().name, "IIF");
/// assert_eq!(library.operator("is_not_null").unwrap().name, "IS NOT NULL");
/// assert_eq!((library.functions().len(), library.operators().len()), (FUNCTIONS.len(), OPERATORS.len()));
/// ```
#[derive(Debug)]
pub struct Library {
    functions: &'static [&'static Function],
    operators: &'static [&'static Operator],
    by_name: HashMap<String, &'static Function>,
    by_operator: HashMap<String, &'static Operator>,
}

impl Library {
    /// A library of these functions and operators.
    pub fn new(
        functions: &'static [&'static Function],
        operators: &'static [&'static Operator],
    ) -> Self {
        let by_name = functions
            .iter()
            .map(|function| (function.name.to_ascii_lowercase(), *function));
        let spellings = |operator: &&'static Operator| {
            let operator = *operator;
            std::iter::once(operator.name)
                .chain(operator.aliases.iter().copied())
                .map(move |name| (Operator::folded(name), operator))
        };
        Self {
            functions,
            operators,
            by_name: by_name.collect(),
            by_operator: operators.iter().flat_map(spellings).collect(),
        }
    }

    /// All functions, in alphabetical order.
    pub fn functions(&self) -> &'static [&'static Function] {
        self.functions
    }

    /// All scoping operators.
    pub fn operators(&self) -> &'static [&'static Operator] {
        self.operators
    }

    /// The function of that name in any case; compare `name` to see whether the case was right.
    ///
    /// ```
    /// assert_eq!(attrflow::assist::standard().function("tolower").unwrap().name, "ToLower");
    /// ```
    pub fn function(&self, name: &str) -> Option<&'static Function> {
        self.by_name.get(&name.to_ascii_lowercase()).copied()
    }

    /// The operator of that name, without regard to case, `_` and blanks.
    pub fn operator(&self, name: &str) -> Option<&'static Operator> {
        self.by_operator.get(&Operator::folded(name)).copied()
    }
}

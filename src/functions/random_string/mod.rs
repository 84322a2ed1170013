//! `RandomString`: a password or another text that nobody can guess.

mod recipe;

pub(super) use recipe::IMPOSSIBLE;

use crate::diag::Diagnostic;
use crate::library::{
    Args, Example, Fault, Fidelity, Function, Gives, Host, Param, Prepared, Purity, Site, Stop,
    Sureness,
};
use crate::value::{Kind, Value, integer};
use bumpalo::collections::String as ArenaString;
use recipe::{CLASSES, LENGTH, Recipe, Wrong};

pub(super) static FUNCTION: Function = Function {
    name: "RandomString",
    summary: "Gives a random text of a length, with a minimum of characters of each kind.",
    details: "At most 256 characters. Special characters are ``~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/``.",
    params: &[
        Param::required("Length", Kind::Integer, "How many characters, 1 to 256."),
        Param::required(
            "MinimumNumbers",
            Kind::Integer,
            "The least number of digits.",
        ),
        Param::required(
            "MinimumSpecialCharacters",
            Kind::Integer,
            "The least number of special characters.",
        ),
        Param::required(
            "MinimumCapital",
            Kind::Integer,
            "The least number of capital letters.",
        ),
        Param::required(
            "MinimumLowerCase",
            Kind::Integer,
            "The least number of lower-case letters.",
        ),
        Param::optional(
            "CharactersToAvoid",
            Kind::Text,
            "Characters that shall not occur.",
        ),
    ],
    purity: Purity::Random,
    jobs: super::shared::jobs::APPLICATIONS,
    examples: &[
        Example {
            given: &[],
            expr: "RandomString(6, 3, 0, 0, 3)",
            gives: Gives::Like("[0-9a-z]{6}"),
        },
        Example {
            given: &[],
            expr: "RandomString(10, 2, 2, 2, 1, \"?,\")",
            gives: Gives::Like("[^?,]{10}"),
        },
        Example {
            given: &[],
            expr: "RandomString(3, 3, 0, 0, 0, )",
            gives: Gives::Like("[0-9]{3}"),
        },
        Example {
            given: &[("length", "300")],
            expr: "RandomString([length], 0, 0, 0, 0)",
            gives: Gives::Error("random-string"),
        },
    ],
    fidelity: &[REST, NULL_MINIMUM],
    prepare: Some(prepare),
    call,
    ..Function::DEFAULT
};

static REST: Fidelity = Fidelity {
    id: "randomstring-rest",
    doing: "characters beyond the minimums are of any kind, special characters included",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static NULL_MINIMUM: Fidelity = Fidelity {
    id: "randomstring-null-minimum",
    doing: "a minimum that is null counts as 0",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// The position of the characters to avoid.
const AVOIDED: usize = CLASSES.len() + 1;

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let mut numbers = [0; CLASSES.len() + 1];
    for (index, number) in numbers.iter_mut().enumerate() {
        *number = integer(site.constant(index)?)?;
    }
    let avoided = match site.given(AVOIDED) {
        true => site.text(AVOIDED)?,
        false => "",
    };
    match Recipe::new(numbers, avoided) {
        Ok(recipe) => Some(Box::new(recipe)),
        Err(wrong) => {
            let mut found = Diagnostic::new(&IMPOSSIBLE, site.span(wrong.argument), wrong.message)
                .help("give a length of 1 to 256 that the minimums fit into");
            if wrong.argument != LENGTH && wrong.beside_length {
                found = found.label(site.span(LENGTH), "the length");
            }
            site.report(found);
            None
        }
    }
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let made;
    let recipe = match args.prepared::<Recipe>() {
        Some(recipe) => recipe,
        None => {
            made = evaluated(args)?;
            &made
        }
    };
    if recipe.rest() > 0 {
        args.note(&REST);
    }
    let host: &dyn Host = args.host();
    let mut out = ArenaString::with_capacity_in(recipe.length(), args.arena());
    recipe.follow(|| host.random(), |character| out.push(character));
    Ok(Value::Text(out.into_bump_str()))
}

/// The recipe of a call whose arguments are not all constant.
fn evaluated(args: &mut Args<'_, '_>) -> Result<Recipe, Stop> {
    let mut numbers = [0; CLASSES.len() + 1];
    for (index, number) in numbers.iter_mut().enumerate() {
        *number = match args.integer(index)? {
            Some(number) => number,
            None => {
                args.note(&NULL_MINIMUM);
                0
            }
        };
    }
    let avoided = args.text(AVOIDED)?.unwrap_or_default();
    Recipe::new(numbers, avoided).map_err(|Wrong { message, .. }| {
        Fault::hiding(&IMPOSSIBLE, message, "no text meets these demands").into()
    })
}

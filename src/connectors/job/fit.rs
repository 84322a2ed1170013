//! Which systems a kind of job connects, told by the names of the rule's directories.

use crate::library::JobKind;
use crate::schema::Rule;

/// A system that is known by its directory's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum System {
    Entra,
    ActiveDirectory,
    Workday,
    SuccessFactors,
}

impl System {
    fn of(directory: &str) -> Option<Self> {
        let name = directory.to_ascii_lowercase();
        let named = |part: &str| name.contains(part);
        if named("azure active directory") || named("entra id") || named("azure ad") {
            Some(Self::Entra)
        } else if named("active directory") {
            Some(Self::ActiveDirectory)
        } else if named("workday") {
            Some(Self::Workday)
        } else if named("successfactors") {
            Some(Self::SuccessFactors)
        } else {
            None
        }
    }
}

/// What is wrong with a kind for a rule, in words, with the kind that fits; `None` where nothing
/// speaks against it. Directories whose names say nothing fit every kind.
pub(super) fn misfit(kind: JobKind, rule: &Rule) -> Option<(String, Option<JobKind>)> {
    let source = System::of(&rule.source_directory.value);
    let target = System::of(&rule.target_directory.value);
    if fits(kind, source, target) {
        return None;
    }
    let better = JobKind::ALL
        .iter()
        .find(|kind| **kind != JobKind::ApiDriven && fits(**kind, source, target));
    let message = format!(
        "`{}` does not fit a rule from `{}` to `{}`",
        kind.word(),
        rule.source_directory.value,
        rule.target_directory.value
    );
    Some((message, better.copied()))
}

fn fits(kind: JobKind, source: Option<System>, target: Option<System>) -> bool {
    use System::{ActiveDirectory, Entra, SuccessFactors, Workday};
    let from = |system: System| source.is_none_or(|source| source == system);
    let to = |systems: &[System]| target.is_none_or(|target| systems.contains(&target));
    match kind {
        JobKind::App => from(Entra) && !matches!(target, Some(Entra | ActiveDirectory)),
        JobKind::CrossTenant => from(Entra) && to(&[Entra]),
        JobKind::AdToEntra => from(ActiveDirectory) && to(&[Entra]),
        JobKind::EntraToAd => from(Entra) && to(&[ActiveDirectory]),
        JobKind::Workday => from(Workday) && to(&[ActiveDirectory, Entra]),
        JobKind::SuccessFactors => from(SuccessFactors) && to(&[ActiveDirectory, Entra]),
        JobKind::ApiDriven => source.is_none() && to(&[ActiveDirectory, Entra]),
    }
}

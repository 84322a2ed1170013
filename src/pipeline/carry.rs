//! From a plan to its end: told, announced or made.

use super::act::{self, link_after};
use super::build::{Objects, Pipeline};
use super::course::{Course, End, Ports};
use super::decide::Standing;
use super::import::Entry;
use super::matching::Match;
use super::plan::Plan;
use super::port::Link;
use super::rehearse::After;
use super::scope::Scope;
use super::words;

impl Pipeline<'_> {
    /// Ends a run whose change is known.
    pub(super) fn carry_out(
        &self,
        plan: &Plan,
        sight: &Sight<'_>,
        course: &mut Course<'_>,
        ports: &mut Ports<'_, '_>,
        known: &mut Known,
    ) -> Result<(), End> {
        let (entry, deed) = (sight.entry, plan.change.deed);
        known.lost = !plan.warnings.is_empty();
        if !course.quiet {
            course.run.flows.clone_from(&plan.flows);
        }
        if let Some(error) = &plan.failure {
            course.run.modified = plan.modified();
            act::failed(deed, entry, course);
            return Err(End::Failed(error.clone()));
        }
        if let Some(error) = &plan.skipped {
            let sentence = words::skipped(
                &entry.object,
                &entry.name,
                std::slice::from_ref(&error.reason),
            );
            act::skipped(course, sentence, &error.code);
            return Err(End::Skipped(error.clone()));
        }
        let target = sight.objects.mapping.target_object.value.as_str();
        let updated = course.now();
        let link = |id: &str| {
            link_after(
                deed,
                sight.scope.standing,
                entry,
                (target, id),
                updated.clone(),
            )
        };
        if plan.is_redundant() {
            if let Some(error) = words::undisablable(sight.objects, deed, entry, plan) {
                let reasons = std::slice::from_ref(&error.reason);
                let sentence = words::skipped(&entry.object, &entry.name, reasons);
                act::skipped(course, sentence, &error.code);
                return Err(End::Skipped(error));
            }
            let id = plan.change.id.clone().unwrap_or_default();
            known.link = link(&id);
            if let Some(begun) = ports.links().unfinished(&entry.object, &entry.id)? {
                act::finished(begun, entry, course);
                return Ok(());
            }
            let error = words::redundant_export(entry);
            act::skipped(
                course,
                words::redundant(&entry.object, &entry.name),
                &error.code,
            );
            return Err(End::Skipped(error));
        }
        let exported = act::export(plan, entry, course, ports);
        if course.quiet && (exported.is_ok() || course.partly) {
            let before = sight.matched.object();
            known.keep(plan, before, sight.objects.target, course.partly);
        }
        let id = exported?;
        course.run.target.id.clone_from(&id);
        known.link = link(&id);
        Ok(())
    }
}

/// What is known of the object when it comes to links and log.
#[derive(Default)]
pub(super) struct Known {
    /// Object name and anchor in the source.
    pub source: Option<(String, String)>,
    /// The link before.
    pub before: Option<Link>,
    /// The link that is to be kept.
    pub link: Option<Link>,
    /// How the object stands.
    pub standing: Option<Standing>,
    /// Whether references lead nowhere.
    pub lost: bool,
    /// What the target holds after a rehearsal.
    pub after: Option<After>,
}

/// What the steps before the last one found.
pub(super) struct Sight<'s> {
    pub objects: &'s Objects<'s>,
    pub entry: &'s Entry,
    pub scope: &'s Scope,
    pub matched: &'s Match,
}

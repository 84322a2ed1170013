//! One object through all steps.

use super::act;
use super::build::{Objects, Pipeline};
use super::carry::{Known, Sight};
use super::change::Deed;
use super::connect::connect;
use super::course::{Ask, Course, End, Ports, Watch};
use super::decide::{Case, Reason, Standing, Verdict};
use super::import::{self, Entry};
use super::job::Actions;
use super::matching::{self, Match};
use super::plan::{Aim, Plan, plan};
use super::port::{Access, SourceDirectory};
use super::rehearse::Subject;
use super::run::{ErrorInfo, Identity, Run, Status, Step, StepKind, StepName};
use super::scope::{self, Scope};
use super::{members, values, variant, words};
use crate::library::{Host, JobKind};
use serde_json::{Map, Value as Json};

impl Pipeline<'_> {
    /// Provisions one object. A dry run and an applying one go the same way; only the last call
    /// differs. Whatever fails is told in the run, which holds no secret value.
    pub fn provision(
        &self,
        source: &mut dyn SourceDirectory,
        access: Access<'_>,
        host: &dyn Host,
        ask: &Ask,
    ) -> Run {
        self.run(source, access, (host, host), ask, (None, None))
    }

    /// Provisions one object as [`Self::provision`] does, and tells of each step as soon as it is complete.
    /// The run has the same steps in the order in which they are shown.
    pub fn provision_watched(
        &self,
        source: &mut dyn SourceDirectory,
        access: Access<'_>,
        host: &dyn Host,
        ask: &Ask,
        watch: &mut dyn FnMut(&Step),
    ) -> Run {
        self.run(source, access, (host, host), ask, (None, Some(watch)))
    }

    /// Provisions an object that was read already, as one of many: no connection is tested. Expressions
    /// have the clock and chance of `host`, the log has those of `clock`.
    pub fn perform(
        &self,
        subject: &Subject,
        source: &mut dyn SourceDirectory,
        access: Access<'_>,
        (host, clock): (&dyn Host, &dyn Host),
    ) -> Run {
        let ask = Ask::user(subject.source());
        self.run(source, access, (host, clock), &ask, (Some(subject), None))
    }

    fn run<'c>(
        &'c self,
        source: &mut dyn SourceDirectory,
        access: Access<'_>,
        (host, clock): (&'c dyn Host, &'c dyn Host),
        ask: &Ask,
        (subject, watch): (Option<&Subject>, Watch<'c>),
    ) -> Run {
        let what_if = matches!(access, Access::WhatIf { .. });
        let mut course = Course::new(self, (host, clock), ask, what_if);
        course.watch = watch;
        let mut ports = Ports { source, access };
        let mut known = Known::default();
        let ended = match subject {
            None => self.steps(&mut course, &mut ports, ask, &mut known),
            Some(subject) => self.given(subject, &mut course, &mut ports, ask, &mut known),
        };
        if let Err(end) = ended {
            let (status, error) = match end {
                End::Skipped(error) => (Status::Skipped, error),
                End::Failed(error) => (Status::Failure, error),
            };
            if status == Status::Failure {
                course.fail(&error);
            }
            course.run.status = status;
            course.run.error = Some(error);
        }
        course.run.steps.sort_by_key(|step| step.kind);
        course.run.end = course.now();
        if let Some((object, id)) = &known.source {
            act::keep(&mut course, &mut ports, (object, id), known.link.as_ref());
        }
        course.run.redacted()
    }

    /// All steps for an object that was read already.
    pub(super) fn given(
        &self,
        subject: &Subject,
        course: &mut Course<'_>,
        ports: &mut Ports<'_, '_>,
        ask: &Ask,
        known: &mut Known,
    ) -> Result<(), End> {
        let objects = self.objects(course, ask)?;
        let entry = match subject {
            Subject::Present(found) => {
                import::present(self.spec.kind, objects, ports, found.clone())?
            }
            Subject::Gone(link) => Entry::gone(link.clone()),
        };
        known.before.clone_from(&entry.link);
        import::name(course, &entry);
        self.judged(objects, entry, course, ports, ask, known)
    }

    fn steps(
        &self,
        course: &mut Course<'_>,
        ports: &mut Ports<'_, '_>,
        ask: &Ask,
        known: &mut Known,
    ) -> Result<(), End> {
        let objects = self.objects(course, ask)?;
        if let Some(error) = variant::misnamed(self.spec.kind, &ask.key) {
            return Err(refuse(course, Status::Failure, error));
        }
        connect(objects, course, ports)?;
        course.stage = StepKind::Import;
        let entry = import::import(self, objects, course, ports, &ask.key)?;
        self.judged(objects, entry, course, ports, ask, known)
    }

    /// All that follows the import.
    pub(super) fn judged(
        &self,
        objects: &Objects<'_>,
        mut entry: Entry,
        course: &mut Course<'_>,
        ports: &mut Ports<'_, '_>,
        ask: &Ask,
        known: &mut Known,
    ) -> Result<(), End> {
        known.source = Some((entry.object.clone(), entry.id.clone()));
        known.link.clone_from(&entry.link);
        let scope = scope::judge(self, objects, &entry, course);
        known.standing = Some(scope.standing);
        entry.set_soft_deleted(objects, scope.soft_deleted);
        if !course.quiet {
            import::tell(self, objects, course, &entry, &scope);
        }
        course.stage = StepKind::Matching;
        let matched = matching::seek(self, objects, &entry, course, ports)?;
        if let Some(hit) = matched.object() {
            course.run.target.id.clone_from(&hit.id);
        }
        course.stage = StepKind::Export;
        if let Some(error) = &matched.missing {
            act::skipped(course, error.reason.clone(), &error.code);
            return Err(End::Skipped(error.clone()));
        }
        let verdict = self.case(objects, &scope, &matched).verdict();
        let unscoped = match verdict {
            Verdict::Skip(
                reason @ (Reason::NotEntitled | Reason::OutOfScope | Reason::Ignored),
            ) => Some(reason.code()),
            _ => None,
        };
        if !course.quiet {
            scope::tell(self.spec.kind, course, &entry, &scope, unscoped);
        }
        let deed = match verdict {
            Verdict::Do(deed) => Some(deed),
            _ => None,
        };
        if !course.quiet {
            matching::tell(self.spec.kind, objects, course, &entry, &matched, deed);
        }
        let sight = Sight {
            objects,
            entry: &entry,
            scope: &scope,
            matched: &matched,
        };
        self.act(verdict, &sight, ask, course, ports, known)
    }

    /// The object mapping that is asked for, or why it cannot be.
    pub(super) fn objects(&self, course: &mut Course<'_>, ask: &Ask) -> Result<&Objects<'_>, End> {
        let refused = variant::refuses(self.spec.kind, ask, self.groups.is_some());
        let objects = self
            .groups
            .as_ref()
            .filter(|_| ask.group)
            .unwrap_or(&self.users);
        let object = |name: &str| Identity {
            object: name.to_owned(),
            ..Identity::default()
        };
        course.run.source = object(&objects.mapping.source_object.value);
        course.run.target = object(&objects.mapping.target_object.value);
        match refused {
            None => Ok(objects),
            Some((status, error)) => Err(refuse(course, status, error)),
        }
    }

    fn case(&self, objects: &Objects<'_>, scope: &Scope, matched: &Match) -> Case {
        let (job, schema) = (self.spec.actions, objects.mapping.flow_types);
        Case {
            standing: scope.standing,
            found: matched.found,
            bond: matched.bond,
            actions: Actions {
                create: job.create && schema.add,
                update: job.update && schema.update,
                delete: job.delete && schema.delete,
            },
            skip_out_of_scope_deletions: self.spec.skip_out_of_scope_deletions
                && variant::can_skip_deletions(self.spec.kind),
        }
    }

    fn act(
        &self,
        verdict: Verdict,
        sight: &Sight<'_>,
        ask: &Ask,
        course: &mut Course<'_>,
        ports: &mut Ports<'_, '_>,
        known: &mut Known,
    ) -> Result<(), End> {
        let entry = sight.entry;
        match verdict {
            Verdict::Do(Deed::Disable) if self.stays_blocked(sight) => {
                let (sentence, error) = words::skip(
                    Reason::StaysBlocked,
                    entry,
                    sight.scope,
                    &course.spec.target_name,
                );
                act::skipped(course, sentence, &error.code);
                Err(End::Skipped(error))
            }
            Verdict::Do(deed) => {
                if let Some(rival) = &sight.matched.rival {
                    act::failed(deed, entry, course);
                    return Err(End::Failed(words::duplicate_source(rival)));
                }
                let plan = self.planned(deed, sight, ask, course, ports)?;
                self.carry_out(&plan, sight, course, ports, known)
            }
            Verdict::Skip(reason) => {
                let begun = ports.links().unfinished(&entry.object, &entry.id)?;
                if reason == Reason::AlreadyGone {
                    known.link = None;
                    if let Some(begun) = begun.filter(|change| change.deed == Deed::Delete) {
                        act::finished(begun, entry, course);
                        return Ok(());
                    }
                }
                let (sentence, error) =
                    words::skip(reason, entry, sight.scope, &course.spec.target_name);
                act::skipped(course, sentence, &error.code);
                Err(End::Skipped(error))
            }
            Verdict::Duplicate => {
                act::failed(Deed::Update, entry, course);
                Err(End::Failed(words::duplicate_target(
                    sight.objects,
                    &sight.matched.hits,
                )))
            }
            Verdict::Vanished => {
                act::failed(Deed::Update, entry, course);
                let link = entry.link.as_ref();
                Err(End::Failed(words::vanished(link, &course.spec.target_name)))
            }
        }
    }

    /// A guest who is blocked already and then leaves the scope is not deleted: a documented corner
    /// case of cross-tenant synchronization.
    fn stays_blocked(&self, sight: &Sight<'_>) -> bool {
        let off = |attributes: &Map<String, Json>| {
            attributes
                .get("accountEnabled")
                .and_then(values::as_text)
                .as_deref()
                == Some("False")
        };
        self.spec.kind == JobKind::CrossTenant
            && matches!(
                sight.scope.standing,
                Standing::Unassigned | Standing::Filtered
            )
            && off(&sight.entry.attributes)
            && sight
                .matched
                .object()
                .is_some_and(|object| off(&object.resource))
    }

    fn planned(
        &self,
        deed: Deed,
        sight: &Sight<'_>,
        ask: &Ask,
        course: &mut Course<'_>,
        ports: &mut Ports<'_, '_>,
    ) -> Result<Plan, End> {
        let (entry, target) = (sight.entry, sight.matched.object());
        let members = members::mapping(sight.objects).filter(|_| ask.group);
        let aim = Aim {
            deed,
            entry,
            scope: sight.scope,
            target,
            members: members.map(|flow| flow.target.as_str()),
            trace: &ask.trace,
        };
        let mut plan = plan(self, sight.objects, &aim, course, ports)?;
        if ask.group && matches!(deed, Deed::Create | Deed::Update) {
            let (members, shown) = members::membership(self, entry, target, ask, course, ports)?;
            plan.change.members = members;
            if let Some(shown) = shown {
                plan.members = Some(shown.target.clone());
                plan.flows.retain(|flow| flow.target != shown.target);
                plan.flows.push(shown);
            }
        }
        Ok(plan)
    }
}

/// Refuses what is asked, before anything is read.
fn refuse(course: &mut Course<'_>, status: Status, error: ErrorInfo) -> End {
    course.step(
        StepKind::Import,
        StepName::EntryImport,
        status,
        error.reason.clone(),
        Map::new(),
    );
    match status {
        Status::Skipped => End::Skipped(error),
        _ => End::Failed(error),
    }
}

//! A run under way: what every step adds to, and how a run ends early.

use super::build::Pipeline;
use super::job::JobSpec;
use super::port::{Access, LinksReader, SourceDirectory, TargetReader};
use super::port_error::PortError;
use super::run::{Action, ErrorInfo, Identity, Run, Status, Step, StepKind, StepName};
use super::words;
use crate::dotnet::date::{DateKind, DateTime, OutputFormat};
use crate::dotnet::encoding::Guid;
use crate::library::Host;
use serde_json::{Map, Value as Json};

/// What to provision.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ask {
    /// The object: by its anchor, or by what the kind of job calls it.
    pub key: String,
    /// Whether the object is a group.
    pub group: bool,
    /// Members of the group to provision with it: at most [`Ask::MOST_MEMBERS`].
    pub members: Vec<String>,
    /// Target attributes whose evaluation is to be traced.
    pub trace: Vec<String>,
}

impl Ask {
    /// How many members of a group are provisioned with it (`provision-on-demand`).
    pub const MOST_MEMBERS: usize = 5;

    /// Asks for a user.
    pub fn user(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            ..Self::default()
        }
    }

    /// Asks for a group with some of its members.
    pub fn group(key: impl Into<String>, members: Vec<String>) -> Self {
        Self {
            group: true,
            members,
            ..Self::user(key)
        }
    }
}

/// Why a run goes no further.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum End {
    /// There is nothing to do.
    Skipped(ErrorInfo),
    /// Something failed.
    Failed(ErrorInfo),
}

impl From<PortError> for End {
    fn from(error: PortError) -> Self {
        Self::Failed(words::port_error(&error))
    }
}

/// Source, target and links, as far as the run may use them.
pub(super) struct Ports<'s, 'a> {
    pub source: &'s mut dyn SourceDirectory,
    pub access: Access<'a>,
}

impl Ports<'_, '_> {
    pub fn target(&mut self) -> &mut dyn TargetReader {
        match &mut self.access {
            Access::WhatIf { target, .. } => *target,
            Access::Apply { target, .. } => target.reader(),
        }
    }

    pub fn links(&self) -> &dyn LinksReader {
        match &self.access {
            Access::WhatIf { links, .. } => *links,
            Access::Apply { links, .. } => links.reader(),
        }
    }
}

/// Who is told of steps, if anybody is.
pub(super) type Watch<'c> = Option<&'c mut dyn FnMut(&Step)>;

/// A run under way.
pub(super) struct Course<'c> {
    pub spec: &'c JobSpec,
    pub host: &'c dyn Host,
    /// The clock of times that are told; expressions have the host's.
    pub clock: &'c dyn Host,
    pub run: Run,
    /// The step that is being made, to which a failure belongs.
    pub stage: StepKind,
    /// Whether steps are left out.
    pub quiet: bool,
    /// Who is told of each step when it is complete.
    pub watch: Watch<'c>,
    /// Whether a target that refuses the change has taken its plain attributes all the same.
    pub partly: bool,
}

impl<'c> Course<'c> {
    pub fn new(
        pipeline: &'c Pipeline<'_>,
        (host, clock): (&'c dyn Host, &'c dyn Host),
        ask: &Ask,
        what_if: bool,
    ) -> Self {
        let id = Guid::v4(u128::from(clock.random()) << 64 | u128::from(clock.random()));
        let mut run = blank(pipeline, ask, timestamp(clock), what_if);
        run.change_id = id.to_string();
        Self {
            spec: pipeline.spec,
            host,
            clock,
            run,
            stage: StepKind::Connect,
            quiet: false,
            watch: None,
            partly: false,
        }
    }

    /// A dry run that tells no steps and has neither times nor an id.
    pub fn quiet(pipeline: &'c Pipeline<'_>, host: &'c dyn Host, ask: &Ask) -> Self {
        let run = blank(pipeline, ask, String::new(), true);
        Self {
            spec: pipeline.spec,
            host,
            clock: host,
            run,
            stage: StepKind::Import,
            quiet: true,
            watch: None,
            partly: false,
        }
    }

    /// The instant as the provisioning log writes it.
    pub fn now(&self) -> String {
        match self.quiet {
            true => String::new(),
            false => timestamp(self.clock),
        }
    }

    /// Records a failure that no step has told yet.
    pub fn fail(&mut self, error: &ErrorInfo) {
        let told = |step: &Step| step.status == Status::Failure;
        if !self.run.steps.iter().any(told) {
            let name = match self.stage {
                StepKind::Connect => StepName::TestConnection,
                StepKind::Import | StepKind::Matching => StepName::EntryImport,
                StepKind::Scoping => StepName::EntrySynchronizationScoping,
                StepKind::Export => StepName::EntrySynchronizationUpdate,
            };
            let reason = error.reason.clone();
            self.step(self.stage, name, Status::Failure, reason, Map::new());
        }
    }

    pub fn step(
        &mut self,
        kind: StepKind,
        name: StepName,
        status: Status,
        description: String,
        details: Map<String, Json>,
    ) {
        if self.quiet {
            return;
        }
        let step = Step {
            kind,
            name,
            status,
            description,
            timestamp: timestamp(self.clock),
            details,
        };
        if let Some(watch) = &mut self.watch {
            watch(&step);
        }
        self.run.steps.push(step);
    }

    pub fn note(&mut self, id: &str) {
        if self.run.notes.iter().all(|note| note != id) {
            self.run.notes.push(id.to_owned());
        }
    }
}

fn blank(pipeline: &Pipeline<'_>, ask: &Ask, start: String, what_if: bool) -> Run {
    Run {
        change_id: String::new(),
        what_if,
        action: Action::Other,
        status: Status::Success,
        error: None,
        end: start.clone(),
        start,
        reportable: ask.key.clone(),
        source: Identity::default(),
        target: Identity::default(),
        source_system: pipeline.spec.source_name.clone(),
        target_system: pipeline.spec.target_name.clone(),
        steps: Vec::new(),
        modified: Vec::new(),
        flows: Vec::new(),
        requests: Vec::new(),
        change: None,
        notes: Vec::new(),
    }
}

/// The host's instant as the provisioning log writes it.
pub(super) fn timestamp(host: &dyn Host) -> String {
    let mut text = String::new();
    if let Ok(format) = OutputFormat::new("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'") {
        let date = DateTime {
            ticks: host.now(),
            kind: DateKind::Utc,
        };
        let _ = format.write(date, &mut text);
    }
    text
}

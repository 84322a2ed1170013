//! One user's part of the plan, over what the plan made so far leaves.

use super::footprint::Footprint;
use super::names::Names;
use super::state::State;
use super::view::{LinksView, TargetView};
use crate::dotnet::date::Ticks;
use crate::library::FixedHost;
use crate::pipeline::{
    Action, Constraints, ErrorInfo, LinksReader, Namer, Pipeline, PortError, PortErrorKind,
    Rehearsal, SourceDirectory, SourceObject, Status, Subject, TargetReader,
};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What is read of target and links; each thread has its own.
pub struct Base {
    /// The target.
    pub target: Box<dyn TargetReader>,
    /// The links.
    pub links: Box<dyn LinksReader>,
}

/// Rehearses users, each by itself.
pub struct Rehearser<'p> {
    pipeline: &'p Pipeline<'p>,
    names: &'p Names,
    namer: Arc<dyn Namer>,
    constraints: Arc<dyn Constraints>,
    now: Ticks,
    seed: u64,
}

/// A rehearsal over nothing but the ports: whether it holds for the plan as well depends on what else is
/// planned.
pub struct Rehearsed {
    pub(super) rehearsal: Rehearsal,
    pub(super) footprint: Footprint,
}

impl<'p> Rehearser<'p> {
    /// Rehearses users of that population at that instant. Results of chance depend on the seed and the
    /// user, not on the order.
    pub fn new(
        pipeline: &'p Pipeline<'p>,
        names: &'p Names,
        namer: Arc<dyn Namer>,
        constraints: Arc<dyn Constraints>,
        (now, seed): (Ticks, u64),
    ) -> Self {
        Self {
            pipeline,
            names,
            namer,
            constraints,
            now,
            seed,
        }
    }

    /// The job.
    pub fn pipeline(&self) -> &'p Pipeline<'p> {
        self.pipeline
    }

    /// Who is in the population.
    pub fn names(&self) -> &'p Names {
        self.names
    }

    /// What the target holds its objects to.
    pub fn constraints(&self) -> &dyn Constraints {
        self.constraints.as_ref()
    }

    /// Rehearses a user over the ports alone.
    pub fn rehearse(&self, subject: &Subject, base: &mut Base) -> Rehearsed {
        self.over(subject, base, &State::default())
    }

    /// Rehearses a user over what the plan made so far leaves.
    pub(super) fn over(&self, subject: &Subject, base: &mut Base, state: &State) -> Rehearsed {
        let mapping = self.pipeline.users.mapping;
        let footprint = Footprint::default();
        let mut target = TargetView {
            base: base.target.as_mut(),
            object: &mapping.target_object.value,
            state,
            footprint: &footprint,
            constraints: &self.constraints,
        };
        let links = LinksView {
            base: base.links.as_ref(),
            object: &mapping.source_object.value,
            state,
            footprint: &footprint,
        };
        let mut crowd = self.crowd();
        let host = self.host(subject.source());
        let mut rehearsal = self
            .pipeline
            .rehearse(subject, &mut crowd, &mut target, &links, &host);
        if self.names.is_twice(subject.source()) {
            rehearsal = self.twice(rehearsal);
        }
        Rehearsed {
            rehearsal,
            footprint,
        }
    }

    /// An anchor of several objects names none of them.
    fn twice(&self, rehearsal: Rehearsal) -> Rehearsal {
        let places = match self.names.places(&rehearsal.source.id) {
            [] => String::new(),
            known => format!(": {}", known.join(", ")),
        };
        Rehearsal {
            action: Action::Other,
            status: Status::Failure,
            error: Some(ErrorInfo {
                code: PortErrorKind::InternalError.code().to_owned(),
                reason: format!(
                    "several objects of {} have the anchor `{}`{places}",
                    self.pipeline.spec.source_name, rehearsal.source.id
                ),
                recommended: Some("delete all but one of them in the source".to_owned()),
            }),
            modified: Vec::new(),
            notes: Vec::new(),
            waits: false,
            link: rehearsal.linked.clone(),
            after: None,
            ..rehearsal
        }
    }

    /// The population as references ask for it.
    pub fn crowd(&self) -> Crowd<'_> {
        Crowd {
            names: self.names,
            namer: self.namer.as_ref(),
            object: &self.pipeline.users.mapping.source_object.value,
        }
    }

    /// Chance and clock for one user: the same whenever it is rehearsed, or applied.
    pub fn host(&self, source: &str) -> FixedHost {
        // FNV-1a: the numbers must be the same for whoever applies the plan later.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = source.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
        FixedHost::new(self.now, self.seed ^ hash)
    }
}

/// The population as references ask for it: by name, for nothing but the anchor.
pub struct Crowd<'c> {
    names: &'c Names,
    namer: &'c dyn Namer,
    object: &'c str,
}

impl SourceDirectory for Crowd<'_> {
    fn find(&mut self, object: &str, key: &str) -> Result<Option<SourceObject>, PortError> {
        if !object.eq_ignore_ascii_case(self.object) {
            return Ok(None);
        }
        let anchor = self.names.anchor(key, &self.namer.spellings(key))?;
        Ok(anchor.map(|anchor| SourceObject {
            id: anchor.to_owned(),
            object: self.object.to_owned(),
            attributes: serde_json::Map::new(),
        }))
    }

    fn search(&mut self, _: &str, _: usize) -> Result<Vec<SourceObject>, PortError> {
        Ok(Vec::new())
    }

    fn each(
        &mut self,
        _: &str,
        _: &mut dyn FnMut(SourceObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        Ok(())
    }
}

impl Rehearsed {
    /// Whether something that it asked for was touched meanwhile.
    pub(super) fn is_stale(&self, state: &State) -> bool {
        self.footprint.meets(state.touched())
    }
}

/// The anchor that a planned account has until the target gives it one.
pub(super) fn to_come(source: &str) -> String {
    format!("new:{source}")
}

/// The source anchor of an account that is planned only, if the anchor is that of one.
///
/// ```
/// use attrflow::plan::is_to_come;
/// assert_eq!(is_to_come("new:4711"), Some("4711"));
/// ```
pub fn is_to_come(id: &str) -> Option<&str> {
    id.strip_prefix("new:")
}

//! Evaluating attribute mappings for one object, with the target within reach of `SelectUniqueValue`.

use super::build::Objects;
use super::job::JobSpec;
use super::port::TargetReader;
use super::port_error::PortError;
use crate::check::Flow;
use crate::dotnet::date::Ticks;
use crate::eval::{Flowing, Run as Evaluation, Trace, fill};
use crate::library::Host;
use crate::value::to_json;
use bumpalo::Bump;
use serde_json::{Map, Value as Json};
use std::cell::{Cell, RefCell};

/// What came of one attribute mapping.
pub(super) struct Computed {
    pub came: Came,
    /// The attributes that it reads, with their values.
    pub sources: Vec<(String, Json)>,
    pub trace: Option<Trace>,
    pub notes: Vec<&'static str>,
}

/// The outcome of an attribute mapping, as owned data.
pub(super) enum Came {
    /// A value; null for none.
    Value(Json),
    /// The value is null, and this default may stand in for it.
    Default(String),
    Skip,
    SkipObject,
    /// The evaluation failed: the code's slug and the message.
    Fault(&'static str, String),
}

/// Evaluates the wanted attribute mappings; one answer a flow, in the order of the mapping.
pub(super) fn evaluate(
    objects: &Objects<'_>,
    attributes: &Map<String, Json>,
    wanted: &dyn Fn(&Flow) -> bool,
    traced: &[String],
    world: Asking<'_>,
) -> Result<Vec<Option<Computed>>, PortError> {
    let arena = Bump::new();
    let program = &objects.program;
    let row = fill(&program.slots, attributes, &arena);
    let mut evaluation = Evaluation::new(&arena, &world);
    let computed = program
        .flows
        .iter()
        .enumerate()
        .map(|(at, flow)| {
            if !wanted(flow) {
                return None;
            }
            world.flow.set(at);
            let result = evaluation.flow(program, flow, row, traced.contains(&flow.target));
            let came = match result.result {
                Flowing::Value(value) => Came::Value(to_json(value)),
                Flowing::Default(default) => Came::Default(default.to_owned()),
                Flowing::Skip => Came::Skip,
                Flowing::SkipObject => Came::SkipObject,
                Flowing::Fault(fault) => Came::Fault(fault.code.slug, fault.message),
                Flowing::Broken => {
                    Came::Fault("broken-expression", "the expression has errors".to_owned())
                }
            };
            let sources = match world.quiet {
                true => Vec::new(),
                false => {
                    let sources = result.sources.iter();
                    sources
                        .map(|(name, value)| ((*name).to_owned(), to_json(*value)))
                        .collect()
                }
            };
            Some(Computed {
                came,
                sources,
                trace: result.trace,
                notes: result.notes.iter().map(|note| note.id).collect(),
            })
        })
        .collect();
    match world.failed.take() {
        Some(error) => Err(error),
        None => Ok(computed),
    }
}

/// The host of a run's expressions: the caller's, with the job's parameters and the target.
pub(super) struct Asking<'a> {
    host: &'a dyn Host,
    /// The instant of the whole evaluation: the caller's clock may go on meanwhile.
    now: Ticks,
    spec: &'a JobSpec,
    objects: &'a Objects<'a>,
    target: RefCell<&'a mut dyn TargetReader>,
    /// The anchor of the object itself, whose values are not taken.
    own: Option<String>,
    flow: Cell<usize>,
    /// Whether nobody asks what an expression read.
    quiet: bool,
    failed: RefCell<Option<PortError>>,
}

impl<'a> Asking<'a> {
    pub fn new(
        host: &'a dyn Host,
        spec: &'a JobSpec,
        objects: &'a Objects<'a>,
        target: &'a mut dyn TargetReader,
        own: Option<&str>,
        quiet: bool,
    ) -> Self {
        Self {
            host,
            now: host.now(),
            spec,
            objects,
            target: RefCell::new(target),
            own: own.map(str::to_owned),
            flow: Cell::new(0),
            quiet,
            failed: RefCell::new(None),
        }
    }
}

impl Host for Asking<'_> {
    fn now(&self) -> Ticks {
        self.now
    }

    fn random(&self) -> u64 {
        self.host.random()
    }

    fn is_taken(&self, value: &str) -> bool {
        if self.host.is_taken(value) {
            return true;
        }
        let Some(flow) = self.objects.program.flows.get(self.flow.get()) else {
            return false;
        };
        let object = &self.objects.mapping.target_object.value;
        match self.target.borrow_mut().find(object, &flow.target, value) {
            Ok(hits) => hits.iter().any(|hit| Some(&hit.id) != self.own.as_ref()),
            Err(error) => {
                self.failed.borrow_mut().get_or_insert(error);
                false
            }
        }
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        let own = self.spec.parameters.get(name).map(String::as_str);
        own.or_else(|| self.host.parameter(name))
    }

    fn default_domain(&self) -> Option<&str> {
        let own = self.spec.default_domain.as_deref();
        own.or_else(|| self.host.default_domain())
    }
}

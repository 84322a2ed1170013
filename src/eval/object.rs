//! A whole object mapping for one object: its scope, and what flows into each target attribute.

use super::run::{Outcome, Run};
use super::scope::Decision;
use super::trace::Trace;
use crate::check::{Flow, FlowSource, Mapping};
use crate::library::{Fidelity, Stop};
use crate::value::Value;

/// What an object mapping makes of one object.
#[derive(Debug)]
pub struct ObjectResult<'v> {
    /// Whether the object is in scope; `None` where the filter has errors.
    pub scope: Option<Decision>,
    /// One result a flow, in the order of the mapping.
    pub flows: Vec<FlowResult<'v>>,
}

/// What flows into one target attribute.
#[derive(Debug)]
pub struct FlowResult<'v> {
    /// The attribute mapping.
    pub flow: &'v Flow,
    /// What comes of it.
    pub result: Flowing<'v>,
    /// The values of the attributes that it reads, in the order of their first use.
    pub sources: Vec<(&'v str, Value<'v>)>,
    /// Every sub-expression with its value, when asked for.
    pub trace: Option<Trace>,
    /// The cases reached about which nothing is known.
    pub notes: Vec<&'static Fidelity>,
}

/// What comes of an attribute mapping.
#[derive(Clone, PartialEq, Debug)]
pub enum Flowing<'v> {
    /// This value flows.
    Value(Value<'v>),
    /// The value is null and the default stands in for it, on creation.
    Default(&'v str),
    /// Nothing flows; the attribute keeps what it has.
    Skip,
    /// The whole object is left out.
    SkipObject,
    /// The evaluation failed.
    Fault(Box<crate::library::Fault>),
    /// The expression has errors.
    Broken,
}

impl<'v> Run<'v> {
    /// Decides the scope and evaluates every attribute mapping for one object, in scope or not. `row` has the
    /// value of each of the mapping's slots; with `trace`, every sub-expression is recorded. What fails is the
    /// result of its own attribute and stops no other.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::check_mapping, eval::{Flowing, Run, fill}, library::FixedHost, schema::Schema, value::Value};
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// # let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
    /// # let user: serde_json::Value = serde_json::from_slice(&std::fs::read("examples/contoso/user.json").unwrap()).unwrap();
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let row = fill(&mapping.slots, user.as_object().unwrap(), &arena);
    /// let result = Run::new(&arena, &host).object(&mapping, row, false);
    /// assert!(result.scope.unwrap().in_scope);
    /// assert_eq!(result.flows[0].result, Flowing::Value(Value::Text("zoe.muller@contoso.com")));
    /// ```
    pub fn object(
        &mut self,
        mapping: &'v Mapping,
        row: &'v [Value<'v>],
        trace: bool,
    ) -> ObjectResult<'v> {
        self.notes.clear();
        let scope = mapping
            .scope
            .as_ref()
            .map(|filter| self.decide(filter, row));
        let flows = mapping
            .flows
            .iter()
            .map(|flow| self.flow(mapping, flow, row, trace))
            .collect();
        ObjectResult { scope, flows }
    }

    /// Evaluates one attribute mapping; [`Self::notes`] are moved into the result.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::check_mapping, eval::{Flowing, Run, fill}, library::FixedHost, schema::Schema, value::Value};
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// # let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
    /// # let user: serde_json::Value = serde_json::from_slice(&std::fs::read("examples/contoso/user.json").unwrap()).unwrap();
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let row = fill(&mapping.slots, user.as_object().unwrap(), &arena);
    /// let zone = mapping.flows.iter().find(|flow| flow.target == "timezone").unwrap();
    /// let result = Run::new(&arena, &host).flow(&mapping, zone, row, false);
    /// assert_eq!(result.result, Flowing::Default("Europe/Berlin"));
    /// ```
    pub fn flow(
        &mut self,
        mapping: &'v Mapping,
        flow: &'v Flow,
        row: &'v [Value<'v>],
        trace: bool,
    ) -> FlowResult<'v> {
        let kept = std::mem::take(&mut self.notes);
        let mut result = FlowResult {
            flow,
            result: Flowing::Broken,
            sources: Vec::new(),
            trace: None,
            notes: Vec::new(),
        };
        match &flow.source {
            FlowSource::Broken => {}
            FlowSource::None => result.result = flow.standing_in(),
            FlowSource::Program { program, reads, .. } => {
                result.sources = reads
                    .iter()
                    .filter_map(|place| {
                        let place = *place as usize;
                        Some((mapping.slots.names().get(place)?.as_str(), *row.get(place)?))
                    })
                    .collect();
                let outcome = if trace {
                    let evaluated = self.traced(program, row);
                    result.trace = Some(evaluated.trace);
                    evaluated.outcome
                } else {
                    self.value(program, row)
                };
                result.result = flow.flowing(outcome);
            }
        }
        result.notes = std::mem::replace(&mut self.notes, kept);
        result
    }
}

impl Flow {
    /// What an outcome of the flow's program means for the target attribute: the default value stands in for
    /// null, and for nothing else.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::check_mapping, eval::Flowing, schema::Schema, value::Value};
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// # let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
    /// let language = mapping.flows.iter().find(|flow| flow.target == "preferredLanguage").unwrap();
    /// assert_eq!(language.flowing(Ok(Value::Null)), Flowing::Default("en-US"));
    /// assert_eq!(language.flowing(Ok(Value::Text(""))), Flowing::Value(Value::Text("")));
    /// ```
    pub fn flowing<'v>(&'v self, outcome: Outcome<'v>) -> Flowing<'v> {
        match outcome {
            Ok(Value::Null) => self.standing_in(),
            Ok(value) => Flowing::Value(value),
            Err(Stop::SkipAttribute) => Flowing::Skip,
            Err(Stop::SkipObject) => Flowing::SkipObject,
            Err(Stop::Fault(fault)) => Flowing::Fault(fault),
        }
    }

    fn standing_in(&self) -> Flowing<'_> {
        match &self.default {
            Some(default) => Flowing::Default(default),
            None => Flowing::Value(Value::Null),
        }
    }

    /// Whether the expression calls `Redact`: then neither its value nor its sources are shown.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::check_mapping, schema::Schema};
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
    /// let secret = mapping.flows.iter().filter(|flow| flow.is_secret());
    /// assert_eq!(secret.map(|flow| flow.target.as_str()).collect::<Vec<_>>(), ["password"]);
    /// ```
    pub fn is_secret(&self) -> bool {
        matches!(&self.source, FlowSource::Program { program, .. } if program.secret)
    }
}

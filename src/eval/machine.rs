//! The evaluator: walks a program over a row.

use super::codes::UNKNOWN_PARAMETER;
use super::ledger::{CASE_SENSITIVE, NULL_NOT_EQUAL, TEXT_ORDER};
use super::trace::Tracer;
use crate::check::{CallNode, CompareNode, Constant, Node, NodeKind, Program, Spread};
use crate::library::size::{MOST_TEXT, too_large};
use crate::library::{
    Args, FIRST_OF_LIST, Fault, Fidelity, Frame, Host, Ready, Stop, VALUE_OF_RECORD,
};
use crate::syntax::Comparison;
use crate::value::{self, Value};
use bumpalo::Bump;
use bumpalo::collections::{String as ArenaString, Vec as ArenaVec};
use std::any::Any;
use std::cmp::Ordering;

pub(super) struct Machine<'m, 'v, T> {
    pub(super) row: &'v [Value<'v>],
    pub(super) arena: &'v Bump,
    /// How many bytes the arena may take.
    pub(super) most: usize,
    pub(super) host: &'v dyn Host,
    pub(super) notes: &'m mut Vec<&'static Fidelity>,
    pub(super) tracer: T,
}

impl<'v, T: Tracer<'v>> Machine<'_, 'v, T> {
    /// Evaluates a program. A fault of one that calls `Redact` quotes no value.
    #[inline(always)]
    pub(super) fn program(&mut self, program: &'v Program) -> Result<Value<'v>, Stop> {
        match self.eval(&program.root) {
            Err(stop) if program.secret => Err(stop.hidden()),
            outcome => outcome,
        }
    }

    /// Evaluates a node. What costs nothing is done at the caller's place.
    #[inline(always)]
    pub(super) fn eval(&mut self, node: &'v Node) -> Result<Value<'v>, Stop> {
        if !T::ON {
            match &node.kind {
                NodeKind::Slot(place) => return Ok(self.slot(*place)),
                NodeKind::Constant(constant) => return Ok(constant.value()),
                _ => {}
            }
        }
        self.work(node)
    }

    fn work(&mut self, node: &'v Node) -> Result<Value<'v>, Stop> {
        if !T::ON {
            return match &node.kind {
                NodeKind::Call(call) => self.call(call, node),
                NodeKind::Folded(folded) => Ok(folded.0.value()),
                _ => self.step(node),
            };
        }
        self.tracer.enter(node);
        let result = self.step(node);
        self.tracer.leave(node, &result);
        result
    }

    /// A condition: a comparison answers without making a value of its answer. `None` for what is no
    /// comparison.
    #[inline]
    fn condition(&mut self, node: &'v Node) -> Option<Result<bool, Stop>> {
        match &node.kind {
            NodeKind::Compare(compare) if !T::ON => Some(self.compare(compare)),
            _ => None,
        }
    }

    #[inline]
    fn slot(&self, place: u32) -> Value<'v> {
        self.row.get(place as usize).copied().unwrap_or_default()
    }

    fn step(&mut self, node: &'v Node) -> Result<Value<'v>, Stop> {
        match &node.kind {
            NodeKind::Call(call) => self.call(call, node),
            NodeKind::Compare(compare) => self.compare(compare).map(Value::Bool),
            NodeKind::Constant(constant) => Ok(constant.value()),
            NodeKind::Slot(place) => Ok(self.slot(*place)),
            NodeKind::Absent => Ok(Value::Null),
            NodeKind::Folded(folded) => self.step(&folded.1),
            NodeKind::Noted(fidelity, inner) => {
                self.note(fidelity);
                self.step(inner)
            }
            NodeKind::Concat(parts) => self.concat(parts),
            NodeKind::Parameter(name) => self.parameter(name, node),
            NodeKind::SkipAttribute => Err(Stop::SkipAttribute),
            NodeKind::SkipObject => Err(Stop::SkipObject),
        }
    }

    fn call(&mut self, call: &'v CallNode, node: &'v Node) -> Result<Value<'v>, Stop> {
        if let Some(null) = call.function.choice {
            return self.choose(call, node, null);
        }
        match call.spread {
            Spread::Never => self.call_once(call, node),
            Spread::Slot(place) if !matches!(self.slot(place), Value::List(_)) => {
                self.call_once(call, node)
            }
            _ => self.call_each(call, node),
        }
    }

    /// Calls a function that chooses between its second and its third argument; `null` is noted where its
    /// first one is null.
    #[inline(never)]
    fn choose(
        &mut self,
        call: &'v CallNode,
        node: &'v Node,
        null: &'static Fidelity,
    ) -> Result<Value<'v>, Stop> {
        let [condition, then, otherwise] = &*call.args else {
            return self.call_once(call, node);
        };
        match self.holds(call, condition) {
            Ok(Some(true)) => self.eval(then),
            Ok(Some(false)) => self.eval(otherwise),
            Ok(None) => {
                self.note(null);
                self.eval(otherwise)
            }
            Err(stop) => Err(stop.at(node.span)),
        }
    }

    #[inline]
    fn call_once(&mut self, call: &'v CallNode, node: &'v Node) -> Result<Value<'v>, Stop> {
        self.call_with(call, node, None)
    }

    #[inline(always)]
    fn call_with(
        &mut self,
        call: &'v CallNode,
        node: &'v Node,
        first: Option<Value<'v>>,
    ) -> Result<Value<'v>, Stop> {
        let mut frame = CallFrame {
            machine: self,
            call,
            first,
        };
        match (call.function.call)(&mut Args::new(&mut frame)) {
            Err(stop) => Err(stop.at(node.span)),
            Ok(_) if self.arena.allocated_bytes() > self.most => Err(too_large().at(node.span)),
            result => result,
        }
    }

    /// A condition's answer; `None` for null.
    #[inline(always)]
    fn holds(&mut self, call: &'v CallNode, node: &'v Node) -> Result<Option<bool>, Stop> {
        match &node.kind {
            NodeKind::Compare(compare) if !T::ON => self.compare(compare).map(Some),
            _ => {
                let mut frame = CallFrame {
                    machine: self,
                    call,
                    first: None,
                };
                Args::new(&mut frame).boolean(0)
            }
        }
    }

    /// Calls an element-wise function after a look at its first argument.
    #[inline(never)]
    fn call_each(&mut self, call: &'v CallNode, node: &'v Node) -> Result<Value<'v>, Stop> {
        let Some(first) = call.args.first() else {
            return self.call_once(call, node);
        };
        match self.eval(first)? {
            Value::List(items) => self.each(call, node, items),
            first => self.call_with(call, node, Some(first)),
        }
    }

    /// Applies an element-wise function to each value of a list.
    fn each(
        &mut self,
        call: &'v CallNode,
        node: &'v Node,
        items: &'v [Value<'v>],
    ) -> Result<Value<'v>, Stop> {
        let mut results = ArenaVec::with_capacity_in(items.len(), self.arena);
        for item in items {
            results.push(self.call_with(call, node, Some(*item))?);
        }
        Ok(Value::List(results.into_bump_slice()))
    }

    #[inline]
    fn compare(&mut self, compare: &'v CompareNode) -> Result<bool, Stop> {
        match self.equals_constant(compare) {
            Some(answer) => Ok(answer),
            None => self.compare_values(compare),
        }
    }

    /// The commonest comparison, an attribute with a constant text, where the answer needs no thought.
    #[inline(always)]
    fn equals_constant(&self, compare: &CompareNode) -> Option<bool> {
        let NodeKind::Slot(place) = compare.left.kind else {
            return None;
        };
        let NodeKind::Constant(Constant::Text(wanted)) = &compare.right.kind else {
            return None;
        };
        if T::ON || compare.operator != Comparison::Equal {
            return None;
        }
        match self.row.get(place as usize)? {
            Value::Text(text) if text.len() != wanted.len() => Some(false),
            Value::Text(text) if *text == &**wanted => Some(true),
            Value::Bool(truth) => match &**wanted {
                "True" => Some(*truth),
                "False" => Some(!*truth),
                _ => None,
            },
            Value::Null => Some(false),
            _ => None,
        }
    }

    fn compare_values(&mut self, compare: &'v CompareNode) -> Result<bool, Stop> {
        let left = self.single(&compare.left)?;
        let right = self.single(&compare.right)?;
        Ok(match compare.operator {
            Comparison::Equal => self.equal(left, right) == Some(true),
            Comparison::NotEqual => match self.equal(left, right) {
                Some(equal) => !equal,
                None => {
                    self.note(&NULL_NOT_EQUAL);
                    false
                }
            },
            order => self.ordered(left, right, order),
        })
    }

    #[inline(always)]
    fn equal(&mut self, left: Value<'v>, right: Value<'v>) -> Option<bool> {
        let (Value::Text(a), Value::Text(b)) = (left, right) else {
            return value::equal(left, right, self.arena);
        };
        let equal = a == b;
        if !equal && a.len() == b.len() && a.eq_ignore_ascii_case(b) {
            self.note(&CASE_SENSITIVE);
        }
        Some(equal)
    }

    fn ordered(&mut self, left: Value<'v>, right: Value<'v>, operator: Comparison) -> bool {
        let Some(order) = value::order(left, right, self.arena) else {
            return false;
        };
        if order.by_text {
            self.note(&TEXT_ORDER);
        }
        match operator {
            Comparison::Greater => order.ordering == Ordering::Greater,
            Comparison::GreaterOrEqual => order.ordering != Ordering::Less,
            Comparison::Less => order.ordering == Ordering::Less,
            Comparison::LessOrEqual => order.ordering != Ordering::Greater,
            Comparison::Equal | Comparison::NotEqual => false,
        }
    }

    /// An operand of a comparison or of `&`: a list counts as its first value.
    #[inline(always)]
    fn single(&mut self, node: &'v Node) -> Result<Value<'v>, Stop> {
        let value = self.eval(node)?;
        match value {
            Value::List(items) => Ok(self.first(items)),
            Value::Record(_) => Ok(self.first(&[value])),
            _ => Ok(value),
        }
    }

    #[cold]
    fn first(&mut self, items: &[Value<'v>]) -> Value<'v> {
        if items.len() > 1 {
            self.note(&FIRST_OF_LIST);
        }
        let first = items.first().copied().unwrap_or_default();
        if matches!(first, Value::Record(_)) {
            self.note(&VALUE_OF_RECORD);
        }
        first
    }

    fn concat(&mut self, parts: &'v [Node]) -> Result<Value<'v>, Stop> {
        let mut out = ArenaString::new_in(self.arena);
        for part in parts {
            let value = self.single(part)?;
            out.push_str(value::text(value, self.arena).unwrap_or_default());
            if out.len() > MOST_TEXT {
                return Err(too_large().at(part.span));
            }
        }
        Ok(Value::Text(out.into_bump_str()))
    }

    fn parameter(&mut self, name: &str, node: &Node) -> Result<Value<'v>, Stop> {
        let host: &'v dyn Host = self.host;
        host.parameter(name).map(Value::Text).ok_or_else(|| {
            let fault = Fault::new(
                &UNKNOWN_PARAMETER,
                format!("the parameter `%{name}%` has no value"),
            );
            Stop::from(fault).at(node.span)
        })
    }

    #[cold]
    fn note(&mut self, fidelity: &'static Fidelity) {
        if !self.notes.contains(&fidelity) {
            self.notes.push(fidelity);
        }
    }
}

struct CallFrame<'f, 'm, 'v, T> {
    machine: &'f mut Machine<'m, 'v, T>,
    call: &'v CallNode,
    /// The value of the first argument, where it is known already.
    first: Option<Value<'v>>,
}

impl<'v, T: Tracer<'v>> Frame<'v> for CallFrame<'_, '_, 'v, T> {
    fn len(&self) -> usize {
        self.call.args.len()
    }

    fn given(&self, index: usize) -> bool {
        self.call
            .args
            .get(index)
            .is_some_and(|node| !matches!(node.kind, NodeKind::Absent))
    }

    fn value(&mut self, index: usize) -> Result<Value<'v>, Stop> {
        match (self.first, self.call.args.get(index)) {
            (Some(first), _) if index == 0 => Ok(first),
            (_, Some(node)) => self.machine.eval(node),
            (_, None) => Ok(Value::Null),
        }
    }

    #[inline]
    fn ready(&self) -> (&'v [Ready], &'v [Value<'v>]) {
        match self.first {
            None if !T::ON => (&self.call.ready, self.machine.row),
            _ => (&[], &[]),
        }
    }

    fn condition(&mut self, index: usize) -> Option<Result<bool, Stop>> {
        self.machine.condition(self.call.args.get(index)?)
    }

    fn prepared(&self) -> Option<&'v (dyn Any + Send + Sync)> {
        self.call.prepared.as_deref()
    }

    fn arena(&self) -> &'v Bump {
        self.machine.arena
    }

    fn host(&self) -> &'v dyn Host {
        self.machine.host
    }

    fn note(&mut self, fidelity: &'static Fidelity) {
        self.machine.note(fidelity);
    }
}

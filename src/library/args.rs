//! The arguments of a call, pulled one by one.

use super::{ARGUMENT_KIND, Fault, Fidelity, Frame, Host, Ready, Stop};
use crate::dotnet::date::{self, Ticks};
use crate::value::{self, Value};
use bumpalo::Bump;
use std::any::Any;

/// A list where one value is wanted.
pub static FIRST_OF_LIST: Fidelity = Fidelity {
    id: "first-of-list",
    doing: "a list where one value is wanted counts as its first value",
    known: "not documented",
    sureness: super::Sureness::Chosen,
};

/// A record where one value is wanted.
pub static VALUE_OF_RECORD: Fidelity = Fidelity {
    id: "value-of-record",
    doing: "a record where one value is wanted counts as its `value`, else its `displayName`, else null",
    known: "not documented; `appRoleAssignments` is the attribute that holds records",
    sureness: super::Sureness::Chosen,
};

/// The arguments of one call. Nothing is evaluated before it is asked for, so `IIF` and `Switch`
/// are functions like any other.
pub struct Args<'a, 'v> {
    frame: &'a mut dyn Frame<'v>,
    // Copied from the frame, because nearly every call asks for them.
    arena: &'v Bump,
    prepared: Option<&'v (dyn Any + Send + Sync)>,
    ready: &'v [Ready],
    row: &'v [Value<'v>],
}

impl<'a, 'v> Args<'a, 'v> {
    /// The arguments behind a frame.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [Some(Value::Int(7))];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// let mut args = Args::new(&mut frame);
    /// assert_eq!(args.value(0), Ok(Value::Int(7)));
    /// ```
    #[inline]
    pub fn new(frame: &'a mut impl Frame<'v>) -> Self {
        let (ready, row) = frame.ready();
        Self {
            arena: frame.arena(),
            prepared: frame.prepared(),
            ready,
            row,
            frame,
        }
    }

    #[inline(always)]
    fn pull(&mut self, index: usize) -> Result<Value<'v>, Stop> {
        match self.ready.get(index) {
            Some(Ready::Slot(place)) => {
                Ok(self.row.get(*place as usize).copied().unwrap_or_default())
            }
            Some(Ready::Text(text)) => Ok(Value::Text(text)),
            Some(Ready::Int(number)) => Ok(Value::Int(*number)),
            Some(Ready::Not) | None => self.frame.value(index),
        }
    }

    /// Number of written arguments, absent ones included.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [Some(Value::Int(7)), None];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// assert_eq!(Args::new(&mut frame).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.frame.len()
    }

    /// Whether no argument was written.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [None];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// assert!(!Args::new(&mut frame).is_empty()); // absent, yet written
    /// ```
    pub fn is_empty(&self) -> bool {
        self.frame.is_empty()
    }

    /// Whether the argument was written and is not absent.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [Some(Value::Null), None];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// let args = Args::new(&mut frame);
    /// assert!(args.given(0) && !args.given(1));
    /// ```
    pub fn given(&self, index: usize) -> bool {
        self.frame.given(index)
    }

    /// The argument as it is; null for an absent one.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [Some(Value::Int(7)), None];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// let mut args = Args::new(&mut frame);
    /// assert_eq!((args.value(0), args.value(1)), (Ok(Value::Int(7)), Ok(Value::Null)));
    /// ```
    ///
    /// # Errors
    /// [`Stop`] where evaluating the argument ends without a value.
    #[inline]
    pub fn value(&mut self, index: usize) -> Result<Value<'v>, Stop> {
        self.pull(index)
    }

    /// The argument as text; a list counts as its first value. `None` for null.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [Some(Value::Bool(true)), Some(Value::List(&[]))];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// let mut args = Args::new(&mut frame);
    /// assert_eq!((args.text(0), args.text(1)), (Ok(Some("True")), Ok(None)));
    /// ```
    ///
    /// # Errors
    /// [`Stop`] where evaluating the argument ends without a value.
    #[inline(always)]
    pub fn text(&mut self, index: usize) -> Result<Option<&'v str>, Stop> {
        match self.pull(index)? {
            Value::Text(text) => Ok(Some(text)),
            Value::Null => Ok(None),
            other => {
                let single = self.single(other);
                Ok(value::text(single, self.arena))
            }
        }
    }

    /// The argument as an integer. `None` for null.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [Some(Value::Text("12")), Some(Value::Text("x"))];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// let mut args = Args::new(&mut frame);
    /// assert_eq!(args.integer(0), Ok(Some(12)));
    /// assert!(args.integer(1).is_err());
    /// ```
    ///
    /// # Errors
    /// `argument-kind` with the offending value.
    #[inline]
    pub fn integer(&mut self, index: usize) -> Result<Option<i64>, Stop> {
        match self.pull(index)? {
            Value::Int(number) => Ok(Some(number)),
            Value::Null => Ok(None),
            other => {
                let single = self.single(other);
                match value::integer(single) {
                    Some(number) => Ok(Some(number)),
                    None if single.is_null() => Ok(None),
                    None => Err(self.wrong_kind(single, "an integer")),
                }
            }
        }
    }

    /// The argument as a boolean. `None` for null.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [Some(Value::Text("TRUE")), Some(Value::Null)];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// let mut args = Args::new(&mut frame);
    /// assert_eq!((args.boolean(0), args.boolean(1)), (Ok(Some(true)), Ok(None)));
    /// ```
    ///
    /// # Errors
    /// `argument-kind` with the offending value.
    #[inline]
    pub fn boolean(&mut self, index: usize) -> Result<Option<bool>, Stop> {
        if let Some(answer) = self.frame.condition(index) {
            return answer.map(Some);
        }
        match self.pull(index)? {
            Value::Bool(truth) => Ok(Some(truth)),
            Value::Null => Ok(None),
            other => {
                let single = self.single(other);
                match value::boolean(single) {
                    Some(truth) => Ok(Some(truth)),
                    None if single.is_null() => Ok(None),
                    None => Err(self.wrong_kind(single, "a boolean")),
                }
            }
        }
    }

    /// The argument as an instant: a date as it is, text by .NET's free parse, converted to UTC.
    /// `None` for null.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{ARGUMENT_KIND, Args, Fault, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [Some(Value::Text("2024-05-06T02:00:00+02:00"))];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// let date = Args::new(&mut frame).date(0, |text| Fault::new(&ARGUMENT_KIND, text));
    /// assert_eq!(date, Ok(Ticks::from_unix(1_714_953_600, 0))); // in UTC
    /// ```
    ///
    /// # Errors
    /// What `refuse` makes of a text that is no date.
    pub fn date(
        &mut self,
        index: usize,
        refuse: impl FnOnce(&str) -> Fault,
    ) -> Result<Option<Ticks>, Stop> {
        let given = self.pull(index)?;
        match self.single(given) {
            Value::Null => Ok(None),
            Value::Date(ticks) => Ok(Some(ticks)),
            other => {
                let text = value::text(other, self.arena).unwrap_or_default();
                match date::parse_free_utc(text, Some(self.frame.host().now())) {
                    Some(ticks) => Ok(Some(ticks)),
                    None => Err(refuse(text).into()),
                }
            }
        }
    }

    /// The argument as values in order: a list's values, a single value as one, null as none.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [Some(Value::Int(7)), Some(Value::Null)];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// let mut args = Args::new(&mut frame);
    /// assert_eq!((args.list(0), args.list(1)), (Ok(&[Value::Int(7)][..]), Ok(&[][..])));
    /// ```
    ///
    /// # Errors
    /// [`Stop`] where evaluating the argument ends without a value.
    #[inline]
    pub fn list(&mut self, index: usize) -> Result<&'v [Value<'v>], Stop> {
        Ok(match self.pull(index)? {
            Value::List(items) => items,
            Value::Null => &[],
            single => std::slice::from_ref(self.arena.alloc(single)),
        })
    }

    /// What the function's `prepare` made of this call, if it is of that type.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [None];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// frame.prepared = Some(&"compiled");
    /// let args = Args::new(&mut frame);
    /// assert_eq!((args.prepared::<&str>(), args.prepared::<u8>()), (Some(&"compiled"), None));
    /// ```
    #[inline]
    pub fn prepared<T: 'static>(&self) -> Option<&'v T> {
        self.prepared?.downcast_ref()
    }

    /// Where values of this user live.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [None];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// assert_eq!(Args::new(&mut frame).arena().alloc_str("ada"), "ada");
    /// ```
    #[inline]
    pub fn arena(&self) -> &'v Bump {
        self.arena
    }

    /// The world: clock, random numbers, tenant and target.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [None];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// assert_eq!(Args::new(&mut frame).host().now(), Ticks::MIN);
    /// ```
    pub fn host(&self) -> &'v dyn Host {
        self.frame.host()
    }

    /// Records that a case was reached about which nothing is known.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{Args, FIRST_OF_LIST, FixedHost, ValueFrame}, value::Value};
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
    /// # let values = [None];
    /// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
    /// Args::new(&mut frame).note(&FIRST_OF_LIST);
    /// assert_eq!(frame.notes[0].id, "first-of-list");
    /// ```
    #[cold]
    pub fn note(&mut self, fidelity: &'static Fidelity) {
        self.frame.note(fidelity);
    }

    /// A list's first value, noted when it has more than one; a record is noted too.
    fn single(&mut self, value: Value<'v>) -> Value<'v> {
        let single = match value {
            Value::List(items) => {
                if items.len() > 1 {
                    self.note(&FIRST_OF_LIST);
                }
                items.first().copied().unwrap_or_default()
            }
            other => other,
        };
        if matches!(single, Value::Record(_)) {
            self.note(&VALUE_OF_RECORD);
        }
        single
    }

    #[cold]
    fn wrong_kind(&self, value: Value<'v>, wanted: &str) -> Stop {
        let text = value::text(value, self.arena).unwrap_or("{…}");
        Fault::quoting(&ARGUMENT_KIND, text, |value| {
            format!("`{value}` is not {wanted}")
        })
        .into()
    }
}

//! A target as it was read as a whole: for targets that must not be asked once a user.

use super::state::folded;
use crate::eval::find;
use crate::pipeline::{
    Change, Constraints, ObjectRef, PortError, Refusal, Request, TargetObject, TargetReader,
};
use serde_json::Value as Json;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// The numbers of objects by a value that they have.
type ByValue = HashMap<String, Vec<usize>>;

/// All objects of one kind; threads share it by cloning.
///
/// ```
/// use attrflow::{pipeline::{TargetReader, Unconstrained}, plan::Snapshot};
/// let texts = vec![("t1".to_owned(), r#"{"userName": "ada"}"#.into())];
/// let mut snapshot = Snapshot::of("User", texts, std::sync::Arc::new(Unconstrained));
/// assert_eq!(snapshot.find("User", "userName", "ADA").unwrap()[0].id, "t1");
/// ```
#[derive(Clone)]
pub struct Snapshot {
    objects: Arc<Objects>,
}

struct Objects {
    /// The name of the objects.
    object: String,
    /// As JSON: a third of the memory that trees take.
    texts: Vec<(String, Box<str>)>,
    ids: HashMap<String, usize>,
    /// Made when an attribute is first asked for.
    values: Mutex<HashMap<String, Arc<ByValue>>>,
    constraints: Arc<dyn Constraints>,
}

impl Snapshot {
    /// Reads every object of that kind.
    ///
    /// # Errors
    /// The target cannot be read.
    pub fn read(
        target: &mut dyn TargetReader,
        object: &str,
        constraints: Arc<dyn Constraints>,
    ) -> Result<Self, PortError> {
        let mut texts = Vec::new();
        target.each(object, &mut |found| {
            let text = Json::Object(found.resource).to_string();
            texts.push((found.id, text.into_boxed_str()));
            ControlFlow::Continue(())
        })?;
        Ok(Self::of(object, texts, constraints))
    }

    /// A snapshot of these objects: anchors with attributes as JSON.
    pub fn of(
        object: &str,
        texts: Vec<(String, Box<str>)>,
        constraints: Arc<dyn Constraints>,
    ) -> Self {
        let ids = texts.iter().enumerate();
        let ids = ids.map(|(at, (id, _))| (id.clone(), at)).collect();
        Self {
            objects: Arc::new(Objects {
                object: object.to_owned(),
                texts,
                ids,
                values: Mutex::default(),
                constraints,
            }),
        }
    }

    /// How many objects it holds.
    pub fn len(&self) -> usize {
        self.objects.texts.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.objects.texts.is_empty()
    }
}

impl Objects {
    fn at(&self, at: usize) -> Option<TargetObject> {
        let (id, text) = self.texts.get(at)?;
        Some(TargetObject {
            id: id.clone(),
            resource: serde_json::from_str(text).unwrap_or_default(),
        })
    }

    fn by(&self, attribute: &str) -> Arc<ByValue> {
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = values.get(attribute) {
            return Arc::clone(known);
        }
        let mut made = ByValue::new();
        for at in 0..self.texts.len() {
            let Some(object) = self.at(at) else { continue };
            let Some(value) = find(&object.resource, attribute) else {
                continue;
            };
            for text in folded(self.constraints.as_ref(), &self.object, attribute, value) {
                made.entry(text).or_default().push(at);
            }
        }
        let made = Arc::new(made);
        values.insert(attribute.to_owned(), Arc::clone(&made));
        made
    }
}

impl TargetReader for Snapshot {
    fn test(&mut self, _: &str, _: &str) -> Result<(), PortError> {
        Ok(())
    }

    fn find(
        &mut self,
        object: &str,
        attribute: &str,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError> {
        let objects = &self.objects;
        if object != objects.object {
            return Ok(Vec::new());
        }
        let text = objects.constraints.folded(object, attribute, value);
        let known = objects.by(attribute);
        let found = known.get(text.as_ref()).into_iter().flatten();
        Ok(found.filter_map(|at| objects.at(*at)).collect())
    }

    fn get(&mut self, which: ObjectRef<'_>) -> Result<Option<TargetObject>, PortError> {
        if which.object != self.objects.object {
            return Ok(None);
        }
        let at = self.objects.ids.get(which.id);
        Ok(at.and_then(|at| self.objects.at(*at)))
    }

    fn refers(
        &mut self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError> {
        let leads = |json: &Json| json == value || json.get("value").is_some_and(|id| id == value);
        let holds = |json: &Json| match json {
            Json::Array(items) => items.iter().any(leads),
            single => leads(single),
        };
        let found = self.get(which)?;
        Ok(found.is_some_and(|one| find(&one.resource, attribute).is_some_and(holds)))
    }

    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        if object == self.objects.object {
            let mut all = (0..self.len()).filter_map(|at| self.objects.at(at));
            let _ = all.try_for_each(visit);
        }
        Ok(())
    }

    fn constraints(&self) -> Arc<dyn Constraints> {
        Arc::clone(&self.objects.constraints)
    }

    fn refusal(&mut self, change: &Change) -> Result<Option<Refusal>, PortError> {
        self.constraints().refusal(change, self)
    }

    fn announce(&self, _: &Change) -> Vec<Request> {
        Vec::new()
    }
}

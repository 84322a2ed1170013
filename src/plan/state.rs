//! What the part of the plan that is made so far leaves in target and links.

use super::footprint::{self, Trace};
use crate::eval::find;
use crate::pipeline::{After, Constraints, Link, Rehearsal, TargetObject};
use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Objects and links that differ from those of the ports.
#[derive(Default)]
pub(super) struct State {
    /// Objects by anchor; `None` for those that are gone.
    objects: HashMap<String, Option<TargetObject>>,
    /// Links by source anchor; `None` for those that are taken away.
    links: HashMap<String, Option<Link>>,
    /// Source anchors by the target anchor that their links lead to now.
    linked: HashMap<String, Vec<String>>,
    /// By attribute and folded value, the anchors of `objects` that have it: made when first asked for.
    values: RefCell<HashMap<String, HashMap<String, Vec<String>>>>,
    touched: HashSet<Trace>,
    gone: HashSet<String>,
}

impl State {
    /// What was touched so far.
    pub fn touched(&self) -> &HashSet<Trace> {
        &self.touched
    }

    /// The anchors of deleted objects.
    pub fn gone(&self) -> &HashSet<String> {
        &self.gone
    }

    /// What became of an object, if anything did.
    pub fn object(&self, id: &str) -> Option<Option<&TargetObject>> {
        self.objects.get(id).map(Option::as_ref)
    }

    /// What became of a link, if anything did.
    pub fn link(&self, source: &str) -> Option<Option<&Link>> {
        self.links.get(source).map(Option::as_ref)
    }

    /// The links to a target object that were made.
    pub fn links_to(&self, target: &str) -> impl Iterator<Item = &Link> {
        let sources = self.linked.get(target).into_iter().flatten();
        sources.filter_map(|source| self.links.get(source)?.as_ref())
    }

    /// Changed objects that have a value.
    pub fn having(
        &self,
        attribute: &str,
        folded: &str,
        fold: &dyn Fn(&str, &Json) -> Vec<String>,
    ) -> Vec<&TargetObject> {
        let mut values = self.values.borrow_mut();
        let known = values.entry(attribute.to_owned()).or_insert_with(|| {
            let mut known: HashMap<String, Vec<String>> = HashMap::new();
            for object in self.objects.values().flatten() {
                for text in texts(object, attribute, fold) {
                    known.entry(text).or_default().push(object.id.clone());
                }
            }
            known
        });
        let ids = known.get(folded).into_iter().flatten();
        ids.filter_map(|id| self.objects.get(id)?.as_ref())
            .collect()
    }

    /// Makes a rehearsal part of the plan.
    pub fn settle(&mut self, rehearsal: &Rehearsal, constraints: &dyn Constraints) {
        let object = rehearsal.target.object.as_str();
        let fold = |attribute: &str, value: &Json| folded(constraints, object, attribute, value);
        self.relink(rehearsal);
        match &rehearsal.after {
            None => {}
            Some(After::New(new)) => self.put(new, &fold),
            Some(After::Changed { object, before }) => {
                for (attribute, old) in before {
                    for text in fold(attribute, old) {
                        self.touched.insert(footprint::value(attribute, &text));
                        self.forget(attribute, &text, &object.id);
                    }
                }
                self.put(object, &fold);
            }
            Some(After::Gone(object)) => {
                self.touch_all(object, &fold);
                self.gone.insert(object.id.clone());
                self.touched.insert(footprint::object(&object.id));
                self.objects.insert(object.id.clone(), None);
            }
        }
    }

    fn put(&mut self, object: &TargetObject, fold: &dyn Fn(&str, &Json) -> Vec<String>) {
        self.touched.insert(footprint::object(&object.id));
        self.touch_all(object, fold);
        for (attribute, known) in self.values.get_mut() {
            for text in texts(object, attribute, fold) {
                let ids = known.entry(text).or_default();
                if !ids.contains(&object.id) {
                    ids.push(object.id.clone());
                }
            }
        }
        let mut kept = object.clone();
        // A target gives nothing back for an attribute that was written without a value.
        kept.resource.retain(|_, value| !is_nothing(value));
        self.objects.insert(object.id.clone(), Some(kept));
    }

    fn touch_all(&mut self, object: &TargetObject, fold: &dyn Fn(&str, &Json) -> Vec<String>) {
        for (attribute, value) in &object.resource {
            for text in fold(attribute, value) {
                self.touched.insert(footprint::value(attribute, &text));
            }
        }
    }

    fn forget(&mut self, attribute: &str, text: &str, id: &str) {
        let known = self.values.get_mut().get_mut(attribute);
        if let Some(ids) = known.and_then(|known| known.get_mut(text)) {
            ids.retain(|one| one != id);
        }
    }

    fn relink(&mut self, rehearsal: &Rehearsal) {
        let told = |link: &Link| (link.target.clone(), link.state, link.display_name.clone());
        if rehearsal.linked.as_ref().map(told) == rehearsal.link.as_ref().map(told) {
            return;
        }
        let source = rehearsal.source.id.as_str();
        self.touched.insert(footprint::link(source));
        if let Some(old) = &rehearsal.linked {
            self.touched.insert(footprint::links_to(&old.target));
            if let Some(sources) = self.linked.get_mut(&old.target) {
                sources.retain(|one| one != source);
            }
        }
        if let Some(new) = &rehearsal.link {
            self.touched.insert(footprint::links_to(&new.target));
            let sources = self.linked.entry(new.target.clone()).or_default();
            sources.push(source.to_owned());
        }
        self.links.insert(source.to_owned(), rehearsal.link.clone());
    }
}

/// The folded texts of a value, one for each item of a list.
pub(super) fn folded(
    constraints: &dyn Constraints,
    object: &str,
    attribute: &str,
    value: &Json,
) -> Vec<String> {
    let one = |value: &Json| match value {
        Json::String(text) => constraints.folded(object, attribute, text).into_owned(),
        other => constraints
            .folded(object, attribute, &other.to_string())
            .to_ascii_uppercase(),
    };
    match value {
        Json::Null => Vec::new(),
        Json::Array(items) => items.iter().map(one).collect(),
        single => vec![one(single)],
    }
}

fn is_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn texts(
    object: &TargetObject,
    attribute: &str,
    fold: &dyn Fn(&str, &Json) -> Vec<String>,
) -> Vec<String> {
    find(&object.resource, attribute).map_or_else(Vec::new, |value| fold(attribute, value))
}

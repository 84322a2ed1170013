//! Ports that count their calls, and end the process before or after one of them.

use attrflow::pipeline::{
    Change, Deed, Export, Link, Links, LinksReader, LogEntry, Membership, ObjectRef, PortError,
    Request, TargetDirectory, TargetObject, TargetReader,
};
use std::cell::Cell;
use std::ops::ControlFlow;

/// Counts steps; at one of them the process dies.
pub struct Fatal {
    at: u32,
    steps: Cell<u32>,
}

impl Fatal {
    pub fn at(at: u32) -> Self {
        Self {
            at,
            steps: Cell::new(0),
        }
    }

    pub fn never() -> Self {
        Self::at(u32::MAX)
    }

    pub fn steps(&self) -> u32 {
        self.steps.get()
    }

    pub fn step(&self) {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() == self.at {
            std::process::abort();
        }
    }

    /// A step before, and a step after.
    fn around<T>(&self, call: impl FnOnce() -> T) -> T {
        self.step();
        let result = call();
        self.step();
        result
    }
}

/// A port with its counter.
pub struct Counted<'f, P> {
    pub port: P,
    pub fatal: &'f Fatal,
}

type Answer<T> = Result<T, PortError>;

impl<T: TargetDirectory> TargetReader for Counted<'_, T> {
    fn test(&mut self, object: &str, attribute: &str) -> Answer<()> {
        self.fatal.around(|| self.port.test(object, attribute))
    }

    fn find(&mut self, object: &str, attribute: &str, value: &str) -> Answer<Vec<TargetObject>> {
        self.fatal
            .around(|| self.port.find(object, attribute, value))
    }

    fn get(&mut self, which: ObjectRef<'_>) -> Answer<Option<TargetObject>> {
        self.fatal.around(|| self.port.get(which))
    }

    fn refers(&mut self, which: ObjectRef<'_>, attribute: &str, value: &str) -> Answer<bool> {
        self.fatal
            .around(|| self.port.refers(which, attribute, value))
    }

    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Answer<()> {
        self.port.each(object, visit)
    }

    fn announce(&self, change: &Change) -> Vec<Request> {
        self.port.announce(change)
    }
}

impl<T: TargetDirectory> TargetDirectory for Counted<'_, T> {
    /// With a step between the creation and the requests that follow it, too.
    fn export(&mut self, change: &Change) -> Answer<Export> {
        if change.deed != Deed::Create {
            return self.fatal.around(|| self.port.export(change));
        }
        let (mut first, mut rest) = (change.clone(), change.clone());
        first.references.clear();
        first.members = Membership::default();
        let created = self.fatal.around(|| self.port.export(&first))?;
        rest.deed = Deed::Update;
        rest.id = Some(created.id.clone());
        rest.attributes.clear();
        let mut export = self.fatal.around(|| self.port.export(&rest))?;
        export.sent.splice(..0, created.sent);
        Ok(export)
    }

    fn reader(&mut self) -> &mut dyn TargetReader {
        self
    }
}

impl<L: Links> LinksReader for Counted<'_, L> {
    fn link(&self, source_object: &str, source: &str) -> Answer<Option<Link>> {
        self.fatal.around(|| self.port.link(source_object, source))
    }

    fn each(
        &self,
        source_object: &str,
        visit: &mut dyn FnMut(Link) -> ControlFlow<()>,
    ) -> Answer<()> {
        self.port.each(source_object, visit)
    }

    fn unfinished(&self, source_object: &str, source: &str) -> Answer<Option<Change>> {
        self.fatal
            .around(|| self.port.unfinished(source_object, source))
    }

    fn links_to(&self, target_object: &str, target: &str) -> Answer<Vec<Link>> {
        self.fatal
            .around(|| self.port.links_to(target_object, target))
    }
}

impl<L: Links> Links for Counted<'_, L> {
    fn begin(&mut self, source_object: &str, source: &str, change: &Change) -> Answer<()> {
        self.fatal
            .around(|| self.port.begin(source_object, source, change))
    }

    fn end(
        &mut self,
        source_object: &str,
        source: &str,
        link: Option<&Link>,
        log: &LogEntry,
    ) -> Answer<()> {
        self.fatal
            .around(|| self.port.end(source_object, source, link, log))
    }

    fn reader(&self) -> &dyn LinksReader {
        self
    }
}

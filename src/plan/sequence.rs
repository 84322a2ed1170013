//! The order of a plan: everybody in the order of the source, those who are gone, then whoever waited.

use super::planner::{Planner, Settled};
use super::rehearser::Base;
use crate::pipeline::{LinksReader, PortError, SourceDirectory, Subject};
use std::ops::ControlFlow;

/// A later pass ends nowhere if results keep changing; nothing known does so.
const MOST_PASSES: u32 = 1_000;

/// Who hears of each part of the plan.
pub type Visit<'v> = dyn FnMut(&Subject, Settled) + 'v;

impl Planner<'_, '_> {
    /// Plans everybody, one after the other.
    ///
    /// # Errors
    /// Source, target or links cannot be read.
    pub fn everybody(
        &mut self,
        source: &mut dyn SourceDirectory,
        base: &mut Base,
        visit: &mut Visit<'_>,
    ) -> Result<(), PortError> {
        let object = self.source_object().to_owned();
        source.each(&object, &mut |found| {
            let subject = Subject::Present(found);
            let settled = self.add(&subject, base);
            visit(&subject, settled);
            ControlFlow::Continue(())
        })?;
        self.departed(base, visit)?;
        self.later(source, base, visit)
    }

    /// Plans those of whom only the link is left.
    ///
    /// # Errors
    /// Target or links cannot be read.
    pub fn departed(&mut self, base: &mut Base, visit: &mut Visit<'_>) -> Result<(), PortError> {
        for link in self.gone(base.links.as_ref())? {
            let subject = Subject::Gone(link);
            let settled = self.add(&subject, base);
            visit(&subject, settled);
        }
        Ok(())
    }

    /// Plans those who wait for others, until nothing moves any more.
    ///
    /// # Errors
    /// Source, target or links cannot be read.
    pub fn later(
        &mut self,
        source: &mut dyn SourceDirectory,
        base: &mut Base,
        visit: &mut Visit<'_>,
    ) -> Result<(), PortError> {
        let object = self.source_object().to_owned();
        for _ in 0..MOST_PASSES {
            if !self.next_pass() {
                break;
            }
            source.each(&object, &mut |found| {
                if self.waits(&found.id) {
                    let subject = Subject::Present(found);
                    let settled = self.add(&subject, base);
                    visit(&subject, settled);
                }
                ControlFlow::Continue(())
            })?;
            for link in self.gone(base.links.as_ref())? {
                if self.waits(&link.source) {
                    let subject = Subject::Gone(link);
                    let settled = self.add(&subject, base);
                    visit(&subject, settled);
                }
            }
        }
        Ok(())
    }

    fn gone(&self, links: &dyn LinksReader) -> Result<Vec<crate::pipeline::Link>, PortError> {
        let mut gone = Vec::new();
        links.each(self.source_object(), &mut |link| {
            if !self.knows(&link.source) {
                gone.push(link);
            }
            ControlFlow::Continue(())
        })?;
        Ok(gone)
    }
}

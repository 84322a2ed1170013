//! One object through all steps.

use super::build::Pipeline;
use super::course::{Ask, Course, End, Ports};
use super::port::{Access, SourceDirectory};
use super::run::{Run, Status};
use super::variant;
use crate::library::Host;

impl Pipeline<'_> {
    /// Provisions one object. A dry run and an applying one go the same way; only the last call
    /// differs. Whatever fails is told in the run, which holds no secret value.
    pub fn provision(
        &self,
        source: &mut dyn SourceDirectory,
        access: Access<'_>,
        host: &dyn Host,
        ask: &Ask,
    ) -> Run {
        let what_if = matches!(access, Access::WhatIf { .. });
        let mut course = Course::new(self, host, ask, what_if);
        let mut ports = Ports { source, access };
        if let Err(end) = self.steps(&mut course, &mut ports, ask) {
            let (status, error) = match end {
                End::Skipped(error) => (Status::Skipped, error),
                End::Failed(error) => (Status::Failure, error),
            };
            course.run.status = status;
            course.run.error = Some(error);
        }
        course.run.redacted()
    }

    fn steps(
        &self,
        _course: &mut Course<'_>,
        ports: &mut Ports<'_, '_>,
        ask: &Ask,
    ) -> Result<(), End> {
        if let Some((status, error)) = variant::refuses(self.spec.kind, ask, self.groups.is_some())
        {
            return Err(match status {
                Status::Skipped => End::Skipped(error),
                _ => End::Failed(error),
            });
        }
        ports
            .target()
            .test(&self.users.mapping.target_object.value, "userName")?;
        Ok(())
    }
}

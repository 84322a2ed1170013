//! From a job to open ports. A dry run gets what can only read; what can write is opened nowhere else.

use super::files::FileSource;
use super::job::{Job, ScimSettings, TargetSettings};
use super::scim::{BaseUrl, Limits, ScimConfig, ScimReader, ScimTarget, Token};
use super::store::{EmbeddedDirectory, EmbeddedReader, LinkReader, LinkStore};
use super::world::seed;
use crate::dotnet::encoding::Guid;
use crate::library::Host;
use crate::pipeline::{
    Access, Pipeline, PortError, PortErrorKind, SourceDirectory, TargetDirectory, TargetReader,
};

/// What a run may use of target and links.
pub enum Ports<'r> {
    /// What only reads.
    Reading(Reading),
    /// What writes as well.
    Writing(Box<dyn TargetDirectory + 'r>, LinkStore),
}

/// The halves that only read.
pub struct Reading {
    /// The target.
    pub target: Box<dyn TargetReader>,
    /// The links.
    pub links: LinkReader,
}

impl<'r> Ports<'r> {
    /// Opens what a dry run needs: files are not made, and nothing can be written.
    ///
    /// # Errors
    /// Where a file or a secret cannot be read.
    ///
    /// ```
    /// use attrflow::connectors::ports::Ports;
    /// use attrflow::{assist::standard, connectors::job::Job, pipeline::Pipeline};
    /// let job = Job::read("examples/contoso/job.toml".as_ref()).unwrap().job.unwrap();
    /// let (pipeline, _) = Pipeline::build(standard(), &job.schema, &job.spec).unwrap();
    /// let mut ports = Ports::reading(&job, &pipeline).unwrap();
    /// assert!(matches!(ports.access(), attrflow::pipeline::Access::WhatIf { .. }));
    /// ```
    pub fn reading(job: &Job, pipeline: &Pipeline<'_>) -> Result<Self, PortError> {
        let target: Box<dyn TargetReader> = match &job.target {
            TargetSettings::Embedded(settings) => {
                let shape = settings.shape(pipeline.schema, pipeline.rule);
                Box::new(EmbeddedReader::open(&settings.file, shape)?)
            }
            TargetSettings::Scim(settings) => Box::new(ScimReader::new(config(settings)?)),
        };
        let links = LinkReader::open(&job.links)?;
        Ok(Self::Reading(Reading { target, links }))
    }

    /// Opens everything for writing.
    ///
    /// # Errors
    /// Where a file or a secret cannot be read, or a file not be made.
    pub fn writing(
        job: &Job,
        pipeline: &Pipeline<'_>,
        host: &'r dyn Host,
    ) -> Result<Self, PortError> {
        let target: Box<dyn TargetDirectory + 'r> = match &job.target {
            TargetSettings::Embedded(settings) => {
                let shape = settings.shape(pipeline.schema, pipeline.rule);
                let opened = EmbeddedDirectory::open(&settings.file, shape, || host.random());
                Box::new(opened?)
            }
            TargetSettings::Scim(settings) => Box::new(ScimTarget::new(config(settings)?)),
        };
        let links = LinkStore::open(&job.links)?;
        Ok(Self::Writing(target, links))
    }

    /// What a run may do with them.
    pub fn access(&mut self) -> Access<'_> {
        match self {
            Self::Reading(reading) => Access::WhatIf {
                target: reading.target.as_mut(),
                links: &reading.links,
            },
            Self::Writing(target, links) => Access::Apply {
                target: target.as_mut(),
                links,
            },
        }
    }
}

/// The source that a job reads.
///
/// # Errors
/// Where its files cannot be read.
///
/// ```
/// use attrflow::connectors::{job::Job, ports::source};
/// let job = Job::read("examples/contoso/job.toml".as_ref()).unwrap().job.unwrap();
/// assert!(!source(&job).unwrap().search("jensen", 5).unwrap().is_empty());
/// ```
pub fn source(job: &Job) -> Result<Box<dyn SourceDirectory>, PortError> {
    let source = FileSource::open(&job.source)?;
    Ok(Box::new(source))
}

/// What the SCIM connector must know, with the token.
///
/// # Errors
/// Where the token cannot be read.
pub fn config(settings: &ScimSettings) -> Result<ScimConfig, PortError> {
    let base = BaseUrl::parse(&settings.url, false).map_err(unusable)?;
    let token = match &settings.token {
        None => None,
        Some(kept) => Some(Token::new(kept.read()?.expose()).map_err(unusable)?),
    };
    Ok(ScimConfig {
        base,
        token,
        dialect: settings.dialect,
        quirks: settings.quirks.clone(),
        limits: Limits {
            whole: settings.timeout,
            per_second: settings.rate,
            tries: settings.retries.saturating_add(1),
            ..Limits::default()
        },
        nonce: Guid::v4(u128::from(seed()) << 64 | u128::from(seed())).to_string(),
    })
}

fn unusable(message: impl Into<String>) -> PortError {
    PortError::new(PortErrorKind::InternalError, message)
}

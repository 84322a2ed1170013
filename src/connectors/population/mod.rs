//! Plans over a whole population: a thread reads the source, others rehearse or compare, the caller hears of
//! each user in the source's order.

mod crowd;
pub mod target;
pub mod versions;

use super::job::{Job, TargetSettings};
use super::store::Shape;
use crate::pipeline::Pipeline;

/// The target attributes by which users are matched.
///
/// ```
/// use attrflow::{assist::standard, connectors::{job::Job, population}, pipeline::Pipeline};
/// let job = Job::read("examples/contoso/job.toml".as_ref()).unwrap().job.unwrap();
/// let (pipeline, _) = Pipeline::build(standard(), &job.schema, &job.spec).unwrap();
/// assert_eq!(population::matching(&pipeline), ["userName", "externalId"]);
/// ```
pub fn matching(pipeline: &Pipeline<'_>) -> Vec<String> {
    let flows = pipeline.users.program.flows.iter();
    let matching = flows.filter(|flow| flow.matching > 0);
    matching.map(|flow| flow.target.clone()).collect()
}

/// The mapped target attributes whose values no two accounts share.
///
/// ```
/// use attrflow::{assist::standard, connectors::{job::Job, population}, pipeline::Pipeline};
/// let job = Job::read("examples/contoso/job.toml".as_ref()).unwrap().job.unwrap();
/// let (pipeline, _) = Pipeline::build(standard(), &job.schema, &job.spec).unwrap();
/// assert!(population::unique(&job, &pipeline).contains(&"userName".to_owned()));
/// ```
pub fn unique(job: &Job, pipeline: &Pipeline<'_>) -> Vec<String> {
    let shape = match &job.target {
        TargetSettings::Embedded(settings) => settings.shape(pipeline.schema, pipeline.rule),
        TargetSettings::Scim(_) => Shape::of_target(pipeline.schema, pipeline.rule),
    };
    let flows = &pipeline.users.program.flows;
    let unique = shape.unique(&pipeline.users.mapping.target_object.value);
    unique
        .filter(|name| flows.iter().any(|flow| flow.target == **name))
        .map(str::to_owned)
        .collect()
}

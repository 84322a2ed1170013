//! The schema file as it is, whether the job can be used with it or not.

use crate::library::JobKind;
use crate::schema::{Schema, decode};
use crate::serve::Loaded;
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::path::PathBuf;

/// A schema file.
pub struct Old<'c> {
    /// The kind of job.
    pub kind: JobKind,
    /// Its path.
    pub file: PathBuf,
    /// The text, as far as it is one.
    text: Cow<'c, str>,
    /// The schema, unless the file holds something else.
    schema: Option<Cow<'c, Schema>>,
}

impl<'c> Old<'c> {
    /// The file of the job.
    ///
    /// # Errors
    /// The job file does not even tell which one it is.
    pub fn of(call: &'c Call) -> Result<Self, Refusal> {
        if let Ok(loaded) = &call.loaded {
            return Ok(Self::used(loaded));
        }
        let Some(outline) = call.desk.outline() else {
            return Err(call
                .loaded()
                .err()
                .map_or_else(|| Refusal::not_found("schema"), Refusal::from));
        };
        let bytes = std::fs::read(&outline.schema_file).unwrap_or_default();
        let schema = Schema::read(&bytes).ok().map(|(schema, _)| schema);
        Ok(Self {
            kind: outline.kind,
            file: outline.schema_file,
            text: Cow::Owned(decode(&bytes).text),
            schema: schema.map(Cow::Owned),
        })
    }

    /// The file of a job that can be used.
    pub fn used(loaded: &'c Loaded) -> Self {
        let job = &loaded.job;
        Self {
            kind: job.kind,
            file: job.schema_file.clone(),
            text: Cow::Borrowed(job.schema.text()),
            schema: Some(Cow::Borrowed(&job.schema)),
        }
    }

    /// The schema's text, without what is around it in a template.
    pub fn text(&self) -> &str {
        match &self.schema {
            Some(schema) => schema.span.of(&self.text),
            None => self.text.trim_start_matches('\u{feff}').trim(),
        }
    }

    /// The schema as JSON; null where it is none.
    pub fn entity(&self) -> Json {
        serde_json::from_str(self.text()).unwrap_or_default()
    }

    /// The bytes of the file with another schema, laid out as it is. What holds no schema is given up.
    pub fn with(&self, value: &Json) -> Option<Vec<u8>> {
        let Some(schema) = &self.schema else {
            return serde_json::to_vec_pretty(value).ok().map(|mut bytes| {
                bytes.push(b'\n');
                bytes
            });
        };
        let edit = schema.replace(schema.span, value);
        let text = schema.edited(vec![edit])?;
        Some(schema.encoding().encode(&text))
    }
}

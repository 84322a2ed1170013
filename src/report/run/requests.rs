//! The requests of a run that write.

use super::heading;
use crate::pipeline::{Run, Status};

/// Method, path and body of each request, with secrets hidden.
pub(super) fn section(run: &Run) -> String {
    if run.requests.is_empty() {
        return String::new();
    }
    let title = match (run.what_if, run.status) {
        (true, Status::Failure) => "Requests that would have been sent",
        (true, _) => "Requests that would be sent",
        (false, Status::Failure) => "Requests that were sent, the last one in vain",
        (false, _) => "Requests that were sent",
    };
    let mut out = heading(title);
    for request in &run.requests {
        out.push_str(&format!("{} {}\n", request.method, request.path));
        if let Some(body) = request.shown() {
            let body = serde_json::to_string_pretty(&body).unwrap_or_default();
            for line in body.lines() {
                out.push_str(&format!("  {line}\n"));
            }
        }
    }
    out
}

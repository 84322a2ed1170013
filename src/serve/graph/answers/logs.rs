//! The provisioning log of the whole tenant, which is the job's.

use crate::connectors::store::LinkReader;
use crate::report::graph::{Origin, log_record};
use crate::serve::graph::answer::Reply;
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::odata::Listed;
use crate::serve::graph::operation::{Gives, LISTING, Operation, PLAIN, Place, SINGLE, Under, of};
use crate::serve::graph::wire::{Collection, ProvisioningObjectSummary};
use serde_json::{Value as Json, json};

pub static OPERATIONS: &[Operation] = &[
    Operation {
        under: &[Under::Root],
        path: "/auditLogs/provisioning",
        id: "listProvisioningLogs",
        summary: "What was applied, newest first. Dry runs are not logged.",
        source: "provisioningobjectsummary-list",
        query: LISTING,
        gives: Gives::Json(of::<Collection<ProvisioningObjectSummary>>),
        also: &[502],
        place: Place::Aside,
        handler: list,
        ..PLAIN
    },
    Operation {
        under: &[Under::Root],
        path: "/auditLogs/provisioning/{provisioningObjectSummaryId}",
        id: "getProvisioningLog",
        summary: "What was applied in one run.",
        source: "provisioningobjectsummary",
        query: SINGLE,
        gives: Gives::Json(of::<ProvisioningObjectSummary>),
        also: &[502],
        place: Place::Aside,
        handler: get,
        ..PLAIN
    },
];

/// How many entries are read at once.
const READ: usize = 200;

fn list(call: &Call) -> Reply {
    let options = call.options::<ProvisioningObjectSummary>()?;
    let mut listed = Listed::new(&options);
    let after = options.after();
    // All are counted, those of earlier pages as well.
    let from = after.filter(|_| !options.count);
    each(call, from, |number, record| {
        if after.is_some_and(|after| number >= after) {
            listed.pass(&record);
            return true;
        }
        listed.push(number, record).is_continue()
    })?;
    Ok(call.page("auditLogs/provisioning", listed.finish()))
}

fn get(call: &Call) -> Reply {
    let wanted = call.key("provisioningObjectSummaryId");
    let mut found = None;
    each(call, None, |_, record| {
        let is = record.get("id").and_then(Json::as_str) == Some(wanted);
        if is {
            found = Some(record);
        }
        !is
    })?;
    let found = found.ok_or_else(|| Refusal::not_found(wanted))?;
    call.entity::<ProvisioningObjectSummary>("auditLogs/provisioning/$entity", found)
}

/// Every entry with its number, newest first, until told to stop.
fn each(
    call: &Call,
    before: Option<i64>,
    mut visit: impl FnMut(i64, Json) -> bool,
) -> Result<(), Refusal> {
    let ids = &call.ids;
    let origin = Origin {
        tenant: ids.tenant.clone(),
        job: ids.job.clone(),
        principal: ids.principal.clone(),
    };
    let links = LinkReader::open(&call.loaded()?.job.links)?;
    let mut before = before;
    loop {
        let page = links.page(None, before, READ)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        before = Some(last.number);
        for entry in &page {
            let mut record = log_record(&entry.run, &origin);
            complete(&mut record, call);
            if !visit(entry.number, record) {
                return Ok(());
            }
        }
    }
}

/// What the report does not know: the ids of both systems and of the application.
fn complete(record: &mut Json, call: &Call) {
    let mut set = |pointer: &str, id: &str| {
        if let Some(member) = record.pointer_mut(pointer) {
            *member = json!(id);
        }
    };
    set("/sourceSystem/id", &call.ids.source);
    set("/targetSystem/id", &call.ids.target);
    set("/targetSystem/details/ApplicationId", &call.ids.app);
}

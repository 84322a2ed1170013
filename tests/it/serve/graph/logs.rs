//! The provisioning log.

use super::{Names, Server, refused};
use serde_json::Value as Json;

/// A server with a log of three entries: two creations and one run that found nothing to do.
fn logged(name: &str) -> Server {
    let server = Server::start(name, &["--allow-apply"]);
    let names = Names::of(&server);
    for user in ["a001", "a002", "a001"] {
        let id = format!("00000000-0000-0000-0000-00000000{user}");
        let answer = server.post(&names.at("/provisionOnDemand"), &names.user(&id));
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    server
}

/// An address with blanks and the like encoded.
fn encoded(query: &str) -> String {
    query
        .replace('%', "%25")
        .replace(' ', "%20")
        .replace('\'', "%27")
}

#[test]
fn the_log_is_filtered_as_clients_filter_it() {
    let server = logged("graph-log");
    let names = Names::of(&server);
    let counted = |filter: &str| {
        let answer = server.get(&format!("/v1.0/auditLogs/provisioning?{}", encoded(filter)));
        assert_eq!(answer.status, 200, "{filter}: {}", answer.text);
        answer.json()["value"].as_array().unwrap().len()
    };
    let principal = &names.principal;
    assert_eq!(counted(""), 3);
    assert_eq!(counted("$filter=provisioningAction eq 'create'"), 2);
    assert_eq!(
        counted("$filter=provisioningStatusInfo/status eq 'skipped'"),
        1
    );
    assert_eq!(
        counted(
            "$filter=provisioningStatusInfo/status ne 'skipped' and not (provisioningAction eq 'other')"
        ),
        2
    );
    assert_eq!(
        counted("$filter=sourceIdentity/id eq '00000000-0000-0000-0000-00000000a001'"),
        2
    );
    assert_eq!(
        counted(&format!(
            "$filter=((contains(tolower(servicePrincipal/id), '{principal}') or contains(tolower(servicePrincipal/displayName), '{principal}')) and activityDateTime gt 2023-07-30 and activityDateTime lt 2999-07-31)&$top=500&$orderby=activityDateTime desc"
        )),
        3
    );
    assert_eq!(counted("$filter=activityDateTime lt 2023-07-30"), 0);
    assert_eq!(
        counted("$filter=activityDateTime ge 2023-07-30T00:00:00.000Z"),
        3
    );
    assert_eq!(counted(&format!("$filter=jobId eq '{}'", names.job)), 3);
    assert_eq!(
        counted("$filter=startswith(sourceIdentity/displayName,'Z')"),
        2
    );
    assert_eq!(
        counted("$filter=targetSystem/displayName eq 'Contoso Desk'"),
        3
    );
    assert_eq!(counted("$filter=durationInMilliseconds ge 0"), 3);
    assert_eq!(
        counted("$filter=provisioningAction in ('create','update')"),
        2
    );
    let answer = server.get("/v1.0/auditLogs/provisioning?$filter=servicePrincipal/nam%20eq%20'x'");
    refused(&answer, 400);
}

#[test]
fn the_log_comes_in_pages() {
    let server = logged("graph-log-pages");
    let ids = |page: &Json| -> Vec<String> {
        let entries = page["value"].as_array().unwrap().iter();
        entries
            .map(|entry| entry["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let path = "/v1.0/auditLogs/provisioning";
    let all = ids(&server.get(path).json());
    for order in [
        "",
        "&$orderby=durationInMilliseconds%20desc,id%20asc",
        "&$orderby=activityDateTime",
    ] {
        let mut found = Vec::new();
        let mut next = Some(format!("{}{path}?$top=2{order}", server.address));
        let mut pages = 0;
        while let Some(address) = next {
            let page = server
                .get(address.strip_prefix(&server.address).unwrap())
                .json();
            found.extend(ids(&page));
            next = page["@odata.nextLink"].as_str().map(str::to_owned);
            pages += 1;
        }
        assert_eq!(pages, 2, "{order}");
        let sorted = |mut ids: Vec<String>| {
            ids.sort();
            ids
        };
        if order.is_empty() {
            assert_eq!(found, all);
        }
        assert_eq!(sorted(found), sorted(all.clone()));
    }
    let one = server
        .get(&format!("{path}/{}?$select=id,jobId", all[1]))
        .json();
    assert_eq!(
        (&one["id"], one.as_object().unwrap().len()),
        (&Json::from(all[1].as_str()), 3)
    );
    let counted = server.get(&format!("{path}?$count=true&$top=1")).json();
    assert_eq!(
        (&counted["@odata.count"], ids(&counted).len()),
        (&Json::from(3), 1)
    );
    // Behind the first page there are not fewer.
    let mut next = counted["@odata.nextLink"].as_str().map(str::to_owned);
    let mut pages = 1;
    while let Some(address) = next {
        let page = server
            .get(address.strip_prefix(&server.address).unwrap())
            .json();
        assert_eq!(page["@odata.count"], 3, "page {pages}");
        assert_eq!(ids(&page), all[pages..=pages]);
        next = page["@odata.nextLink"].as_str().map(str::to_owned);
        pages += 1;
    }
    assert_eq!(pages, 3);
    let functions = Names::of(&server).at("/schema/functions?$count=true&$top=5");
    let first = server.get(&functions).json();
    let address = first["@odata.nextLink"].as_str().unwrap();
    let second = server.get(address.strip_prefix(&server.address).unwrap());
    assert_eq!(second.json()["@odata.count"], first["@odata.count"]);
}

#[test]
fn what_happened_at_the_same_time_goes_the_way_of_the_order() {
    let server = logged("graph-log-ties");
    let path = "/v1.0/auditLogs/provisioning";
    let ids = |query: &str| -> Vec<String> {
        let page = server.get(&format!("{path}?{query}")).json();
        let entries = page["value"].as_array().unwrap().iter();
        entries
            .map(|entry| entry["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let newest = ids("");
    let oldest: Vec<String> = newest.iter().rev().cloned().collect();
    // All have the same job.
    assert_eq!(ids("$orderby=jobId%20asc"), oldest);
    assert_eq!(ids("$orderby=jobId"), oldest);
    assert_eq!(ids("$orderby=jobId%20desc"), newest);
    assert_eq!(ids("$orderby=activityDateTime"), oldest);
}

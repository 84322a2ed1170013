//! Functions and operators of the language.

use crate::assist::standard;
use crate::report::reference::{graph_functions, graph_operators};
use crate::serve::graph::answer::Reply;
use crate::serve::graph::call::Call;
use crate::serve::graph::operation::{Gives, LISTING, Operation, PLAIN, Under, of};
use crate::serve::graph::wire::{Collection, FilterOperatorSchema, FunctionSchema};
use serde_json::Value as Json;
use std::sync::LazyLock;

/// Where a schema can be asked.
const SCHEMAS: &[Under] = &[Under::Job, Under::Template, Under::ApplicationTemplate];

pub static OPERATIONS: &[Operation] = &[
    Operation {
        under: SCHEMAS,
        path: "/schema/functions",
        id: "listFunctions",
        summary: "The functions of expressions. Also as `functions()` and `microsoft.graph.functions()`.",
        source: "synchronization-synchronizationschema-functions",
        query: LISTING,
        gives: Gives::Json(of::<Collection<FunctionSchema>>),
        handler: functions,
        ..PLAIN
    },
    Operation {
        under: SCHEMAS,
        path: "/schema/filterOperators",
        id: "listFilterOperators",
        summary: "The operators of scoping filters. Also as `filterOperators()` and `microsoft.graph.filterOperators()`.",
        source: "synchronization-synchronizationschema-filteroperators",
        query: LISTING,
        gives: Gives::Json(of::<Collection<FilterOperatorSchema>>),
        handler: operators,
        ..PLAIN
    },
];

fn functions(call: &Call) -> Reply {
    static FUNCTIONS: LazyLock<Vec<Json>> =
        LazyLock::new(|| with_ids(graph_functions(standard().functions())));
    call.list::<FunctionSchema>("functions", FUNCTIONS.clone())
}

fn operators(call: &Call) -> Reply {
    static OPERATORS: LazyLock<Vec<Json>> =
        LazyLock::new(|| with_ids(graph_operators(standard().operators())));
    call.list::<FilterOperatorSchema>("filterOperators", OPERATORS.clone())
}

/// The objects of an answer, each with its name as its id as well: so Graph's `$metadata` has it, and what
/// is generated from that looks for it.
fn with_ids(mut answer: Json) -> Vec<Json> {
    let Some(Json::Array(items)) = answer.get_mut("value").map(Json::take) else {
        return Vec::new();
    };
    let with_id = |mut item: Json| {
        let name = item.get("name").cloned();
        if let (Some(members), Some(name)) = (item.as_object_mut(), name) {
            members.insert("id".to_owned(), name);
        }
        item
    };
    items.into_iter().map(with_id).collect()
}

//! The pages in `docs/`; `UPDATE=1 cargo test --test it reference` writes them anew.

use attrflow::assist::{codes, ledger, standard};
use attrflow::report::reference;

#[test]
fn functions() {
    fresh("functions.md", &reference::function_pages(standard()));
}

#[test]
fn operators() {
    fresh("operators.md", &reference::operator_pages(standard()));
}

#[test]
fn the_codes() {
    fresh("codes.md", &reference::code_pages(&codes()));
}

#[test]
fn fidelity() {
    fresh("fidelity.md", &reference::ledger_page(&ledger(standard())));
}

fn fresh(name: &str, page: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/{name} is stale: UPDATE=1 cargo test --test it reference"
    );
}

#[test]
fn entries_of_the_ledger_have_names_of_their_own() {
    let mut seen = std::collections::BTreeMap::new();
    for entry in ledger(standard()) {
        let fidelity = entry.entry;
        let same = seen.insert(fidelity.id, fidelity.doing);
        assert!(
            same.is_none_or(|doing| doing == fidelity.doing),
            "{} names two things",
            fidelity.id
        );
        assert!(
            !fidelity.known.is_empty() && !fidelity.doing.ends_with('.'),
            "{}",
            fidelity.id
        );
    }
}

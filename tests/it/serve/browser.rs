//! The page in a browser without a window, walked as a person walks: tests/data/clients/browser. Pictures
//! of what was seen are in target/screenshots.

use super::clients::script;
use super::{Server, TOKEN};
use crate::provision::{Scratch, with_group};
use crate::tools::{installed, on_path};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::process::Command;

#[test]
fn an_expression_is_built_by_completion_and_mended() {
    walk("builder", &["--allow-apply"], &[]);
}

#[test]
fn mappings_are_read_with_a_users_values_and_compared() {
    walk("mappings", &[], &[]);
}

#[test]
fn users_and_groups_are_provisioned_dry_and_applied() {
    walk("provision", &["--allow-apply"], &[]);
}

#[test]
fn everybody_is_planned_and_runs_are_found_again() {
    walk("plan", &["--allow-apply"], &[]);
}

#[test]
fn the_keyboard_is_enough() {
    walk("keyboard", &["--allow-apply"], &[]);
}

#[test]
fn every_view_is_accessible_in_the_light() {
    walk(
        "looks",
        &["--allow-apply"],
        &[("THEME", "light"), ("WIDTH", "1280")],
    );
}

#[test]
fn every_view_is_accessible_in_the_dark() {
    walk(
        "looks",
        &["--allow-apply"],
        &[("THEME", "dark"), ("WIDTH", "1280")],
    );
}

#[test]
fn every_view_fits_a_narrow_window() {
    for theme in ["light", "dark"] {
        walk(
            "looks",
            &["--allow-apply"],
            &[("THEME", theme), ("WIDTH", "360")],
        );
    }
}

#[test]
fn the_result_follows_the_typing() {
    let Some(said) = walk("typing", &[], &[]) else {
        return;
    };
    let figures: Json = serde_json::from_str(&said).unwrap();
    // From the key to the result, seen from outside of the page's code and told by it.
    for measured in ["seen", "told"] {
        let median = figures[measured]["median"].as_f64().unwrap();
        assert!(median <= 50.0, "{figures}");
        // Keys that come faster than results may share one.
        assert!(
            figures[measured]["count"].as_u64().unwrap() > 60,
            "{figures}"
        );
    }
    eprintln!("{figures}");
}

/// Walks; gives what was printed.
fn walk(name: &str, options: &[&str], more: &[(&str, &str)]) -> Option<String> {
    let (modules, chromium) = (installed("browser")?, on_path("chromium")?);
    let called: Vec<&str> = more.iter().map(|(_, value)| *value).collect();
    let called = [&[name], &called[..]].concat().join("-");
    let server = Server::serving(company(&format!("browser-{called}")), options);
    let ran = Command::new("node")
        .arg(script(&format!("browser/{name}.mjs")))
        .env("MODULES", modules)
        .env("CHROMIUM", chromium)
        .env("BASE", &server.address)
        .env("TOKEN", TOKEN)
        .env("OLDER", server.scratch.folder.join("older.json"))
        .env(
            "SHOTS",
            Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots"),
        )
        .envs(more.iter().copied())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{called}: {said}");
    Some(String::from_utf8(ran.stdout).unwrap())
}

/// A job with a group of everybody, and an older version of its schema, which has no time zones and
/// another way to display names.
fn company(name: &str) -> Scratch {
    let scratch = with_group(name);
    let groups = scratch.read("groups.json");
    let mut groups: Json = serde_json::from_str(&groups).unwrap();
    let everybody = (1..=9).map(|number| format!("00000000-0000-0000-0000-00000000a00{number}"));
    groups[0]["members"] = everybody.collect();
    scratch.write("groups.json", &groups.to_string());
    let mut schema: Json = serde_json::from_str(&scratch.read("schema.json")).unwrap();
    let mappings = schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
        .as_array_mut()
        .unwrap();
    mappings.retain(|mapping| mapping["targetAttributeName"] != "timezone");
    for mapping in mappings {
        if mapping["targetAttributeName"] == "displayName" {
            mapping["source"] = json!({"expression": "[displayName]", "name": "displayName", "type": "Attribute", "parameters": []});
        }
    }
    scratch.write("older.json", &schema.to_string());
    scratch
}

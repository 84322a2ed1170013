//! What a schema says.

use attrflow::schema::{AttributeKind, FlowBehavior, FlowType, Mutability, Schema, SourceKind};

use super::{SMALL, read, shared, with_mapping};

#[test]
fn everything_of_the_fixture() {
    let (schema, problems) = read(SMALL);
    assert!(problems.is_empty(), "{problems:?}");
    let rule = schema.rule("USER_OUTBOUND_USER").unwrap();
    assert_eq!(
        schema.rule("33f7c90d-bf71-41b1-bda6-aaf0ddbee5d8#V2"),
        Some(rule)
    );
    assert!(schema.rule("other").is_none());
    assert_eq!(rule.mappings.len(), 2);

    let users = &rule.mappings[0];
    assert_eq!(users.title(), "Users");
    assert!(
        users.enabled
            && users.flow_types.add
            && users.flow_types.update
            && !users.flow_types.delete
    );
    assert_eq!(users.metadata[0].parse(), Some("Normal".into()));
    assert_eq!(
        rule.metadata[0].parse().unwrap()[0]["Name"],
        serde_json::Value::Null
    );
    assert_eq!(rule.mappings[1].title(), " → Group");
    assert!(!rule.mappings[1].enabled && rule.mappings[1].flow_types.delete);

    let name = users.attribute("userName").unwrap();
    assert!(name.is_matching());
    let source = name.source.as_ref().unwrap();
    assert_eq!(source.kind, SourceKind::Function);
    assert_eq!(
        name.expression().unwrap().text(),
        "Append(Left([mail], 8), \"@café\\\\😀\")"
    );
    let keys: Vec<_> = source
        .tree
        .as_ref()
        .unwrap()
        .parameters
        .iter()
        .map(|(key, _)| key.value.as_str())
        .collect();
    assert_eq!(keys, ["source", "suffix"]);
    let locale = users.attribute("locale").unwrap();
    assert!(locale.source.is_none() && locale.source_span.unwrap().of(SMALL) == "null");
    assert_eq!(locale.default_value.as_ref().unwrap().value, "de-DE");
    assert_eq!(locale.flow_type, FlowType::ObjectAddOnly);
    let active = users.attribute("active").unwrap();
    assert!(
        active.source.as_ref().unwrap().tree.is_none(),
        "text without parameters"
    );
    assert_eq!(active.flow_behavior, FlowBehavior::FlowAlways);
    let desk = users.attribute("desk").unwrap();
    assert!(desk.expression().is_none(), "tree without text");
    assert_eq!(
        desk.source
            .as_ref()
            .unwrap()
            .tree
            .as_ref()
            .unwrap()
            .name
            .as_ref()
            .unwrap()
            .value,
        "%Desk%"
    );

    let clauses = &users.scope.groups[0].clauses;
    assert_eq!(
        (
            clauses[0].operator.text(),
            clauses[0].attribute.text(),
            clauses[0].values[0].text()
        ),
        ("EQUALS", "department", "Sales")
    );
    assert!(clauses[1].values.is_empty() && !users.scope.is_empty());

    let source = schema.source_object(rule, users).unwrap();
    let mail = source.attribute("mail").unwrap();
    assert!(
        mail.anchor && mail.kind == AttributeKind::String && source.attribute("Mail").is_none()
    );
    assert_eq!(
        mail.api_expressions[0].value.as_ref().unwrap().value,
        "wd:Mail/text()"
    );
    let manager = source.attribute("manager").unwrap();
    assert_eq!(
        (manager.kind, manager.mutability),
        (AttributeKind::Reference, Mutability::ReadOnly)
    );
    assert_eq!(manager.referenced_objects[0].name.value, "User");
    let target = schema
        .target_object(rule, users)
        .unwrap()
        .attribute("userName")
        .unwrap();
    assert!(target.case_exact && target.required);
    let place = rule.attribute_place(users, name);
    assert_eq!(
        (place.mapping.as_deref(), place.target.as_deref()),
        (Some("Users"), Some("userName"))
    );
}

#[test]
fn a_template_holds_a_schema() {
    let text = format!(r#"{{"id":"aws","factoryTag":"aws","schema":{SMALL}}}"#);
    let (schema, problems) = read(&text);
    assert!(problems.is_empty());
    assert_eq!(schema.template.as_ref().unwrap().value, "aws");
    assert_eq!(schema.id.as_ref().unwrap().value, "contoso.1");
    assert_eq!(schema.span.of(&text), SMALL.trim());
    assert_eq!(schema.to_json()["factoryTag"], "aws");
}

#[test]
fn real_exports_are_read_without_a_complaint() {
    for (name, mappings, attributes) in [
        ("schemas/ad-to-entra-cloud-sync.json", 136, 566),
        ("schemas/entra-to-salesforce.json", 29, 124),
        ("schemas/aws-sso-template-fragment.json", 1, 0),
        ("bench/schema.json", 20, 50),
    ] {
        let Some(bytes) = shared(name) else { return };
        let (schema, problems) = Schema::read(&bytes).unwrap();
        assert!(problems.is_empty(), "{name}: {problems:?}");
        let found: usize = schema
            .mappings()
            .map(|(_, mapping)| mapping.attributes.len())
            .sum();
        assert_eq!(found, mappings, "{name}");
        let objects = schema
            .directories
            .iter()
            .flat_map(|directory| &directory.objects);
        assert_eq!(
            objects.map(|object| object.attributes.len()).sum::<usize>(),
            attributes,
            "{name}"
        );
        for (rule, mapping) in schema.mappings().filter(|(_, mapping)| mapping.enabled) {
            if attributes > 0 {
                assert!(
                    schema.source_object(rule, mapping).is_some(),
                    "{name}: {}",
                    mapping.title()
                );
                assert!(
                    schema.target_object(rule, mapping).is_some(),
                    "{name}: {}",
                    mapping.title()
                );
            }
        }
    }
}

#[test]
fn other_types_are_used_where_they_are_clear_and_always_reported() {
    let text = with_mapping(
        r#"{"targetAttributeName":7,"defaultValue":true,"matchingPriority":"1","exportMissingReferences":"True","flowType":"Sometimes","flowBehavior":[],"source":{"expression":12,"name":"12","type":"constant"}}"#,
    );
    let (schema, problems) = read(&text);
    let (_, mapping) = schema.mappings().next().unwrap();
    let attribute = &mapping.attributes[0];
    assert_eq!(attribute.target.value, "7");
    assert_eq!(attribute.default_value.as_ref().unwrap().value, "true");
    assert_eq!(attribute.matching_priority, 1);
    assert!(attribute.export_missing_references);
    assert_eq!(attribute.flow_type, FlowType::Unknown);
    assert_eq!(attribute.expression().unwrap().text(), "12");
    let found: Vec<_> = problems
        .iter()
        .map(|found| {
            (
                found.code.slug,
                found.severity.word(),
                found.span().of(&text),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("wrong-type", "warning", "7"),
            ("wrong-type", "warning", "true"),
            ("wrong-type", "warning", "\"1\""),
            ("wrong-type", "warning", "\"True\""),
            ("unknown-enum-value", "warning", "\"Sometimes\""),
            ("wrong-type", "error", "["),
            ("wrong-type", "warning", "12"),
        ]
    );
    let place = problems.iter().nth(2).unwrap().place.as_ref().unwrap();
    assert_eq!(
        (
            place.rule.as_deref(),
            place.mapping.as_deref(),
            place.target.as_deref()
        ),
        (Some("r"), Some("u → v"), Some("7"))
    );
}

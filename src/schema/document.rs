//! The schema as a whole: rules, directories, and the text that they were read from.

use std::collections::HashMap;

use super::{
    AttributeMapping, Directory, Encoding, Located, Metadata, ObjectDefinition, ObjectMapping,
};
use crate::diag::Place;
use crate::text::Span;

/// A synchronization schema and the text of its file.
#[derive(Clone, PartialEq, Debug)]
pub struct Schema {
    /// Its id.
    pub id: Option<Located<String>>,
    /// Its version, which Graph changes with each write.
    pub version: Option<Located<String>>,
    /// The template's id, where the file is a `synchronizationTemplate`.
    pub template: Option<Located<String>>,
    /// Which objects flow where.
    pub rules: Vec<Rule>,
    /// What objects and attributes there are.
    pub directories: Vec<Directory>,
    /// The schema's own object, which is not the whole file in a template.
    pub span: Span,
    pub(super) text: String,
    pub(super) encoding: Encoding,
    pub(super) document: serde_json::Value,
    pub(super) objects: HashMap<String, HashMap<String, (usize, usize)>>,
}

impl Schema {
    /// The file's text that all spans refer to, in bytes of UTF-8 whatever the file's encoding; a byte order
    /// mark is part of it.
    ///
    /// ```
    /// use attrflow::schema::Schema;
    /// let (schema, _) = Schema::read("\u{feff}{\"directories\": []}".as_bytes()).unwrap();
    /// assert_eq!(schema.text(), "\u{feff}{\"directories\": []}");
    /// ```
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the file was encoded.
    ///
    /// ```
    /// use attrflow::schema::{Encoding, Schema};
    /// let (schema, _) = Schema::read(b"{\"directories\": []}").unwrap();
    /// assert_eq!(schema.encoding(), Encoding::Utf8);
    /// ```
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The first rule of that name, or else of that id, both with their case; `None` where there is none.
    ///
    /// ```
    /// use attrflow::schema::Schema;
    /// let file = br#"{ "synchronizationRules": [{ "id": "7", "name": "Users", "sourceDirectoryName": "a", "targetDirectoryName": "b" }] }"#;
    /// let (schema, _) = Schema::read(file).unwrap();
    /// assert_eq!(schema.rule("7"), schema.rule("Users"));
    /// ```
    pub fn rule(&self, name: &str) -> Option<&Rule> {
        let called =
            |part: &Option<Located<String>>| part.as_ref().is_some_and(|part| part.value == name);
        self.rules
            .iter()
            .find(|rule| called(&rule.name))
            .or_else(|| self.rules.iter().find(|rule| called(&rule.id)))
    }

    /// The definition of an object in a directory, by their names with their case; `None` where the file
    /// has no such object.
    ///
    /// ```
    /// use attrflow::schema::Schema;
    /// let file = br#"{ "directories": [{ "name": "AD", "objects": [{ "name": "user", "attributes": [{ "name": "cn" }] }] }] }"#;
    /// let (schema, _) = Schema::read(file).unwrap();
    /// assert!(schema.object("AD", "user").unwrap().attribute("cn").is_some());
    /// ```
    pub fn object(&self, directory: &str, object: &str) -> Option<&ObjectDefinition> {
        let (directory, object) = self.objects.get(directory)?.get(object)?;
        self.directories.get(*directory)?.objects.get(*object)
    }

    /// The definition of the objects that a mapping reads; `None` where no directory of the file has it.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// assert_eq!(schema.source_object(rule, mapping).unwrap().name.value, "User");
    /// ```
    pub fn source_object(&self, rule: &Rule, mapping: &ObjectMapping) -> Option<&ObjectDefinition> {
        self.object(&rule.source_directory.value, &mapping.source_object.value)
    }

    /// The definition of the objects that a mapping writes; `None` where no directory of the file has it.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// assert!(schema.target_object(rule, mapping).unwrap().attribute("userName").unwrap().required);
    /// ```
    pub fn target_object(&self, rule: &Rule, mapping: &ObjectMapping) -> Option<&ObjectDefinition> {
        self.object(&rule.target_directory.value, &mapping.target_object.value)
    }

    /// Every object mapping with its rule, in the file's order; the disabled ones too.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// let titles: Vec<String> = schema.mappings().map(|(_, mapping)| mapping.title()).collect();
    /// assert_eq!(titles[0], "Provision Microsoft Entra ID Users");
    /// ```
    pub fn mappings(&self) -> impl Iterator<Item = (&Rule, &ObjectMapping)> {
        self.rules
            .iter()
            .flat_map(|rule| rule.mappings.iter().map(move |mapping| (rule, mapping)))
    }
}

/// Which objects of one directory flow into another.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Its id.
    pub id: Option<Located<String>>,
    /// Its name.
    pub name: Option<Located<String>>,
    /// Order among the rules; smaller is earlier.
    pub priority: i64,
    /// Name of the source directory.
    pub source_directory: Located<String>,
    /// Name of the target directory.
    pub target_directory: Located<String>,
    /// Its object mappings.
    pub mappings: Vec<ObjectMapping>,
    /// Settings, such as `supportsProvisionOnDemand`.
    pub metadata: Vec<Metadata>,
    /// The whole object.
    pub span: Span,
}

impl Rule {
    /// The rule in words; empty where it has no name.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// assert_eq!(rule.place().rule.as_deref(), Some("USERGROUP_OUTBOUND_USERGROUP"));
    /// ```
    pub fn place(&self) -> Place {
        Place {
            rule: self.name.as_ref().map(|name| name.value.clone()),
            ..Place::default()
        }
    }

    /// One of its object mappings in words.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// assert_eq!(rule.mapping_place(mapping).mapping, Some(mapping.title()));
    /// ```
    pub fn mapping_place(&self, mapping: &ObjectMapping) -> Place {
        Place {
            mapping: Some(mapping.title()),
            ..self.place()
        }
    }

    /// One of its attribute mappings in words.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// let place = rule.attribute_place(mapping, &mapping.attributes[0]);
    /// assert_eq!(place.target.as_deref(), Some("userName"));
    /// ```
    pub fn attribute_place(&self, mapping: &ObjectMapping, attribute: &AttributeMapping) -> Place {
        Place {
            target: Some(attribute.target.value.clone()),
            ..self.mapping_place(mapping)
        }
    }
}

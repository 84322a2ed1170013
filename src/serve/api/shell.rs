//! Command lines that do what the page does.

use serde_json::{Map, Value as Json};

/// A word as a POSIX shell reads it back.
fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./=@:%+,".contains(&byte);
    match !word.is_empty() && word.bytes().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

/// What the evaluation of an expression needs besides the expression.
#[derive(Debug, Default)]
pub struct Given<'g> {
    /// The attributes that it reads, as far as they have a value.
    pub attributes: Map<String, Json>,
    /// The parameters that it reads.
    pub parameters: Vec<(&'g str, &'g str)>,
    /// The tenant's default domain, where it reads that.
    pub default_domain: Option<&'g str>,
    /// Whether no value must be shown.
    pub hidden: bool,
}

/// The `attrflow eval` that evaluates the same; `None` where no command line can say it.
pub fn evaluate(expression: &str, given: &Given<'_>) -> Option<String> {
    let mut words = vec!["attrflow".to_owned(), "eval".to_owned()];
    // What begins with a dash would be taken for an option.
    let dashed = expression.starts_with('-');
    if !dashed {
        words.push(format!("'{}'", expression.replace('\'', r"'\''")));
    }
    let shown = |text: String| match given.hidden {
        true => "[Redact]".to_owned(),
        false => text,
    };
    for (name, value) in &given.attributes {
        words.push("--set".to_owned());
        words.push(quoted(&format!("{name}={}", shown(written(value)))));
    }
    for (name, value) in &given.parameters {
        words.push("--param".to_owned());
        words.push(quoted(&format!("{name}={}", shown((*value).to_owned()))));
    }
    if let Some(domain) = given.default_domain {
        words.push("--default-domain".to_owned());
        words.push(quoted(domain));
    }
    if dashed {
        words.push("--".to_owned());
        words.push(quoted(expression));
    }
    let line = words.join(" ");
    (!line.contains('\0')).then_some(line)
}

/// A value as `--set` reads it: a text stands for itself, unless it could be taken for JSON.
fn written(value: &Json) -> String {
    match value {
        Json::String(text) if serde_json::from_str::<Json>(text).is_err() => text.clone(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn line(expression: &str, attributes: Json) -> String {
        let Json::Object(attributes) = attributes else {
            unreachable!()
        };
        let given = Given {
            attributes,
            ..Given::default()
        };
        evaluate(expression, &given).unwrap_or_default()
    }

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(
            line("Trim([a])", json!({"a": "it's 5 $"})),
            r"attrflow eval 'Trim([a])' --set 'a=it'\''s 5 $'"
        );
        assert_eq!(line("-1", json!({})), "attrflow eval -- -1");
        assert_eq!(
            evaluate("\0", &Given::default()),
            None,
            "no command line holds a NUL"
        );
    }

    #[test]
    fn texts_that_look_like_json_stay_texts() {
        assert_eq!(
            line("[a]", json!({"a": "1042", "b": 7, "c": ["x"], "d": null})),
            r#"attrflow eval '[a]' --set 'a="1042"' --set b=7 --set 'c=["x"]' --set d=null"#
        );
    }
}

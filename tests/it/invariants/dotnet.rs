//! What holds for every date format and every regular expression.

use attrflow::dotnet::date::{
    InputFormat, OutputFormat, Styles, Ticks, parse_free, parse_free_utc,
};
use attrflow::dotnet::regex::{Regex, Template};

/// Reads a text freely and by a format, and writes what was read: no panic, and what `o` writes is read back.
pub fn dates(format: &str, text: &str) {
    let now = Ticks::MIN;
    let input = InputFormat::new(format);
    if let Err(error) = &input {
        assert!(
            format.get(error.span.0..error.span.1).is_some(),
            "{format:?}"
        );
    }
    let by_format = input
        .ok()
        .and_then(|input| input.parse(text, Styles::DEFAULT, now));
    let _ = parse_free_utc(text, None);
    for date in by_format.into_iter().chain(parse_free(text, now)) {
        let mut out = String::new();
        if let Ok(output) = OutputFormat::new(format) {
            output
                .write(date, &mut out)
                .expect("a text takes everything");
        }
        let round = OutputFormat::new("o").expect("a standard format");
        out.clear();
        round
            .write(date, &mut out)
            .expect("a text takes everything");
        let again = InputFormat::new("o").expect("a standard format");
        let styles = Styles::parse("RoundtripKind").expect("a style");
        let read = again
            .parse(&out, styles, now)
            .expect("what `o` writes is read");
        assert_eq!(read.ticks, date.ticks, "{text:?} by {format:?}: {out}");
    }
}

/// Compiles a pattern and a template and matches: places inside the texts, groups inside the source, and replacing
/// with the whole match changes nothing.
pub fn pattern(pattern: &str, template: &str, text: &str) {
    let regex = match Regex::new(pattern) {
        Ok(regex) => regex,
        Err(error) => {
            let place = pattern.get(error.start..error.end);
            assert!(place.is_some() && !error.message.is_empty(), "{pattern:?}");
            return;
        }
    };
    let matches = regex.is_match(text);
    let same = Template::new("$&", &regex).expect("a template");
    let mut out = String::new();
    match (matches, regex.replace_all(text, &same, &mut out)) {
        (Ok(matches), Ok(replaced)) => {
            assert_eq!(matches, replaced, "{pattern:?} {text:?}");
            assert_eq!(out, if replaced { text } else { "" }, "{pattern:?}");
        }
        // Finding every match may be too much where finding one is not.
        (_, Err(_)) => {}
        (Err(error), Ok(_)) => panic!("{pattern:?} {text:?}: {error:?} and an answer"),
    }
    if let Ok(Some(found)) = regex.captures(text) {
        assert_eq!(matches, Ok(true), "{pattern:?} {text:?}");
        for (name, value) in &found.groups {
            assert!(name == "0" || regex.has_group(name), "{pattern:?}: {name}");
            let inside = value.as_deref().is_none_or(|value| text.contains(value));
            assert!(inside, "{pattern:?} {text:?}: {name}");
        }
    }
    for name in regex.group_names() {
        out.clear();
        let _ = regex.replace_group(text, &name, template, &mut out);
        let _ = regex.find_group(text, &name);
    }
    if let Ok(template) = Template::new(template, &regex) {
        out.clear();
        let _ = regex.replace_all(text, &template, &mut out);
    }
}

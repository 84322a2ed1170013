//! How messages name things. Knows nothing of requests.

/// A message with the names of files instead of their paths: where they lie is nobody's business beyond
/// this machine.
pub(super) fn bare(message: &str) -> String {
    let parts = message.split('`').enumerate().map(|(number, part)| {
        let is_quoted = number % 2 == 1;
        if is_quoted && is_path(part) {
            return name(part).to_owned();
        }
        let words = part.split(' ');
        let words = words.map(|word| if is_path(word) { name(word) } else { word });
        words.collect::<Vec<_>>().join(" ")
    });
    parts.collect::<Vec<_>>().join("`")
}

fn is_path(text: &str) -> bool {
    let rest = match text.split_once(':') {
        Some((drive, rest)) if drive.len() == 1 => rest,
        _ => text,
    };
    rest.starts_with('/') || rest.starts_with('\\')
}

fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Names in a row, as a sentence has them.
pub(super) fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn paths_are_cut_to_the_names_of_their_files() {
        for (message, expected) in [
            (
                "cannot read `/srv/my jobs/job.toml`: gone",
                "cannot read `job.toml`: gone",
            ),
            (
                "see `attrflow check /srv/schema.json`",
                "see `attrflow check schema.json`",
            ),
            ("/srv/users.csv:3:1: no comma", "users.csv:3:1: no comma"),
            (r"`C:\data\users.csv` is locked", "`users.csv` is locked"),
            (
                "`data/users.csv` and/or nothing",
                "`data/users.csv` and/or nothing",
            ),
        ] {
            assert_eq!(bare(message), expected);
        }
    }
}

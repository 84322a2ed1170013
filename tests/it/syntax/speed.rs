//! Long texts that go wrong do so quickly.

use std::time::{Duration, Instant};

use attrflow::syntax::{parse_expression, parse_filter};

/// Long enough for quadratic work to show in a debug build.
const LENGTH: usize = 8 * 1024;

#[test]
fn no_long_text_takes_long() {
    let pieces = [
        "(",
        ")",
        "[",
        "]",
        "\"",
        "'",
        "“",
        "‘",
        ",",
        ";",
        "!",
        "&",
        "=",
        "%",
        "-",
        "/",
        "/*",
        "//",
        "-- ",
        "a",
        "1",
        "[a] ",
        "[a ",
        "F(",
        "F()",
        "F(),",
        "\"x\" ",
        "'x' ",
        "a AND ",
        "[a] == ",
        "[a] & ",
        "NOT ",
        " ",
        "\n",
        "\u{a0}",
        "a EQUALS \"x\" AND ",
        "a b ",
        "a.",
        "\\",
        "é",
        "%a",
        "&H",
    ];
    for piece in pieces {
        for start in ["", "F("] {
            let text = start.to_owned() + &piece.repeat((LENGTH - start.len()) / piece.len());
            let begin = Instant::now();
            let _ = (parse_expression(&text), parse_filter(&text));
            let taken = begin.elapsed();
            assert!(
                taken < Duration::from_secs(2),
                "{start}{piece}… took {taken:?}"
            );
        }
    }
}

//! Markdown pages at a terminal: headings and code stand out, paragraphs are wrapped. Knows the little
//! Markdown that our own pages use: headings, paragraphs, lists, indented code, comments.

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSeparator, WordSplitter, fill};

const HEADING: Style = Style::new().bold();
const CODE: Style = AnsiColor::Cyan.on_default();

/// A page for people, with ANSI colours; `width` in columns.
///
/// ```
/// let shown = attrflow::report::page("## Title\n\nA\nline.\n\n    code\n", 80);
/// assert_eq!(anstream::adapter::strip_str(&shown).to_string(), "Title\n\nA line.\n\n    code\n");
/// ```
pub fn page(markdown: &str, width: usize) -> String {
    let mut written = String::new();
    let mut open = String::new();
    for line in markdown.lines() {
        let apart = line.is_empty() || line.starts_with(['#', ' ']) || is_item(line);
        if apart {
            close(&mut written, &mut open, width);
        }
        if line.is_empty() {
            if !written.is_empty() {
                written.push('\n');
            }
        } else if let Some(code) = line.strip_prefix("    ") {
            written.push_str(&format!("    {CODE}{code}{CODE:#}\n"));
        } else if line.starts_with('#') {
            let title = line.trim_start_matches('#').trim_start();
            written.push_str(&format!("{HEADING}{title}{HEADING:#}\n"));
        } else if !line.starts_with("<!--") {
            if !open.is_empty() {
                open.push(' ');
            }
            open.push_str(line.trim());
        }
    }
    close(&mut written, &mut open, width);
    written
}

fn is_item(line: &str) -> bool {
    line.starts_with("- ")
}

/// Writes the paragraph or item that is open.
fn close(written: &mut String, open: &mut String, width: usize) {
    if open.is_empty() {
        return;
    }
    let options = Options::new(width)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false)
        .subsequent_indent(if is_item(open) { "  " } else { "" });
    written.push_str(&coloured(&fill(open, options)));
    written.push('\n');
    open.clear();
}

/// Colours what stands between backticks.
fn coloured(text: &str) -> String {
    let mut written = String::new();
    for (at, piece) in text.split('`').enumerate() {
        match at % 2 {
            0 if at == 0 => written.push_str(piece),
            0 => written.push_str(&format!("`{CODE:#}{piece}")),
            _ => written.push_str(&format!("{CODE}`{piece}")),
        }
    }
    written
}

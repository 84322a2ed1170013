//! Tables for people, without lines: what is looked for stands on the left.

use comfy_table::{ContentArrangement, Table, presets};

/// Rows with a heading, wrapped to a width in columns.
///
/// ```
/// let shown = attrflow::report::table(&["name", "what"], [["a", "first"], ["bc", "second"]], 40);
/// assert_eq!(shown, "name  what\na     first\nbc    second\n");
/// ```
pub fn table<'t, const COLUMNS: usize>(
    heading: &[&str; COLUMNS],
    rows: impl IntoIterator<Item = [&'t str; COLUMNS]>,
    width: usize,
) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_header(heading.iter().copied());
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let lines: Vec<String> = table
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect();
    lines.concat()
}

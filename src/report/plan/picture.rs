//! The picture of a plan: bars, as SVG that takes its colours from the page.

use super::html::escaped;
use super::words::number;

/// One bar: its title, and parts with the class of their colour and what they are.
pub(super) struct Bar<'b> {
    pub title: String,
    pub parts: Vec<(&'b str, &'b str, u64)>,
}

const WIDTH: u64 = 640;
/// How wide a letter of a title is at most, on the average.
const LETTER: u64 = 8;
const ROW: u64 = 26;

/// Bars that share one scale; nothing for no bars.
pub(super) fn bars(label: &str, bars: &[Bar<'_>]) -> String {
    let total = |bar: &Bar<'_>| bar.parts.iter().map(|(_, _, users)| users).sum::<u64>();
    let most = bars.iter().map(total).max().unwrap_or_default();
    if most == 0 {
        return String::new();
    }
    let height = bars.len() as u64 * ROW;
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">\n",
        escaped(label)
    );
    let longest = bars.iter().map(|bar| short(&bar.title).chars().count());
    let title = longest.max().unwrap_or_default() as u64 * LETTER + 8;
    let room = WIDTH - title - 80;
    for (at, bar) in bars.iter().enumerate() {
        let top = at as u64 * ROW;
        svg.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            title - 8,
            top + 17,
            escaped(&short(&bar.title))
        ));
        let mut left = title;
        for (class, what, users) in &bar.parts {
            // Whoever is there is seen.
            let width = match users {
                0 => 0,
                users => (users * room / most).max(2),
            };
            svg.push_str(&format!(
                "<rect class=\"{class}\" x=\"{left}\" y=\"{}\" width=\"{width}\" height=\"16\"><title>{} {what}</title></rect>",
                top + 5,
                number(*users)
            ));
            left += width;
        }
        svg.push_str(&format!(
            "<text x=\"{}\" y=\"{}\">{}</text>\n",
            left + 6,
            top + 17,
            number(total(bar))
        ));
    }
    svg.push_str("</svg>\n");
    svg
}

/// The end of a long title says more than its beginning: `…:2.0:User:department`.
fn short(title: &str) -> String {
    const MOST: usize = 30;
    let letters = title.chars().count();
    match letters > MOST {
        true => format!(
            "…{}",
            title.chars().skip(letters - MOST + 1).collect::<String>()
        ),
        false => title.to_owned(),
    }
}

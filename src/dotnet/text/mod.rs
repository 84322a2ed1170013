//! Texts as .NET sees them: casing, title case, UTF-16 positions, searching, diacritics.
//!
//! Owns no text. A function that may change its input takes a buffer and returns whether it
//! wrote to it: `false` means that nothing was written and the input itself is the answer.
//! Buffers are expected never to refuse, as `String` and `bumpalo`'s strings never do.
//! Must not know values, expressions or their messages.

mod casing;
mod culture;
mod diacritics;
mod rewrite;
mod search;
mod title;
mod utf16;

pub use casing::{capitalize, lower, upper};
pub use culture::Culture;
pub use diacritics::fold_diacritics;
pub use search::{eq_ignore_case, index_of, is_white_space, replace, split, trim, words};
pub use title::{title, title_lower};
pub use utf16::{Piece, left16, len16, mid16};

//! The only test binary.

mod dates;
mod regexes;
mod strings;
mod vectors;

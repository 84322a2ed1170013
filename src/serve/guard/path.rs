//! Paths that mean what they seem to.

use super::super::fault::Fault;
use axum::http::Uri;
use percent_encoding::percent_decode_str;

/// How long a path and its query may be, in bytes.
const LONGEST: usize = 8 * 1024;

/// Refuses what only an attack has: dot segments, empty segments, control characters, backslashes,
/// however they are written.
pub fn plain(uri: &Uri) -> Result<(), Fault> {
    let path = uri.path();
    let length = path.len() + uri.query().map_or(0, str::len);
    if length > LONGEST {
        return Err(Fault::new(414, "invalidRequest", "the address is too long"));
    }
    let decoded = percent_decode_str(path).collect::<Vec<u8>>();
    let is_bad = decoded
        .iter()
        .any(|byte| byte.is_ascii_control() || *byte == b'\\')
        || decoded
            .split(|byte| *byte == b'/')
            .any(|part| part == b"." || part == b"..")
        || path.trim_end_matches('/').contains("//")
        || std::str::from_utf8(&decoded).is_err();
    match is_bad {
        true => Err(Fault::new(
            400,
            "invalidRequest",
            "the address is malformed",
        )),
        false => Ok(()),
    }
}

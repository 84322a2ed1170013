//! Addresses: another domain, another local part.

use super::quoted;

/// The same local part at another domain.
pub(super) fn domain(old: &str, new: &str) -> Option<String> {
    let ((local, before), (kept, after)) = (parts(old)?, parts(new)?);
    let same = local.to_lowercase() == kept.to_lowercase();
    let (before, after) = (quoted(before)?, quoted(after)?);
    same.then(|| format!("mail domain {before} → {after}"))
}

/// Another local part at the same domain.
pub(super) fn local(old: &str, new: &str) -> Option<String> {
    let ((_, before), (_, after)) = (parts(old)?, parts(new)?);
    let same = before.eq_ignore_ascii_case(after);
    let after = quoted(after)?;
    same.then(|| format!("another name before {after}"))
}

/// What is before the sign, and the domain with it.
fn parts(text: &str) -> Option<(&str, &str)> {
    let at = text.find('@')?;
    let (local, domain) = text.split_at_checked(at)?;
    let whole = !local.is_empty() && domain.len() > 1 && domain.matches('@').count() == 1;
    (whole && !text.contains(char::is_whitespace)).then_some((local, domain))
}

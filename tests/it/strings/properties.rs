//! What holds for any text.

use attrflow::dotnet::{
    directory::{dn_component, sid_to_string},
    encoding::{Charset, decode, from_base64, to_base64},
    number::{as_number, parse_bool, parse_hex, parse_i64},
    text::{
        Culture, capitalize, eq_ignore_case, fold_diacritics, index_of, left16, len16, lower,
        mid16, split, title, title_lower, trim, upper, words,
    },
};
use proptest::prelude::*;
use serde_json::json;

use super::{from_text, into, rewritten};

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,80}",
        "[a-zA-ZÀ-ỹ 'ıİœø\u{300}-\u{345}😀\u{10428}]{0,20}"
    ]
}

fn any_culture() -> impl Strategy<Value = Culture> {
    prop_oneof![
        Just(Culture::Invariant),
        Just(Culture::Named),
        Just(Culture::Dutch),
        Just(Culture::Turkic)
    ]
}

proptest! {
    #[test]
    fn casing_is_total(text in any_text(), culture in any_culture()) {
        let lowered = rewritten(&text, |out| lower(&text, culture, out));
        let uppered = rewritten(&text, |out| upper(&text, culture, out));
        prop_assert_eq!(lowered.chars().count(), text.chars().count());
        prop_assert_eq!(&rewritten(&lowered, |out| lower(&lowered, culture, out)), &lowered);
        prop_assert_eq!(
            rewritten(&text, |out| title_lower(&text, culture, out)),
            rewritten(&lowered, |out| title(&lowered, culture, out))
        );
        rewritten(&text, |out| capitalize(&text, " -", culture, out));
        if text.is_ascii() && culture != Culture::Turkic {
            prop_assert_eq!(lowered, text.to_ascii_lowercase());
            prop_assert_eq!(uppered, text.to_ascii_uppercase());
        }
    }

    #[test]
    fn folding_leaves_nothing_to_fold(text in any_text()) {
        let folded = rewritten(&text, |out| fold_diacritics(&text, out));
        prop_assert!(!fold_diacritics(&folded, &mut String::new()), "{}", folded);
    }

    #[test]
    fn folding_by_letters_equals_folding_by_decomposition(text in "[A-z\u{80}-\u{52F}\u{1E00}-\u{1FFF}]{0,12}") {
        // A mark at the start is dropped, and takes the general way.
        let marked = format!("\u{301}{text}");
        prop_assert_eq!(
            rewritten(&text, |out| fold_diacritics(&text, out)),
            rewritten(&marked, |out| fold_diacritics(&marked, out))
        );
    }

    #[test]
    fn cuts_equal_cuts_of_units(text in any_text(), skip in 0_usize..30, len in 0_usize..30) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let cut: Vec<u16> = units.iter().copied().skip(skip).take(len).collect();
        prop_assert_eq!(len16(&text), units.len());
        prop_assert_eq!(mid16(&text, skip, len).to_string(), String::from_utf16_lossy(&cut));
        prop_assert_eq!(left16(&text, len).to_string(), String::from_utf16_lossy(&units[..len.min(units.len())]));
    }

    #[test]
    fn what_is_searched_is_found(before in any_text(), needle in any_text(), after in any_text()) {
        let text = format!("{before}{needle}{after}");
        let found = index_of(&text, &needle, 0, false).unwrap();
        prop_assert!(found <= len16(&before));
        let needle16: Vec<u16> = needle.encode_utf16().collect();
        let units: Vec<u16> = text.encode_utf16().collect();
        prop_assert_eq!(&units[found..found + needle16.len()], &needle16[..]);
        let other_case = rewritten(&needle, |out| upper(&needle, Culture::Invariant, out));
        if !needle.contains('ſ') {
            prop_assert!(index_of(&text, &other_case, 0, true).is_some());
            prop_assert!(eq_ignore_case(&needle, &other_case));
        }
    }

    #[test]
    fn base64_comes_back(text in any_text()) {
        let base64 = into(|out| to_base64(&text, out));
        prop_assert_eq!(from_text(&base64, Charset::Unicode), Ok(json!(text)));
    }

    #[test]
    fn foreign_input_is_read_or_refused(text in any_text(), bytes in any::<Vec<u8>>(), n in 0_usize..5) {
        for charset in [Charset::Unicode, Charset::Ascii, Charset::Utf8] {
            decode(&bytes, charset, &mut String::new());
            let _ = from_base64(&text, charset, &mut String::new());
        }
        let _ = (dn_component(&text, n), dn_component(&format!("cn={text}"), n), sid_to_string(&bytes));
        let _ = (parse_i64(&text), parse_hex(&text), parse_bool(&text), as_number(&text), Culture::parse(&text));
        let _ = (trim(&text), words(&text, &text).count(), split(&text, &text).count());
    }

    #[test]
    fn numbers_order_like_integers(left: i64, right: i64, scale in 0_usize..9) {
        let zeros = "0".repeat(scale);
        let (written, other) = (as_number(&format!("{left}.{zeros}")), as_number(&right.to_string()));
        prop_assert_eq!(written.unwrap().cmp(&other.unwrap()), left.cmp(&right));
    }
}

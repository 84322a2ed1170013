//! What no vector covers: Entra's table of letters, exact numbers, SIDs, distinguished names.

use attrflow::dotnet::{
    directory::{SidError, dn_component, sid_to_string},
    number::{IntegerError, as_number, parse_hex},
    text::{Culture, capitalize, fold_diacritics},
};

use super::rewritten;

#[test]
fn diacritics_follow_the_documented_table() {
    for (text, folded) in [
        ("æÆǣǢ", "aeAEaeAE"),
        ("øØø\u{304}Ø\u{304}ǿ", "oeOEoeOEoe"),
        ("œŒ", "œŒ"),
        ("œ\u{304}Œ\u{304}", "oeOE"),
        ("œ\u{323}\u{304}", "oe"),
        ("œ\u{301}", "œ"),
        ("ßẞłŁıİ", "ssẞlLiI"),
        ("đĐðÐþÞ", "đĐðÐþÞ"),
        ("Nguyễn Đặng", "Nguyen Đang"),
        ("Müller", "Muller"),
        ("Ё 각 が", "Е 각 か"),
    ] {
        assert_eq!(rewritten(text, |out| fold_diacritics(text, out)), folded);
    }
}

#[test]
fn capitals_start_words_after_separators_only() {
    for (text, separators, capitalized) in [
        ("van der BERG", " ", "Van Der Berg"),
        ("van der BERG", "", "Van der berg"),
        ("o'NEIL-é", "'-", "O'Neil-É"),
        ("--a", "-", "--A"),
        ("Ada", " ", "Ada"),
    ] {
        let culture = Culture::Invariant;
        assert_eq!(
            rewritten(text, |out| capitalize(text, separators, culture, out)),
            capitalized
        );
    }
}

#[test]
fn numbers_compare_by_amount() {
    let less = [
        "-10.5",
        "-10",
        "-0.01",
        "0",
        "0.1",
        "9.99",
        "10",
        "9007199254740992",
        "9007199254740993",
    ];
    for pair in less.windows(2) {
        assert!(
            as_number(pair[0]).unwrap() < as_number(pair[1]).unwrap(),
            "{pair:?}"
        );
    }
    assert_eq!(as_number("-0"), as_number("0.000"));
    assert!(as_number("9999999999999999999999999999").is_some());
    for text in [
        "",
        ".",
        "-",
        "1e3",
        "1,000",
        "0x1",
        "&H1",
        "10000000000000000000000000000",
        "1 2",
    ] {
        assert_eq!(as_number(text), None, "{text}");
    }
    assert_eq!(parse_hex("&H7fffffffffffffff"), Ok(i64::MAX));
    assert_eq!(parse_hex("&H8000000000000000"), Err(IntegerError::Overflow));
    for text in ["&H", "H10", "&H-1", "&H+1", " &H1", "&HG"] {
        assert_eq!(parse_hex(text), Err(IntegerError::Format), "{text}");
    }
}

#[test]
fn sids_announce_their_length() {
    let user = [
        1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0xF4, 1, 0, 0,
    ];
    assert_eq!(sid_to_string(&user).as_deref(), Ok("S-1-5-21-1-2-3-500"));
    assert_eq!(
        sid_to_string(&[1, 0, 0, 0, 0, 0, 0, 5]).as_deref(),
        Ok("S-1-5")
    );
    assert_eq!(sid_to_string(&[]), Err(SidError::Length));
    assert_eq!(sid_to_string(&user[..24]), Err(SidError::Length));
    assert_eq!(
        sid_to_string(&[&user[..], &[0]].concat()),
        Err(SidError::Length)
    );
    assert_eq!(
        sid_to_string(&[2, 0, 0, 0, 0, 0, 0, 5]),
        Err(SidError::Revision)
    );
    assert_eq!(
        sid_to_string(&[1, 16, 0, 0, 0, 0, 0, 5]),
        Err(SidError::SubAuthorities)
    );
}

#[test]
fn distinguished_names_are_unescaped() {
    for (dn, n, value) in [
        (r"CN=Ada,OU=Sales,DC=contoso", 2, Some("Sales")),
        (r"CN=Doe\, Ada,OU=Sales", 1, Some("Doe, Ada")),
        (r"CN=Doe\2C Ada,OU=Sales", 1, Some("Doe, Ada")),
        (r"CN=Zo\C3\AB,OU=Sales", 1, Some("Zoë")),
        (r#"CN="Doe, Ada" , OU=Sales"#, 1, Some("Doe, Ada")),
        (r#"CN="a\"b",OU=Sales"#, 2, Some("Sales")),
        (r"cn=Ada+ou=Sales,dc=contoso", 1, Some("Ada")),
        (r"cn=Ada+ou=Sales,dc=contoso", 2, Some("contoso")),
        (r"cn = Ada  ; ou= Sales ", 1, Some("Ada")),
        (r"cn = Ada  ; ou= Sales ", 2, Some("Sales")),
        (r"cn=Ada\ \ ,ou=Sales", 1, Some("Ada  ")),
        (r"cn=Ada\20  ,ou=Sales", 1, Some("Ada ")),
        (r"cn=,ou=Sales", 1, Some("")),
        (r"1.3.6.1=#04024869", 1, Some("#04024869")),
        (r"cn=a=b", 1, Some("a=b")),
        (r"cn=Ada", 2, None),
        (r"cn=Ada", 0, None),
        (r"", 1, None),
    ] {
        assert_eq!(dn_component(dn, n).unwrap().as_deref(), value, "{dn} {n}");
    }
    for (dn, at) in [
        ("Ada", 3),
        ("cn=Ada,", 7),
        ("cn=Ada,,ou=b", 7),
        ("=Ada", 0),
        (r"cn=Ada\", 6),
        (r"cn=\z", 3),
        (r"cn=\FF", 3),
        (r#"cn="Ada"#, 7),
        (r#"cn="Ada"x"#, 8),
        (r#"cn=A"da"#, 4),
    ] {
        assert_eq!(dn_component(dn, 1).unwrap_err().at, at, "{dn}");
    }
}

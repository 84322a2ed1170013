//! Functions of Entra Connect Sync, to explain them.

/// What to write instead of a function of Entra Connect Sync; `None` for an unknown name, an empty
/// text where there is nothing.
///
/// ```
/// assert_eq!(attrflow::check::instead_of("LCase"), Some("use `ToLower`"));
/// ```
pub fn instead_of(name: &str) -> Option<&'static str> {
    FUNCTIONS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, instead)| *instead)
}

static FUNCTIONS: &[(&str, &str)] = &[
    ("BitOr", ""),
    ("CGuid", ""),
    (
        "CNum",
        "numeric text is read as a number wherever one is wanted: leave the conversion out",
    ),
    ("CertExtensionOids", ""),
    ("CertFormat", ""),
    ("CertFriendlyName", ""),
    ("CertHashString", ""),
    ("CertIssuer", ""),
    ("CertIssuerDN", ""),
    ("CertIssuerOid", ""),
    ("CertKeyAlgorithm", ""),
    ("CertKeyAlgorithmParams", ""),
    ("CertNameInfo", ""),
    ("CertNotAfter", ""),
    ("CertNotBefore", ""),
    ("CertPublicKeyOid", ""),
    ("CertPublicKeyParametersOid", ""),
    ("CertSerialNumber", ""),
    ("CertSignatureAlgorithmOid", ""),
    ("CertSubject", ""),
    ("CertSubjectNameDN", ""),
    ("CertSubjectNameOid", ""),
    ("CertThumbprint", ""),
    ("CertVersion", ""),
    ("ConvertFromUTF8Hex", ""),
    (
        "DNComponentRev",
        "use `DNComponent` with the position from the left, or `Replace` with a pattern",
    ),
    (
        "EscapeDNComponent",
        "use `Replace` with a pattern for the characters to escape",
    ),
    (
        "IsBitSet",
        "use `BitAnd(value, flag)` and compare with `\"0\"`",
    ),
    ("IsCert", ""),
    ("IsDate", ""),
    ("IsEmpty", "use `IsNullOrEmpty`"),
    ("IsGuid", "use `Replace` with a pattern"),
    ("IsNumeric", "use `Replace` with a pattern"),
    (
        "ItemOrNull",
        "use `Item`; test the number of values with `Count` first",
    ),
    ("LCase", "use `ToLower`"),
    (
        "LTrim",
        "use `Trim`, or `Replace([x], , \"^\\\\s+\", , \"\", , )`",
    ),
    (
        "Len",
        "compare with `Left`, or use `Replace` with a pattern",
    ),
    (
        "PadLeft",
        "use `Replace(Join(\"\", \"00000000\", [x]), , \"(.*?)(?<id>.{0,8})$\", , \"${id}\", , )`",
    ),
    ("PadRight", "use `Left(Append([x], \"        \"), 8)`"),
    (
        "RTrim",
        "use `Trim`, or `Replace([x], , \"\\\\s+$\", , \"\", , )`",
    ),
    ("RandomNum", "use `RandomString`"),
    (
        "ReplaceChars",
        "use `NormalizeDiacritics`, or one `Replace` a character",
    ),
    (
        "Right",
        "use `Replace([x], , \".*(?<last>.{4})$\", , \"${last}\", , )`",
    ),
    ("InStrRev", "use `Replace` with a pattern"),
    (
        "Select",
        "functions such as `Trim` apply to each value of a multi-valued attribute by themselves",
    ),
    ("StringFromGuid", ""),
    ("UCase", "use `ToUpper`"),
    ("Where", ""),
    ("With", ""),
];

#![no_main]
#[path = "../../tests/it/invariants.rs"]
#[allow(dead_code, unused_imports, reason = "each target calls one of them")]
mod invariants;
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::schema(bytes));

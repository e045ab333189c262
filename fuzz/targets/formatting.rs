//! Formatting of documents.

#![no_main]

#[path = "../../tests/it/fuzzed/formatting.rs"]
mod formatting;

libfuzzer_sys::fuzz_target!(|data: &[u8]| formatting::check(data));

//! Edits of a document.

#![no_main]

#[path = "../../tests/it/fuzzed/answers.rs"]
mod answers;
#[path = "../../tests/it/fuzzed/edits.rs"]
mod edits;

libfuzzer_sys::fuzz_target!(|data: &[u8]| edits::check(data));

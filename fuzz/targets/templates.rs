//! Templates, and plans made of them.

#![no_main]

#[path = "../../tests/it/fuzzed/answers.rs"]
mod answers;
#[path = "../../tests/it/fuzzed/templates.rs"]
mod templates;

libfuzzer_sys::fuzz_target!(|data: &[u8]| templates::check(data));

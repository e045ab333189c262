//! Fixes of findings.

#![no_main]

#[allow(dead_code)]
#[path = "../../tests/it/fixes/document.rs"]
mod document;
#[allow(dead_code)]
#[path = "../../tests/it/fixes/properties.rs"]
mod properties;
#[path = "../../tests/it/fuzzed/fixes.rs"]
mod fixes;

libfuzzer_sys::fuzz_target!(|data: &[u8]| fixes::check(data));

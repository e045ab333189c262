//! Configurations and editor settings.

#![no_main]

#[path = "../../tests/it/fuzzed/configuration.rs"]
mod configuration;

libfuzzer_sys::fuzz_target!(|data: &[u8]| configuration::check(data));

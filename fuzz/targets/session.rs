//! What a client sends.

#![no_main]

#[path = "../../tests/it/fuzzed/session.rs"]
mod session;

libfuzzer_sys::fuzz_target!(|data: &[u8]| session::check(data));

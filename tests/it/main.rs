//! Tests of the whole: the real binary, the source's shape, the documentation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

mod abstracted;
mod actions;
mod agents;
mod answers;
mod ci;
mod cli;
mod client;
mod commands;
mod concurrency;
mod docs;
mod documents;
mod editors;
mod fixes;
mod formatting;
mod fuzzed;
mod hostile;
mod languages;
mod library;
mod mcp;
mod navigation;
mod protocol;
mod pulling;
mod release;
mod renaming;
mod rule_docs;
mod seeds;
mod session;
mod tidy;
mod workspace;

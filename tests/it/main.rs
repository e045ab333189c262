//! Tests of the whole: the real binary, the source's shape, the documentation.

mod cli;
mod client;
mod documents;
mod editors;
mod protocol;
mod rule_docs;
mod tidy;

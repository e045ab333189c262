//! planls understands *plan documents*: implementation plans written in Markdown.
//!
//! The flow, and the order of the modules below, is
//! text → syntax → plan → template → rules → ide → config, workspace → lsp, cli.
//! Each module uses only those above it. Everything before `config` is pure: byte offsets in,
//! plain data out, no files, no clock, no protocol.

// Helpers of tests outside of `#[test]` functions may do what tests may.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod text;

pub mod syntax;

pub mod plan;

pub mod template;

pub mod rules;

pub mod ide;

pub mod config;

pub mod workspace;

#[cfg(feature = "lsp")]
pub mod lsp;

#[cfg(feature = "mcp")]
pub mod mcp;

#[cfg(feature = "cli")]
pub mod cli;

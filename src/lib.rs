//! planls understands *plan documents*: implementation plans written in Markdown.
//!
//! As a library it reads a text and says what it is, what is wrong with it, how that is mended, and
//! what it consists of. `default-features = false` leaves the terminal and the servers out.
//!
//! ```
//! let text = "# Plan: Saved cards\n\n## Phase 1: Store\n\n- [x] Tokens\n\n## Phase 3: Show\n\n- [ ] List\n";
//! let plan = planls::parse(text);
//! assert!(plan.detect().is_plan());
//!
//! let finding = plan.check().iter().find(|f| f.rule == "broken-numbering").unwrap();
//! assert_eq!(finding.span.of(text), "Phase 3: Show");
//!
//! assert!(plan.fix().unwrap().contains("## Phase 2: Show"));
//!
//! let title = &plan.outline()[0];
//! assert_eq!((title.progress, title.children.len()), ((1, 2), 2));
//! ```
//!
//! [`open`] reads a file with the configuration and the templates that hold for it, as `planls check`
//! does. Nothing here fails on any text, writes a file, or prints.
//!
//! # Inside
//!
//! The flow, and the order of the modules, is
//! text → syntax → plan → template → rules → ide → config, workspace → lsp, mcp, cli.
//! Each module uses only those above it. Everything before `config` is pure: byte offsets in,
//! plain data out, no files, no clock, no protocol. The modules are open to this repository's own
//! tests and may change at any time; what is documented here is the interface.

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

#[doc(hidden)]
pub mod text;

#[doc(hidden)]
pub mod syntax;

#[doc(hidden)]
pub mod plan;

#[doc(hidden)]
pub mod template;

#[doc(hidden)]
pub mod rules;

#[doc(hidden)]
pub mod ide;

#[doc(hidden)]
pub mod config;

#[doc(hidden)]
pub mod workspace;

#[cfg(feature = "lsp")]
#[doc(hidden)]
pub mod lsp;

#[cfg(feature = "mcp")]
#[doc(hidden)]
pub mod mcp;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

mod library;

pub use library::{Detected, Document, open, parse};

#[doc(inline)]
pub use ide::Symbol;
#[doc(inline)]
pub use rules::{Finding, Fix, Level, Related};
#[doc(inline)]
pub use template::Recognised;
#[doc(inline)]
pub use text::{Edit, Span};

/// The examples of the read-me run, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadMe;

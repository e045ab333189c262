//! CommonMark + GFM as typed facts: blocks, table cells, inlines. The only place that names
//! tree-sitter. Never fails: any text has facts. Knows nothing of plans.
//!
//! A document is cut into slices at column-0 ATX headings; each slice is read alone and its
//! [`Facts`] are a pure function of its text, so an edit re-reads only the slices it touches
//! (see [`Document`]). All spans inside `Facts` are relative to the slice.

mod block;
mod build;
mod document;
mod grammar;
mod inline;
mod read;
mod scan;
mod slices;
mod table;

pub use block::{Align, Block, BlockId, BlockKind, Check, Facts, Row, Table};
pub use document::{Document, MANY, slices};
pub use inline::{Inline, InlineKind, scan as inlines};
pub use slices::{Run, Slice, Slices};
pub use table::{delimiter, row};

#[cfg(test)]
mod tests;

//! `codeLens/resolve`: the command of a lens, as long as its document has not changed.

use crate::ide::code_lenses;
use crate::lsp::lenses;
use crate::lsp::query::Query;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::CodeLens;

/// The document a lens is for, as the client spells it.
pub fn document(lens: &CodeLens) -> Option<&str> {
    lens.data.as_ref()?.get("document")?.as_str()
}

/// The lens with its command; a lens that is none of ours comes back as it was.
pub fn handle(query: &Query, mut lens: CodeLens) -> Result<CodeLens> {
    let number = |name: &str| lens.data.as_ref()?.get(name)?.as_i64();
    let Some((index, version)) = number("index").zip(number("version")) else { return Ok(lens) };
    let index = usize::try_from(index).ok().filter(|_| version == i64::from(query.number));
    let found = index.and_then(|index| code_lenses(&query.snapshot).into_iter().nth(index));
    lens.command = Some(lenses::command(query, found.ok_or_else(Error::content_modified)?));
    Ok(lens)
}

//! Everything that can be done at a place: the fixes of its findings, and the assists.
//!
//! Each has a key that names it among the actions of the same place, so that its edit can be
//! computed when it is chosen.

use super::query::Query;
use super::uri;
use crate::ide::{AssistKind, Edits, assists};
use crate::rules::Finding;
use crate::text::Span;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{CodeActionKind, Position, Range};

/// The kinds that are offered.
pub const KINDS: [&str; 4] =
    ["quickfix", "refactor.rewrite", "source.fixAll.planls", "source.organizeSections.planls"];

/// Something that can be done.
pub struct Action<'a> {
    /// Unique among the actions of a place.
    pub key: String,
    /// In the imperative.
    pub title: String,
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// What it mends.
    pub finding: Option<&'a Finding>,
    /// Safe, and the first choice for its finding.
    pub preferred: bool,
    /// What it changes.
    pub edits: Edits,
}

/// The actions at a span, fixes first: those of all findings on its lines, since a cursor at the
/// start of a heading is not yet on the heading's text.
pub fn at(query: &Query, span: Span) -> Vec<Action<'_>> {
    let text = query.snapshot.document.text();
    let line = |offset| text.line_span(text.line_of(offset));
    let lines = line(span.start).cover(line(span.end));
    let here = query.snapshot.findings().iter().filter(move |f| f.span.overlaps(lines));
    let fixes = here.flat_map(|finding| {
        finding.fixes.iter().enumerate().map(move |(index, fix)| Action {
            key: format!("{} {} {}", finding.rule, finding.span.start, fix.title),
            title: fix.title.clone(),
            kind: "quickfix",
            finding: Some(finding),
            preferred: fix.safe && index == 0,
            edits: Edits::Known(fix.edits.clone()),
        })
    });
    let assists = assists(&query.snapshot, span).into_iter().map(|assist| Action {
        key: format!("{} {}", assist.id, assist.title),
        title: assist.title,
        kind: match assist.kind {
            AssistKind::Rewrite => "refactor.rewrite",
            AssistKind::FixAll => "source.fixAll.planls",
            AssistKind::Organize => "source.organizeSections.planls",
        },
        finding: None,
        preferred: false,
        edits: assist.edits,
    });
    fixes.chain(assists).collect()
}

/// Whether a kind is among those asked for; no wish, or an empty one, means all.
pub fn wanted(kind: &str, only: Option<&Vec<CodeActionKind>>) -> bool {
    let fits = |wish: &CodeActionKind| {
        let rest = kind.strip_prefix(wish.as_str());
        wish.as_str().is_empty()
            || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.is_empty() || only.iter().any(fits))
}

/// What finds an action again: the document, its version, the place and the key.
pub fn address(query: &Query, range: Range, key: &str) -> Value {
    json!({ "document": uri::spelling(&query.url), "version": query.number, "range": range, "key": key })
}

/// An address read back; `None` if it is none of ours.
pub fn read_address(data: &Value) -> Option<(String, i32, Range, String)> {
    let text = |name: &str| data.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = |value: &Value, name| u32::try_from(value.get(name)?.as_u64()?).ok();
    let position = |name: &str| {
        let at = data.get("range")?.get(name)?;
        Some(Position::new(number(at, "line")?, number(at, "character")?))
    };
    let version = i32::try_from(data.get("version")?.as_i64()?).ok()?;
    let range = Range::new(position("start")?, position("end")?);
    Some((text("document")?, version, range, text("key")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_kinds_and_their_parents() {
        let check = |only: &[&'static str], kind| {
            wanted(kind, Some(&only.iter().map(|&o| o.into()).collect()))
        };
        assert!(check(&["source.fixAll"], "source.fixAll.planls"));
        assert!(check(&["refactor", "quickfix"], "quickfix"));
        assert!(check(&[""], "quickfix") && check(&[], "quickfix") && wanted("quickfix", None));
        assert!(!check(&["quickfix.planls"], "quickfix"));
        assert!(!check(&["source.fix"], "source.fixAll.planls"));
    }
}

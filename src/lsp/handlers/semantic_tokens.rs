//! `textDocument/semanticTokens/full`, `/full/delta` and `/range`, in the standard token types.

use crate::ide::{TokenKind, semantic_tokens};
use crate::lsp::query::Query;
use crate::lsp::to_proto::Ordered;
use crate::text::Span;
use tower_lsp::lsp_types::{
    SemanticToken, SemanticTokenType, SemanticTokensEdit, SemanticTokensLegend,
};

const TYPES: [SemanticTokenType; 6] = [
    SemanticTokenType::COMMENT,
    SemanticTokenType::MACRO,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::PROPERTY,
];

/// The token types in the order of their numbers.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend { token_types: TYPES.to_vec(), token_modifiers: vec![] }
}

/// The tokens of a range of the document.
pub fn handle(query: &Query, range: Option<Span>) -> Vec<SemanticToken> {
    let document = &query.snapshot.document;
    let all = Span::new(0, document.text().len());
    let mut positions = Ordered::new(document, query.client.encoding);
    let (mut line, mut column) = (0, 0);
    let mut tokens = vec![];
    for token in semantic_tokens(&query.snapshot, range.unwrap_or(all)) {
        let range = positions.range(token.span);
        let start = range.start;
        let delta_line = start.line.saturating_sub(line);
        let same_line = delta_line == 0;
        tokens.push(SemanticToken {
            delta_line,
            delta_start: start.character - if same_line { column } else { 0 },
            length: range.end.character.saturating_sub(start.character),
            token_type: number(token.kind),
            token_modifiers_bitset: 0,
        });
        (line, column) = (start.line, start.character);
    }
    tokens
}

/// What changed between two answers: at most one edit, in numbers of the wire (five per token).
pub fn delta(before: &[SemanticToken], after: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let room = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(room);
    let tail = tail.take_while(|(a, b)| a == b).count();
    let fresh = after.get(head..after.len() - tail).unwrap_or_default();
    let gone = before.len() - tail - head;
    if fresh.is_empty() && gone == 0 {
        return vec![];
    }
    let wire = |tokens: usize| u32::try_from(tokens * 5).unwrap_or(u32::MAX);
    let data = Some(fresh.to_vec()).filter(|data| !data.is_empty());
    vec![SemanticTokensEdit { start: wire(head), delete_count: wire(gone), data }]
}

fn number(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Done => 0,
        TokenKind::Blank => 1,
        TokenKind::Path => 2,
        TokenKind::Date | TokenKind::Number => 3,
        TokenKind::Choice => 4,
        TokenKind::Label => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::tokens::Tokens;
    use proptest::prelude::*;
    use serde_json::json;
    use tower_lsp::lsp_types::SemanticTokensFullDeltaResult;

    fn tokens(text: &str) -> Vec<SemanticToken> {
        handle(&Query::of_plan(text, json!({})), None)
    }

    const LINES: &[&str] = &[
        "**A:** b",
        "**C:** {{D}} `src/a.rs`",
        "## Phase 2: 😀",
        "- [x] done",
        "- [ ] open 2026-01-02",
        "| Phase | Status |\n| --- | --- |\n| Phase 2 | Done |",
        "```",
        "",
    ];

    fn plan() -> impl Strategy<Value = String> {
        let lines = proptest::collection::vec(proptest::sample::select(LINES), 0..12);
        lines.prop_map(|lines| format!("# Plan\n\n{}\n", lines.join("\n")))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..Default::default() })]

        /// The answers over a series of texts: each delta, applied to what the client has, is the
        /// full answer, and what is not the last answer gets a full one.
        #[test]
        fn a_delta_makes_the_one_answer_from_the_other(texts in proptest::collection::vec(plan(), 2..5)) {
            let kept = Tokens::default();
            let mut has: Option<(String, Vec<SemanticToken>)> = None;
            for text in texts {
                let query = Query::of_plan(&text, json!({}));
                let before = has.as_ref().map_or("none", |(id, _)| id.as_str());
                let (id, data) = match kept.delta(&query, before) {
                    SemanticTokensFullDeltaResult::TokensDelta(delta) => {
                        let mut data = has.map(|(_, data)| data).unwrap_or_default();
                        for edit in delta.edits {
                            let (start, gone) = (edit.start as usize / 5, edit.delete_count as usize / 5);
                            data.splice(start..start + gone, edit.data.unwrap_or_default());
                        }
                        (delta.result_id, data)
                    }
                    SemanticTokensFullDeltaResult::Tokens(full) => {
                        prop_assert!(has.is_none());
                        (full.result_id, full.data)
                    }
                    other => panic!("{other:?}"),
                };
                prop_assert_eq!(&data, &handle(&query, None));
                has = id.map(|id| (id, data));
            }
        }
    }

    #[test]
    fn numbers_are_relative_and_in_columns_of_the_client() {
        let shown: Vec<_> = tokens("# P\n\n😀 2026-01-02\n**A:** b\n**É:** c **D:** e\n")
            .iter()
            .map(|t| (t.delta_line, t.delta_start, t.length, t.token_type))
            .collect();
        assert_eq!(shown, [(3, 2, 1, 5), (1, 2, 1, 5)]);
    }

    #[test]
    fn every_kind_has_a_type() {
        assert!(TokenKind::ALL.iter().all(|kind| (number(*kind) as usize) < TYPES.len()));
    }
}

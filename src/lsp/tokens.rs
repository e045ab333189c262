//! The semantic tokens that were sent last for each document, so that the next answer can be what
//! changed. Forgotten when the document is closed.

use super::handlers::semantic_tokens::{delta, handle};
use super::query::Query;
use super::uri;
use rustc_hash::FxHashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tower_lsp::lsp_types::{
    Range, SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensFullDeltaResult, Url,
};

/// By the client's spelling of the document.
#[derive(Default)]
pub struct Tokens(Mutex<Sent>);

#[derive(Default)]
struct Sent {
    last: u64,
    documents: FxHashMap<String, (String, Vec<SemanticToken>)>,
}

impl Tokens {
    /// All tokens, under a new id.
    pub fn full(&self, query: &Query) -> SemanticTokens {
        let data = handle(query, None);
        SemanticTokens { result_id: Some(self.keep(query, &data).0), data }
    }

    /// What changed since the answer with the id `before`; all tokens if that is not the last one.
    pub fn delta(&self, query: &Query, before: &str) -> SemanticTokensFullDeltaResult {
        let data = handle(query, None);
        let (id, old) = self.keep(query, &data);
        let result_id = Some(id);
        match old.filter(|(id, _)| id == before) {
            Some((_, old)) => {
                let edits = delta(&old, &data);
                SemanticTokensDelta { result_id, edits }.into()
            }
            None => SemanticTokens { result_id, data }.into(),
        }
    }

    /// The tokens in a range.
    pub fn range(query: &Query, range: Range) -> SemanticTokens {
        SemanticTokens { result_id: None, data: handle(query, Some(query.span(range))) }
    }

    /// The document is closed.
    pub fn forget(&self, url: &Url) {
        self.lock().documents.remove(&uri::spelling(url));
    }

    fn keep(
        &self,
        query: &Query,
        data: &[SemanticToken],
    ) -> (String, Option<(String, Vec<SemanticToken>)>) {
        let mut sent = self.lock();
        sent.last += 1;
        let id = sent.last.to_string();
        let kept = (id.clone(), data.to_vec());
        (id, sent.documents.insert(uri::spelling(&query.url), kept))
    }

    fn lock(&self) -> MutexGuard<'_, Sent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! An open document at one moment, as handlers get it: what the core knows of it, and positions in
//! the client's encoding.

use super::capabilities::Client;
use super::{from_proto, to_proto, uri};
use crate::config;
use crate::ide::{Base, FileTarget, Snapshot};
use crate::template::Recognised;
use crate::text::{Edit, Span};
use crate::workspace::{Trouble, is_config};
use std::path::Path;
use std::sync::Arc;
use tower_lsp::lsp_types::{Diagnostic, Position, Range, TextEdit, Url, WorkspaceEdit};

/// A document and the client that asks about it.
pub struct Query {
    /// The document as tower-lsp's types name it.
    pub url: Url,
    /// The version number the client gave.
    pub number: i32,
    /// What is known.
    pub snapshot: Arc<Snapshot>,
    /// What is wrong with it as a template.
    pub troubles: Vec<Trouble>,
    /// What the client can do.
    pub client: Arc<Client>,
}

impl Query {
    /// The byte offset of a position; clamped.
    pub fn offset(&self, at: Position) -> usize {
        from_proto::offset(self.snapshot.document.text(), at, self.client.encoding)
    }

    /// The bytes of a range; clamped.
    pub fn span(&self, range: Range) -> Span {
        from_proto::span(self.snapshot.document.text(), range, self.client.encoding)
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        to_proto::range(&self.snapshot.document, span, self.client.encoding)
    }

    /// An edit of the document, with the document's line ends.
    pub fn text_edit(&self, edit: &Edit) -> TextEdit {
        let insert = edit.insert.replace("\r\n", "\n");
        let ends = self.snapshot.context().line_end();
        TextEdit::new(self.range(edit.span), insert.replace('\n', ends))
    }

    /// What is wrong with the document: the findings of a plan or template, the problems of a
    /// configuration.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let configuration = self.snapshot.path.as_deref().map(Path::new).is_some_and(is_config);
        if !configuration {
            let found = self.snapshot.findings().iter().map(|f| to_proto::diagnostic(self, f));
            let by_rules = self.snapshot.recognition.is == Recognised::Template;
            let others = self.troubles.iter().filter(|trouble| !(trouble.in_text && by_rules));
            return found.chain(others.map(|t| to_proto::trouble(self, t))).collect();
        }
        let (config, mut problems) = config::from_toml(&self.snapshot.document.text().to_string());
        let templates = self.snapshot.environment.templates.all().iter();
        let ids: Vec<&str> = templates.map(|template| template.id.as_str()).collect();
        problems.extend(config.unknown_templates(&ids));
        problems.iter().map(|problem| to_proto::problem(self, problem)).collect()
    }

    /// The document's own URI, if others can be made from it.
    pub fn base_url(&self) -> Option<Url> {
        Url::parse(&uri::spelling(&self.url)).ok().filter(|url| !url.cannot_be_a_base())
    }

    /// The URI of a file a plan points to, in the client's spelling of what it shares with the
    /// document's. `None` where the document has no place among files.
    pub fn file_url(&self, target: &FileTarget) -> Option<Url> {
        let mut url = self.base_url()?;
        let own = self.snapshot.path.as_deref().unwrap_or_default();
        let up = match target.base {
            Base::Workspace => own.split('/').count(),
            Base::Document => 1,
        };
        let mut depth = url.path_segments()?.count();
        let mut segments = url.path_segments_mut().ok()?;
        let steps = std::iter::repeat_n("..", up).chain(target.path.split('/'));
        for step in steps {
            match step {
                "" | "." => {}
                ".." => {
                    depth = depth.checked_sub(1)?;
                    segments.pop();
                }
                name => {
                    depth += 1;
                    segments.push(name);
                }
            }
        }
        drop(segments);
        url.set_query(None);
        let line = target.line.map(|line| format!("L{}", line + 1));
        url.set_fragment(target.anchor.clone().or(line).as_deref());
        Some(url)
    }

    /// Edits of the document, in the form the client takes.
    pub fn workspace_edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        let edits = edits.iter().map(|edit| self.text_edit(edit)).collect();
        to_proto::workspace_edit(&self.client, [(self.url.clone(), Some(self.number), edits)])
    }
}

#[cfg(test)]
impl Query {
    /// A document that is taken for a plan whatever it says, and a client with these capabilities.
    pub fn of_plan(text: &str, capabilities: serde_json::Value) -> Query {
        use crate::ide::Environment;
        let environment = Environment::plain(jiff::civil::date(2026, 1, 2));
        let mut snapshot = Snapshot::of_text(text, Some("plan.md"), environment);
        snapshot.recognition.is = crate::template::Recognised::Plan;
        snapshot.recognition.confident = true;
        Query {
            url: Url::parse("untitled:plan").unwrap(),
            number: 3,
            snapshot: Arc::new(snapshot),
            troubles: vec![],
            client: Arc::new(Client::read(&serde_json::json!({ "capabilities": capabilities }))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use serde_json::json;

    fn check(capabilities: serde_json::Value, expected: Expect) {
        let query = Query::of_plan("# A\n😀 x\n", capabilities);
        let edit = query.workspace_edit(&[Edit::replace(Span::new(9, 10), "y")]);
        expected.assert_eq(&serde_json::to_string(&edit).unwrap());
    }

    #[test]
    fn files_are_found_from_the_document_in_the_clients_spelling() {
        let check = |document: &str, own: &str, base: Base, path: &str, expected: Expect| {
            let mut query = Query::of_plan("# A\n", json!({}));
            query.url = Url::parse(document).unwrap();
            let snapshot = Arc::get_mut(&mut query.snapshot).unwrap();
            snapshot.path = Some(own.to_owned());
            let target = FileTarget { path: path.to_owned(), base, anchor: None, line: Some(1) };
            let url = query.file_url(&target).map_or("none".to_owned(), |url| url.to_string());
            expected.assert_eq(&url);
        };
        let document = "file:///c%3A/w/docs/plan.md";
        check(
            document,
            "docs/plan.md",
            Base::Workspace,
            "src/a b#.rs",
            expect!["file:///c%3A/w/src/a%20b%23.rs#L2"],
        );
        check(
            document,
            "docs/plan.md",
            Base::Document,
            "../x/ü.md",
            expect!["file:///c%3A/w/x/%C3%BC.md#L2"],
        );
        check(document, "plan.md", Base::Document, "../../../../x", expect!["none"]);
        check("untitled:plan", "plan", Base::Document, "x", expect!["none"]);
    }

    #[test]
    fn edits_have_the_form_and_the_columns_of_the_client() {
        check(
            json!({}),
            expect![[
                r#"{"changes":{"untitled:plan":[{"range":{"start":{"line":1,"character":3},"end":{"line":1,"character":4}},"newText":"y"}]}}"#
            ]],
        );
        check(
            json!({ "workspace": { "workspaceEdit": { "documentChanges": true } }, "general": { "positionEncodings": ["utf-8"] } }),
            expect![[
                r#"{"documentChanges":[{"textDocument":{"uri":"untitled:plan","version":3},"edits":[{"range":{"start":{"line":1,"character":5},"end":{"line":1,"character":6}},"newText":"y"}]}]}"#
            ]],
        );
    }
}

//! An editor that writes a plan: it applies what the server sends and types words into what that
//! leaves blank, as a person does. It makes up no structure of its own.

use crate::client::Client;
use planls::text::{Edit, Encoding, LineColumn, Span, Text, apply};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What the project has besides the plan.
const FILES: [&str; 4] =
    ["docs/spec.md", "src/cards/vault.rs", "src/cards/form.rs", "tests/cards.rs"];

/// One open document in a project.
pub struct Editor {
    _project: TempDir,
    client: Client,
    uri: String,
    version: i64,
    /// The text as the editor has it.
    pub text: String,
    cursor: usize,
}

impl Editor {
    /// An empty document, in an editor that can do what VS Code can.
    pub fn new() -> Editor {
        let project = tempfile::tempdir().unwrap();
        for file in FILES {
            let path = project.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let root = format!("file://{}", project.path().display());
        let path = format!("{}/tests/it/clients/vscode.json", env!("CARGO_MANIFEST_DIR"));
        let recorded = std::fs::read_to_string(path).unwrap();
        let mut params: Value = serde_json::from_str(&recorded).unwrap();
        params["processId"] = Value::Null;
        params["rootUri"] = json!(root);
        params["rootPath"] = json!(project.path());
        params["workspaceFolders"] = json!([{ "uri": root, "name": "project" }]);
        let mut client = Client::start();
        client.ask("initialize", params);
        client.notify("initialized", json!({}));
        let uri = format!("{root}/plan.md");
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 0, "text": "" });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        Editor { _project: project, client, uri, version: 0, text: String::new(), cursor: 0 }
    }

    /// Puts the cursor where `place` has its `$0`; the rest of it stands in the text once.
    pub fn at(&mut self, place: &str) -> &mut Editor {
        let cursor = place.find("$0").expect("no cursor");
        self.cursor = self.find(&place.replacen("$0", "", 1)) + cursor;
        self
    }

    /// Puts the cursor into the cell of a column, from 0, in the row that begins with `row`.
    pub fn cell(&mut self, row: &str, column: usize) -> &mut Editor {
        let start = self.find(&format!("\n{row}")) + 1;
        let mut pipes = self.text[start..].match_indices('|');
        self.cursor = start + pipes.nth(column).expect("no such cell").0 + "| ".len();
        self
    }

    /// Puts the cursor at the end of the text.
    pub fn end(&mut self) -> &mut Editor {
        self.cursor = self.text.len();
        self
    }

    /// Types, key by key; the server formats as it is typed.
    pub fn keys(&mut self, keys: &str) -> &mut Editor {
        for key in keys.chars() {
            self.write(Span::at(self.cursor), &key.to_string());
            let mut params = self.place();
            params["ch"] = json!(key.to_string());
            params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
            if matches!(key, '\n' | '|') {
                let edits = self.client.ask("textDocument/onTypeFormatting", params);
                self.apply(&edits);
            }
        }
        self
    }

    /// Takes back what stands before the cursor.
    pub fn erase(&mut self, typed: &str) -> &mut Editor {
        assert!(self.text[..self.cursor].ends_with(typed));
        self.write(Span::new(self.cursor - typed.len(), self.cursor), "");
        self
    }

    /// Picks the completion of that label, and types `words` at its stops, one after the other; what
    /// is asked there decides which.
    pub fn complete(&mut self, label: &str, words: &mut dyn FnMut(&str) -> String) -> &mut Editor {
        let items = self.offered();
        let found = items.iter().find(|item| item["label"] == label);
        let labels: Vec<_> = items.iter().map(|item| &item["label"]).collect();
        let item = found.unwrap_or_else(|| panic!("no {label} among {labels:?}\n{}", self.text));
        let edit = &item["textEdit"];
        let (start, end) = self.range(&edit["range"]);
        assert_eq!(end, self.cursor);
        let mut new = edit["newText"].as_str().unwrap().to_owned();
        if item["insertTextFormat"] == 2 {
            // Further lines begin where the line does that is completed.
            let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let indent: String = self.text[line..start].chars().take_while(|c| *c == ' ').collect();
            new = expand(&new.replace('\n', &format!("\n{indent}")), words);
        }
        self.write(Span::new(start, end), &new);
        self
    }

    /// Picks the completion that is offered first.
    pub fn next(&mut self, words: &mut dyn FnMut(&str) -> String) -> &mut Editor {
        let label = self.labels().first().cloned();
        self.complete(&label.unwrap_or_default(), words)
    }

    /// The labels that completion offers here, best first, of what is typed so far.
    pub fn labels(&mut self) -> Vec<String> {
        self.offered().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }

    fn offered(&mut self) -> Vec<Value> {
        let place = self.place();
        let items = self.client.ask("textDocument/completion", place);
        let fits = |item: &Value| {
            let (start, end) = self.range(&item["textEdit"]["range"]);
            let mut name = item["filterText"].as_str().unwrap().chars().map(lower);
            self.text[start..end].chars().map(lower).all(|typed| name.any(|c| c == typed))
        };
        let items = items.as_array().cloned().unwrap_or_default();
        let mut items: Vec<Value> = items.into_iter().filter(fits).collect();
        items.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
        items
    }

    /// Carries out the action of that title at the cursor.
    pub fn act(&mut self, title: &str) -> &mut Editor {
        let at = self.place()["position"].clone();
        let params = json!({ "textDocument": { "uri": self.uri }, "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
        let actions = self.client.ask("textDocument/codeAction", params);
        let actions = actions.as_array().cloned().unwrap_or_default();
        let found = actions.iter().find(|action| action["title"] == title);
        let titles: Vec<_> = actions.iter().map(|action| &action["title"]).collect();
        let action = found.unwrap_or_else(|| panic!("no {title} among {titles:?}\n{}", self.text));
        let action = self.client.ask("codeAction/resolve", action.clone());
        let edits = action["edit"]["documentChanges"][0]["edits"].clone();
        let before = self.text.clone();
        self.apply(&edits);
        assert_ne!(self.text, before, "{title} changes nothing");
        self
    }

    /// Asks for the document to be formatted.
    pub fn format(&mut self) -> &mut Editor {
        let edits = self.formatting();
        self.apply(&edits);
        self
    }

    fn formatting(&mut self) -> Value {
        let options = json!({ "tabSize": 2, "insertSpaces": true });
        let params = json!({ "textDocument": { "uri": self.uri }, "options": options });
        self.client.ask("textDocument/formatting", params)
    }

    /// Selects the first `blank` behind the cursor and types over it.
    pub fn fill(&mut self, blank: &str, words: &str) -> &mut Editor {
        let found = self.text[self.cursor..].find(blank);
        let at = self.cursor + found.unwrap_or_else(|| panic!("no {blank}:\n{}", self.text));
        self.write(Span::new(at, at + blank.len()), words);
        self
    }

    /// Goes from blank to blank that the server finds, and types words over each.
    pub fn answer(&mut self, words: &mut dyn FnMut(&str) -> String) -> &mut Editor {
        loop {
            let found = self.report();
            let open = ["unfilled-placeholder", "template-text-left"];
            let blank = found.iter().find(|f| open.iter().any(|code| f["code"] == *code));
            let Some(blank) = blank else { return self };
            let (start, end) = self.range(&blank["range"]);
            let words = words(&self.text[start..end]);
            self.write(Span::new(start, end), &words);
        }
    }

    /// What the server finds, as `line code: message`.
    pub fn findings(&mut self) -> Vec<String> {
        let line = |finding: &Value| {
            let line = finding["range"]["start"]["line"].as_u64().unwrap() + 1;
            format!("{line} {}: {}", finding["code"], finding["message"])
        };
        self.report().iter().map(line).collect()
    }

    fn report(&mut self) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": self.uri } });
        let report = self.client.ask("textDocument/diagnostic", params);
        report["items"].as_array().cloned().unwrap_or_default()
    }

    /// Asserts that nothing is found, and that formatting has nothing to do.
    pub fn done(&mut self) {
        assert_eq!(self.findings(), Vec::<String>::new(), "{}", self.text);
        let edits = self.formatting();
        assert_eq!(edits, json!([]), "{}", self.text);
    }

    fn find(&self, text: &str) -> usize {
        let mut found = self.text.match_indices(text);
        let first = found.next().unwrap_or_else(|| panic!("no {text}:\n{}", self.text));
        assert_eq!(found.next(), None, "{text} is there twice:\n{}", self.text);
        first.0
    }

    fn place(&self) -> Value {
        json!({ "textDocument": { "uri": self.uri }, "position": self.position(self.cursor) })
    }

    fn position(&self, offset: usize) -> Value {
        let at = Text::from(self.text.as_str()).line_column(offset, Encoding::Utf16);
        json!({ "line": at.line, "character": at.column })
    }

    fn range(&self, range: &Value) -> (usize, usize) {
        let text = Text::from(self.text.as_str());
        let offset = |at: &Value| {
            let number = |name: &str| at[name].as_u64().unwrap() as usize;
            let at = LineColumn { line: number("line"), column: number("character") };
            text.offset(at, Encoding::Utf16)
        };
        (offset(&range["start"]), offset(&range["end"]))
    }

    /// Replaces a part of the text; the cursor is behind it.
    fn write(&mut self, span: Span, words: &str) {
        let range = json!({ "start": self.position(span.start), "end": self.position(span.end) });
        self.text.replace_range(span.start..span.end, words);
        self.cursor = span.start + words.len();
        self.changed(json!([{ "range": range, "text": words }]));
    }

    /// Applies edits of the server; the cursor stays where it is in the text around it.
    fn apply(&mut self, edits: &Value) {
        let edits = edits.as_array().cloned().unwrap_or_default();
        let edit = |edit: &Value| {
            let (start, end) = self.range(&edit["range"]);
            Edit::replace(Span::new(start, end), edit["newText"].as_str().unwrap())
        };
        let edits: Vec<Edit> = edits.iter().map(edit).collect();
        let moved = edits.iter().filter(|edit| edit.span.start <= self.cursor);
        let cursor = moved.fold(self.cursor as isize, |at, edit| {
            let gone = edit.span.end.min(self.cursor) - edit.span.start;
            at + edit.insert.len() as isize - gone as isize
        });
        self.text = apply(&self.text, &edits).expect("edits that do not overlap");
        self.cursor = usize::try_from(cursor).unwrap();
        self.changed(json!([{ "text": self.text }]));
    }

    fn changed(&mut self, changes: Value) {
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.client.notify("textDocument/didChange", params);
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// A snippet with words at its stops: of choices the first is taken.
fn expand(snippet: &str, words: &mut dyn FnMut(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = snippet.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => out.extend(rest.next()),
            '$' if rest.peek() == Some(&'0') => drop(rest.next()),
            '$' => {
                assert_eq!(rest.next(), Some('{'), "{snippet}");
                while rest.next_if(char::is_ascii_digit).is_some() {}
                let kind = rest.next();
                let mut asked = String::new();
                loop {
                    match rest.next().expect("an end of the stop") {
                        '\\' => asked.extend(rest.next()),
                        ',' if kind == Some('|') => break,
                        '}' => break,
                        c => asked.push(c),
                    }
                }
                match kind {
                    Some('|') => {
                        while rest.next() != Some('}') {}
                        out += &asked;
                    }
                    _ => out += &words(&asked),
                }
            }
            c => out.push(c),
        }
    }
    out
}

//! `<!-- planls: … -->` comments (plans.md §3), and the `planls:` key of front matter. Reads what
//! they say; whether a rule or template of that name exists is for others.

use super::Concept;
use crate::syntax::{BlockKind, Facts, InlineKind};
use crate::text::Span;
use memchr::memmem;
use std::ops::Range;
use std::sync::LazyLock;

/// A comment addressed to planls. Spans are bytes of the slice.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The comment.
    pub span: Span,
    /// Its whole line, terminator included, when it stands alone on one; else the comment.
    pub line: Span,
    /// What it governs.
    pub covers: Covers,
    /// What it says, or what is wrong with it.
    pub meaning: Result<Directive, Problem>,
}

/// What a comment governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// It is the first thing under a heading: the whole section.
    Section,
    /// The next block.
    Block(Span),
}

/// What can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    /// `plan`: this document is one.
    Plan,
    /// `not-a-plan`
    NotAPlan,
    /// `template=ID`, with `title="…"` in a template file.
    Template {
        /// The template's id.
        id: String,
        /// Its title.
        title: Option<String>,
    },
    /// `ignore RULE, …` or `ignore-file RULE, …`
    Ignore {
        /// Rule names and where they stand.
        rules: Vec<(String, Span)>,
        /// The whole document.
        file: bool,
    },
    /// `optional`
    Optional,
    /// `required`
    Required,
    /// `repeat`
    Repeat,
    /// `concept=ID`
    Concept(Concept),
    /// `aliases="A, B"`
    Aliases(Vec<String>),
}

/// A comment that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The word at fault.
    pub span: Span,
    /// For its author.
    pub message: String,
    /// What was probably meant.
    pub nearest: Option<String>,
}

const WORDS: &[&str] = &[
    "plan",
    "not-a-plan",
    "template",
    "title",
    "ignore",
    "ignore-file",
    "optional",
    "required",
    "repeat",
    "concept",
    "aliases",
];

/// The comments in a range of blocks, which lie in `span`, that address planls.
pub fn read(facts: &Facts, span: Span, blocks: Range<usize>, heading: bool) -> Vec<Comment> {
    static ADDRESS: LazyLock<memmem::Finder<'static>> =
        LazyLock::new(|| memmem::Finder::new("planls:"));
    let mut comments: Vec<Comment> = vec![];
    if ADDRESS.find(facts.str(span).as_bytes()).is_none() {
        return comments;
    }
    // Comments whose next block has not come yet begin here.
    let mut waiting = 0;
    let mut first = heading;
    for id in blocks {
        let Some(block) = facts.block(id) else { break };
        let html = block.kind == BlockKind::Html;
        if html && facts.str(block.span).starts_with("<!--") {
            let end = Span::at(block.span.end);
            let covers = if first { Covers::Section } else { Covers::Block(end) };
            comments.extend(comments_in(facts, block.span, covers));
            continue;
        }
        first &= html;
        let covers = Covers::Block(block.span);
        for comment in comments.iter_mut().skip(waiting) {
            if comment.covers != Covers::Section {
                comment.covers = covers;
            }
        }
        let inline = facts.inlines(block).iter().filter(|i| i.kind == InlineKind::Html);
        comments.extend(inline.flat_map(|i| comments_in(facts, i.span, covers)));
        waiting = comments.len();
    }
    comments
}

/// The directives of the comments that `span` begins with; several may stand in one comment, and
/// several comments on one line.
fn comments_in(facts: &Facts, span: Span, covers: Covers) -> Vec<Comment> {
    let text = facts.str(span);
    let mut found = vec![];
    let mut rest = text;
    while let Some(open) = rest.strip_prefix("<!--") {
        let (body, after) = open.split_once("-->").unwrap_or((open, ""));
        let start = span.start + (text.len() - rest.len());
        let end = span.end - after.len();
        rest = after.trim_start();
        let Some(said) = body.trim_start().strip_prefix("planls:") else { continue };
        let comment = Span::new(start, end);
        let line = line_of(facts, comment);
        let begins = start + "<!--".len() + (body.len() - said.len());
        let meanings = meanings(said, begins).into_iter();
        found.extend(meanings.map(|meaning| Comment { span: comment, line, covers, meaning }));
    }
    found
}

fn line_of(facts: &Facts, comment: Span) -> Span {
    let line = facts.lines_of(comment);
    if line.trim(&facts.text) != comment {
        return comment;
    }
    let next = facts.line_of(line.end) + 1;
    Span::new(line.start, facts.line_starts.get(next).copied().unwrap_or(facts.text.len()))
}

/// The directives in the text after `planls:`, which begins at byte `start`.
pub fn meanings(body: &str, start: usize) -> Vec<Result<Directive, Problem>> {
    let words = words(body, start);
    let mut found = vec![];
    let mut rest = words.as_slice();
    if rest.is_empty() {
        let span = Span::new(start, start + body.len());
        return vec![Err(Problem {
            span,
            message: "this comment says nothing".into(),
            nearest: None,
        })];
    }
    while let Some((word, tail)) = rest.split_first() {
        rest = tail;
        let ignore = matches!(word.key.as_str(), "ignore" | "ignore-file") && word.value.is_none();
        if ignore {
            let rules: Vec<_> = tail.iter().map(|w| (w.key.clone(), w.span)).collect();
            found.push(if rules.is_empty() {
                problem(word, format!("`{}` needs the name of a rule", word.key), None)
            } else {
                Ok(Directive::Ignore { rules, file: word.key == "ignore-file" })
            });
            break;
        }
        if word.key == "template"
            && let Some(id) = &word.value
        {
            let title = tail.iter().find(|w| w.key == "title").and_then(|w| w.value.clone());
            found.push(Ok(Directive::Template { id: id.clone(), title }));
        } else if word.key == "title" && word.value.is_some() {
            continue;
        } else {
            found.push(meaning(word, tail.is_empty()));
        }
    }
    found
}

/// What a word says by itself; `last` when no other follows.
fn meaning(word: &Word, last: bool) -> Result<Directive, Problem> {
    match (word.key.as_str(), word.value.as_deref()) {
        ("plan", None) => Ok(Directive::Plan),
        ("not-a-plan", None) => Ok(Directive::NotAPlan),
        ("optional", None) => Ok(Directive::Optional),
        ("required", None) => Ok(Directive::Required),
        ("repeat", None) => Ok(Directive::Repeat),
        ("concept", Some(id)) => match Concept::from_id(id) {
            Some(concept) => Ok(Directive::Concept(concept)),
            None => problem(word, format!("there is no concept `{id}`"), None),
        },
        ("aliases", Some(names)) => {
            let names = names.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
            Ok(Directive::Aliases(names.collect()))
        }
        ("template" | "concept" | "aliases" | "title", None) => {
            problem(word, format!("`{}` needs a value", word.key), None)
        }
        (key, Some(_)) if WORDS.contains(&key) => {
            problem(word, format!("`{key}` takes no value"), Some(key.to_owned()))
        }
        (key, _) => {
            let nearest = WORDS.iter().min_by_key(|w| strsim::levenshtein(w, key));
            let near = nearest.filter(|w| strsim::levenshtein(w, key) <= 3);
            let near = near.and_then(|near| spelled(near, word, last));
            problem(word, format!("planls does not know `{key}`"), near)
        }
    }
}

/// The word with another key and its own value, if that says something.
fn spelled(key: &str, word: &Word, last: bool) -> Option<String> {
    let says = match (key, &word.value) {
        ("ignore" | "ignore-file", None) => !last,
        ("template" | "title", value) => value.is_some(),
        (_, value) => {
            let other = Word { key: key.to_owned(), value: value.clone(), span: word.span };
            meaning(&other, last).is_ok()
        }
    };
    let value = word.value.as_ref().map(|value| match value.contains([' ', ',']) {
        true => format!("=\"{value}\""),
        false => format!("={value}"),
    });
    says.then(|| format!("{key}{}", value.unwrap_or_default()))
}

fn problem(word: &Word, message: String, nearest: Option<String>) -> Result<Directive, Problem> {
    Err(Problem { span: word.span, message, nearest })
}

struct Word {
    key: String,
    value: Option<String>,
    span: Span,
}

/// Splits at white space and commas; `key=value` and `key="a value"` are one word.
fn words(body: &str, start: usize) -> Vec<Word> {
    let mut words = vec![];
    let mut chars = body.char_indices().peekable();
    while let Some(&(at, c)) = chars.peek() {
        if c.is_whitespace() || c == ',' {
            chars.next();
            continue;
        }
        let mut quoted = false;
        let mut end = at;
        while let Some(&(i, c)) = chars.peek() {
            if !quoted && (c.is_whitespace() || c == ',') {
                break;
            }
            quoted ^= c == '"';
            end = i + c.len_utf8();
            chars.next();
        }
        let text = Span::new(at, end).of(body);
        let (key, value) = match text.split_once('=') {
            Some((key, value)) => (key, Some(value.trim_matches('"').to_owned())),
            None => (text, None),
        };
        words.push(Word { key: key.to_owned(), value, span: Span::new(at, end).shift(start) });
    }
    words
}

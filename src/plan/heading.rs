//! What a heading calls itself: `Phase 2: Core Implementation ✅ DONE` is a phase, number 2, titled `Core Implementation`, done.
//!
//! Only the words of the heading are read. Whether a numbered heading (`3. Parser`, `2.1 Lexer`) really is a phase or step
//! depends on where it stands, and which concept a section has on [`super::concept`].

pub mod number;
mod numbering;
mod series;
mod words;

pub use number::{Number, Part};
pub use numbering::numbering;

use super::marks::{self, Plain};
use super::status::{self, Status};

/// What kind of element a heading or item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Any other heading.
    Section,
    /// Phase, Stage, Milestone, Sprint, Week, Part … with a number or a colon.
    Phase,
    /// Step, Task, and the bare `N.M X`.
    Step,
    /// `Component 1: X`, `Module A — X`.
    Component,
    /// A list item; headings never are.
    Task,
}

impl Kind {
    /// As output names it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Section => "section",
            Kind::Phase => "phase",
            Kind::Step => "step",
            Kind::Component => "component",
            Kind::Task => "task",
        }
    }
}

/// A heading taken apart. Ranges are half-open bytes of the text given to [`parse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingName {
    /// As written, without Markdown marks and without the status: `Phase 2: Core Implementation`.
    pub name: String,
    /// Section where nothing says more.
    pub kind: Kind,
    /// `Phase`, `Week`, `阶段`, `M`: as written; none for `2.1 X` and plain sections.
    pub word: Option<String>,
    /// None when there is none, or a placeholder (`Phase N`).
    pub number: Option<Number>,
    /// Where the number stands, without the dot or parenthesis after it.
    pub number_span: Option<(usize, usize)>,
    /// The rest: `Core Implementation`; for a plain section its name. May be empty (`## Phase 2`).
    pub title: String,
    /// Where the title stands; where it would stand when it is empty. Never cuts a pair of Markdown marks in two.
    pub title_span: (usize, usize),
    /// From marks at its end (`✅ DONE`, `(complete)`, `[COMPLETE]`) or, on numbered headings, before it (`✅ Phase 1`, `[x]`).
    pub status: Option<Status>,
}

/// Reads a heading's raw inline text (without `#`). Never fails: what is not understood is a section with that title.
pub fn parse(text: &str) -> HeadingName {
    let plain = Plain::of(text);
    let (end, mut status) = strip_end(&plain.text);
    let body = plain.text.get(..end).unwrap_or_default();
    let (lead, start) = strip_start(body);
    let read = read(body, start);
    let name_start = if read.number.is_some() || read.kind != Kind::Section {
        let marked = lead.is_some();
        status = status.or(read.status).or(lead);
        if marked { start } else { 0 }
    } else {
        0
    };
    let (title_start, title) = title(body, read.title_at);
    HeadingName {
        name: body.get(name_start..).unwrap_or_default().trim().to_owned(),
        kind: read.kind,
        word: read.word.and_then(|(from, to)| body.get(from..to)).map(str::to_owned),
        number_span: read.number.as_ref().map(|(_, (from, to))| plain.source_span(*from, *to)),
        number: read.number.map(|(number, _)| number),
        title_span: plain.source_span(title_start, title_start + title.len()),
        title: title.to_owned(),
        status,
    }
}

/// The title that begins at `at`, without blanks; of `(Core)` what is inside, unless that is a time (`(2-3 weeks)`, `(Week 1)`).
fn title(text: &str, at: usize) -> (usize, &str) {
    let rest = text.get(at..).unwrap_or_default();
    let title = rest.trim();
    let start = text.len() - rest.trim_start().len();
    let Some((0, inner)) =
        marks::last_group(title).filter(|_| at > 0 && title.starts_with(['(', '（']))
    else {
        return (start, title);
    };
    let time = inner.starts_with(|c: char| c.is_ascii_digit() || "~≈".contains(c))
        || series::read(inner, 0).is_some_and(|read| read.number.is_some());
    if time {
        return (at.min(text.len()), "");
    }
    let open = title.chars().next().map_or(0, char::len_utf8);
    (start + open, inner)
}

/// Everything but the texts: offsets are bytes of the plain text.
struct Read {
    kind: Kind,
    word: Option<(usize, usize)>,
    number: Option<(Number, (usize, usize))>,
    title_at: usize,
    status: Option<Status>,
}

fn read(text: &str, start: usize) -> Read {
    let rest = text.get(start..).unwrap_or_default();
    let numbering = numbering::read(rest);
    let after = numbering.as_ref().map_or(0, |(.., length)| *length);
    let worded = series::read(text, start + after);
    let worded = worded.or_else(|| if after > 0 { series::read(text, start) } else { None });
    let numbering = numbering.map(|(number, (from, to), _)| (number, (start + from, start + to)));
    match (worded, numbering) {
        (Some(worded), numbering) => Read { number: worded.number.or(numbering), ..worded },
        (None, Some((number, span))) => {
            let nested = number.parts.len() > 1
                && number.parts.iter().take(2).all(|part| matches!(part, Part::Int(_)));
            let kind = if nested { Kind::Step } else { Kind::Section };
            Read {
                kind,
                word: None,
                number: Some((number, span)),
                title_at: start + after,
                status: None,
            }
        }
        (None, None) => {
            Read { kind: Kind::Section, word: None, number: None, title_at: start, status: None }
        }
    }
}

/// Where the heading ends without its status, checkpoint and attributes.
fn strip_end(text: &str) -> (usize, Option<Status>) {
    const MOST: usize = 6;
    let mut end = text.trim_end().len();
    let mut status = None;
    for _ in 0..MOST {
        let body = text.get(..end).unwrap_or_default();
        let next = if let Some(at) = aside(body) {
            at
        } else if let Some((at, found)) = status::trailing(body) {
            status = Some(found);
            at
        } else {
            break;
        };
        end = body.get(..next).unwrap_or_default().trim_end().len();
    }
    (end, status)
}

/// Where `[checkpoint: …]` or `{#id}` at the end of `text` begins.
pub(super) fn aside(text: &str) -> Option<usize> {
    if text.ends_with('}') {
        return text.rfind("{#").filter(|at| *at > 0);
    }
    let (at, inner) = marks::last_group(text).filter(|(at, _)| *at > 0)?;
    let head: String = inner.chars().take(11).collect();
    (text.ends_with(']') && head.to_lowercase() == "checkpoint:").then_some(at)
}

/// The status mark a heading begins with, and the offset of its first word.
fn strip_start(text: &str) -> (Option<Status>, usize) {
    let (status, rest) = status::leading_mark(text);
    let at = text.len() - rest.len();
    // `✅ COMPLETED: Phase 2 …`
    if status.is_some()
        && let Some(colon) = rest.find(':').filter(|colon| *colon < 16)
    {
        let said = rest.get(..colon).unwrap_or_default();
        if let Some(found) = status::parse(said).filter(|found| found.word.len() == said.len()) {
            let title = rest.get(colon + 1..).unwrap_or_default().trim_start();
            return (Some(found), text.len() - title.len());
        }
    }
    (status, at)
}

#[cfg(test)]
mod tests;

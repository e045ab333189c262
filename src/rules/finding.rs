//! Findings and their fixes, as plain data in byte offsets.

use crate::text::{Edit, Span};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not reported.
    Off,
    /// Shown faintly.
    Hint,
    /// For information.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

impl Level {
    /// As written in configuration and output.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Hint => "hint",
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Level> {
        let all = [Level::Off, Level::Hint, Level::Info, Level::Warning, Level::Error];
        all.into_iter().find(|l| l.name() == name)
    }

    /// One level lower; a hint stays a hint.
    pub fn lower(self) -> Level {
        match self {
            Level::Error => Level::Warning,
            Level::Warning => Level::Info,
            Level::Info | Level::Hint => Level::Hint,
            Level::Off => Level::Off,
        }
    }
}

/// Something wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name. Filled in by [`super::check`] unless it is another's than the one that ran.
    pub rule: &'static str,
    /// Filled in by [`super::check`].
    pub level: Level,
    /// Where.
    pub span: Span,
    /// What is wrong, in the author's words: lower case, no full stop.
    pub message: String,
    /// Second places that explain the first.
    pub related: Vec<Related>,
    /// What could be done, best first.
    pub fixes: Vec<Fix>,
}

/// A second place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where, in the same document.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// A change that removes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Not overlapping; [`super::check`] gives them the document's line ends.
    pub edits: Vec<Edit>,
    /// Cannot lose or change the author's words and leaves no new work: part of fix-all.
    pub safe: bool,
}

impl Finding {
    /// A finding without fixes; the level is filled in later.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Finding {
            rule: "",
            level: Level::Off,
            span,
            message: brief(message.into()),
            related: vec![],
            fixes: vec![],
        }
    }

    /// Adds a fix that is offered.
    pub fn offer(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { title: brief(title.into()), edits, safe: false });
        self
    }

    /// Adds a fix that is safe.
    pub fn safe(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { title: brief(title.into()), edits, safe: true });
        self
    }

    /// Adds a second place.
    pub fn relate(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: brief(message.into()) });
        self
    }

    /// The same finding in a text that begins `by` bytes earlier.
    pub fn shift(mut self, by: usize) -> Self {
        self.spans().for_each(|span| *span = span.shift(by));
        self
    }

    /// Everywhere it points to.
    pub fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        let related = self.related.iter_mut().map(|related| &mut related.span);
        let edits = self.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
        std::iter::once(&mut self.span).chain(related).chain(edits.map(|edit| &mut edit.span))
    }
}

/// Characters of the author's that a message quotes at most.
const QUOTED: usize = 80;

/// A message whose quotations, in backticks, are short enough to be read.
fn brief(message: String) -> String {
    if message.len() <= QUOTED {
        return message;
    }
    let part = |(index, part): (usize, &str)| match part.char_indices().nth(QUOTED) {
        Some((end, _)) if index % 2 == 1 => {
            part.get(..end).map(|cut| format!("{}…", cut.trim_end())).unwrap_or_default()
        }
        _ => part.to_owned(),
    };
    message.split('`').enumerate().map(part).collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotations_are_cut() {
        let message = format!("`{}` follows `計画`", "word ".repeat(1000));
        let finding = Finding::new(Span::new(0, 1), message);
        assert_eq!(finding.message, format!("`{}…` follows `計画`", "word ".repeat(16).trim_end()));
    }
}

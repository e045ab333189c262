//! Text with tab stops, for completion. Renders as TextMate snippet or as plain text.

mod stops;

use crate::template::Template;

/// Text with tab stops.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Stop(String),
    /// `asked`: the list as the template has it, which is no answer yet.
    Choice {
        choices: Vec<String>,
        asked: String,
    },
}

impl Snippet {
    /// Plain text, no stops.
    pub fn text(text: impl Into<String>) -> Self {
        Snippet { parts: vec![Part::Text(text.into())] }
    }

    /// Markdown that waits for words at its placeholders, its choices and the template's guidance.
    pub fn of_markdown(markdown: &str, template: Option<&Template>) -> Self {
        stops::read(markdown, template)
    }

    /// A table row that waits for words in each blank cell.
    pub fn of_row(line: &str) -> Self {
        stops::row(line)
    }

    /// Appends text.
    pub fn then(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.parts.push(Part::Text(text));
        }
        self
    }

    /// Appends a tab stop with its initial text.
    pub fn stop(mut self, initial: impl Into<String>) -> Self {
        self.parts.push(Part::Stop(initial.into()));
        self
    }

    /// For clients without snippets: the stops' initial text, choices unmade.
    pub fn plain(&self) -> String {
        let plain = |part: &Part| match part {
            Part::Text(text) | Part::Stop(text) | Part::Choice { asked: text, .. } => text.clone(),
        };
        self.parts.iter().map(plain).collect()
    }

    /// In TextMate syntax, ending in `$0`.
    pub fn textmate(&self) -> String {
        let escape = |text: &str, also: &[char]| {
            let mut out = String::with_capacity(text.len());
            for c in text.chars() {
                if matches!(c, '$' | '}' | '\\') || also.contains(&c) {
                    out.push('\\');
                }
                out.push(c);
            }
            out
        };
        let mut out = String::new();
        let mut stop = 0;
        for part in &self.parts {
            match part {
                Part::Text(text) => out += &escape(text, &[]),
                Part::Stop(initial) => {
                    stop += 1;
                    out += &format!("${{{stop}:{}}}", escape(initial, &[]));
                }
                Part::Choice { choices, .. } => {
                    stop += 1;
                    let choices: Vec<_> = choices.iter().map(|c| escape(c, &[',', '|'])).collect();
                    out += &format!("${{{stop}|{}|}}", choices.join(","));
                }
            }
        }
        if self.parts.iter().all(|p| matches!(p, Part::Text(_))) { out } else { out + "$0" }
    }

    /// Whether it has a tab stop.
    pub fn has_stops(&self) -> bool {
        self.parts.iter().any(|p| !matches!(p, Part::Text(_)))
    }

    /// The same with other line ends.
    pub fn with_line_ends(mut self, line_end: &str) -> Self {
        if line_end != "\n" {
            for part in &mut self.parts {
                if let Part::Text(text) | Part::Stop(text) = part {
                    *text = text.replace('\n', line_end);
                }
            }
        }
        self
    }
}

//! Comments for planls: the words of directives after `<!--`, names of rules after `ignore`.

use super::{Completion, CompletionKind, Completions, Place};
use crate::ide::Snippet;
use crate::plan::Concept;
use crate::template::NO_TEMPLATE;

/// What directives begin with, and what each does.
const WORDS: &[(&str, &str)] = &[
    ("ignore ", "silence rules for the next block or section"),
    ("ignore-file ", "silence rules in this document"),
    ("plan", "this document is a plan"),
    ("not-a-plan", "this document is no plan"),
    ("template=", "the template this plan follows"),
    ("concept=", "what this section stands for"),
    ("aliases=", "other headings of this section"),
    ("optional", "a plan may do without this section"),
    ("required", "a plan needs this section"),
    ("repeat", "there may be several of this section"),
];

/// Completes inside an open comment.
pub(super) fn complete(place: &Place) -> Option<Completions> {
    let open = place.before.rfind("<!--")? + "<!--".len();
    let said = place.before.get(open..)?;
    if said.contains("-->") || place.code_span().is_some() {
        return None;
    }
    let close = if place.after.contains("-->") { "" } else { " -->" };
    let text = said.trim_start();
    let Some(body) = text.strip_prefix("planls:") else {
        let begun = "planls: ".starts_with(text);
        let lead = if said.starts_with(' ') { "" } else { " " };
        let start = place.before.len() - text.len();
        let item =
            |(word, detail): &(&str, &str)| item(&format!("planls: {word}"), detail, lead, close);
        let items = WORDS.iter().map(item).collect();
        return begun.then(|| Completions { replace: place.typed(start), items });
    };
    let word = body.rsplit([' ', ',', '=']).next().unwrap_or(body);
    let lead = if body.is_empty() { " " } else { "" };
    let head = body.get(..body.len() - word.len()).unwrap_or_default();
    let replace = place.typed(place.before.len() - word.len());
    let first = head.split_whitespace().next().unwrap_or_default();
    let items = if head.ends_with("template=") {
        let all = place.snapshot.environment.templates.all().iter();
        let all = all.map(|t| (t.id.as_str(), t.title.as_str()));
        let all = all.chain([(NO_TEMPLATE, "no template at all")]);
        all.map(|(id, title)| item(id, title, "", close)).collect()
    } else if head.ends_with("concept=") {
        Concept::ALL.iter().map(|(c, ..)| item(c.id(), c.title(), "", close)).collect()
    } else if first.starts_with("ignore") {
        crate::rules::rules()
            .iter()
            .map(|rule| item(rule.name, &rule.summary(), "", close))
            .collect()
    } else {
        WORDS.iter().map(|(word, detail)| item(word, detail, lead, close)).collect()
    };
    Some(Completions { replace, items })
}

/// A word; one that wants something after it does not close the comment.
fn item(word: &str, detail: &str, lead: &str, close: &str) -> Completion {
    let close = if word.ends_with([' ', '=']) { "" } else { close };
    Completion {
        label: word.trim_end().to_owned(),
        kind: CompletionKind::Directive,
        detail: detail.to_owned(),
        documentation: String::new(),
        insert: Snippet::text(format!("{lead}{word}{close}")),
        filter: word.trim_end().to_owned(),
    }
}

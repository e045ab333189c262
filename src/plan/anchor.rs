//! Links within the workspace, and the anchors they can lead to. Resolves nothing.

use super::Section;
use crate::syntax::{BlockKind, InlineKind};
use crate::text::Span;

/// Whether a link to a heading may stand in a section: there is a `#` besides those of its own heading.
pub fn may_link(section: &Section) -> bool {
    let from = section.heading.as_ref().map_or(section.span.start, |h| h.text.start);
    section.str(Span::new(from, section.span.end)).contains('#')
}

/// The destinations of a section's links, images and definitions that may lead somewhere in the
/// workspace: no scheme, not absolute, no placeholder. In order.
pub fn local_links(section: &Section) -> Vec<Span> {
    let mut found = vec![];
    for (_, block) in section.all_blocks() {
        if let BlockKind::Definition { destination, .. } = block.kind {
            found.push(destination);
        }
        found.extend(section.facts.inlines(block).iter().filter_map(|inline| match inline.kind {
            InlineKind::Link { destination } | InlineKind::Image { destination } => {
                Some(destination)
            }
            _ => None,
        }));
    }
    found.retain(|span| is_local(section.str(*span)) && !unfilled(section, *span));
    found
}

/// Somewhere a link can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What is compared: its [`essence`], or that of the heading it is made of.
    pub essence: String,
    /// As a link has it behind the `#`.
    pub name: String,
}

/// The anchors of a section: its heading's, under the heading's names too, and the `id` and `name`
/// attributes of its HTML.
pub fn of(section: &Section) -> Vec<Anchor> {
    let mut found: Vec<Anchor> = vec![];
    if let Some(heading) = &section.heading {
        let text = section.str(heading.text);
        // `## Name {#id}` sets its own anchor.
        let own = text.rsplit_once("{#").and_then(|(_, id)| id.strip_suffix('}'));
        let name = own.map_or_else(|| slug(&heading.name.name), str::to_owned);
        for essence in [text, &heading.name.name, &name].map(essence) {
            if found.iter().all(|a| a.essence != essence) {
                found.push(Anchor { essence, name: name.clone() });
            }
        }
    }
    found
        .extend(html_ids(section).into_iter().map(|name| Anchor { essence: essence(&name), name }));
    found
}

fn html_ids(section: &Section) -> Vec<String> {
    let mut found = vec![];
    for (_, block) in section.all_blocks() {
        let html = matches!(block.kind, BlockKind::Html).then_some(block.span);
        let inline = section.facts.inlines(block).iter().filter(|i| i.kind == InlineKind::Html);
        for span in inline.map(|i| i.span).chain(html) {
            found.extend(section.str(span).split(['<', ' ', '\n']).filter_map(|part| {
                let value = part.strip_prefix("id=").or(part.strip_prefix("name="))?;
                let value = value.trim_start_matches(['"', '\'']);
                value.split(['"', '\'', '>', '/']).next().map(str::to_owned)
            }));
        }
    }
    found
}

/// No scheme, no absolute path, no template text.
fn is_local(target: &str) -> bool {
    let scheme = target.split(['/', '#', '?']).next().is_some_and(|head| head.contains(':'));
    !target.is_empty()
        && !scheme
        && !target.starts_with(['/', '\\', '<', '~', '@'])
        && !target.contains(['{', '}', '$', '*', '|'])
}

/// Whether a blank to be filled in stands in it.
fn unfilled(section: &Section, span: Span) -> bool {
    let next = section.placeholders().partition_point(|p| p.span.end <= span.start);
    let at = section.placeholders().get(next);
    at.is_some_and(|p| p.span.start < span.end && !p.sort.is_unsure())
}

/// The anchor of a heading's text (GitHub's way): lower case, punctuation dropped, spaces as `-`.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if c.is_alphanumeric() || c == '_' || c == '-' {
            out.extend(c.to_lowercase());
        } else if c == ' ' {
            out.push('-');
        }
    }
    out
}

/// What two anchors share however they were made: letters and digits alone.
pub fn essence(anchor: &str) -> String {
    let mut out = String::with_capacity(anchor.len());
    for c in anchor.chars().filter(|c| c.is_alphanumeric()) {
        out.extend(c.to_lowercase());
    }
    out
}

//! Blocks as text, for tests of the readers.

use super::{BlockKind, Document, Facts};
use crate::text::Span;
use std::fmt::Write as _;

mod blocks;
mod edits;
mod oracle;
mod readers;

/// The blocks, one a line, indented by depth: kind, what is special, lines.
pub(super) fn print(facts: &Facts) -> String {
    let mut out = String::new();
    for (id, block) in facts.blocks.iter().enumerate() {
        let depth = facts.ancestors(id).count();
        let _ = write!(out, "{:1$}", "", depth * 2);
        let quoted = |span: Span| format!("{:?}", facts.str(span));
        let lines: Vec<_> = block.lines.iter().map(|&l| quoted(l)).collect();
        let text = lines.join(" / ");
        let _ = match &block.kind {
            BlockKind::FrontMatter => write!(out, "front matter {text}"),
            BlockKind::Heading { level, setext } => {
                let kind = if *setext { "setext" } else { "heading" };
                write!(out, "{kind} {level} {text}")
            }
            BlockKind::Paragraph => write!(out, "paragraph {text}"),
            BlockKind::List { ordered } => {
                write!(out, "{} list", if *ordered { "ordered" } else { "bullet" })
            }
            BlockKind::Item { marker, number, check } => {
                let check = check.map_or("", |c| if c.done { " [x]" } else { " [ ]" });
                let number = number.map_or(String::new(), |n| format!(" = {n}"));
                write!(out, "item {}{number}{check}", facts.str(*marker))
            }
            BlockKind::Quote => write!(out, "quote"),
            BlockKind::Code { info, closed } => {
                let info = info.map_or("indented".to_string(), quoted);
                write!(out, "code {info}{} {text}", if *closed { "" } else { " unclosed" })
            }
            BlockKind::Html => write!(out, "html {text}"),
            BlockKind::Table(table) => {
                let cells = |cells: &[Span]| {
                    cells.iter().map(|&c| facts.str(c)).collect::<Vec<_>>().join("|")
                };
                let _ = write!(out, "table {:?} {}", table.aligns, cells(&table.header.cells));
                table.rows.iter().try_for_each(|r| write!(out, " / {}", cells(&r.cells)))
            }
            BlockKind::Break => write!(out, "break"),
            BlockKind::Definition { label, destination } => {
                write!(out, "definition {} -> {}", quoted(*label), quoted(*destination))
            }
        };
        while out.ends_with(' ') {
            out.pop();
        }
        let _ = writeln!(out, "  {}..{}", block.span.start, block.span.end);
    }
    out
}

/// Checks what holds for any facts: spans inside each other, preorder, lines in order.
pub(super) fn check_shape(facts: &Facts) {
    let len = facts.text.len();
    for (id, block) in facts.blocks.iter().enumerate() {
        let within = block.parent.and_then(|p| facts.block(p));
        let around = within.map_or(Span::new(0, len), |p| p.span);
        assert!(around.covers(block.span), "{block:?} outside {around:?}\n{:?}", facts.text);
        assert!(block.end > id && block.end <= within.map_or(facts.blocks.len(), |p| p.end));
        assert!(within.is_none() || block.parent.is_some_and(|p| p < id));
        assert!(facts.text.get(block.span.start..block.span.end).is_some(), "{block:?}");
        for line in &block.lines {
            let outside = !block.span.covers(*line) && !line.is_empty();
            assert!(!outside, "{line:?} of {block:?}\n{:?}", facts.text);
            assert!(facts.text.get(line.start..line.end).is_some());
        }
    }
    assert_eq!(facts.line_starts.first(), Some(&0));
}

/// Checks that the slices are the text, without gaps, with the right lines.
pub(super) fn check_slices(document: &Document) {
    let (mut at, mut text) = (0, String::new());
    for slice in document.slices().iter() {
        assert_eq!(slice.start, at);
        assert_eq!(slice.line, document.text().line_of(at), "{text:?}");
        check_shape(&slice.facts);
        text.push_str(&slice.facts.text);
        at = text.len();
    }
    assert_eq!(text, document.text().to_string());
}

//! The blocks that start on a line: containers, and the leaves that take all that is left of it.

use super::line::Line;
use super::{Container, DEPTH, Leaf, Scanner, html, mark};
use crate::syntax::BlockKind;
use crate::text::Span;

impl<'t> Scanner<'t> {
    /// Opens the blocks that start on this line; where there are none, its text.
    pub(super) fn starts(
        &mut self,
        line: &mut Line<'t>,
        mut matched: usize,
        all: bool,
    ) -> Option<Span> {
        let mut paragraph = matches!(self.leaf, Leaf::Paragraph { .. });
        let mut interrupts = paragraph && all;
        let mut opened = false;
        let content = loop {
            let content = line.content();
            let text = self.part(content);
            let Some(&byte) = text.first() else { break content };
            if line.indent() >= 4 {
                if !paragraph {
                    self.certain &= self.leaf != Leaf::Table;
                    self.indented(line, matched);
                    return None;
                }
                self.beyond_grammar |= byte.is_ascii_punctuation();
                break content;
            }
            let span = Span::new(content.start, line.end);
            match byte {
                b'>' if self.open.len() < DEPTH => {
                    self.retreat(matched);
                    self.close_list();
                    let id = self.build.open(BlockKind::Quote, span);
                    self.open.push(Container::Quote(id));
                    line.quote();
                }
                b'#' if let Some((level, title)) = mark::atx(self.bytes, content) => {
                    let kind = BlockKind::Heading { level, setext: false };
                    self.add(matched, kind, span, vec![title], Leaf::None);
                    return None;
                }
                b'`' | b'~'
                    if let Some((mark, length, info)) = mark::fence(self.bytes, content) =>
                {
                    let kind = BlockKind::Code { info: Some(info), closed: false };
                    let leaf = Leaf::Fence { mark, length, indent: line.indent() };
                    self.add(matched, kind, span, Vec::new(), leaf);
                    return None;
                }
                b'<' if let Some(end) = html::start(text, paragraph) => {
                    // A lone tag may be a row's cell to other readers.
                    self.certain &= self.leaf != Leaf::Table;
                    let leaf = if end.is_in(text) { Leaf::None } else { Leaf::Html(end) };
                    self.add(matched, BlockKind::Html, span, vec![content], leaf);
                    return None;
                }
                b'=' | b'-' if interrupts && self.underline(text, line.end) => return None,
                b'-' | b'*' | b'_' if mark::thematic(text) => {
                    self.add(matched, BlockKind::Break, span, Vec::new(), Leaf::None);
                    return None;
                }
                b'-' | b'+' | b'*' | b'0'..=b'9'
                    if self.open.len() < DEPTH
                        && let Some(marker) = mark::marker(text)
                        && self.may_start(marker, text, interrupts) =>
                {
                    if self.item(marker, line, matched) {
                        return None;
                    }
                }
                _ => {
                    self.certain &= self.open.len() < DEPTH;
                    break content;
                }
            }
            (paragraph, interrupts, opened) = (false, false, true);
            matched = self.open.len();
        };
        if opened && !line.is_blank() {
            self.paragraph(line, matched, true);
        }
        (!opened).then_some(content)
    }

    /// Whether a list item may start here (CommonMark 0.31 §5.2: what may interrupt a paragraph).
    fn may_start(&mut self, marker: mark::Marker, text: &[u8], interrupts: bool) -> bool {
        if !interrupts {
            return true;
        }
        // `- | -` may also be a table's delimiter row: readers differ.
        let row = text.contains(&b'|') && text.iter().all(|b| b"|-: \t".contains(b));
        self.certain &= !row;
        let counts = marker.number.is_none_or(|n| n == 1);
        self.beyond_grammar |= !counts;
        counts && text.len() > marker.length
    }

    /// Opens an item, in the open list if it belongs to it; whether nothing is left of the line.
    fn item(&mut self, marker: mark::Marker, line: &mut Line<'t>, matched: usize) -> bool {
        self.retreat(matched);
        let indent = line.indent();
        let start = line.text();
        let span = Span::new(start, line.end);
        let joins =
            matches!(self.open.last(), Some(Container::List { kind }) if *kind == marker.kind);
        if !joins {
            self.close_list();
            self.build.open(BlockKind::List { ordered: marker.number.is_some() }, span);
            self.open.push(Container::List { kind: marker.kind });
        }
        line.take(marker.length);
        let empty = line.is_blank();
        let gap = line.indent();
        self.certain &= gap <= 4 || !line.has_tab();
        let gap = if empty || gap > 4 { 1 } else { gap };
        line.skip(gap);
        let check = mark::check(self.bytes, line.at, line.end).filter(|_| !empty);
        if check.is_some() {
            line.take(3);
        }
        let bare = check.is_some() && line.is_blank();
        let marked = Span::new(start, start + marker.length);
        let kind = BlockKind::Item { marker: marked, number: marker.number, check };
        let id = self.build.open(kind, span);
        self.open.push(Container::Item { id, columns: indent + marker.length + gap });
        if check.is_some() && !bare {
            self.paragraph(line, self.open.len(), false);
        }
        empty || check.is_some()
    }

    /// Makes the open paragraph a heading if `text` underlines it.
    fn underline(&mut self, text: &[u8], end: usize) -> bool {
        let Some(level) = mark::setext(text) else { return false };
        self.definitions();
        let Some(block) = self.build.last().filter(|b| b.kind == BlockKind::Paragraph) else {
            // Nothing but definitions: the line begins a paragraph.
            self.certain = false;
            self.leaf = Leaf::None;
            return false;
        };
        block.kind = BlockKind::Heading { level, setext: true };
        block.span.end = end;
        self.leaf = Leaf::None;
        true
    }

    fn indented(&mut self, line: &mut Line<'t>, matched: usize) {
        line.skip(4);
        let content = Span::new(line.at, line.end);
        let kind = BlockKind::Code { info: None, closed: true };
        self.add(matched, kind, content, vec![content], Leaf::Indented);
    }
}

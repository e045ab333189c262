//! Blocks by one linear pass over the lines: CommonMark 0.31 §4 and §5 with GFM's tables and task
//! lists, and a word on whether the reading is *certain*. Where it is not, the grammar decides;
//! what is read here then stands in for what the grammar cannot take. Reads no inlines.

mod definition;
mod html;
pub(super) mod line;
pub(super) mod mark;

use super::build::Builder;
use super::{Block, BlockId, BlockKind, Table, table};
use crate::text::Span;
use definition::definition;
use line::{Line, line_at};

/// Containers beyond this depth are read as text.
const DEPTH: usize = 200;
/// Front matter whose closing line does not end within this many bytes is none.
pub(super) const FRONT_MATTER: usize = 32 * 1024;
/// A slice this long may also end at a paragraph.
const LONG: usize = 16 * 1024;

/// What was read.
pub(super) struct Scan {
    pub blocks: Vec<Block>,
    pub line_starts: Vec<usize>,
    /// Where it stopped: the end of the text, or the next cut.
    pub end: usize,
    /// The blocks are what CommonMark and GFM say.
    pub certain: bool,
    /// The grammar is known to misread something in this text.
    pub beyond_grammar: bool,
}

/// Reads a text; `first` when it begins the document; `cut` to stop where a new slice may begin:
/// at a column-0 ATX heading outside of every block, and in a long slice at a paragraph that
/// follows a blank line there.
pub(super) fn scan(text: &str, first: bool, cut: bool) -> Scan {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        build: Builder::default(),
        open: Vec::new(),
        leaf: Leaf::None,
        blank: true,
        certain: true,
        beyond_grammar: false,
    };
    let mut line_starts = Vec::with_capacity(text.len() / 40 + 1);
    let mut at = 0;
    if first {
        at = scanner.front_matter(&mut line_starts);
    }
    while at < text.len() {
        if cut && at > 0 && scanner.may_cut(at) {
            break;
        }
        let (mut span, next) = line_at(scanner.bytes, at);
        line_starts.push(at);
        if first && at == 0 && text.starts_with('\u{feff}') {
            span.start = '\u{feff}'.len_utf8();
        }
        scanner.line(Line::new(scanner.bytes, span));
        at = next;
    }
    if line_starts.is_empty() {
        line_starts.push(0);
    }
    scanner.retreat(0);
    Scan {
        blocks: scanner.build.blocks,
        line_starts,
        end: at,
        certain: scanner.certain,
        beyond_grammar: scanner.beyond_grammar,
    }
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    build: Builder,
    /// Outermost first.
    open: Vec<Container>,
    /// The open leaf: always the block added last.
    leaf: Leaf,
    /// The line before was blank.
    blank: bool,
    certain: bool,
    beyond_grammar: bool,
}

#[derive(Clone, Copy)]
enum Container {
    Quote(BlockId),
    List { kind: u8 },
    Item { columns: usize, empty: bool },
}

#[derive(Clone, Copy, PartialEq)]
enum Leaf {
    None,
    Paragraph { defines: bool, lazy: bool },
    Fence { mark: u8, length: usize, indent: usize },
    Indented,
    Html(html::End),
    Table,
}

impl<'t> Scanner<'t> {
    /// Reads front matter and returns the offset after it.
    fn front_matter(&mut self, line_starts: &mut Vec<usize>) -> usize {
        let bom = usize::from(self.bytes.starts_with("\u{feff}".as_bytes())) * 3;
        let (span, mut at) = line_at(self.bytes, bom);
        let Some(mark) = mark::front_matter(&Line::new(self.bytes, span)) else { return 0 };
        let (mut lines, mut starts) = (Vec::new(), vec![0]);
        while at < self.bytes.len() {
            let (line, next) = line_at(self.bytes, at);
            if line.end > FRONT_MATTER {
                return 0;
            }
            starts.push(at);
            at = next;
            let reader = Line::new(self.bytes, line);
            if mark::front_matter(&reader) == Some(mark) {
                self.build.leaf(BlockKind::FrontMatter, Span::new(bom, line.end), lines);
                *line_starts = starts;
                return at;
            }
            if lines.is_empty() && reader.is_blank() {
                return 0;
            }
            lines.push(line);
        }
        0
    }

    /// Whether a new slice may begin at the line at `at`: all before is then closed by it, and
    /// nothing before could be read otherwise for what follows.
    fn may_cut(&self, at: usize) -> bool {
        let inside = matches!(self.leaf, Leaf::Fence { .. } | Leaf::Html(_));
        if self.open.is_empty() && inside {
            return false;
        }
        match self.bytes.get(at) {
            Some(b'#') => {
                let (span, _) = line_at(self.bytes, at);
                mark::atx(self.bytes, span).is_some()
            }
            Some(&byte) if at >= LONG && self.blank => {
                byte.is_ascii_alphabetic() || byte >= 0x80 || b"[(\"{!".contains(&byte)
            }
            _ => false,
        }
    }

    fn line(&mut self, mut line: Line<'t>) {
        let matched = self.enter(&mut line);
        let all = matched == self.open.len();
        let blank = line.is_blank();
        self.blank = blank;
        if all && self.goes_on(&line, blank) {
            return;
        }
        if blank {
            self.retreat(matched);
            return;
        }
        if self.starts(&mut line, matched, all) {
            return;
        }
        let content = line.content();
        match self.leaf {
            Leaf::Paragraph { .. } if all => {
                if line.indent() >= 4 || !self.table(content, line.end) {
                    self.extend(line.end, content);
                }
            }
            Leaf::Paragraph { defines, .. } => {
                let quoted = |c: &Container| matches!(c, Container::Quote(_));
                self.certain &= !self.open.iter().skip(matched).any(quoted);
                self.leaf = Leaf::Paragraph { defines, lazy: true };
                self.extend(line.end, content);
            }
            Leaf::Table if all => self.row(content, line.end),
            _ => self.paragraph(&line, matched, true),
        }
    }

    /// Goes into the open containers this line belongs to and counts them.
    fn enter(&mut self, line: &mut Line<'t>) -> usize {
        for (index, container) in self.open.iter().enumerate() {
            let inside = match *container {
                Container::List { .. } => true,
                Container::Quote(id) => {
                    self.certain &= !line.has_tab();
                    let quoted = line.quote();
                    if let Some(block) = self.build.blocks.get_mut(id).filter(|_| quoted) {
                        block.span.end = line.end;
                    }
                    quoted
                }
                Container::Item { columns, empty } => {
                    if line.is_blank() {
                        line.skip(columns);
                        !empty
                    } else {
                        self.certain &= !line.has_tab();
                        let inside = line.indent() >= columns;
                        if inside {
                            line.skip(columns);
                        }
                        inside
                    }
                }
            };
            if !inside {
                return index;
            }
        }
        self.open.len()
    }

    /// Adds the line to the open leaf if nothing but that leaf's own end could stop it.
    fn goes_on(&mut self, line: &Line<'t>, blank: bool) -> bool {
        match self.leaf {
            Leaf::Fence { mark, length, indent } => {
                let text = line.content();
                let closes = line.indent() < 4 && mark::closes_fence(self.part(text), mark, length);
                if closes {
                    self.leaf = Leaf::None;
                    if let Some(Block { kind: BlockKind::Code { closed, .. }, span, .. }) =
                        self.build.last()
                    {
                        *closed = true;
                        span.end = line.end;
                    }
                } else {
                    let mut line = *line;
                    line.skip(indent);
                    self.extend(line.end, Span::new(line.at, line.end));
                }
                true
            }
            Leaf::Html(end) => {
                if blank && end == html::End::Blank {
                    return false;
                }
                let content = line.content();
                self.extend(line.end, content);
                if end.is_in(self.part(content)) {
                    self.leaf = Leaf::None;
                }
                true
            }
            Leaf::Indented if blank || line.indent() >= 4 => {
                self.certain &= blank || !line.has_tab();
                let mut line = *line;
                line.skip(4);
                let end = self.build.last().map_or(0, |b| b.span.end);
                let end = if blank { end } else { line.end };
                self.extend(end, Span::new(line.at, line.end));
                true
            }
            _ => false,
        }
    }

    /// Opens the blocks that start on this line; whether they take all of it.
    fn starts(&mut self, line: &mut Line<'t>, mut matched: usize, all: bool) -> bool {
        let mut paragraph = matches!(self.leaf, Leaf::Paragraph { .. });
        let mut interrupts = paragraph && all;
        let mut opened = false;
        loop {
            self.certain &= !line.has_tab();
            let content = line.content();
            let text = self.part(content);
            let Some(&byte) = text.first() else { break };
            if line.indent() >= 4 {
                if !paragraph {
                    self.certain &= self.leaf != Leaf::Table;
                    self.indented(line, matched);
                    return true;
                }
                self.beyond_grammar |= matches!(byte, b'*' | b'`' | b'~');
                break;
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
                    return true;
                }
                b'`' | b'~'
                    if let Some((mark, length, info)) = mark::fence(self.bytes, content) =>
                {
                    let kind = BlockKind::Code { info: Some(info), closed: false };
                    let leaf = Leaf::Fence { mark, length, indent: line.indent() };
                    self.add(matched, kind, span, Vec::new(), leaf);
                    return true;
                }
                b'<' if let Some(end) = html::start(text, paragraph) => {
                    self.certain &= end == html::End::With(b"-->");
                    let leaf = if end.is_in(text) { Leaf::None } else { Leaf::Html(end) };
                    self.add(matched, BlockKind::Html, span, vec![content], leaf);
                    return true;
                }
                b'=' | b'-' if interrupts && self.underline(text, line.end) => return true,
                b'-' | b'*' | b'_' if mark::thematic(text) => {
                    self.add(matched, BlockKind::Break, span, Vec::new(), Leaf::None);
                    return true;
                }
                b'-' | b'+' | b'*' | b'0'..=b'9'
                    if self.open.len() < DEPTH
                        && let Some(marker) = mark::marker(text)
                        && self.may_start(marker, text, interrupts) =>
                {
                    if self.item(marker, line, matched) {
                        return true;
                    }
                }
                _ => {
                    self.certain &= self.open.len() < DEPTH;
                    break;
                }
            }
            (paragraph, interrupts, opened) = (false, false, true);
            matched = self.open.len();
        }
        if opened && !line.is_blank() {
            self.paragraph(line, matched, true);
        }
        opened
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
        self.certain &= !line.has_tab();
        let empty = line.is_blank();
        let gap = line.indent();
        let gap = if empty || gap > 4 { 1 } else { gap };
        line.skip(gap);
        let check = mark::check(self.bytes, line.at, line.end).filter(|_| !empty);
        if check.is_some() {
            line.take(3);
        }
        let bare = check.is_some() && line.is_blank();
        let empty = empty || bare;
        let marked = Span::new(start, start + marker.length);
        let kind = BlockKind::Item { marker: marked, number: marker.number, check };
        self.build.open(kind, span);
        self.open.push(Container::Item { columns: indent + marker.length + gap, empty });
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

    fn paragraph(&mut self, line: &Line<'t>, matched: usize, defines: bool) {
        let content = line.content();
        let span = Span::new(content.start, line.end);
        let leaf = Leaf::Paragraph { defines, lazy: false };
        self.add(matched, BlockKind::Paragraph, span, vec![content], leaf);
    }

    /// Makes the open paragraph's last line a table's header if `line` is its delimiter row
    /// (GFM §4.10); the lines before it stay a paragraph.
    fn table(&mut self, line: Span, end: usize) -> bool {
        let Leaf::Paragraph { lazy: false, defines } = self.leaf else { return false };
        let text = self.part(line);
        if !text.iter().all(|b| b"|-: \t".contains(b)) {
            return false;
        }
        let Some(aligns) = table::delimiter(self.text, line) else { return false };
        let Some(last) = self.build.last().and_then(|b| b.lines.last().copied()) else {
            return false;
        };
        let header = table::row(self.text, last);
        if header.cells.len() != aligns.len() {
            return false;
        }
        // A single column is told from text by its pipes alone: readers differ.
        let piped = |text: &[u8]| text.len() > 1 && text.contains(&b'|');
        if !piped(text) || !piped(self.part(last)) {
            self.certain = false;
            return false;
        }
        self.certain &= defines;
        if let Some(block) = self.build.last() {
            block.lines.pop();
            if let Some(&before) = block.lines.last() {
                self.certain = false;
                let gap = Line::new(self.bytes, Span::new(before.end, last.start)).text();
                block.span.end = gap;
            }
        }
        self.retreat(self.open.len());
        let span = Span::new(last.start, end);
        self.build.leaf(
            BlockKind::Table(Table { header, delimiter: line, aligns, rows: Vec::new() }),
            span,
            Vec::new(),
        );
        self.leaf = Leaf::Table;
        self.traps(last);
        true
    }

    fn row(&mut self, line: Span, end: usize) {
        self.traps(line);
        let row = table::row(self.text, line);
        if let Some(Block { kind: BlockKind::Table(table), span, .. }) = self.build.last() {
            table.rows.push(row);
            span.end = end;
        }
    }

    /// Rows the grammar stumbles over.
    fn traps(&mut self, row: Span) {
        let text = self.part(row);
        self.beyond_grammar |= text == b"|" || memchr::memmem::find(text, b"||").is_some();
    }

    fn part(&self, span: Span) -> &'t [u8] {
        self.bytes.get(span.start..span.end).unwrap_or_default()
    }

    /// Adds a line to the open leaf.
    fn extend(&mut self, end: usize, content: Span) {
        if let Some(block) = self.build.last() {
            block.span.end = end;
            block.lines.push(content);
        }
    }

    /// Adds a leaf to the container `matched` deep.
    fn add(&mut self, matched: usize, kind: BlockKind, span: Span, lines: Vec<Span>, leaf: Leaf) {
        self.retreat(matched);
        self.close_list();
        self.build.leaf(kind, span, lines);
        self.leaf = leaf;
    }

    /// Closes the open leaf and all but the outermost `depth` containers.
    fn retreat(&mut self, depth: usize) {
        match self.leaf {
            Leaf::Paragraph { .. } => self.definitions(),
            Leaf::Indented => {
                if let Some(block) = self.build.last() {
                    let end = block.span.end;
                    block.lines.truncate(block.lines.partition_point(|l| l.start < end));
                }
            }
            _ => {}
        }
        self.leaf = Leaf::None;
        while self.open.len() > depth {
            self.open.pop();
            self.build.close();
        }
    }

    /// Closes a list that the next block is no item of.
    fn close_list(&mut self) {
        if let Some(Container::List { .. }) = self.open.last() {
            self.open.pop();
            self.build.close();
        }
    }

    /// Turns the start of the open paragraph into the definitions it holds; drops a paragraph
    /// without lines.
    fn definitions(&mut self) {
        let Leaf::Paragraph { defines, .. } = self.leaf else { return };
        let Some(block) = self.build.last() else { return };
        // Without lines once a table has taken the only one.
        let first = block.lines.first().map(|l| l.start);
        let bracket = first.is_none_or(|at| self.bytes.get(at) == Some(&b'['));
        if !bracket || (first.is_some() && !defines) {
            return;
        }
        let Some(mut paragraph) = self.build.blocks.pop() else { return };
        let mut lines = paragraph.lines.as_slice();
        while let Some(found) = definition(self.bytes, lines) {
            let (own, rest) = lines.split_at(found.lines.min(lines.len()));
            let span = Span::new(
                own.first().map_or(0, |l| l.start),
                if rest.is_empty() { paragraph.span.end } else { own.last().map_or(0, |l| l.end) },
            );
            self.certain &= found.plain;
            let kind = BlockKind::Definition { label: found.label, destination: found.destination };
            self.build.leaf(kind, span, own.to_vec());
            lines = rest;
        }
        if let Some(first) = lines.first() {
            paragraph.span.start = first.start;
            paragraph.lines = lines.to_vec();
            let Block { kind, span, lines, .. } = paragraph;
            self.build.leaf(kind, span, lines);
        }
    }
}

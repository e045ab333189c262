//! Blocks by one linear pass over the lines: CommonMark 0.31 §4 and §5 with GFM's tables and task
//! lists, and a word on whether the reading is *certain*. Where it is not, the grammar decides;
//! what is read here then stands in for what the grammar cannot take. Reads no inlines.

mod definition;
pub(super) mod html;
mod leaf;
pub(super) mod line;
pub(super) mod mark;
mod start;

use super::build::Builder;
use super::{Block, BlockId, BlockKind};
use crate::text::Span;
use line::{Line, line_at};

/// Containers beyond this depth are read as text.
const DEPTH: usize = 200;
/// Front matter whose closing line does not end within this many bytes is none.
pub(super) const FRONT_MATTER: usize = 32 * 1024;
/// A slice this long may also end at a paragraph.
const LONG: usize = 16 * 1024;

/// Lines and blocks that many slices have: room is made for so many at first.
const FEW: usize = 16;

/// What was read.
pub(super) struct Scan {
    pub blocks: Vec<Block>,
    pub line_starts: Vec<usize>,
    /// Where the blocks begin: behind a byte order mark or front matter.
    pub body: usize,
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
        build: Builder::with_room(FEW),
        open: Vec::new(),
        leaf: Leaf::None,
        blank: true,
        certain: true,
        beyond_grammar: false,
    };
    // The text goes on far behind the cut: nothing here may be sized by its length.
    let mut line_starts = Vec::with_capacity(FEW);
    let bom = if first && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = if first { scanner.front_matter(bom, &mut line_starts) } else { 0 };
    let body = at.max(bom);
    while at < text.len() {
        if cut && at > 0 && scanner.may_cut(at) {
            break;
        }
        let (mut span, next) = line_at(scanner.bytes, at);
        line_starts.push(at);
        if at == 0 {
            span.start = bom;
        }
        scanner.line(Line::new(scanner.bytes, span));
        at = next;
    }
    if line_starts.is_empty() {
        line_starts.push(0);
    }
    scanner.retreat(0);
    line_starts.shrink_to_fit();
    Scan {
        blocks: scanner.build.finish(),
        line_starts,
        body,
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
    Item { id: BlockId, columns: usize },
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
    fn front_matter(&mut self, bom: usize, line_starts: &mut Vec<usize>) -> usize {
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
        let Some(content) = self.starts(&mut line, matched, all) else { return };
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
                    // How far a tab may move the mark, readers differ.
                    self.certain &= !line.has_tab();
                    let quoted = line.quote();
                    if let Some(block) = self.build.blocks.get_mut(id).filter(|_| quoted) {
                        block.span.end = line.end;
                    }
                    quoted
                }
                Container::Item { id, columns } => {
                    if line.is_blank() {
                        line.skip(columns);
                        self.build.blocks.len() > id + 1
                    } else {
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

    fn paragraph(&mut self, line: &Line<'t>, matched: usize, defines: bool) {
        let content = line.content();
        let span = Span::new(content.start, line.end);
        let leaf = Leaf::Paragraph { defines, lazy: false };
        self.add(matched, BlockKind::Paragraph, span, vec![content], leaf);
    }

    fn part(&self, span: Span) -> &'t [u8] {
        self.bytes.get(span.start..span.end).unwrap_or_default()
    }

    /// Where the open leaf ends so far.
    fn end(&mut self) -> usize {
        self.build.last().map_or(0, |b| b.span.end)
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
            Leaf::Indented | Leaf::Html(_) => {
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
}

//! The facts of one slice: its blocks in document order, flat, with their nesting.
//! Data only; `scan` and `grammar` produce it.

use super::{Inline, InlineKind};
use crate::text::Span;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Index of a block within its [`Facts`].
pub type BlockId = usize;

/// What a slice of a document holds. A pure function of the slice's text (and of whether it
/// begins the document, which alone allows front matter). Spans are bytes of `text`.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The slice itself.
    pub text: Box<str>,
    /// First byte of each line; the first is 0. Line ends are LF, CRLF and CR; one at the end of
    /// the slice begins no line here.
    pub line_starts: Vec<usize>,
    /// Preorder: a block is followed by the blocks inside it.
    pub blocks: Vec<Block>,
    /// The scanner was in doubt and the grammar could not take the slice (too large, too strange):
    /// the blocks are the scanner's best reading.
    pub degraded: bool,
    /// In the order of their starts; an inline inside another follows it. Read when first asked
    /// for: of most of what is no plan nobody asks.
    pub(super) inlines: OnceLock<Vec<Inline>>,
}

/// Inlines are a function of the rest.
impl PartialEq for Facts {
    fn eq(&self, other: &Facts) -> bool {
        let parts = |f: &Facts| (f.degraded, f.line_starts.len(), f.blocks.len());
        parts(self) == parts(other)
            && self.text == other.text
            && self.line_starts == other.line_starts
            && self.blocks == other.blocks
    }
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// From its first byte (markers included, indentation not) to the end of its last line,
    /// without that line's terminator.
    pub span: Span,
    /// The container around it.
    pub parent: Option<BlockId>,
    /// The block after its last descendant: its descendants are `id + 1..end`.
    pub end: BlockId,
    /// The content of a leaf, line by line, without container prefixes, indentation, heading
    /// marks and closing `#`s; those of text and HTML are trimmed, those of code keep what is
    /// theirs. Empty for containers, tables and breaks.
    pub lines: Vec<Span>,
}

impl Block {
    /// Whether it is a leaf whose text has inlines.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::Table(_))
    }
}

/// Kinds of blocks (CommonMark 0.31 §4, §5; GFM §4.10, §5.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// `---` or `+++` metadata at the very start of the document; `lines` are those between.
    FrontMatter,
    /// ATX or setext heading; `lines` is its text (one line for ATX).
    Heading {
        /// 1 to 6.
        level: u8,
        /// Underlined rather than marked with `#`.
        setext: bool,
    },
    /// Text.
    Paragraph,
    /// Container of [`BlockKind::Item`]s.
    List {
        /// Numbered rather than bulleted.
        ordered: bool,
    },
    /// A list item; a container. An item whose text is only a check box (`- [ ]`) has none inside.
    Item {
        /// `-`, `*`, `+`, `1.` or `1)`, without the space after it.
        marker: Span,
        /// The number of an ordered item.
        number: Option<u64>,
        /// The check box, also when nothing follows it.
        check: Option<Check>,
    },
    /// Block quote; a container.
    Quote,
    /// Fenced or indented code; `lines` are its content.
    Code {
        /// The info string of a fence, trimmed; `None` for indented code.
        info: Option<Span>,
        /// A fence that has its closing line.
        closed: bool,
    },
    /// HTML block; a comment is one whose text starts with `<!--`.
    Html,
    /// GFM table; apart, since most blocks are none.
    Table(Box<Table>),
    /// Thematic break.
    Break,
    /// Link reference definition `[label]: destination`.
    Definition {
        /// Between the brackets.
        label: Span,
        /// Without angle brackets.
        destination: Span,
    },
}

/// A task list item's box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// `[ ]` or `[x]`, brackets included.
    pub span: Span,
    /// `x` or `X` inside.
    pub done: bool,
}

/// A table. Rows are split by our own reading of GFM §4.10: `\|` never separates, a pipe in a code
/// span does unless escaped. A row keeps as many cells as it has written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The header row.
    pub header: Row,
    /// The delimiter row's line.
    pub delimiter: Span,
    /// One per delimiter cell.
    pub aligns: Vec<Align>,
    /// The rows below.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row's line without container prefix, indentation and terminator.
    pub span: Span,
    /// Each cell's content, trimmed; an empty cell is an empty span where its content would go.
    pub cells: Vec<Span>,
}

/// Alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `---`
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

impl Facts {
    /// The text of a span of this slice.
    pub fn str(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// A block by id.
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.get(id)
    }

    /// What closes a fence or a comment that a block leaves open (CommonMark §4.5, §4.6), so that
    /// text after it is not swallowed.
    pub fn closing(&self, block: &Block) -> Option<String> {
        let text = self.str(block.span);
        match block.kind {
            BlockKind::Code { closed: false, .. } => {
                let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
                let run: String = text.chars().take_while(|c| *c == mark).collect();
                (run.len() >= 3).then_some(run)
            }
            BlockKind::Html => super::scan::html::closing(text).map(str::to_owned),
            _ => None,
        }
    }

    /// The blocks directly inside `id`.
    pub fn children(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        let end = self.block(id).map_or(id, |b| b.end);
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.block(child)?.end.max(child + 1);
            Some(child)
        })
    }

    /// The blocks around `id`, innermost first.
    pub fn ancestors(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(self.block(id).and_then(|b| b.parent), |&p| self.block(p)?.parent)
    }

    /// The inlines of a heading, paragraph or table; other blocks have none of their own.
    pub fn inlines(&self, block: &Block) -> &[Inline] {
        if !block.is_text() {
            return &[];
        }
        let all = self.inlines.get_or_init(|| self.read_inlines(&self.blocks));
        let start = all.partition_point(|i| i.span.start < block.span.start);
        let rest = all.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|i| i.span.start < block.span.end)).unwrap_or_default()
    }

    /// The same, of this block alone where nobody has asked for those of its slice yet: to look at few
    /// blocks, the others need not be read.
    pub fn own_inlines(&self, block: &Block) -> Cow<'_, [Inline]> {
        match self.inlines.get() {
            Some(_) => self.inlines(block).into(),
            None => self.read_inlines([block]).into(),
        }
    }

    /// The words of a leaf: its lines, or its cells, without code spans, URLs and HTML, in order.
    pub fn prose(&self, block: &Block) -> Vec<Span> {
        let opaque = |inline: &Inline| match inline.kind {
            InlineKind::Code
            | InlineKind::Autolink
            | InlineKind::Html
            | InlineKind::Image { .. } => Some(inline.span),
            InlineKind::Link { .. } => Some(Span::new(inline.inner.end, inline.span.end)),
            _ => None,
        };
        let mut cuts = self.inlines(block).iter().filter_map(opaque).peekable();
        let mut found = vec![];
        let mut at = 0;
        let cells: Vec<Span> = match &block.kind {
            BlockKind::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                rows.flat_map(|row| row.cells.iter().copied()).collect()
            }
            _ => vec![],
        };
        for line in block.lines.iter().chain(&cells) {
            at = at.max(line.start);
            while let Some(cut) = cuts.next_if(|cut| cut.start < line.end) {
                found.push(Span::new(at.min(cut.start), cut.start));
                at = at.max(cut.end);
            }
            found.push(Span::new(at.min(line.end), line.end));
        }
        found.retain(|span| !span.is_empty());
        found
    }

    /// The zero-based line of the slice that holds `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The whole lines a span touches, without the last terminator.
    pub fn lines_of(&self, span: Span) -> Span {
        let start = self.line_starts.get(self.line_of(span.start)).copied().unwrap_or(0);
        let next = self.line_of(span.end.max(span.start)) + 1;
        let end = self.line_starts.get(next).copied().unwrap_or(self.text.len());
        let line = Span::new(start, end).of(&self.text);
        let cut =
            if line.ends_with("\r\n") { 2 } else { usize::from(line.ends_with(['\n', '\r'])) };
        Span::new(start, end - cut.min(end))
    }
}

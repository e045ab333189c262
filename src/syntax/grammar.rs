//! Blocks from tree-sitter-md's *block* grammar, for the slices the scanner is not certain of.
//! The tree says which blocks there are and where; their lines, cells, marks and check boxes are
//! read from the text. Its inline grammar is not used. Gives up rather than guess: on an error in
//! the tree, on a slice too large, on a parse that takes too long.

use super::build::Builder;
use super::scan::line::{Line, blank, line_at};
use super::scan::mark;
use super::{Block, BlockKind, Table, table};
use crate::text::Span;
use std::cell::RefCell;
use std::ops::ControlFlow;
use tree_sitter::{Node, ParseOptions, Parser, Tree};

/// The longest slice that is parsed: the parser's own limits abort the process, so it never comes
/// near them.
const LONGEST: usize = 256 * 1024;
/// Calls of the progress callback a parse may take: counted, not timed, so that the same text
/// always has the same facts. A parse takes about one for thirty bytes; one for four is allowed.
const CALLS: usize = 2_000;

thread_local! {
    static PARSER: RefCell<Option<Parser>> = RefCell::new(parser());
}

fn parser() -> Option<Parser> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_md::LANGUAGE.into()).ok()?;
    Some(parser)
}

/// The blocks of `text` from byte `from` on, after `front`: front matter is the scanner's, since
/// the grammar sees it where there is none. `None` if the grammar cannot tell.
pub(super) fn blocks(text: &str, from: usize, front: Option<Block>) -> Option<Vec<Block>> {
    let body = text.get(from..).filter(|body| body.len() <= LONGEST)?;
    // A line end before, so that it takes no line for front matter; one after, because it misreads
    // a last line without. A NUL is an error to it.
    let source = format!("\n{body}\n").replace('\0', "\u{1}");
    let tree = tree(&source)?;
    if tree.root_node().has_error() {
        return None;
    }
    let mut reader = Reader { text, from, prefixes: Vec::new(), build: Builder::default() };
    reader.build.blocks.extend(front);
    walk(&tree, |node, entering| {
        if entering && node.kind() == "block_continuation" {
            reader.prefixes.push(reader.span(node));
        }
        Some(true)
    })?;
    walk(&tree, |node, entering| if entering { reader.enter(node) } else { reader.leave(node) })?;
    Some(reader.build.finish())
}

fn tree(source: &str) -> Option<Tree> {
    PARSER.with(|parser| {
        let mut parser = parser.try_borrow_mut().ok()?;
        let parser = parser.as_mut()?;
        let mut left = CALLS + source.len() / 4;
        let mut progress = |_: &_| {
            left = left.saturating_sub(1);
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut input = |at: usize, _| source.as_bytes().get(at..).unwrap_or_default();
        let options = ParseOptions::new().progress_callback(&mut progress);
        let tree = parser.parse_with_options(&mut input, None, Some(options));
        parser.reset();
        tree
    })
}

/// Visits every node on entering and on leaving it, without recursion; `visit` says on entering
/// whether to go inside, and stops everything with `None`.
fn walk(tree: &Tree, mut visit: impl FnMut(Node, bool) -> Option<bool>) -> Option<()> {
    let mut cursor = tree.walk();
    loop {
        let inside = visit(cursor.node(), true)?;
        if inside && cursor.goto_first_child() {
            continue;
        }
        loop {
            visit(cursor.node(), false)?;
            if cursor.goto_next_sibling() {
                break;
            }
            if !cursor.goto_parent() {
                return Some(());
            }
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    from: usize,
    /// The marks and indentation of containers at the start of lines, in order.
    prefixes: Vec<Span>,
    build: Builder,
}

impl<'t> Reader<'t> {
    /// A node's bytes in the slice.
    fn span(&self, node: Node) -> Span {
        let place = |byte: usize| (byte.saturating_sub(1) + self.from).min(self.text.len());
        Span::new(place(node.start_byte()), place(node.end_byte()))
    }

    fn enter(&mut self, node: Node) -> Option<bool> {
        let kind = node.kind();
        match kind {
            "document" | "section" => return Some(true),
            "list" | "list_item" | "block_quote" => return self.container(node),
            "paragraph"
            | "atx_heading"
            | "setext_heading"
            | "fenced_code_block"
            | "indented_code_block"
            | "html_block"
            | "thematic_break"
            | "link_reference_definition"
            | "pipe_table" => {}
            "minus_metadata" | "plus_metadata" => return None,
            _ => return Some(false),
        }
        let lines = self.lines(node);
        let (&first, &last) = (lines.first()?, lines.last()?);
        let contents = || lines.iter().map(Line::content).collect::<Vec<_>>();
        let content = first.content();
        let mut span = Span::new(content.start, last.end);
        let bytes = self.text.as_bytes();
        let (kind, lines) = match kind {
            "paragraph" => {
                let mut lines = contents();
                self.strip_check(&mut lines);
                span.start = lines.first().map_or(span.end, |l| l.start);
                if lines.is_empty() {
                    return Some(false);
                }
                (BlockKind::Paragraph, lines)
            }
            "atx_heading" => {
                let (level, title) = mark::atx(bytes, content)?;
                (BlockKind::Heading { level, setext: false }, vec![title])
            }
            "setext_heading" => {
                let mut lines = contents();
                let underline = lines.pop()?;
                let level = if bytes.get(underline.start) == Some(&b'=') { 1 } else { 2 };
                self.strip_check(&mut lines);
                span.start = lines.first()?.start;
                (BlockKind::Heading { level, setext: true }, lines)
            }
            "fenced_code_block" => {
                let (mark, length, info) = mark::fence(bytes, content)?;
                let rest = lines.get(1..)?;
                let closes = |l: &Line| {
                    l.indent() < 4
                        && mark::closes_fence(l.content().of(self.text).as_bytes(), mark, length)
                };
                let closed = rest.last().is_some_and(closes);
                let body = rest.get(..rest.len() - usize::from(closed))?;
                let body = body.iter().map(|l| indented(*l, first.indent())).collect();
                (BlockKind::Code { info: Some(info), closed }, body)
            }
            "indented_code_block" => {
                // The tree counts indentation inside the code as prefix: measure it by the first line.
                let start = indented(first, 4).start;
                let column = start - line_start(self.text, start);
                let unindent = |l: &Line| {
                    let whole = Span::new(line_start(self.text, l.at), l.end);
                    let plain = indented(Line::new(bytes, whole), column);
                    if plain.start > whole.start { plain } else { Span::new(l.at, l.end) }
                };
                let rest = lines.iter().skip(1).map(unindent);
                let body: Vec<_> =
                    std::iter::once(Span::new(start, first.end)).chain(rest).collect();
                span = Span::new(body.first()?.start, last.end);
                (BlockKind::Code { info: None, closed: true }, body)
            }
            "html_block" => (BlockKind::Html, contents()),
            "thematic_break" => (BlockKind::Break, Vec::new()),
            "link_reference_definition" => {
                let child = |kind| {
                    let mut cursor = node.walk();
                    let found = node.children(&mut cursor).find(|c: &Node| c.kind() == kind);
                    found.map(|c| self.span(c))
                };
                let label = child("link_label")?;
                let destination = child("link_destination")?;
                let angle = destination.of(self.text).starts_with('<');
                let inner = |s: Span, by: usize| Span::new(s.start + by, s.end.saturating_sub(by));
                let kind = BlockKind::Definition {
                    label: inner(label, 1),
                    destination: inner(destination, usize::from(angle)),
                };
                (kind, contents())
            }
            _ => {
                let delimiter = lines.get(1)?.content();
                let row = |l: &Line| table::row(self.text, l.content());
                let table = Table {
                    header: row(&first),
                    delimiter,
                    aligns: table::delimiter(self.text, delimiter)?,
                    rows: lines.get(2..)?.iter().map(row).collect(),
                };
                (BlockKind::Table(Box::new(table)), Vec::new())
            }
        };
        self.build.leaf(kind, span, lines);
        Some(false)
    }

    fn container(&mut self, node: Node) -> Option<bool> {
        let span = self.span(node);
        let bytes = self.text.as_bytes();
        let (line, _) = line_at(bytes, span.start);
        let mut line = Line::new(bytes, line);
        let start = line.text();
        let marker = mark::marker(line.content().of(self.text).as_bytes());
        let mut span = Span::new(start, line.end);
        let kind = match node.kind() {
            "block_quote" => {
                span.end = span.end.max(self.lines(node).last()?.end);
                BlockKind::Quote
            }
            "list" => BlockKind::List { ordered: marker?.number.is_some() },
            _ => {
                let marker = marker?;
                line.take(marker.length);
                let check = (line.indent() < 5).then(|| mark::check(bytes, line.text(), line.end));
                BlockKind::Item {
                    marker: Span::new(start, start + marker.length),
                    number: marker.number,
                    check: check.flatten(),
                }
            }
        };
        self.build.open(kind, span);
        Some(true)
    }

    fn leave(&mut self, node: Node) -> Option<bool> {
        if matches!(node.kind(), "list" | "list_item" | "block_quote") {
            self.build.close();
        }
        Some(true)
    }

    /// The lines of a node, each from behind the marks and indentation of its containers; the
    /// first from where the node starts. Blank lines at the end count in fences and quotes only.
    fn lines(&self, node: Node) -> Vec<Line<'t>> {
        let bytes = self.text.as_bytes();
        let span = self.span(node);
        let mut lines = Vec::new();
        let mut at = span.start;
        while at < span.end || lines.is_empty() {
            let (line, next) = line_at(bytes, at);
            let start = if lines.is_empty() { self.margin(at) } else { self.content_start(line) };
            let line = Line::new(bytes, Span::new(start, line.end));
            if line.text() >= span.end && !lines.is_empty() && !line.is_blank() {
                break;
            }
            lines.push(line);
            if next <= at {
                break;
            }
            at = next;
        }
        let keeps = matches!(node.kind(), "fenced_code_block" | "block_quote");
        while !keeps && lines.len() > 1 && lines.last().is_some_and(Line::is_blank) {
            lines.pop();
        }
        lines
    }

    /// From behind its containers' marks, the start of the line that `at` lies in.
    fn content_start(&self, line: Span) -> usize {
        let next = self.prefixes.partition_point(|p| p.end <= line.start);
        let within = |p: &&Span| p.start <= line.end;
        let last = self.prefixes.iter().skip(next).take_while(within).last();
        last.map_or(line.start, |p| p.end.min(line.end))
    }

    /// The white space before `at` that is the block's own indentation.
    fn margin(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let before = bytes.get(..at).unwrap_or_default();
        let gap = before.iter().rev().take_while(|&&b| blank(b)).count();
        let line_start = matches!(before.get(..at - gap), Some([.., b'\n' | b'\r'] | []));
        let start = match self.build.blocks.last() {
            _ if line_start => self.content_start(line_at(bytes, at - gap).0),
            Some(Block { kind: BlockKind::Item { marker, .. }, .. }) => marker.end + 1,
            Some(Block { kind: BlockKind::Quote, span, .. }) => span.start + 2,
            _ => at,
        };
        if start < at - gap { at } else { start.min(at) }
    }

    /// Takes the check box of the item that the next block is the first of from its lines.
    fn strip_check(&self, lines: &mut Vec<Span>) {
        let item = self.build.blocks.last().map(|b| &b.kind);
        let Some(BlockKind::Item { check: Some(check), .. }) = item else { return };
        if let Some(first) = lines.first_mut().filter(|l| l.start == check.span.start) {
            *first = Span::new(check.span.end, first.end).trim(self.text);
            if first.is_empty() {
                lines.remove(0);
            }
        }
    }
}

/// Where the line around `at` starts.
fn line_start(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1)
}

/// A line of code without at most `columns` of its indentation.
fn indented(mut line: Line, columns: usize) -> Span {
    line.skip(columns);
    Span::new(line.at, line.end)
}

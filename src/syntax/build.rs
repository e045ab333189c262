//! Blocks being put together in preorder, for both readers. Decides nothing about Markdown.

use super::{Block, BlockId, BlockKind};
use crate::text::Span;

/// The blocks so far and the containers still open.
#[derive(Default)]
pub(super) struct Builder {
    pub blocks: Vec<Block>,
    parents: Vec<BlockId>,
}

impl Builder {
    /// Nothing yet, with room for so many blocks.
    pub fn with_room(blocks: usize) -> Builder {
        Builder { blocks: Vec::with_capacity(blocks), parents: Vec::new() }
    }

    /// Adds a leaf to the innermost open container.
    pub fn leaf(&mut self, kind: BlockKind, span: Span, lines: Vec<Span>) {
        let parent = self.parents.last().copied();
        let end = self.blocks.len() + 1;
        self.blocks.push(Block { kind, span, parent, end, lines });
    }

    /// Opens a container; `span` is what is known of it so far.
    pub fn open(&mut self, kind: BlockKind, span: Span) -> BlockId {
        self.leaf(kind, span, Vec::new());
        self.parents.push(self.blocks.len() - 1);
        self.blocks.len() - 1
    }

    /// Closes the innermost container: it ends where the last block inside it ends.
    pub fn close(&mut self) {
        let Some(id) = self.parents.pop() else { return };
        let count = self.blocks.len();
        let inner = self.blocks.last().map_or(0, |b| b.span.end);
        let Some(block) = self.blocks.get_mut(id) else { return };
        block.end = count;
        block.span.end = block.span.end.max(inner);
        let end = block.span.end;
        let parent = self.parents.last().and_then(|&p| self.blocks.get_mut(p));
        if let Some(parent) = parent {
            parent.span.end = parent.span.end.max(end);
        }
    }

    /// All blocks, without the room they grew into: they are kept as long as the document is.
    pub fn finish(mut self) -> Vec<Block> {
        self.blocks.shrink_to_fit();
        for block in &mut self.blocks {
            block.lines.shrink_to_fit();
            if let BlockKind::Table(table) = &mut block.kind {
                table.rows.shrink_to_fit();
            }
        }
        self.blocks
    }

    /// The block added last.
    pub fn last(&mut self) -> Option<&mut Block> {
        self.blocks.last_mut()
    }
}

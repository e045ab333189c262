//! The risks of a section, whatever shape they have: table rows, list items with nested labels, or
//! the section itself. Says what each one states; judges nothing.

use super::table::{ColumnRole, TableView};
use super::{Item, Section};
use crate::syntax::{BlockId, BlockKind};
use crate::text::Span;

/// A risk. Spans are bytes of the slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// What it is called.
    pub name: Span,
    /// Where it stands.
    pub place: Place,
    /// What it says about itself: the label's or column's role, and the value, which may be empty.
    pub says: Vec<(ColumnRole, Span)>,
}

/// Where a risk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A row of a table.
    Row {
        /// The table.
        table: BlockId,
        /// From zero, without the header.
        row: usize,
    },
    /// An item of [`Section::items`].
    Item(usize),
    /// A label of [`Section::fields`], one of several (`**Risk**: …`), with what is said until
    /// `end`.
    Label {
        /// The label.
        field: usize,
        /// Where the next one or the section begins or ends.
        end: usize,
    },
    /// The section: a heading per risk.
    Section,
}

impl Risk {
    /// What it says under a role.
    pub fn value(&self, role: ColumnRole) -> Option<Span> {
        self.says.iter().find(|(r, _)| *r == role).map(|(_, span)| *span)
    }
}

/// The risks in the tables and lists of a section that is about risks, in order; where it has
/// neither but rates itself, the section is one.
pub fn read(section: &Section) -> Vec<Risk> {
    let mut found = vec![];
    for &block in &section.tables {
        let kind = section.facts.block(block).map(|b| &b.kind);
        let Some(BlockKind::Table(table)) = kind else { continue };
        let view = TableView::new(&section.facts.text, table);
        rows(&view, block, &mut found);
    }
    if labelled(section, &mut found) {
        return found;
    }
    let own = section.fields.iter().filter(|f| f.item.is_none() || !is_nested(section, f.item));
    let own: Vec<_> = own.filter_map(|f| Some((rated(&f.key)?, f.value))).collect();
    if let Some(heading) = section.heading.as_ref().filter(|_| !own.is_empty()) {
        found.push(Risk { name: heading.text, place: Place::Section, says: own });
        return found;
    }
    // Nested labels belong to the top item that was opened last.
    let mut fields = section.fields.iter().peekable();
    for (index, item) in section.items_in(None) {
        while fields.next_if(|f| f.span.start < item.span.start).is_some() {}
        let mut says = vec![];
        while let Some(field) = fields.next_if(|f| f.span.start < item.span.end) {
            says.extend(rated(&field.key).map(|role| (role, field.value)));
        }
        found.push(Risk { name: name(section, item), place: Place::Item(index), says });
    }
    found
}

/// The risks of a section that has a label for each; whether it has.
fn labelled(section: &Section, found: &mut Vec<Risk>) -> bool {
    let is_risk = |key: &str| {
        let name = key.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        ColumnRole::of(name) == ColumnRole::Risk
    };
    let fields = section.fields.iter().enumerate().filter(|(_, f)| is_risk(&f.key));
    let labels: Vec<_> = fields.filter(|(_, f)| !is_nested(section, f.item)).collect();
    if labels.len() < 2 {
        return false;
    }
    let ends = labels.iter().skip(1).map(|(at, f)| (*at, f.span.start));
    let ends = ends.chain([(section.fields.len(), section.span.end)]);
    for ((field, label), (next, end)) in labels.iter().zip(ends) {
        let said = section.fields.get(field + 1..next).unwrap_or_default();
        let says = said.iter().filter_map(|f| Some((rated(&f.key)?, f.value))).collect();
        let name = if label.value.is_empty() { label.label } else { label.value };
        found.push(Risk { name, place: Place::Label { field: *field, end }, says });
    }
    true
}

fn rows(view: &TableView, table: BlockId, found: &mut Vec<Risk>) {
    let names =
        view.column(ColumnRole::Risk).or_else(|| view.column(ColumnRole::Mitigation).map(|_| 0));
    let Some(named) = names else { return };
    // `</tag>` right beneath a table is read as its last row (GFM).
    let is_name = |cell: &Span| !cell.is_empty() && !cell.of(view.text).starts_with("</");
    for row in 0..view.table.rows.len() {
        let Some(name) = view.cell(row, named).filter(is_name) else { continue };
        let columns = view.columns.iter().enumerate().filter(|(_, c)| is_rating(c.role));
        let says = columns.filter_map(|(at, column)| Some((column.role, view.cell(row, at)?)));
        found.push(Risk { name, place: Place::Row { table, row }, says: says.collect() });
    }
}

/// The bold name of an item, else its first line.
fn name(section: &Section, item: &Item) -> Span {
    let line = section.str(item.text).lines().next().map_or(0, str::len);
    Span::new(item.text.start, item.text.start + line)
}

fn is_nested(section: &Section, item: Option<BlockId>) -> bool {
    item.and_then(|item| section.item_of(item)).is_some_and(|i| i.parent.is_some())
}

/// The role of a label that rates or answers a risk.
fn rated(key: &str) -> Option<ColumnRole> {
    Some(ColumnRole::of(key)).filter(|role| is_rating(*role))
}

fn is_rating(role: ColumnRole) -> bool {
    matches!(role, ColumnRole::Impact | ColumnRole::Probability | ColumnRole::Mitigation)
}

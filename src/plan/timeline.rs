//! Tables that say when and how far: a phase, step or milestone per row, with its dates, status,
//! estimate and what it waits for. Which phase a row means is for [`super::relations`] to say.

use super::concept::normalise;
use super::heading::{self, Number};
use super::series;
use super::table::{ColumnRole, TableView};
use crate::syntax::{BlockId, BlockKind, Facts};
use crate::text::Span;

/// A table of phases. Spans are bytes of the slice.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The table.
    pub block: BlockId,
    /// The column that names phases, from 0.
    pub subject: usize,
    /// Whether it has dates or estimates: a list of phases only repeats their names.
    pub is_timed: bool,
    /// Its rows, those without a name left out.
    pub rows: Vec<ScheduleRow>,
}

/// A row. Cells that are empty or not there are `None`.
#[derive(Clone, Debug)]
pub struct ScheduleRow {
    /// Which row of the table, from 0.
    pub row: usize,
    /// Its line.
    pub span: Span,
    /// The cell that names the phase.
    pub name: Span,
    /// The word of the series it names, or that its column's header is.
    pub word: String,
    /// The number it names.
    pub number: Option<Number>,
    /// Where that stands.
    pub number_span: Option<Span>,
    /// The rest of the cell: where it stands, possibly empty.
    pub title: Span,
    /// The title as names are compared.
    pub key: String,
    /// When it begins.
    pub start: Option<Span>,
    /// When it ends.
    pub end: Option<Span>,
    /// A date of which the column does not say what happens then.
    pub date: Option<Span>,
    /// How far it is.
    pub status: Option<Span>,
    /// How long it takes.
    pub estimate: Option<Span>,
    /// What it waits for.
    pub depends: Option<Span>,
}

/// The tables of phases among `tables`.
pub fn read(facts: &Facts, tables: &[BlockId]) -> Vec<Schedule> {
    tables.iter().filter_map(|&id| schedule(facts, id)).collect()
}

fn schedule(facts: &Facts, id: BlockId) -> Option<Schedule> {
    let BlockKind::Table(table) = &facts.block(id)?.kind else { return None };
    let view = TableView::new(&facts.text, table);
    let subject = view.column(ColumnRole::Phase).or_else(|| view.column(ColumnRole::Task))?;
    let column = |role| view.column(role).filter(|c| *c != subject);
    let [start, end, date, status, estimate, depends] = [
        ColumnRole::Start,
        ColumnRole::End,
        ColumnRole::Date,
        ColumnRole::Status,
        ColumnRole::Estimate,
        ColumnRole::Dependency,
    ]
    .map(column);
    let is_timed = [start, end, date, estimate].iter().any(Option::is_some);
    if !is_timed && status.is_none() && depends.is_none() {
        return None;
    }
    let header = series::word(&view.columns.get(subject)?.name);
    let cell =
        |row: usize, column: Option<usize>| view.cell(row, column?).filter(|c| !c.is_empty());
    let mut rows = vec![];
    for (at, line) in table.rows.iter().enumerate() {
        let Some(name) = cell(at, Some(subject)) else { continue };
        let read = heading::parse(facts.str(name));
        let bare = read.number.is_none().then(|| bare_number(facts.str(name))).flatten();
        let at_name = |(from, to): (usize, usize)| Span::new(from, to).shift(name.start);
        let title = if bare.is_some() { Span::at(name.end) } else { at_name(read.title_span) };
        rows.push(ScheduleRow {
            row: at,
            span: line.span,
            name,
            word: read.word.as_deref().map_or_else(|| header.clone(), series::word),
            number_span: read
                .number_span
                .map(at_name)
                .or(bare.as_ref().map(|(_, at)| at_name(*at))),
            number: read.number.or(bare.map(|(number, _)| number)),
            title,
            key: normalise(facts.str(title)),
            start: cell(at, start),
            end: cell(at, end),
            date: cell(at, date),
            status: cell(at, status),
            estimate: cell(at, estimate),
            depends: cell(at, depends),
        });
    }
    Some(Schedule { block: id, subject, is_timed, rows })
}

/// A cell that is a number and nothing else: `2`, `**2**`, `2.1`.
fn bare_number(text: &str) -> Option<(Number, (usize, usize))> {
    let inner = text.trim_matches(|c: char| "*_` #".contains(c));
    let from = text.find(inner)?;
    let (number, length) = Number::prefix(inner)?;
    (length == inner.len()).then_some((number, (from, from + length)))
}

//! Every action of tables on every shape a table can have: the cells afterwards are those a
//! spreadsheet would show, and what stands around the table is untouched.

use crate::ide::assist::assists;
use crate::ide::format::format_on_type;
use crate::ide::testing::{Case, snapshot};
use crate::ide::{Snapshot, tables};
use crate::plan::table::TableView;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span, apply};

/// By name: a table and what is around it.
const SHAPES: &[(&str, &str)] = &[
    ("plain", "| a | b |\n| - | - |\n| 2 | x |\n| 1 | y |\n\nAfter.\n"),
    ("escaped pipes", "| a \\| c | b |\n| - | :-: |\n| 2 \\| 3 | x \\\\\\| y |\n| \\| | |\n"),
    (
        "pipes in code",
        "| a | `b \\| c` |\n| - | -: |\n| `x \\| y` | ``z ` \\| `` |\n| 1 | `\\|` |\n",
    ),
    ("code cut by a pipe", "| a | b |\n| - | - |\n| `x | y` | z |\n| 1 | 2 |\n"),
    ("wide", "| 名前 | b |\n| - | - |\n| 漢字 | 🎉👩‍👩‍👧 |\n| é | ﷽ |\n\nAfter.\n"),
    ("no outer pipes", "a | b\n- | -\n2 | x\n1 | y\n\nAfter.\n"),
    ("no outer pipes, blank cells", "a | b | c\n- | - | -\n2 | | x\n1 | y |\n"),
    ("half the outer pipes", "| a | b\n|---|---\n| 2 | x\n| 1 | y\n"),
    ("in an item", "- item\n\n  | a | b |\n  | - | - |\n  | 2 | x |\n  | 1 | y |\n- next\n"),
    (
        "in a numbered item",
        "10. item\n    | a | b |\n    | - | - |\n    | 2 | x |\n    | 1 | y |\n",
    ),
    ("begins an item", "- | a | b |\n  | - | - |\n  | 2 | x |\n  | 1 | y |\n\nAfter.\n"),
    ("in a quote", "> Before\n>\n> | a | b |\n> | - | - |\n> | 2 | x |\n> | 1 | y |\n\nAfter.\n"),
    ("in a quote without outer pipes", "> a | b\n> - | -\n> 2 | x\n> 1 | y\n"),
    ("in a quote in an item", "- > | a | b |\n  > | - | - |\n  > | 2 | x |\n  > | 1 | y |\n"),
    ("in two quotes, tight", ">> | a | b |\n>> | - | - |\n>> | 2 | x |\n>> | 1 | y |\n"),
    ("indented", "   | a | b |\n   | - | - |\n   | 2 | x |\n   | 1 | y |\n"),
    ("CRLF", "| a | b |\r\n| - | - |\r\n| 2 | x |\r\n| 1 | y |\r\n\r\nAfter.\r\n"),
    ("CRLF in a quote", "> | a | b |\r\n> | - | - |\r\n> | 2 | x |\r\n> | 1 | y |\r\n"),
    ("no final line end", "| a | b |\n| - | - |\n| 2 | x |\n| 1 | y |"),
    ("CRLF, no final line end", "a | b\r\n- | -\r\n2 | x\r\n1 | y"),
    ("ragged", "| a | b | c |\n| :-- | - | - |\n| 2 | x |\n| 1 |\n"),
    ("one column", "| a |\n| - |\n| 2 |\n| 1 |\n"),
    ("spaces at the end", "| a | b |  \n| - | - | \n| 2 | x |   \n| 1 | y |\t\n\nAfter.\n"),
];

type Cells = Vec<Vec<String>>;

/// The one table: its cells, all rows of one length; what is around it; what holds it.
fn read(snapshot: &Snapshot) -> (Cells, String, Option<String>) {
    let mut found = vec![];
    for slice in snapshot.document.slices().iter() {
        for block in &slice.facts.blocks {
            let BlockKind::Table(table) = &block.kind else { continue };
            let cells = TableView::new(&slice.facts.text, table).cells();
            let widest = cells.iter().map(Vec::len).max().unwrap();
            let padded = cells.into_iter().map(|mut row| {
                row.resize(widest, "");
                row.into_iter().map(str::to_owned).collect()
            });
            let text = snapshot.document.text().to_string();
            let start = block.span.start + slice.start;
            let end = start + slice.facts.str(block.span).trim_end().len();
            // Spaces behind the last row may go.
            let behind = text[end..].trim_start_matches([' ', '\t']);
            let around = format!("{}⏎{behind}", &text[..start]);
            let parent = block.parent.and_then(|id| slice.facts.block(id));
            found.push((
                padded.collect(),
                around,
                parent.map(|p| format!("{:?}", std::mem::discriminant(&p.kind))),
            ));
        }
    }
    assert_eq!(found.len(), 1, "{}", snapshot.document.text());
    found.pop().unwrap()
}

/// What a spreadsheet does; the row counts the header.
fn done(mut cells: Cells, id: &str, row: usize, column: usize) -> Option<Cells> {
    let blank = vec![String::new(); cells[0].len()];
    match id {
        "insert-row-above" => cells.insert(row, blank),
        "insert-row-below" => cells.insert(row + 1, blank),
        "insert-row-at-end" => cells.push(blank),
        "duplicate-row" => cells.insert(row, cells[row].clone()),
        "move-row-up" => cells.swap(row, row - 1),
        "move-row-down" => cells.swap(row, row + 1),
        "delete-row" => drop(cells.remove(row)),
        "insert-column-left" => cells.iter_mut().for_each(|r| r.insert(column, String::new())),
        "insert-column-right" => cells.iter_mut().for_each(|r| r.insert(column + 1, String::new())),
        "delete-column" => cells.iter_mut().for_each(|r| drop(r.remove(column))),
        "sort-by-column" => {
            let rest = cells.split_off(1);
            cells.extend(rest.into_iter().rev());
        }
        "align-table" => {}
        _ => return None,
    }
    Some(cells)
}

const ALWAYS: &[&str] =
    &["insert-row-below", "insert-row-at-end", "insert-column-left", "insert-column-right"];
const IN_ROWS: &[&str] = &["insert-row-above", "duplicate-row", "delete-row"];

#[track_caller]
fn compare(name: &str, before: &Snapshot, edits: &[Edit], wanted: Cells) -> Snapshot {
    let text = before.document.text().to_string();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let edits: Vec<Edit> = edits
        .iter()
        .map(|e| Edit::replace(e.span, e.insert.replace("\r\n", "\n").replace('\n', line_end)))
        .collect();
    let text = apply(&text, &edits).unwrap_or_else(|| panic!("{name}: edits overlap"));
    let after = snapshot(&text, &Case::default());
    let (cells, around, parent) = read(&after);
    let trim = |cells: Cells| -> Cells {
        let end =
            |row: &Vec<String>| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |i| i + 1);
        cells.into_iter().map(|row| row[..end(&row)].to_vec()).collect()
    };
    assert_eq!(trim(cells), trim(wanted), "{name}\n{text}");
    let (_, around_before, parent_before) = read(before);
    assert_eq!((around, parent), (around_before, parent_before), "{name}\n{text}");
    after
}

/// The shape as a plan, and its table's cells with their spans.
fn plan(shape: &str) -> (Snapshot, Vec<Vec<Span>>) {
    let line_end = if shape.contains("\r\n") { "\r\n" } else { "\n" };
    let snapshot = snapshot(&format!("# Plan{line_end}{line_end}{shape}"), &Case::default());
    let slice = snapshot
        .document
        .slices()
        .iter()
        .find(|s| s.facts.blocks.iter().any(|b| matches!(b.kind, BlockKind::Table(_))));
    let slice = slice.unwrap_or_else(|| panic!("no table in {shape:?}"));
    let table = slice.facts.blocks.iter().find_map(|b| match &b.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    let rows = std::iter::once(&table.unwrap().header).chain(&table.unwrap().rows);
    let spans = rows.map(|row| row.cells.iter().map(|c| c.shift(slice.start)).collect()).collect();
    (snapshot, spans)
}

#[test]
fn each_action_on_each_shape() {
    for (name, shape) in SHAPES {
        let (snapshot, rows) = plan(shape);
        let (cells, ..) = read(&snapshot);
        for (row, spans) in rows.iter().enumerate() {
            for (column, span) in spans.iter().enumerate().filter(|(c, _)| *c < rows[0].len()) {
                let offered = assists(&snapshot, Span::at(span.end));
                let ids: Vec<&str> = offered.iter().map(|a| a.id).collect();
                let wanted = ALWAYS.iter().chain(IN_ROWS.iter().filter(|_| row > 0));
                let missing: Vec<_> = wanted.filter(|id| !ids.contains(id)).collect();
                assert!(missing.is_empty(), "{name} {row}:{column}: {missing:?} not offered");
                for action in &offered {
                    let Some(wanted) = done(cells.clone(), action.id, row, column) else {
                        continue;
                    };
                    let name = format!("{name} {row}:{column}: {}", action.id);
                    compare(&name, &snapshot, &action.edits.of(&snapshot), wanted);
                }
            }
        }
    }
}

/// Enter behind a row and the words of one more; the last pipe aligns them.
#[test]
fn enter_and_pipe_on_each_shape() {
    for (name, shape) in SHAPES {
        let (before, rows) = plan(shape);
        let (mut cells, ..) = read(&before);
        let at = tables::at(&before, rows.last().unwrap()[0].start).unwrap();
        let outer =
            shape.lines().any(|line| line.trim_start_matches(['>', '-', ' ']).starts_with('|'));
        let line_end = if shape.contains("\r\n") { "\r\n" } else { "\n" };
        let text = before.document.text().to_string();
        let end = at.last_span().end;
        let typed = format!("{}{line_end}{}", &text[..end], &text[end..]);
        let here = end + line_end.len();
        let entered = snapshot(&typed, &Case::default());
        let edits = format_on_type(&entered, here, "\n");
        let text = apply(&typed, &edits).unwrap();
        let here = here + text.len() - typed.len();
        let row = if outer { "新 | \\| |" } else { "新 | \\|" };
        let text = format!("{}{row}{}", &text[..here], &text[here..]);
        let filled = snapshot(&text, &Case::default());
        let mut last = vec!["新".to_owned(), "\\|".to_owned()];
        last.resize(cells[0].len().max(2), String::new());
        cells.push(last);
        let filled = compare(&format!("{name}: Enter"), &filled, &[], cells.clone());
        let edits = format_on_type(&filled, here + row.len(), "|");
        let aligned = compare(&format!("{name}: pipe"), &filled, &edits, cells);
        let again = format_on_type(&aligned, read_end(&aligned), "|");
        assert_eq!(again, [], "{name}: aligning again changes more");
    }
}

fn read_end(snapshot: &Snapshot) -> usize {
    let text = snapshot.document.text().to_string();
    text.find("新").unwrap() + "新".len()
}

#[test]
fn a_list_of_thousands_of_risks_stays_a_list() {
    let list =
        |risks| format!("# Plan\n\n## Risks\n\n- **$0A**: b\n{}", "- **C**: d\n".repeat(risks));
    let case = Case::default();
    assert!(super::after(&case, "Turn into a table", &list(20)).is_some());
    assert!(super::after(&case, "Turn into a table", &list(20_000)).is_none());
}

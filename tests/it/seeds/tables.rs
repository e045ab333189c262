//! Every table completes a row, and in each cell what its column asks for; every path completes.

use super::{lines, pattern, rows};

/// What the first completion of a cell is.
#[derive(Debug, PartialEq)]
enum Holds {
    Today,
    AllPhases,
    Choices(&'static [&'static str]),
    Words,
}

/// What belongs into a column, by its name and the cell the template shows.
fn holds(column: &str, sample: &str) -> Holds {
    match (column, sample.trim_matches(['[', ']'])) {
        ("Phase", _) => Holds::AllPhases,
        ("Start Date" | "End Date" | "Date", _) => Holds::Today,
        (_, "High/Medium/Low") => Holds::Choices(&["High", "Medium", "Low"]),
        (_, "High/Med/Low") => Holds::Choices(&["High", "Med", "Low"]),
        (_, "New/Modified") => Holds::Choices(&["New", "Modified"]),
        ("Status", _) => Holds::Choices(&["Not Started", "In Progress", "Blocked", "Completed"]),
        _ => Holds::Words,
    }
}

fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

#[test]
fn every_table_completes_a_row_and_its_cells() {
    let delimiter = pattern(r"^\|[ |:-]+\|$");
    let mut tables = 0;
    for row in rows() {
        let text = row.copy();
        let all = lines(&text);
        let phases: Vec<&str> =
            all.iter().filter_map(|(_, l)| l.strip_prefix("### Phase ")).collect();
        for nth in (0..all.len()).filter(|&nth| delimiter.is_match(all[nth].1)) {
            tables += 1;
            let head = cells(all[nth - 1].1);
            let samples = cells(all[nth + 1].1);
            let rows = all[nth + 1..].iter().take_while(|(_, line)| line.starts_with('|'));
            let start = all[nth + 1].0;
            let end = start + rows.map(|(_, line)| line.len() + 1).sum::<usize>();
            // A row where the rows were.
            let typed = row.typed(&text, start, end, "|");
            let row_typed = typed.with("table row");
            let line = row_typed[start..].lines().next().unwrap();
            assert_eq!(cells(line).len(), head.len(), "{}: {line}", row.name());
            // Each of its cells.
            for (column, (name, sample)) in head.iter().zip(&samples).enumerate() {
                let before = "| x ".repeat(column) + "| ";
                let after = " |".to_owned() + &" x |".repeat(head.len() - column - 1) + "\n";
                let mut typed = row.typed(&text, start, end, &(before + &after));
                let at = start + 4 * column + 2;
                let snapshot = row.told(&typed.text);
                typed.found = planls::ide::completions(&snapshot, at);
                let labels = typed.labels();
                let place = format!("{}: {name} of {head:?}: {labels:?}", row.name());
                match holds(name, sample) {
                    Holds::Today => assert_eq!(labels[0], "2026-03-02", "{place}"),
                    Holds::Choices(choices) => assert_eq!(labels, choices, "{place}"),
                    Holds::Words => assert!(labels.is_empty(), "{place}"),
                    Holds::AllPhases => {
                        let named = labels.iter().map(|l| l.strip_prefix("Phase ").unwrap());
                        assert_eq!(named.collect::<Vec<_>>(), phases, "{place}");
                    }
                }
            }
        }
    }
    assert!(tables >= 10);
}

#[test]
fn every_path_completes() {
    let path = pattern(r"`([\w/{}-]+/[^`/]+)`");
    let mut paths = 0;
    for row in rows() {
        let text = row.copy();
        for path in path.captures_iter(&text).filter_map(|c| c.get(1)) {
            paths += 1;
            let typed = row.typed(&text, path.start(), path.end(), "src/");
            assert_eq!(typed.labels(), ["lib.rs", "pay.rs"], "{}: {}", row.name(), path.as_str());
        }
    }
    assert!(paths >= 10);
}

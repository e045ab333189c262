//! Every series goes on with its next number.

use super::{lines, pattern, rows};
use std::collections::BTreeMap;

/// The number after `2` is `3`, after `2.1` it is `2.2`.
fn next(number: &str) -> String {
    let (before, last) = number.rsplit_once('.').map_or(("", number), |(b, l)| (b, l));
    let last = last.parse::<u32>().unwrap() + 1;
    if before.is_empty() { last.to_string() } else { format!("{before}.{last}") }
}

#[test]
fn every_series_completes_its_next_number() {
    let heading = pattern(r"^(#+) (?:(\w+) )([\d.]+): ");
    let mut series = 0;
    for row in rows() {
        let text = row.fresh();
        let all = lines(&text);
        // The last of each series: until a heading above it or the end.
        let mut last: BTreeMap<(usize, &str), (usize, &str)> = BTreeMap::new();
        let mut ends = vec![];
        for &(at, line) in all.iter().chain(&[(text.len(), "# ")]) {
            let level = line.len() - line.trim_start_matches('#').len();
            if level == 0 {
                continue;
            }
            let found = heading
                .captures(line)
                .map(|c| (c.get(2).unwrap().as_str(), c.get(3).unwrap().as_str()));
            let over: Vec<_> = last
                .keys()
                .filter(|(l, w)| {
                    level < *l || (level == *l && found.is_none_or(|(word, _)| word != *w))
                })
                .copied()
                .collect();
            for key in over {
                ends.push((key, last.remove(&key).unwrap(), at));
            }
            if let Some((word, number)) = found {
                last.insert((level, word), (at, number));
            }
        }
        for ((level, word), (_, number), end) in ends {
            series += 1;
            let hashes = "#".repeat(level);
            let typed = row.typed(&text, end, end, &format!("\n{hashes} \n"));
            let cursor = end + 1 + level + 1;
            let found = planls::ide::completions(&row.told(&typed.text), cursor);
            let first = &found.items[0];
            let wanted = format!("{word} {}: ", next(number));
            assert!(first.label.starts_with(&wanted), "{}: {wanted} {first:#?}", row.name());
            let plain = first.insert.plain();
            assert!(plain.starts_with(&format!("{hashes} {wanted}")), "{plain}");
            // It has what the others have.
            let body = plain.split_once("\n\n").map_or("", |(_, body)| body);
            assert!(body.trim().len() > 8, "{}: {plain:?}", row.name());
        }
    }
    assert!(series >= 8);
}

//! Another reader of CommonMark says the same of headings, items, tables, code, quotes, breaks.

use super::edits::text;
use crate::syntax::scan::scan;
use crate::syntax::{Block, BlockKind, Facts};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// One block as both readers can tell it: depth of containers, first line, what it is.
type Told = (usize, usize, String);

const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

/// What we read.
pub fn ours(facts: &Facts) -> Vec<Told> {
    let told = |(id, block): (usize, &Block)| {
        let containers = |p: &usize| {
            let kind = facts.block(*p).map(|b| &b.kind);
            matches!(kind, Some(BlockKind::Quote | BlockKind::Item { .. }))
        };
        let depth = facts.ancestors(id).filter(containers).count();
        let text: Vec<_> =
            block.lines.iter().map(|&l| facts.str(l).trim_matches([' ', '\t'])).collect();
        let what = match &block.kind {
            BlockKind::Heading { level, .. } => format!("heading {level}"),
            BlockKind::Item { check, .. } => {
                format!(
                    "item {:?}",
                    check.filter(|c| facts.text.len() > c.span.end).map(|c| c.done)
                )
            }
            BlockKind::Quote => "quote".into(),
            BlockKind::Code { info: None, .. } => {
                format!("indented {}", text.join("\n").trim_matches(WHITE))
            }
            BlockKind::Code { info: Some(info), .. } => {
                format!("code {} {}", facts.str(*info), text.join("\n").trim_end())
            }
            BlockKind::Table(table) => {
                format!("table {:?} {}", table.aligns.len(), table.rows.len())
            }
            BlockKind::Break => "break".into(),
            BlockKind::Html => "html".into(),
            _ => return None,
        };
        Some((depth, facts.line_of(block.span.start), what))
    };
    facts.blocks.iter().enumerate().filter_map(told).collect()
}

/// What pulldown-cmark reads.
pub fn theirs(facts: &Facts) -> Vec<Told> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut told: Vec<Told> = Vec::new();
    let mut depth = 0;
    let mut code: Option<String> = None;
    for (event, range) in Parser::new_ext(&facts.text, options).into_offset_iter() {
        let text = facts.text.get(range.clone()).unwrap_or_default();
        let skip = text.len() - text.trim_start_matches(WHITE).len();
        let mut tell = |what: String| told.push((depth, facts.line_of(range.start + skip), what));
        match event {
            Event::Start(Tag::Heading { level, .. }) => tell(format!("heading {}", level as u8)),
            Event::Start(Tag::Item) => {
                tell("item None".into());
                depth += 1;
            }
            Event::Start(Tag::BlockQuote(_)) => {
                tell("quote".into());
                depth += 1;
            }
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => depth -= 1,
            Event::TaskListMarker(done) => {
                if let Some(item) = told.iter_mut().rev().find(|t| t.2 == "item None") {
                    item.2 = format!("item Some({done})");
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                tell("indented".into());
                code = Some(String::new());
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let line = text.lines().next().unwrap_or_default();
                let info = line
                    .trim_start_matches(if line.starts_with('~') { '~' } else { '`' })
                    .trim_matches(WHITE);
                tell(format!("code {info}"));
                code = Some(String::new());
            }
            Event::Text(text) if code.is_some() => {
                if let Some(code) = &mut code {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let text =
                    code.take().unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n");
                let text = text.strip_suffix('\n').unwrap_or(&text);
                let lines: Vec<_> = text.split('\n').map(|l| l.trim_matches([' ', '\t'])).collect();
                if let Some(last) = told.last_mut() {
                    let text = lines.join("\n");
                    let text = text.trim_end();
                    let text = if last.2 == "indented" { text.trim_matches(WHITE) } else { text };
                    last.2 = format!("{} {text}", last.2);
                }
            }
            Event::Start(Tag::Table(aligns)) => tell(format!("table {} 0", aligns.len())),
            Event::Start(Tag::TableRow) => {
                if let Some((head, rows)) = told.last_mut().and_then(|t| {
                    let (head, rows) = t.2.rsplit_once(' ')?;
                    Some((head.to_string(), rows.parse::<usize>().ok()? + 1))
                }) && let Some(last) = told.last_mut()
                {
                    last.2 = format!("{head} {rows}");
                }
            }
            Event::Rule => tell("break".into()),
            Event::Start(Tag::HtmlBlock) => tell("html".into()),
            _ => {}
        }
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None,
        rng_seed: RngSeed::Fixed(1), ..Default::default() })]
    #[test]
    fn what_is_certain_another_reader_confirms(text in text()) {
        // The other reader knows CR, NUL, U+2028 and a tab after a fence otherwise than the standard.
        let text = text.replace(['\r', '\0', '\u{2028}', '\u{feff}'], "");
        let fence = |l: &str| l.trim_start().starts_with(['`', '~']) && l.trim_end_matches(' ').ends_with('\t');
        if !text.lines().any(fence) && scan(&text, false, false).certain {
            let facts = Facts::read(&text, false);
            prop_assert_eq!(ours(&facts), theirs(&facts), "{:?}", text);
        }
    }
}

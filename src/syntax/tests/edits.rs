//! A document after edits is the document read afresh.

use super::{check_slices, print};
use crate::syntax::Document;
use crate::text::{Edit, Span};
use proptest::prelude::*;
use std::sync::Arc;

const TOKENS: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "    ",
    "\t",
    "# ",
    "## A\n",
    "#",
    "\n# B\n",
    "text",
    "- ",
    "- [ ] ",
    "1. ",
    "2) ",
    "> ",
    "```",
    "````\n",
    "\n```\n",
    "~~~",
    "---\n",
    "---",
    "===\n",
    "+++\n",
    "| a | b |\n",
    "|---|---|\n",
    "||",
    "<!--",
    "-->",
    "<div>\n",
    "<pre>",
    "</pre>",
    "[a]: /b\n",
    "[ ]",
    "*",
    "😀",
    "\0",
    "\u{2028}",
    "\u{feff}",
    "é",
];

pub fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TOKENS), 0..40).prop_map(|t| t.concat())
}

fn slices(document: &Document) -> Vec<(usize, usize, String)> {
    let print = |s: &crate::syntax::Slice| format!("{:?}\n{}", s.facts.text, print(&s.facts));
    document.slices().iter().map(|s| (s.start, s.line, print(&s))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]
    #[test]
    fn edited_is_fresh(start in text(), edits in prop::collection::vec((0usize..120, 0usize..12, text()), 1..6)) {
        let mut document = Document::new(&start);
        check_slices(&document);
        for (at, cut, insert) in edits {
            document.edit(Span::new(at, at + cut), &insert);
            let fresh = Document::new(&document.text().to_string());
            check_slices(&document);
            prop_assert_eq!(slices(&document), slices(&fresh), "{:?}", document.text().to_string());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]
    #[test]
    fn edits_make_together_what_they_make_of_the_text(start in text(), edits in prop::collection::vec((0usize..80, 0usize..9, text()), 0..5)) {
        let edits: Vec<Edit> =
            edits.into_iter().map(|(at, cut, new)| Edit::replace(Span::new(at, at + cut), new)).collect();
        let document = Document::new(&start).edited(&edits);
        let text = crate::text::apply(&start, &edits);
        prop_assert_eq!(document.as_ref().map(|d| d.text().to_string()), text.clone());
        prop_assert_eq!(document.as_ref().map(slices), text.as_deref().map(Document::new).as_ref().map(slices));
    }
}

#[test]
fn an_edit_keeps_the_facts_of_other_slices() {
    let text = "# A\n\na\n\n# B\n\nb\n\n# C\n\nc\n\n# D\n";
    let mut document = Document::new(text);
    let before: Vec<_> = document.slices().iter().map(|s| Arc::clone(&s.facts)).collect();
    document.edit(Span::at(text.find("\nc").unwrap() + 1), "more\n");
    let same: Vec<_> =
        document.slices().iter().zip(&before).map(|(s, b)| Arc::ptr_eq(&s.facts, b)).collect();
    assert_eq!(same, [true, true, false, true]);
    assert_eq!(document.slices().get(3).unwrap().line, 13);
}

#[test]
fn a_fence_swallows_what_follows_and_gives_it_back() {
    let text = format!("# A\n\n{}", "# B\n\ntext\n\n".repeat(500));
    let mut document = Document::new(&text);
    assert_eq!(document.slices().len(), 501);
    let before = document.clone();
    document.edit(Span::at(4), "```\n");
    assert_eq!(document.slices().len(), 1);
    document.edit(Span::at(8), "```\n");
    assert_eq!(document.slices().len(), 501);
    check_slices(&document);
    let mut pairs = before.slices().iter().zip(document.slices().iter()).skip(1);
    assert!(pairs.all(|(a, b)| Arc::ptr_eq(&a.facts, &b.facts)));
}

#[test]
fn a_large_text_is_read_in_halves_as_in_one_go() {
    let section = "# A\n\n- [ ] a\n\n| b |\n|---|\n| c |\n\n";
    let half = section.repeat(4_000);
    for middle in ["", "```\n", "<!--\n", "```\n# D\n```\n", &"text\n\n".repeat(20_000)] {
        let text = format!("{half}{middle}{half}```\n-->\n{half}");
        let document = Document::new(&text);
        let mut typed = Document::new("");
        typed.edit(Span::at(0), &text);
        check_slices(&document);
        let ends = |d: &Document| d.slices().iter().map(|s| (s.start, s.line)).collect::<Vec<_>>();
        assert_eq!(ends(&document), ends(&typed), "{middle:.20}");
    }
}

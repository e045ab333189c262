//! Every answer about a document, at one place.

use planls::ide::{self, Snapshot};
use planls::text::{Edit, Span, apply};

/// Each query once: for all of the document, or at a place in it.
pub fn answers(snapshot: &Snapshot, at: usize) -> Vec<(&'static str, String)> {
    let all = Span::new(0, snapshot.document.text().len());
    let none = std::iter::empty::<((), &Snapshot)>;
    vec![
        ("outline", format!("{:?}", ide::outline(snapshot, true))),
        ("status", format!("{:?}", ide::status(snapshot))),
        ("completions", format!("{:?}", ide::completions(snapshot, at))),
        ("hover", format!("{:?}", ide::hover(snapshot, at))),
        ("tokens", format!("{:?}", ide::semantic_tokens(snapshot, all))),
        ("folds", format!("{:?}", ide::folds(snapshot))),
        ("lenses", format!("{:?}", ide::code_lenses(snapshot))),
        ("hints", format!("{:?}", ide::inlay_hints(snapshot, all))),
        ("links", format!("{:?}", ide::links(snapshot))),
        ("assists", format!("{:?}", actions(snapshot, all))),
        ("assists here", format!("{:?}", actions(snapshot, Span::at(at)))),
        ("highlights", format!("{:?}", ide::highlights(snapshot, at))),
        ("linked", format!("{:?}", ide::linked_edit(snapshot, at))),
        ("definition", format!("{:?}", ide::definition(snapshot, at))),
        ("references", format!("{:?}", ide::references(snapshot, at, none()))),
        ("prepare rename", format!("{:?}", ide::prepare_rename(snapshot, at))),
        ("rename", format!("{:?}", ide::rename(snapshot, at, "Other name", none()))),
        ("format", format!("{:?}", ide::format(snapshot))),
        ("format typed", format!("{:?}", ide::format_on_type(snapshot, at, "\n"))),
        ("selection", format!("{:?}", ide::selection(snapshot, at))),
        ("missing", format!("{:?}", ide::missing_sections(snapshot))),
    ]
}

/// What can be done, with all edits.
fn actions(snapshot: &Snapshot, span: Span) -> Vec<(String, Vec<Edit>)> {
    let all = ide::assists(snapshot, span).into_iter();
    all.map(|a| (a.title, a.edits.of(snapshot).into_owned())).collect()
}

/// Every edit that is offered, for all of the document and at a place, applies to its text.
pub fn offers_apply(snapshot: &Snapshot, at: usize) {
    let text = snapshot.document.text().to_string();
    let check = |what: &str, edits: &[Edit]| {
        assert!(apply(&text, edits).is_some(), "{what}: {edits:?} in {text:?}");
    };
    for span in [Span::new(0, text.len()), Span::at(at)] {
        for (title, edits) in actions(snapshot, span) {
            check(&title, &edits);
        }
        check("format range", &ide::format_range(snapshot, span));
    }
    for fix in snapshot.findings().iter().flat_map(|finding| &finding.fixes) {
        check(&fix.title, &fix.edits);
    }
    check("format", &ide::format(snapshot));
    for typed in ["|", "\n"] {
        check("format typed", &ide::format_on_type(snapshot, at, typed));
    }
    check("missing sections", &ide::missing_sections(snapshot));
    let offered = ide::completions(snapshot, at);
    for item in offered.items {
        check(&item.label, &[Edit::replace(offered.replace, item.insert.plain())]);
    }
}

/// What is answered about a range is what is answered about the document, there.
pub fn parts_are_of_the_whole(snapshot: &Snapshot, at: usize) {
    let all = Span::new(0, snapshot.document.text().len());
    let part = Span::new(at.saturating_sub(60), (at + 60).min(all.end));
    let mut hints = ide::inlay_hints(snapshot, all);
    hints.retain(|hint| part.touches(hint.offset));
    assert_eq!(ide::inlay_hints(snapshot, part), hints);
    let mut tokens = ide::semantic_tokens(snapshot, all);
    tokens.retain(|token| part.overlaps(token.span));
    assert_eq!(ide::semantic_tokens(snapshot, part), tokens);
}

/// The character boundary at or before an offset, within the text.
pub fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

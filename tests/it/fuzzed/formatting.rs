//! Formatting any text changes no word and nothing that is shown, and twice is once. Input: the text.

use planls::ide::{Environment, Snapshot, format};
use planls::text::apply;

pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let formatted = |text: &str| {
        let today = "2026-03-02".parse().unwrap();
        let snapshot = Snapshot::of_text(text, Some("plan.md"), Environment::plain(today));
        apply(text, &format(&snapshot)).unwrap()
    };
    let once = formatted(&text);
    assert!(formatted(&once) == once, "formatting again changes more: {once:?}");
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(words(&once) == words(&text), "words change: {once:?}");
    let (before, after) = (rendered(&text), rendered(&once));
    let differs = before.iter().zip(&after).position(|(a, b)| a != b);
    let at = differs.unwrap_or(before.len().min(after.len()));
    let near = |shown: &[String]| {
        shown.iter().skip(at.saturating_sub(2)).take(6).cloned().collect::<Vec<_>>()
    };
    assert!(before == after, "renders differently: {:?}, {:?}", near(&before), near(&after));
}

/// What a document renders to on GitHub, whatever its white space and numbers (series are counted).
fn rendered(text: &str) -> Vec<String> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(text, &options);
    let plain: String = html.chars().filter(|c| !c.is_ascii_digit()).collect();
    plain.split_whitespace().map(str::to_owned).collect()
}

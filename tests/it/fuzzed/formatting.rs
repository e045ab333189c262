//! Formatting any text changes no word and nothing that is shown, and twice is once. Input: the text.

use planls::ide::{Environment, Snapshot, format};
use planls::text::apply;
use pulldown_cmark::{Event, Options, Parser};

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
    let near = |shown: &[String]| shown.iter().skip(at).take(3).cloned().collect::<Vec<_>>();
    assert!(before == after, "renders differently: {:?}, {:?}", near(&before), near(&after));
}

/// What a document renders to, whatever its white space and numbers (series are counted).
fn rendered(text: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    let mut shown: Vec<String> = vec![];
    let mut words = String::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) => words.extend(text.chars().filter(|c| !c.is_ascii_digit())),
            Event::SoftBreak => words.push(' '),
            event => {
                if !words.trim().is_empty() {
                    shown.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                words.clear();
                shown.push(format!("{event:?}"));
            }
        }
    }
    shown
}

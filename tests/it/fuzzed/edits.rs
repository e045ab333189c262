//! A document after any edits is the document read afresh: text, places, findings and every answer.
//!
//! Input: pieces between bytes 0xFF, which no UTF-8 has. The first is the document, each other an
//! edit: where in 1/16384 of the text (two bytes of 7 bits), how many bytes go, whether findings are asked for
//! before, and what is put in.

use super::answers::{answers, floor, offers_apply, parts_are_of_the_whole};
use planls::ide::{Environment, Snapshot};
use planls::text::{Encoding, Span, Text};

pub fn check(data: &[u8]) {
    let environment = Environment::plain("2026-03-02".parse().unwrap());
    let mut pieces = data.split(|byte| *byte == 0xff);
    let mut text = String::from_utf8_lossy(pieces.next().unwrap_or_default()).into_owned();
    let mut snapshot = Snapshot::of_text(&text, Some("plan.md"), environment.clone());
    let mut last = 0;
    for edit in pieces.take(8) {
        let [high, low, take, ask, insert @ ..] = edit else { continue };
        let insert = String::from_utf8_lossy(insert);
        if ask % 2 == 1 {
            snapshot.findings();
        }
        let part = usize::from(*high % 128) << 7 | usize::from(*low % 128);
        let start = floor(&text, (part * (text.len() + 1)) >> 14);
        let end = floor(&text, start + usize::from(*take));
        text.replace_range(start..end, &insert);
        let mut document = snapshot.document.clone();
        document.edit(Span::new(start, end), &insert);
        assert_eq!(document.text().to_string(), text);
        let (path, declared) = (snapshot.path.clone(), snapshot.declared.clone());
        snapshot = Snapshot::new(document, path, declared, environment.clone(), Some(&snapshot));
        last = start;
        let fresh = Snapshot::of_text(&text, Some("plan.md"), environment.clone());
        assert_eq!(snapshot.recognition.is, fresh.recognition.is, "in {text:?}");
        assert_eq!(snapshot.recognition.reasons, fresh.recognition.reasons, "in {text:?}");
        assert_eq!(snapshot.matching, fresh.matching, "in {text:?}");
        assert_eq!(snapshot.findings(), fresh.findings(), "in {text:?}");
    }
    let fresh = Snapshot::of_text(&text, Some("plan.md"), environment);
    for at in [last, text.len() / 2] {
        for ((what, edited), (_, read)) in
            answers(&snapshot, at).into_iter().zip(answers(&fresh, at))
        {
            assert_eq!(edited, read, "{what} at {at} in {text:?}");
        }
        offers_apply(&snapshot, at);
        parts_are_of_the_whole(&snapshot, at);
    }
    places(snapshot.document.text(), &text);
}

/// Offsets become lines and columns and offsets again, in each encoding.
fn places(edited: &Text, text: &str) {
    let fresh = Text::from(text);
    for step in 0..=16 {
        let at = floor(text, text.len() * step / 16);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let place = edited.line_column(at, encoding);
            assert_eq!(place, fresh.line_column(at, encoding), "{at} in {text:?}");
            // Inside a line's end is its end.
            let back = edited.offset(place, encoding);
            assert!(
                back == at || (back + 1 == at && text[back..].starts_with("\r\n")),
                "{at} in {text:?}"
            );
        }
    }
}

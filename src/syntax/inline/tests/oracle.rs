//! Agreement with pulldown-cmark on code, HTML, links and emphasis, for paragraphs without what we
//! read differently on purpose (the module's documentation lists it).

use super::*;
use proptest::prelude::*;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

/// Kind, bytes, destination.
type Found = Vec<(&'static str, usize, usize)>;

fn ours(text: &str) -> Found {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        lines.push(Span::new(start, start + line.len()));
        start += line.len() + 1;
    }
    let mut out = Vec::new();
    scan(text, &lines, &mut out);
    let mut found: Found = Vec::new();
    for inline in out {
        let kind = match inline.kind {
            InlineKind::Strong => "strong",
            InlineKind::Emphasis => "emphasis",
            InlineKind::Strikethrough => "strikethrough",
            InlineKind::Code => "code",
            InlineKind::Link { .. } | InlineKind::Image { .. } | InlineKind::Reference { .. } => {
                "link"
            }
            InlineKind::Autolink => "autolink",
            InlineKind::Html => "html",
            _ => continue,
        };
        let mut end = inline.span.end;
        if matches!(inline.kind, InlineKind::Reference { label } if label == inline.inner) {
            end -= 2; // pulldown-cmark leaves `[]` out
        }
        found.push((kind, inline.span.start, end));
    }
    found.sort();
    found
}

/// A reference with a label is resolved unless `(` follows; a shortcut is not.
fn theirs(text: &str) -> Found {
    let resolve = |link: BrokenLink<'_>| {
        let labelled = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
        // The span of `[a][]` ends before `[]`.
        let end = link.span.end + if link.link_type == LinkType::Collapsed { 2 } else { 0 };
        let resource = text[end..].starts_with('(');
        (labelled && !resource).then_some((CowStr::from("x"), CowStr::from("")))
    };
    let options = Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_with_broken_link_callback(text, options, Some(resolve));
    let mut found: Found = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        let kind = match event {
            Event::Start(Tag::Strong) => "strong",
            Event::Start(Tag::Emphasis) => "emphasis",
            Event::Start(Tag::Strikethrough) => "strikethrough",
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                "autolink"
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => "link",
            Event::Code(_) => "code",
            Event::InlineHtml(_) => "html",
            _ => continue,
        };
        found.push((kind, range.start, range.end));
    }
    found.sort();
    found
}

/// Wiki links; and pulldown-cmark takes `]\[` for `][`, and in `](<b>"t")` a title, before which
/// CommonMark §6.3 wants white space.
fn is_apart(text: &str) -> bool {
    let holds = |part: &&str| text.contains(part);
    ["[[", "]\\["].iter().any(holds) || text.contains("(<") && [">\"", ">'", ">("].iter().any(holds)
}

fn paragraph(tokens: &'static [&'static str]) -> impl Strategy<Value = String> {
    let tokens = prop::collection::vec(prop::sample::select(tokens), 1..24);
    (prop::sample::select(&["a", "a "][..]), tokens)
        .prop_map(|(first, rest)| format!("{first}{}", rest.concat()).trim_end().to_owned())
        .prop_filter("read differently on purpose", |text| !is_apart(text))
}

const EMPHASIS: &[&str] = &[
    "*", "**", "***", "_", "__", "`", "``", "\\", "a", "b", " ", "\nb", ".", "(", "é", "漢", "。",
    "🎉", "⚠️", "1",
];
const LINKS: &[&str] = &[
    "*", "_", "`", "[", "]", "[", "]", "](", "](b)", "][", "(", ")", "!", "\\", "<", ">", "a", "b",
    " ", "\nb", "\"", "'", "漢",
];
const TAGS: &[&str] = &[
    "<", ">", "<a", "</b", "<!--", "-->", "<?", "?>", "<!A", "a", "=", "\"", "'", "/", " ", "\nb",
    "*", "`", "a:b", "@", ".", "-", "[", "](c)",
];

const CASES: u32 = 3000;

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..Default::default() })]
    #[test]
    fn emphasis_and_code(text in paragraph(EMPHASIS)) {
        prop_assert_eq!(ours(&text), theirs(&text), "{:?}", text);
    }

    #[test]
    fn links_images_and_references(text in paragraph(LINKS)) {
        prop_assert_eq!(ours(&text), theirs(&text), "{:?}", text);
    }

    #[test]
    fn tags(text in paragraph(TAGS)) {
        prop_assert_eq!(ours(&text), theirs(&text), "{:?}", text);
    }
}

#[test]
fn flanking_by_characters_of_many_kinds() {
    let kinds = [
        '\u{80}'..='\u{377}',
        '\u{900}'..='\u{983}',
        '\u{2010}'..='\u{2027}',
        '\u{2190}'..='\u{23ff}',
        '\u{2500}'..='\u{2b73}',
        '\u{3000}'..='\u{303f}',
        '\u{ff01}'..='\u{ff9f}',
        '\u{1f300}'..='\u{1f64f}',
    ];
    for c in kinds.into_iter().flatten() {
        for text in [format!("a*{c}b*"), format!("*a{c}*b")] {
            assert_eq!(ours(&text), theirs(&text), "{text}");
        }
    }
}

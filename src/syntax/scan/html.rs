//! The seven starts of an HTML block and how each ends (CommonMark 0.31 §4.6).
//! Does not look inside the block.

/// How an HTML block ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With the line that has this.
    With(&'static [u8]),
    /// With the line that closes a `script`, `pre`, `style` or `textarea`.
    Raw,
    /// Before a blank line.
    Blank,
}

const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

/// Sorted.
const BLOCK: [&str; 62] = [
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// The HTML block that starts with `text`, a line from its `<` on, without trailing white space.
pub(super) fn start(text: &[u8], in_paragraph: bool) -> Option<End> {
    let rest = text.strip_prefix(b"<")?;
    if rest.starts_with(b"!--") {
        return Some(End::With(b"-->"));
    }
    if rest.starts_with(b"![CDATA[") {
        return Some(End::With(b"]]>"));
    }
    if rest.starts_with(b"?") {
        return Some(End::With(b"?>"));
    }
    if rest.first() == Some(&b'!') && rest.get(1).is_some_and(u8::is_ascii_alphabetic) {
        return Some(End::With(b">"));
    }
    let closing = rest.first() == Some(&b'/');
    let named = rest.get(usize::from(closing)..)?;
    let length = named.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = named.get(..length)?.to_ascii_lowercase();
    let after = named.get(length..)?;
    let ends = matches!(after.first(), None | Some(b' ' | b'\t' | b'>'));
    if !closing && ends && RAW.iter().any(|tag| tag.as_bytes() == name) {
        return Some(End::Raw);
    }
    let ends = ends || after.starts_with(b"/>");
    if ends && BLOCK.binary_search_by(|tag| tag.as_bytes().cmp(&name)).is_ok() {
        return Some(End::Blank);
    }
    (!in_paragraph && whole_tag(named, closing)).then_some(End::Blank)
}

/// What would end the HTML block of this text, where it needs something and does not have it.
pub(in crate::syntax) fn closing(text: &str) -> Option<&'static str> {
    let line = text.split(['\n', '\r']).next()?.trim_end();
    let end = start(line.as_bytes(), false).filter(|end| !end.is_in(text.as_bytes()))?;
    match end {
        End::With(mark) => std::str::from_utf8(mark).ok(),
        End::Raw => Some("</pre>"),
        End::Blank => None,
    }
}

impl End {
    /// Whether a line with this text ends the block.
    pub(super) fn is_in(self, text: &[u8]) -> bool {
        match self {
            End::With(mark) => memchr::memmem::find(text, mark).is_some(),
            End::Raw => memchr::memchr_iter(b'<', text).any(|at| {
                let rest = text.get(at + 1..).unwrap_or_default();
                RAW.iter().any(|tag| {
                    let close = rest.get(1..tag.len() + 2).unwrap_or_default();
                    rest.first() == Some(&b'/')
                        && close.last() == Some(&b'>')
                        && close.len() == tag.len() + 1
                        && close.iter().zip(tag.bytes()).all(|(a, b)| a.to_ascii_lowercase() == b)
                })
            }),
            End::Blank => false,
        }
    }
}

/// Whether `text`, from a tag's name on, is one complete tag and nothing more (§6.6).
fn whole_tag(text: &[u8], closing: bool) -> bool {
    let mut tag = Tag { rest: text };
    let named = text.first().is_some_and(u8::is_ascii_alphabetic);
    if !named || !tag.name(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return false;
    }
    if closing {
        tag.space();
        return tag.rest == b">";
    }
    loop {
        let spaced = tag.space();
        if matches!(tag.rest, b">" | b"/>") {
            return true;
        }
        if !spaced || !tag.attribute() {
            return false;
        }
    }
}

struct Tag<'t> {
    rest: &'t [u8],
}

impl Tag<'_> {
    fn skip(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    fn space(&mut self) -> bool {
        let count = self.rest.iter().take_while(|&&b| matches!(b, b' ' | b'\t')).count();
        self.skip(count);
        count > 0
    }

    fn name(&mut self, part: impl Fn(u8) -> bool) -> bool {
        let count = self.rest.iter().take_while(|&&b| part(b)).count();
        self.skip(count);
        count > 0
    }

    fn attribute(&mut self) -> bool {
        let starts =
            self.rest.first().is_some_and(|&b| b.is_ascii_alphabetic() || matches!(b, b'_' | b':'));
        let part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'.' | b'-');
        if !starts || !self.name(part) {
            return false;
        }
        let before = self.rest;
        self.space();
        if self.rest.first() != Some(&b'=') {
            self.rest = before;
            return true;
        }
        self.skip(1);
        self.space();
        match self.rest.first() {
            Some(&quote @ (b'"' | b'\'')) => {
                self.skip(1);
                let length = memchr::memchr(quote, self.rest);
                self.skip(length.map_or(0, |l| l + 1));
                length.is_some()
            }
            _ => {
                self.name(|b| !matches!(b, b' ' | b'\t' | b'"' | b'\'' | b'=' | b'<' | b'>' | b'`'))
            }
        }
    }
}

//! STUB, to be replaced whole by the real file from branch vocab: on conflict take that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Section,
    Phase,
    Step,
    Component,
    Task,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);
impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
#[derive(Clone, Debug)]
pub struct HeadingName {
    pub name: String,
    pub kind: Kind,
    pub word: Option<String>,
    pub number: Option<Number>,
    pub number_span: Option<(usize, usize)>,
    pub title: String,
    pub title_span: (usize, usize),
}
pub fn parse(t: &str) -> HeadingName {
    HeadingName {
        name: t.into(),
        kind: Kind::Section,
        word: None,
        number: None,
        number_span: None,
        title: t.into(),
        title_span: (0, t.len()),
    }
}

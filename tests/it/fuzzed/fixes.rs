//! Every fix of any text mends its finding and breaks nothing. Input: the text.

use super::document::Document;
use super::properties::{Figures, examine};

pub fn check(data: &[u8]) {
    let mut figures = Figures::default();
    examine(&Document::new("input", String::from_utf8_lossy(data)), &mut figures);
    assert!(figures.problems.is_empty(), "{:#?}", figures.problems);
}

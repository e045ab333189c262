//! What was made of short texts lately, on this thread: plans say the same headings, labels and column
//! names again and again. Bounded; never changes a result.

use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::thread::LocalKey;

/// What is known, by text.
pub(super) type Remembered<T> = RefCell<FxHashMap<Box<str>, T>>;

/// What `read` makes of a text.
pub(super) fn remembered<T: Clone>(
    known: &'static LocalKey<Remembered<T>>,
    text: &str,
    read: fn(&str) -> T,
) -> T {
    const LONGEST: usize = 32;
    const MOST: usize = 512;
    if text.len() > LONGEST {
        return read(text);
    }
    if let Some(found) = known.with_borrow(|known| known.get(text).cloned()) {
        return found;
    }
    let found = read(text);
    known.with_borrow_mut(|known| {
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(text.into(), found.clone());
    });
    found
}

//! Reading a document: only regular files of a sane size in UTF-8, or a sentence that says why not
//! and what to do. Never waits for a pipe or a device.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// The largest document that is read, in bytes.
pub const LARGEST: u64 = 16 * 1024 * 1024;

/// A document as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Without the byte order mark.
    pub text: String,
    /// It began with one.
    pub bom: bool,
}

/// Reads a file.
pub fn read(path: &Path) -> Result<Source, String> {
    let kind = fs::metadata(path).map_err(|error| reason(&error))?;
    if kind.is_dir() {
        return Err("a folder, not a file".to_owned());
    }
    if !kind.is_file() {
        return Err("a pipe or a device, not a file; `-` reads standard input".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| reason(&error))?;
    decode(limited(file, kind.len())?)
}

/// Reads standard input to its end.
pub fn read_stdin() -> Result<Source, String> {
    decode(limited(io::stdin().lock(), 0)?)
}

/// `expected` bytes are read at once; there may be more or fewer.
fn limited(input: impl Read, expected: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(expected.min(LARGEST) as usize + 1);
    input.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LARGEST {
        let limit = LARGEST / (1024 * 1024);
        return Err(format!("larger than {limit} MB: no plan is read beyond that"));
    }
    Ok(bytes)
}

fn decode(bytes: Vec<u8>) -> Result<Source, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("in UTF-16; save it as UTF-8".to_owned());
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let bare = text.strip_prefix('\u{feff}').map(str::to_owned);
            Ok(Source { bom: bare.is_some(), text: bare.unwrap_or(text) })
        }
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().iter().take(good);
            let line = before.filter(|b| **b == b'\n').count() + 1;
            Err(format!("not in UTF-8 (line {line}); save it as UTF-8"))
        }
    }
}

/// What the system says, as the end of a sentence.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            format!(
                "cannot be read: {}",
                text.split(" (os error").next().unwrap_or_default().to_lowercase()
            )
        }
    }
}

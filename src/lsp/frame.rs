//! Reading and writing the frames of the base protocol (LSP 3.17 §Base Protocol).
//!
//! Reading survives anything: header names in any case and order, unknown fields, line ends with or
//! without CR, garbage between frames. Memory grows with the bytes that arrive, never with what a
//! header claims. Does not look into the body.

use std::io::{BufRead, Read, Write};

/// A claim beyond this is taken for garbage: the reader looks for the next header instead.
const MAX_BODY: u64 = 256 << 20;
/// How much of a header line is kept; of a longer one only the tail, where the next header may be.
const MAX_LINE: usize = 4096;

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The bytes of one message.
    Body(Vec<u8>),
    /// Header lines that tell no usable length.
    Malformed,
}

/// The next frame; `None` at the end of the input, also in the middle of a frame.
pub fn read(input: &mut impl BufRead) -> Option<Frame> {
    let mut length = None;
    let mut seen = false;
    loop {
        let line = read_line(input)?;
        if !line.is_empty() {
            seen = true;
            length = content_length(&line).or(length);
        } else if let Some(length) = length {
            let mut body = Vec::new();
            let read = input.take(length).read_to_end(&mut body).ok()?;
            return (read as u64 == length).then_some(Frame::Body(body));
        } else if seen {
            return Some(Frame::Malformed);
        }
    }
}

/// Appends a message as a frame.
pub fn write(out: &mut Vec<u8>, body: &[u8]) {
    // Writing into memory cannot fail.
    let _ = write!(out, "Content-Length: {}\r\n\r\n", body.len());
    out.extend_from_slice(body);
}

/// One line without its end; at most its last `MAX_LINE` bytes or so.
fn read_line(input: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        let chunk = match input.fill_buf() {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) | Ok([]) => return None,
            Ok(chunk) => chunk,
        };
        let end = memchr::memchr(b'\n', chunk);
        let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
        line.extend_from_slice(part);
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            break;
        }
        if line.len() > 4 * MAX_LINE {
            line.drain(..line.len() - MAX_LINE);
        }
    }
    while line.last().is_some_and(u8::is_ascii_whitespace) {
        line.pop();
    }
    Some(line)
}

/// The length a header line tells. The field may be glued to the rest of a message that was longer
/// than its header said, so the last one in the line counts.
fn content_length(line: &[u8]) -> Option<u64> {
    const NAME: &[u8] = b"content-length";
    let lower = line.to_ascii_lowercase();
    let at = memchr::memmem::rfind(&lower, NAME)?;
    let value = std::str::from_utf8(lower.get(at + NAME.len()..)?).ok()?;
    let value = value.trim_start().strip_prefix(':')?.trim();
    value.parse().ok().filter(|&length| length <= MAX_BODY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// Every frame of the input, however it is cut into portions.
    fn check(input: &str, expected: Expect) {
        let show = |frame| match frame {
            Frame::Body(body) => format!("body {}\n", String::from_utf8_lossy(&body)),
            Frame::Malformed => "malformed\n".to_owned(),
        };
        for portion in [1, 3, 8192] {
            let mut reader = std::io::BufReader::with_capacity(portion, input.as_bytes());
            let frames: String = std::iter::from_fn(|| read(&mut reader)).map(show).collect();
            expected.assert_eq(&frames);
        }
    }

    #[test]
    fn header_fields_in_any_case_and_order() {
        check(
            "content-type: x; charset=utf-8\r\nX-Odd: 1\r\nCONTENT-length :  2\r\n\r\n{}Content-Length:3\n\n[1]",
            expect![[r#"
                body {}
                body [1]
            "#]],
        );
    }

    #[test]
    fn a_bad_header_costs_one_message() {
        check(
            "Content-Length: many\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}",
            expect![[r#"
                malformed
                body {}
            "#]],
        );
        check(
            "Content-Length: -1\r\n\r\nContent-Length: 99999999999999999999\r\n\r\nContent-Length: 4611686018427387904\r\n\r\nContent-Length: 2\r\n\r\n{}",
            expect![[r#"
                malformed
                malformed
                malformed
                body {}
            "#]],
        );
    }

    #[test]
    fn a_length_too_short_is_survived() {
        check(
            "Content-Length: 2\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}",
            expect![[r#"
                body {"
                body {}
            "#]],
        );
    }

    #[test]
    fn the_end_may_come_anywhere() {
        for input in ["", "Content-Len", "Content-Length: 9\r\n", "Content-Length: 9\r\n\r\n{}"] {
            check(input, expect![""]);
        }
    }

    #[test]
    fn an_endless_line_keeps_only_its_tail() {
        let mut input = vec![b'x'; 1 << 20];
        input.extend_from_slice(b"Content-Length: 2\r\n\r\n{}");
        assert_eq!(read(&mut input.as_slice()), Some(Frame::Body(b"{}".to_vec())));
    }
}

//! planls

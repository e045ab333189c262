//! Queries: an immutable snapshot in, plain data out. One idea of LSP per file, none naming LSP:
//! offsets are bytes, what comes out is the product's own data. Touches no files and no clock.

mod snapshot;

pub use snapshot::{Environment, Snapshot};

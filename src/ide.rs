//! Queries: an immutable snapshot in, plain data out. One idea of LSP per file, none naming LSP:
//! offsets are bytes, what comes out is the product's own data. Touches no files and no clock.

mod assist;
mod assists;
mod completion;
mod outline;
mod snapshot;
mod snippet;
mod tables;

pub use assist::{Assist, AssistContext, AssistKind, assists};
pub use completion::{Completion, CompletionKind, Completions, completions};
pub use outline::{Symbol, outline, outline_json};
pub use snapshot::{Environment, Snapshot};
pub use snippet::Snippet;

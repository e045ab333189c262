//! Queries: an immutable snapshot in, plain data out. One idea of LSP per file, none naming LSP:
//! offsets are bytes, what comes out is the product's own data. Touches no files and no clock.

mod assist;
mod assists;
mod code_lens;
mod completion;
mod definition;
mod expected;
mod file;
mod fix;
mod folding;
mod format;
mod highlight;
mod hover;
mod inlay_hints;
mod linked_edit;
mod links;
mod moves;
mod next;
mod occurrence;
mod outline;
mod references;
mod rename;
mod report;
mod risk_ids;
mod selection;
mod semantic_tokens;
mod snapshot;
mod snippet;
mod status;
mod tables;
#[cfg(test)]
mod testing;
mod values;
mod workspace_symbols;

pub use assist::{Assist, AssistContext, AssistKind, Edits, assists};
pub use code_lens::{Lens, LensAction, code_lenses, missing_sections};
pub use completion::{Completion, CompletionKind, Completions, completions};
pub use definition::{Definition, definition};
pub use file::{Base, FileTarget};
pub use fix::{fix_edits, fixed};
pub use folding::{Fold, FoldKind, folds};
pub use format::{TRIGGERS, format, format_on_type, format_range};
pub use highlight::{Highlight, highlights};
pub use hover::{Hover, hover};
pub use inlay_hints::{Hint, inlay_hints};
pub use linked_edit::linked_edit;
pub use links::{Link, LinkTarget, links};
pub use moves::{Move, follow_moves};
pub use outline::{OutlineDepth, Symbol, outline, outline_json, outline_to};
pub use references::{Reference, references};
pub use rename::{Renamed, Renaming, prepare_rename, rename};
pub use report::{Change, Diagnostic, Place, Replacement, Report};
pub use selection::selection;
pub use semantic_tokens::{Token, TokenKind, semantic_tokens};
pub use snapshot::{Environment, Features, Snapshot};
pub use snippet::Snippet;
pub use status::{
    Bar, OpenTask, Part, PlanStatus, Schedule, plan_status, schedule, status, status_json,
    working_days, working_days_until,
};
pub use workspace_symbols::{WorkspaceSymbol, workspace_symbols};

//! One file per method: what the core answers, in the words of the protocol.
//!
//! A handler gets a document at one moment and returns the result; when it runs and on which thread
//! is decided in `backend`.

pub mod code_action;
pub mod code_action_resolve;
pub mod code_lens;
pub mod code_lens_resolve;
pub mod completion;
pub mod completion_resolve;
pub mod definition;
pub mod diagnostic;
pub mod document_highlight;
pub mod document_link;
pub mod document_symbol;
pub mod execute_command;
pub mod folding_range;
pub mod formatting;
pub mod hover;
pub mod inlay_hint;
pub mod linked_editing_range;
pub mod on_type_formatting;
pub mod prepare_rename;
pub mod range_formatting;
pub mod references;
pub mod rename;
pub mod selection_range;
pub mod semantic_tokens;
pub mod status;
pub mod will_rename_files;
pub mod workspace_diagnostic;
pub mod workspace_symbol;

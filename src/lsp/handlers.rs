//! One file per method: what the core answers, in the words of the protocol.
//!
//! A handler gets a document at one moment and returns the result; when it runs and on which thread
//! is decided in `backend`.

pub mod code_action;
pub mod code_action_resolve;
pub mod completion;
pub mod completion_resolve;
pub mod diagnostic;
pub mod document_symbol;
pub mod status;

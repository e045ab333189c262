//! One file per method: what the core answers, in the words of the protocol.
//!
//! A handler gets a document at one moment and returns the result; when it runs and on which thread
//! is decided in `backend`.

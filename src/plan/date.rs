//! STUB, to be replaced whole by the real file from branch vocab: on conflict take that one.

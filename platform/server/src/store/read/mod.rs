//! What is read back.

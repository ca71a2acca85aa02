//! What is read back.

pub mod exchange;

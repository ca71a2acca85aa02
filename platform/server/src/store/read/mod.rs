//! What is read back.

pub mod pages;

//! What enters the loops, and how they are read.

mod declarations;
mod documents;
mod reading;
mod reaping;

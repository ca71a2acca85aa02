//! What enters the loops, and how they are read.

mod declarations;
mod papers;
mod reading;
mod reaping;

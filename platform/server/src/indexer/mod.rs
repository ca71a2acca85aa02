//! Takes facts out of final blocks into the database.

mod progress;

pub use progress::Progress;

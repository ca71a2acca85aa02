//! The transactions that are waiting.
//!
//! The pool is the SDK's, of the kind that keeps one state; what validates for it is ours, and so is what it gets back when
//! the chain leaves a block behind or changes the runtime: see [`BatchValidator`], [`put_back`] and [`follow_runtime`].

mod batch_validator;
mod build;
mod local;
mod refused;
mod requests;
mod resubmit;
mod revalidate;
mod types;
mod validation;
mod workers;

pub use build::{build, options, Pool};
pub use local::Local;
pub use resubmit::put_back;
pub use revalidate::follow_runtime;

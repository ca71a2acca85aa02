// SPDX-License-Identifier: Apache-2.0

//! The transaction pool.
//!
//! The pool is the SDK's single-state pool. Three parts are the node's own: validation in batches, resubmission of
//! retracted transactions, and revalidation after a change of the runtime.

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

pub(crate) use build::{build, options, Pool};
pub(crate) use local::LocalPool;
pub(crate) use resubmit::resubmit_retracted;
pub(crate) use revalidate::revalidate_on_upgrade;

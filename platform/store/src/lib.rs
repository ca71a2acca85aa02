// SPDX-License-Identifier: Apache-2.0

//! The database: connection and schema, the writer's lease, bulk writes, print runs and every query.

pub mod archive;
mod cause;
mod cell;
mod clock;
pub mod columns;
mod connect;
mod counts;
mod dump;
mod engine;
mod failure;
mod holder;
mod lease;
pub mod model;
mod numbers;
pub mod print_runs;
mod progress;
pub mod read;
mod record_types_cache;
mod slim;
pub mod tables;
pub mod write;

pub use cause::Cause;
pub use clock::now;
pub use connect::{open, Database};
pub use counts::recount;
pub use dump::dump;
pub use engine::Engine;
pub use failure::Failure;
pub use holder::Holder;
pub use lease::{Lease, LeaseRow, Overtaken, Watch};
pub use numbers::Numbers;
pub use progress::{Progress, Waiting, WriterState};
pub use record_types_cache::RecordTypesCache;

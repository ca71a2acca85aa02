// SPDX-License-Identifier: Apache-2.0

//! The types of client, database and host functions that the node is built with.

use crate::{allocation, executor::Executor, runtime_log, signature_cache};
use sc_service::{TFullBackend, TFullClient};
use suyuan_runtime::{opaque::Block, RuntimeApi};

/// The SDK's host functions.
#[cfg(not(feature = "runtime-benchmarks"))]
type Standard = sp_io::SubstrateHostFunctions;
/// The SDK's host functions, and those by which benchmarks reset the database and read the clock.
#[cfg(feature = "runtime-benchmarks")]
type Standard = (sp_io::SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);

/// The host functions that replace the SDK's.
///
/// Verified signatures are cached, the runtime's log is bounded, and an allocation that fails doesn't panic.
type Own = (signature_cache::HostFunctions, runtime_log::HostFunctions, allocation::HostFunctions);

/// Every host function that the runtime may call.
pub(crate) type HostFunctions = sp_runtime_interface::sp_wasm_interface::ExtendedHostFunctions<Standard, Own>;

/// The client that executes and stores the chain.
pub(crate) type Client = TFullClient<Block, RuntimeApi, Executor<HostFunctions>>;
/// The database that the client stores the chain in.
pub(crate) type Backend = TFullBackend<Block>;

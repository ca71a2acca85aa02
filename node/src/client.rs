//! The client and the database, as the whole node names them.

use crate::{allocation, executor::Executor, runtime_log, signature_cache};
use sc_service::{TFullBackend, TFullClient};
use suyuan_runtime::{opaque::Block, RuntimeApi};

/// The SDK's host functions.
#[cfg(not(feature = "runtime-benchmarks"))]
type Standard = sp_io::SubstrateHostFunctions;
/// The SDK's host functions, with those that benchmarks reset the database and read the clock by.
#[cfg(feature = "runtime-benchmarks")]
type Standard = (sp_io::SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);

/// The host functions that the node has in place of the SDK's: signatures are remembered, what the runtime logs is bounded,
/// and where there is no memory for it nothing panics.
type Own = (signature_cache::HostFunctions, runtime_log::HostFunctions, allocation::HostFunctions);

/// Every host function that the runtime may call.
pub type HostFunctions = sp_runtime_interface::sp_wasm_interface::ExtendedHostFunctions<Standard, Own>;

/// Access to the chain and its runtime.
pub type Client = TFullClient<Block, RuntimeApi, Executor<HostFunctions>>;
/// The database.
pub type Backend = TFullBackend<Block>;

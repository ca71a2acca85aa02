// SPDX-License-Identifier: Apache-2.0

//! A per-call cache of storage reads and key hashes inside the WASM runtime.
//!
//! A host call to `storage::get` costs several times the lookup itself: the key is passed out, and the value is copied into
//! memory that the runtime must allocate and free. Executing one record makes 59 storage calls, 33 of which repeat an
//! earlier one. During block execution and validation the runtime therefore answers repeated reads of short values from
//! memory (see `cache`) and computes `twox_128` itself. Writes always go to the host first, so the cache never holds
//! anything that the host would not return.

#[cfg(any(test, target_arch = "wasm32"))]
mod cache;
#[cfg(target_arch = "wasm32")]
mod hooks;
#[cfg(test)]
mod imports;

#[cfg(target_arch = "wasm32")]
use hooks::with_hooks;

/// Runs `run` with a new cache. Nothing but the runtime may write to the state meanwhile.
pub(crate) fn with_storage_cache<R>(run: impl FnOnce() -> R) -> R {
	with_local_hashing(|| with_hooks(run))
}

/// Runs `run` with `twox_128` computed in the runtime, which gives the same hash as the host.
///
/// The key of a map begins with the hashes of two names, for which FRAME calls the host whenever an entry is read or
/// written.
#[cfg(target_arch = "wasm32")]
pub(crate) fn with_local_hashing<R>(run: impl FnOnce() -> R) -> R {
	let _guards = sp_io::hashing::host_twox_128.replace_implementation(sp_crypto_hashing::twox_128);
	run()
}

/// Runs `run` as it is: native code has no host to call.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn with_local_hashing<R>(run: impl FnOnce() -> R) -> R {
	run()
}

#[cfg(not(target_arch = "wasm32"))]
fn with_hooks<R>(run: impl FnOnce() -> R) -> R {
	run()
}

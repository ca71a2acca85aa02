//! What the runtime needs not ask its host.
//!
//! To ask the host takes several times as long as the answer: it is handed a key, looks for it, and hands over a copy, in
//! memory that it is asked for and that goes back to it. A record asks 59 times about the state, and 33 times the
//! answer is known already. So where there is much to do, what was read before is kept at hand, see `values`, and what
//! doesn't depend on the state is reckoned here.

#[cfg(any(test, target_arch = "wasm32"))]
mod cache;
#[cfg(target_arch = "wasm32")]
mod hooks;
#[cfg(test)]
mod imports;

#[cfg(target_arch = "wasm32")]
use hooks::with_hooks;

/// Runs this with names and values at hand. Nothing but the runtime may write to the state meanwhile.
pub fn with_storage_cache<R>(run: impl FnOnce() -> R) -> R {
	with_local_hashing(|| with_hooks(run))
}

/// Runs this with names hashed in the runtime. It is the same hash.
///
/// The key of a map begins with the hashes of two names, for which FRAME asks the host whenever an entry is read or written.
#[cfg(target_arch = "wasm32")]
pub fn with_local_hashing<R>(run: impl FnOnce() -> R) -> R {
	let _guards = sp_io::hashing::host_twox_128.replace_implementation(sp_crypto_hashing::twox_128);
	run()
}

/// Outside a blob nobody has to be asked.
#[cfg(not(target_arch = "wasm32"))]
pub fn with_local_hashing<R>(run: impl FnOnce() -> R) -> R {
	run()
}

#[cfg(not(target_arch = "wasm32"))]
fn with_hooks<R>(run: impl FnOnce() -> R) -> R {
	run()
}

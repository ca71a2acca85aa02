//! Where keys are hashed.
//!
//! The key of a map begins with the hashes of two names, for which FRAME asks the host whenever an entry is read or written:
//! two dozen times in a transaction. To be handed a name and to hand back its hash takes the host several times as long as
//! the hash. Where there is much to do, the runtime therefore hashes names by itself.

/// Runs this with names hashed in the runtime. It is the same hash.
#[cfg(target_arch = "wasm32")]
pub fn names_at_hand<R>(run: impl FnOnce() -> R) -> R {
	let _until_the_end = sp_io::hashing::host_twox_128.replace_implementation(sp_crypto_hashing::twox_128);
	run()
}

/// Outside a blob nobody has to be asked.
#[cfg(not(target_arch = "wasm32"))]
pub fn names_at_hand<R>(run: impl FnOnce() -> R) -> R {
	run()
}

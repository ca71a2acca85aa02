// SPDX-License-Identifier: Apache-2.0

//! Hooks in the host functions of the state, by which every access of FRAME passes the cache.

use super::cache::StorageCache;
use alloc::vec::Vec;
use bytes::Bytes;
use core::cell::RefCell;
use sp_io::{
	storage::{
		host_append, host_clear, host_clear_prefix, host_exists, host_get, host_rollback_transaction,
		host_set,
	},
	KillStorageResult,
};

/// The host functions behind the hooks.
#[derive(Clone, Copy)]
struct Host {
	get: fn(&[u8]) -> Option<Bytes>,
	exists: fn(&[u8]) -> bool,
	set: fn(&[u8], &[u8]),
	clear: fn(&[u8]),
	clear_prefix: fn(&[u8], Option<u32>) -> KillStorageResult,
	append: fn(&[u8], Vec<u8>),
	rollback: fn(),
}

struct Shared(RefCell<(Option<Host>, StorageCache)>);

// SAFETY: a WASM runtime has one thread.
unsafe impl Sync for Shared {}

static SHARED: Shared = Shared(RefCell::new((None, StorageCache::new())));

/// Runs `run` with the hooks in place and a new cache.
pub(super) fn with_hooks<R>(run: impl FnOnce() -> R) -> R {
	let host = Host {
		get: host_get.get(),
		exists: host_exists.get(),
		set: host_set.get(),
		clear: host_clear.get(),
		clear_prefix: host_clear_prefix.get(),
		append: host_append.get(),
		rollback: host_rollback_transaction.get(),
	};
	SHARED.0.replace((Some(host), StorageCache::new()));
	let _guards = (
		host_get.replace_implementation(get),
		host_exists.replace_implementation(exists),
		host_set.replace_implementation(set),
		host_clear.replace_implementation(clear),
		host_clear_prefix.replace_implementation(clear_prefix),
		host_append.replace_implementation(append),
		host_rollback_transaction.replace_implementation(rollback),
	);
	run()
}

fn host() -> Host {
	SHARED.0.borrow().0.expect("set before the hooks are in place; qed")
}

fn with_cache<R>(run: impl FnOnce(&mut StorageCache) -> R) -> R {
	run(&mut SHARED.0.borrow_mut().1)
}

fn get(key: &[u8]) -> Option<Bytes> {
	if let Some(value) = with_cache(|cache| cache.get(key)) {
		return value;
	}
	let value = (host().get)(key);
	with_cache(|cache| cache.record_read(key, &value));
	value
}

fn exists(key: &[u8]) -> bool {
	match with_cache(|cache| cache.get(key)) {
		Some(value) => value.is_some(),
		None => (host().exists)(key),
	}
}

fn set(key: &[u8], value: &[u8]) {
	(host().set)(key, value);
	with_cache(|cache| cache.set(key, value));
}

fn clear(key: &[u8]) {
	(host().clear)(key);
	with_cache(|cache| cache.clear(key));
}

fn clear_prefix(prefix: &[u8], limit: Option<u32>) -> KillStorageResult {
	let result = (host().clear_prefix)(prefix, limit);
	with_cache(|cache| cache.clear_prefix(prefix));
	result
}

fn append(key: &[u8], value: Vec<u8>) {
	(host().append)(key, value);
	with_cache(|cache| cache.append(key));
}

fn rollback() {
	(host().rollback)();
	with_cache(StorageCache::rollback);
}

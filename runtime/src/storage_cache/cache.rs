// SPDX-License-Identifier: Apache-2.0

//! The cache of values: short ones under short keys, each read from the host once.
//!
//! FRAME reads the block number seven times for a record, and again and again the values beside it: the phase, the event
//! count, the time, the hash of the first block. Those are short values under short keys, few enough to be cached. Writes
//! go to the host at once, so the host is always right and may be asked at any time; the cache never holds anything else
//! than what the host would return.

use alloc::{collections::BTreeMap, vec::Vec};
use bytes::Bytes;

/// The longest cached key, but for those of [`BLOCK_HASH_PREFIX`].
///
/// The key of a storage value is so long; the entries of maps have longer ones.
const MAX_KEY_LEN: usize = 32;

/// The prefix of the keys of block hashes, one or two of which every transaction is signed over.
const BLOCK_HASH_PREFIX: [u8; 32] = [
	0x26, 0xaa, 0x39, 0x4e, 0xea, 0x56, 0x30, 0xe0, 0x7c, 0x48, 0xae, 0x0c, 0x95, 0x58, 0xce, 0xf7, 0xa4,
	0x47, 0x04, 0xb5, 0x68, 0xd2, 0x16, 0x67, 0x35, 0x6a, 0x5a, 0x05, 0x0c, 0x11, 0x87, 0x46,
];

/// The longest cached value, in bytes.
const MAX_VALUE_LEN: usize = 64;

/// The most keys in the cache.
const MAX_ENTRIES: usize = 64;

/// The entry of a key.
struct Entry {
	/// The value that the host would return, or `None` if the host has to be asked.
	value: Option<Option<Bytes>>,
	/// The key was written since the call began, so that a rollback may change its value.
	was_written: bool,
}

/// The values read and written since the runtime call began.
pub(super) struct StorageCache {
	entries: BTreeMap<Vec<u8>, Entry>,
	/// A write could not be recorded, so that the host is asked for everything.
	is_disabled: bool,
}

impl StorageCache {
	/// An empty cache, for a new call.
	pub(super) const fn new() -> Self {
		Self { entries: BTreeMap::new(), is_disabled: false }
	}

	fn is_cacheable(key: &[u8]) -> bool {
		key.len() <= MAX_KEY_LEN || key.starts_with(&BLOCK_HASH_PREFIX)
	}

	/// The cached value of a key, or `None` if the host has to be asked.
	pub(super) fn get(&self, key: &[u8]) -> Option<Option<Bytes>> {
		if !Self::is_cacheable(key) {
			return None;
		}
		self.entries.get(key)?.value.clone()
	}

	/// Records a value that the host returned.
	pub(super) fn record_read(&mut self, key: &[u8], value: &Option<Bytes>) {
		let is_long = value.as_ref().is_some_and(|value| value.len() > MAX_VALUE_LEN);
		if self.is_disabled || is_long || !Self::is_cacheable(key) {
			return;
		}
		if let Some(entry) = self.entries.get_mut(key) {
			entry.value = Some(value.clone());
		} else if self.entries.len() < MAX_ENTRIES {
			self.entries.insert(key.to_vec(), Entry { value: Some(value.clone()), was_written: false });
		}
	}

	/// Records that a value was set.
	pub(super) fn set(&mut self, key: &[u8], value: &[u8]) {
		let is_short = value.len() <= MAX_VALUE_LEN;
		self.record_write(key, || is_short.then(|| Some(Bytes::copy_from_slice(value))));
	}

	/// Records that a key was cleared.
	pub(super) fn clear(&mut self, key: &[u8]) {
		self.record_write(key, || Some(None));
	}

	/// Records that an item was appended to a value.
	pub(super) fn append(&mut self, key: &[u8]) {
		self.record_write(key, || None);
	}

	fn record_write(&mut self, key: &[u8], value: impl FnOnce() -> Option<Option<Bytes>>) {
		if self.is_disabled || !Self::is_cacheable(key) {
			return;
		}
		let now = Entry { value: value(), was_written: true };
		if let Some(entry) = self.entries.get_mut(key) {
			*entry = now;
		} else if self.entries.len() < MAX_ENTRIES {
			self.entries.insert(key.to_vec(), now);
		} else {
			// There is no room to record the write.
			self.disable();
		}
	}

	/// Records that keys with a prefix were cleared, all or some of them.
	pub(super) fn clear_prefix(&mut self, prefix: &[u8]) {
		if prefix.len() < MAX_KEY_LEN || prefix.starts_with(&BLOCK_HASH_PREFIX) {
			self.disable();
		} else {
			// A map: its entries aren't cached. The only cached key with this prefix may be the prefix itself.
			self.record_write(prefix, || None);
		}
	}

	/// Records that a transaction was rolled back, at whatever depth.
	///
	/// Written keys may have other values now; keys that were only read stay.
	pub(super) fn rollback(&mut self) {
		for entry in self.entries.values_mut().filter(|entry| entry.was_written) {
			entry.value = None;
		}
	}

	fn disable(&mut self) {
		self.entries.clear();
		self.is_disabled = true;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Runtime;
	use frame_support::StoragePrefixedMap;
	use sp_io::{storage, TestExternalities};

	/// An operation on the state.
	#[derive(Clone, Copy, Debug)]
	enum Step {
		Read,
		Put(&'static [u8]),
		Append,
		Remove,
		RemoveAll,
		Begin,
		Commit,
		RollBack,
	}

	use Step::{Append, Begin, Commit, Put, Read, Remove, RemoveAll, RollBack};

	const SHORT: &[u8] = &[1, 2];
	const LONG: &[u8] = &[3; MAX_VALUE_LEN + 1];

	const STEPS: [Step; 9] =
		[Read, Put(SHORT), Put(LONG), Append, Remove, RemoveAll, Begin, Commit, RollBack];

	/// A state with a cache beside it.
	struct Call {
		cache: StorageCache,
		/// The number of open transactions.
		open: usize,
	}

	impl Call {
		/// Does to the state and to the cache what the blob does to both.
		fn go(&mut self, key: &[u8], step: Step) {
			match step {
				Read => drop(self.read(key)),
				Put(value) => {
					storage::set(key, value);
					self.cache.set(key, value);
				}
				Append => {
					storage::append(key, vec![7]);
					self.cache.append(key);
				}
				Remove => {
					storage::clear(key);
					self.cache.clear(key);
				}
				RemoveAll => {
					let _ = storage::clear_prefix(key, None);
					self.cache.clear_prefix(key);
				}
				Begin => {
					storage::start_transaction();
					self.open += 1;
				}
				Commit if self.open > 0 => {
					storage::commit_transaction();
					self.open -= 1;
				}
				RollBack if self.open > 0 => {
					storage::rollback_transaction();
					self.cache.rollback();
					self.open -= 1;
				}
				Commit | RollBack => (),
			}
		}

		/// Reads a key from the cache, or else from the host, and caches it.
		fn read(&mut self, key: &[u8]) -> Option<Bytes> {
			self.cache.get(key).unwrap_or_else(|| {
				let value = storage::get(key);
				self.cache.record_read(key, &value);
				value
			})
		}
	}

	/// Takes these steps one after the other in a call of its own, whose changes are rolled back.
	fn call<R>(key: &[u8], steps: &[Step], then: impl FnOnce(&mut Call) -> R) -> R {
		storage::start_transaction();
		let mut call = Call { cache: StorageCache::new(), open: 0 };
		steps.iter().for_each(|step| call.go(key, *step));
		let result = then(&mut call);
		(0..=call.open).for_each(|_| storage::rollback_transaction());
		result
	}

	/// Runs a test on a state with a value under `key`.
	fn with_state(key: &[u8], test: impl FnOnce()) {
		let mut state = TestExternalities::default();
		state.execute_with(|| storage::set(key, SHORT));
		state.commit_all().expect("no transaction is open");
		state.execute_with(test);
	}

	const KEY: &[u8] = b"a key";

	#[test]
	fn the_cache_holds_what_the_host_would_return_after_any_steps() {
		// Clearing the prefix of the one key disables the cache, that of the other clears a map.
		for key in [KEY, &[1; MAX_KEY_LEN]] {
			with_state(key, || every_way(key));
		}
	}

	/// Takes all sequences of six steps.
	///
	/// Six are enough for a written value to outlive one transaction and not another.
	fn every_way(key: &[u8]) {
		const LENGTH: u32 = 6;
		for mut number in 0..STEPS.len().pow(LENGTH) {
			let steps: Vec<_> = (0..LENGTH)
				.map(|_| {
					let step = STEPS[number % STEPS.len()];
					number /= STEPS.len();
					step
				})
				.collect();
			call(key, &steps, |call| assert_eq!(call.read(key), storage::get(key), "{steps:?}"));
		}
	}

	/// Tells that the value is cached after these steps.
	fn is_cached(key: &[u8], steps: &[Step]) -> bool {
		let mut is_cached = false;
		with_state(key, || is_cached = call(key, steps, |call| call.cache.get(key).is_some()));
		is_cached
	}

	#[test]
	fn reads_and_writes_are_cached() {
		assert!(!is_cached(KEY, &[]));
		assert!(is_cached(KEY, &[Read]));
		assert!(is_cached(KEY, &[Put(SHORT)]));
		assert!(is_cached(KEY, &[Remove]));
	}

	#[test]
	fn reads_stay_cached_when_a_transaction_is_rolled_back() {
		assert!(is_cached(KEY, &[Read, Begin, RollBack]));
		assert!(is_cached(KEY, &[Begin, Read, RollBack]));
		assert!(!is_cached(KEY, &[Begin, Put(SHORT), RollBack]));
	}

	#[test]
	fn long_values_and_entries_of_maps_are_not_cached() {
		assert!(!is_cached(KEY, &[Put(LONG), Read]));
		assert!(is_cached(&[1; MAX_KEY_LEN], &[Read]));
		assert!(!is_cached(&[1; MAX_KEY_LEN + 1], &[Read]));
	}

	#[test]
	fn block_hashes_are_cached_though_they_are_entries_of_a_map() {
		let key = frame_system::BlockHash::<Runtime>::hashed_key_for(0u32);
		assert!(key.starts_with(&BLOCK_HASH_PREFIX) && key.len() > MAX_KEY_LEN);
		assert!(is_cached(&key, &[Read]));
	}

	#[test]
	fn clearing_a_map_loses_nothing_unless_it_is_that_of_the_block_hashes() {
		let mut cache = StorageCache::new();
		cache.set(KEY, SHORT);
		cache.clear_prefix(&frame_system::Account::<Runtime>::final_prefix());
		assert!(cache.get(KEY).is_some());
		for prefix in [&BLOCK_HASH_PREFIX[..], &BLOCK_HASH_PREFIX[..16], b"a"] {
			let mut cache = StorageCache::new();
			cache.set(KEY, SHORT);
			cache.clear_prefix(prefix);
			cache.record_read(KEY, &None);
			assert!(cache.is_disabled && cache.get(KEY).is_none());
		}
	}

	#[test]
	fn no_more_than_the_maximum_is_cached_and_a_write_beyond_it_disables_the_cache() {
		let mut cache = StorageCache::new();
		(0..=MAX_ENTRIES).for_each(|n| cache.record_read(&[n as u8], &None));
		assert_eq!(cache.entries.len(), MAX_ENTRIES);
		// A cached key may still be written.
		cache.set(&[0], SHORT);
		assert!(!cache.is_disabled);
		cache.set(&[MAX_ENTRIES as u8], SHORT);
		assert!(cache.is_disabled && cache.entries.is_empty());
	}
}

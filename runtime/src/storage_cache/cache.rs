//! What was read of the state, so that it is read once.
//!
//! FRAME reads the number of the block seven times for a record, and again and again what stands beside it: the phase, the
//! count of events, the time, the hash of the first block. Those are short values under short keys, few enough to be kept. What
//! is written goes to the host at once, so the host is always right and may be asked at any time; what is kept is never
//! anything else than what it would say.

use alloc::{collections::BTreeMap, vec::Vec};
use bytes::Bytes;

/// The longest keys that values are kept of, but for those of [`BLOCK_HASHES`]: those of values that stand by themselves.
/// The entries of maps have longer ones.
const LONGEST_KEY: usize = 32;

/// What the keys of the hashes of blocks begin with: every transaction is signed over one or two of them.
const BLOCK_HASHES: [u8; 32] = [
	0x26, 0xaa, 0x39, 0x4e, 0xea, 0x56, 0x30, 0xe0, 0x7c, 0x48, 0xae, 0x0c, 0x95, 0x58, 0xce, 0xf7, 0xa4,
	0x47, 0x04, 0xb5, 0x68, 0xd2, 0x16, 0x67, 0x35, 0x6a, 0x5a, 0x05, 0x0c, 0x11, 0x87, 0x46,
];

/// The longest value that is kept.
const LONGEST_VALUE: usize = 64;

/// Of at most how many keys something is known.
const MOST: usize = 64;

/// What is known of a key.
struct Known {
	/// What the host would say. Nothing if it has to be asked.
	value: Option<Option<Bytes>>,
	/// Whether it was written since the call began: what is rolled back may be a value of it.
	was_written: bool,
}

/// What was read and written since the call of the runtime began.
pub struct Values {
	known: BTreeMap<Vec<u8>, Known>,
	/// Whether it can't be told any more what is known: then the host is asked.
	is_lost: bool,
}

impl Values {
	/// Of a call that begins.
	pub const fn new() -> Self {
		Self { known: BTreeMap::new(), is_lost: false }
	}

	fn is_kept(key: &[u8]) -> bool {
		key.len() <= LONGEST_KEY || key.starts_with(&BLOCK_HASHES)
	}

	/// What is known to stand under this key. Nothing if the host has to be asked.
	pub fn find(&self, key: &[u8]) -> Option<Option<Bytes>> {
		if !Self::is_kept(key) {
			return None;
		}
		self.known.get(key)?.value.clone()
	}

	/// The host said this.
	pub fn heard(&mut self, key: &[u8], value: &Option<Bytes>) {
		let is_long = value.as_ref().is_some_and(|value| value.len() > LONGEST_VALUE);
		if self.is_lost || is_long || !Self::is_kept(key) {
			return;
		}
		if let Some(known) = self.known.get_mut(key) {
			known.value = Some(value.clone());
		} else if self.known.len() < MOST {
			self.known.insert(key.to_vec(), Known { value: Some(value.clone()), was_written: false });
		}
	}

	/// The host was told to put this there.
	pub fn put(&mut self, key: &[u8], value: &[u8]) {
		let is_short = value.len() <= LONGEST_VALUE;
		self.told(key, || is_short.then(|| Some(Bytes::copy_from_slice(value))));
	}

	/// The host was told to have nothing there.
	pub fn removed(&mut self, key: &[u8]) {
		self.told(key, || Some(None));
	}

	/// The host was told to put something behind what is there.
	pub fn appended(&mut self, key: &[u8]) {
		self.told(key, || None);
	}

	fn told(&mut self, key: &[u8], value: impl FnOnce() -> Option<Option<Bytes>>) {
		if self.is_lost || !Self::is_kept(key) {
			return;
		}
		let now = Known { value: value(), was_written: true };
		if let Some(known) = self.known.get_mut(key) {
			*known = now;
		} else if self.known.len() < MOST {
			self.known.insert(key.to_vec(), now);
		} else {
			// That it was written could not be remembered.
			self.lose();
		}
	}

	/// The host was told to remove everything that begins like this, or a part of it.
	pub fn removed_all(&mut self, prefix: &[u8]) {
		if prefix.len() < LONGEST_KEY || prefix.starts_with(&BLOCK_HASHES) {
			self.lose();
		} else {
			// A map: its entries aren't kept. No key that is begins like this, but perhaps the one that is just this.
			self.told(prefix, || None);
		}
	}

	/// The host went back to what was there before a transaction, at whatever depth: what was written may have another
	/// value now. What was only read stays.
	pub fn rolled_back(&mut self) {
		for known in self.known.values_mut().filter(|known| known.was_written) {
			known.value = None;
		}
	}

	fn lose(&mut self) {
		self.known.clear();
		self.is_lost = true;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Runtime;
	use frame_support::StoragePrefixedMap;
	use sp_io::{storage, TestExternalities};

	/// What may be done to the state.
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
	const LONG: &[u8] = &[3; LONGEST_VALUE + 1];

	const STEPS: [Step; 9] =
		[Read, Put(SHORT), Put(LONG), Append, Remove, RemoveAll, Begin, Commit, RollBack];

	/// A state, and beside it what is at hand of it.
	struct Call {
		values: Values,
		/// How many transactions are open.
		open: usize,
	}

	impl Call {
		/// Does to the state and to what is at hand what the blob does to both.
		fn go(&mut self, key: &[u8], step: Step) {
			match step {
				Read => drop(self.read(key)),
				Put(value) => {
					storage::set(key, value);
					self.values.put(key, value);
				}
				Append => {
					storage::append(key, vec![7]);
					self.values.appended(key);
				}
				Remove => {
					storage::clear(key);
					self.values.removed(key);
				}
				RemoveAll => {
					let _ = storage::clear_prefix(key, None);
					self.values.removed_all(key);
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
					self.values.rolled_back();
					self.open -= 1;
				}
				Commit | RollBack => (),
			}
		}

		/// What is at hand, or else what the host says, which is kept.
		fn read(&mut self, key: &[u8]) -> Option<Bytes> {
			self.values.find(key).unwrap_or_else(|| {
				let value = storage::get(key);
				self.values.heard(key, &value);
				value
			})
		}
	}

	/// Takes these steps one after the other, in a call of its own, whose changes are taken back.
	fn call<R>(key: &[u8], steps: &[Step], then: impl FnOnce(&mut Call) -> R) -> R {
		storage::start_transaction();
		let mut call = Call { values: Values::new(), open: 0 };
		steps.iter().for_each(|step| call.go(key, *step));
		let result = then(&mut call);
		(0..=call.open).for_each(|_| storage::rollback_transaction());
		result
	}

	/// With something under the key, which this looks at.
	fn with_state(key: &[u8], test: impl FnOnce()) {
		let mut state = TestExternalities::default();
		state.execute_with(|| storage::set(key, SHORT));
		state.commit_all().expect("no transaction is open");
		state.execute_with(test);
	}

	const KEY: &[u8] = b"a key";

	#[test]
	fn whatever_is_done_what_is_at_hand_is_what_the_host_would_say() {
		// To remove everything that begins like the one is to lose what is known, like the other to clear a map.
		for key in [KEY, &[1; LONGEST_KEY]] {
			with_state(key, || every_way(key));
		}
	}

	/// Takes as many steps as it takes for a value that was written to outlive one transaction and not another.
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

	/// Whether the value is at hand after these steps.
	fn is_at_hand(key: &[u8], steps: &[Step]) -> bool {
		let mut is_at_hand = false;
		with_state(key, || is_at_hand = call(key, steps, |call| call.values.find(key).is_some()));
		is_at_hand
	}

	#[test]
	fn what_was_read_or_written_is_at_hand() {
		assert!(!is_at_hand(KEY, &[]));
		assert!(is_at_hand(KEY, &[Read]));
		assert!(is_at_hand(KEY, &[Put(SHORT)]));
		assert!(is_at_hand(KEY, &[Remove]));
	}

	#[test]
	fn what_was_only_read_stays_at_hand_when_a_transaction_is_rolled_back() {
		assert!(is_at_hand(KEY, &[Read, Begin, RollBack]));
		assert!(is_at_hand(KEY, &[Begin, Read, RollBack]));
		assert!(!is_at_hand(KEY, &[Begin, Put(SHORT), RollBack]));
	}

	#[test]
	fn long_values_and_entries_of_maps_are_not_kept() {
		assert!(!is_at_hand(KEY, &[Put(LONG), Read]));
		assert!(is_at_hand(&[1; LONGEST_KEY], &[Read]));
		assert!(!is_at_hand(&[1; LONGEST_KEY + 1], &[Read]));
	}

	#[test]
	fn hashes_of_blocks_are_kept_though_they_are_entries_of_a_map() {
		let key = frame_system::BlockHash::<Runtime>::hashed_key_for(0u32);
		assert!(key.starts_with(&BLOCK_HASHES) && key.len() > LONGEST_KEY);
		assert!(is_at_hand(&key, &[Read]));
	}

	#[test]
	fn to_clear_a_map_loses_nothing_unless_it_is_that_of_the_hashes_of_blocks() {
		let mut values = Values::new();
		values.put(KEY, SHORT);
		values.removed_all(&frame_system::Account::<Runtime>::final_prefix());
		assert!(values.find(KEY).is_some());
		for prefix in [&BLOCK_HASHES[..], &BLOCK_HASHES[..16], b"a"] {
			let mut values = Values::new();
			values.put(KEY, SHORT);
			values.removed_all(prefix);
			values.heard(KEY, &None);
			assert!(values.is_lost && values.find(KEY).is_none());
		}
	}

	#[test]
	fn no_more_is_kept_than_may_be_and_then_what_is_written_ends_it() {
		let mut values = Values::new();
		(0..=MOST).for_each(|n| values.heard(&[n as u8], &None));
		assert_eq!(values.known.len(), MOST);
		// What is known already may be written.
		values.put(&[0], SHORT);
		assert!(!values.is_lost);
		values.put(&[MOST as u8], SHORT);
		assert!(values.is_lost && values.known.is_empty());
	}
}

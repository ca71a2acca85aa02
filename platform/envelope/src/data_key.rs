// SPDX-License-Identifier: Apache-2.0

//! Keys under which contents are encrypted.

use std::fmt;
use zeroize::Zeroizing;

/// The key under which one content is encrypted. Wiped from memory when it is dropped, and shown by nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct DataKey(pub(crate) Zeroizing<[u8; 32]>);

impl DataKey {
	/// Makes a new key with the randomness of the system.
	pub(crate) fn generate() -> Self {
		let mut bytes = Zeroizing::new([0; 32]);
		getrandom::getrandom(&mut *bytes).expect("the system has randomness");
		Self(bytes)
	}
}

impl fmt::Debug for DataKey {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str("DataKey(…)")
	}
}

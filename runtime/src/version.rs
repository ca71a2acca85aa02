// SPDX-License-Identifier: Apache-2.0

//! The version of the runtime.

use crate::apis::RUNTIME_API_VERSIONS;
use alloc::borrow::Cow;
use sp_version::RuntimeVersion;

/// The version of this runtime, which every runtime upgrade increases.
#[cfg(not(feature = "rehearsal"))]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("suyuan"),
	impl_name: Cow::Borrowed("suyuan"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	// 0: values stand in the nodes of the trie. From 1 on those of more than 32 bytes, which nearly all of ours are, would
	// be nodes of their own: one more to look up for every read, and one more to hash and to write down for every write.
	// That is for proofs that hold large values beside the one that is asked for, and ours hold small ones.
	system_version: 0,
};

/// The version after it, of the runtime with which an upgrade is rehearsed.
///
/// The macro wants every number spelt out, so it stands here, where the two are seen together.
#[cfg(feature = "rehearsal")]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("suyuan"),
	impl_name: Cow::Borrowed("suyuan"),
	authoring_version: 1,
	spec_version: 2,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 0,
};

//! Which runtime this is.

use crate::apis::RUNTIME_API_VERSIONS;
use alloc::borrow::Cow;
use sp_version::RuntimeVersion;

/// The version of the runtime: a change of it is what a runtime upgrade is.
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
	// 2: trie layout V1 for the state and for the extrinsics root too. 3 would put off every upgrade by a block.
	system_version: 2,
};

/// The one after it. The macro wants every number spelt out, so it stands here, where the two are seen together.
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
	system_version: 2,
};

/// What changes in the state in the first block of this version: nothing.
#[cfg(not(feature = "rehearsal"))]
pub type Migrations = ();
#[cfg(feature = "rehearsal")]
pub use crate::rehearsal::Migrations;

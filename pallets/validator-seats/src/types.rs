//! Where a seat stands, and why it came to stand there.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Where a seat stands.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub enum Standing {
	/// It is planned into every set.
	Active,
	/// It stays out of the sets to come, until it is activated again.
	Resting,
	/// It has lost its right to be in the set.
	Retired(Retirement),
}

/// Why a seat rests.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub enum Rest {
	/// Its holder asked for it.
	Own,
	/// It was in the set and authored nothing for the idle term.
	Idle,
}

/// Why a seat is retired.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub enum Retirement {
	/// Its holder is no longer a member of the collective.
	Membership,
	/// Its holder committed an offence, such as voting twice in a round. Only a pardon lets it be activated again.
	Offence,
}

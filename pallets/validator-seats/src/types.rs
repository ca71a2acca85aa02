// SPDX-License-Identifier: Apache-2.0

//! The standing of a seat, and the reasons for it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The standing of a seat.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub enum Standing {
	/// The seat is planned into every set.
	Active,
	/// The seat stays out of the sets to come, until it is activated again.
	Resting,
	/// The seat has lost its right to be in the set.
	Retired(Retirement),
}

/// The reason for which a seat rests.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub enum Rest {
	/// The holder asked for it.
	Own,
	/// The seat was in the set and authored nothing for the idle term.
	Idle,
}

/// The reason for which a seat is retired.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub enum Retirement {
	/// The holder is no longer a member of the collective.
	Membership,
	/// The holder committed an offence, such as voting twice in a round.
	///
	/// Only a pardon lets the seat be activated again.
	Offence,
}

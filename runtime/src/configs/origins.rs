// SPDX-License-Identifier: Apache-2.0

//! The origins of the council.

use crate::AccountId;
use frame_support::traits::EitherOf;
use frame_system::EnsureRoot;
use pallet_collective::{EnsureMember, EnsureProportionAtLeast, EnsureProportionMoreThan, Instance1};

/// More than half of the council.
pub type MajorityOfCouncil = EnsureProportionMoreThan<AccountId, Instance1, 1, 2>;
/// At least a third of the council.
pub type ThirdOfCouncil = EnsureProportionAtLeast<AccountId, Instance1, 1, 3>;
/// At least two thirds of the council.
pub type TwoThirdsOfCouncil = EnsureProportionAtLeast<AccountId, Instance1, 2, 3>;
/// At least two thirds of the council, or Root.
pub type RootOrTwoThirdsOfCouncil = EitherOf<EnsureRoot<AccountId>, TwoThirdsOfCouncil>;
/// Any one member of the council.
pub type CouncilMember = EnsureMember<AccountId, Instance1>;

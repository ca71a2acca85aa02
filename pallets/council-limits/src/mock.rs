// SPDX-License-Identifier: Apache-2.0

//! A collective of which nothing is real but its limits.

use crate::{self as pallet_council_limits, Config, Governance};
use frame_support::{derive_impl, parameter_types, traits::SortedMembers};
use sp_core::H256;
use sp_runtime::BuildStorage;
use std::collections::BTreeMap;

pub type AccountId = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		CouncilLimits: pallet_council_limits,
	}
);

pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const STRANGER: AccountId = 9;

pub const MOTIONS_PER_MEMBER: u32 = 2;
pub const PREIMAGES_PER_MEMBER: u32 = 2;
pub const BYTES_PER_MEMBER: u32 = 100;
pub const TERM: u64 = 10;

parameter_types! {
	pub const MotionsPerMember: u32 = MOTIONS_PER_MEMBER;
	pub const PreimagesPerMember: u32 = PREIMAGES_PER_MEMBER;
	pub const PreimageBytesPerMember: u32 = BYTES_PER_MEMBER;
	pub const MaxMembers: u32 = 3;
	pub const MaxMotions: u32 = 6;
	pub const MaxWhitelisted: u32 = 2;
	pub const WhitelistTerm: u64 = TERM;
	pub static Members: Vec<AccountId> = vec![];
	pub static Open: Vec<H256> = vec![];
	pub static Noted: BTreeMap<H256, (AccountId, u32)> = BTreeMap::new();
	pub static OnList: Vec<H256> = vec![];
}

pub struct Collective;

impl SortedMembers<AccountId> for Collective {
	fn sorted_members() -> Vec<AccountId> {
		Members::get()
	}
}

impl Governance<AccountId, H256> for Collective {
	fn open_motions() -> Vec<H256> {
		Open::get()
	}

	fn disapprove(motion: &H256) {
		Open::mutate(|open| open.retain(|hash| hash != motion));
	}

	fn unnote_preimages(of: impl Fn(&AccountId) -> bool) -> u32 {
		let noted = Noted::get();
		for (hash, (who, bytes)) in &noted {
			if of(who) {
				Noted::mutate(|noted| noted.remove(hash));
				CouncilLimits::forget_preimage(who, *bytes);
			}
		}
		noted.len() as u32
	}

	fn remove_whitelisted(call: &H256) {
		OnList::mutate(|list| list.retain(|hash| hash != call));
		CouncilLimits::forget_whitelisted(call);
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl Config for Test {
	type Members = Collective;
	type Governance = Collective;
	type MaxMembers = MaxMembers;
	type MaxMotions = MaxMotions;
	type MotionsPerMember = MotionsPerMember;
	type PreimagesPerMember = PreimagesPerMember;
	type PreimageBytesPerMember = PreimageBytesPerMember;
	type MaxWhitelisted = MaxWhitelisted;
	type WhitelistTerm = WhitelistTerm;
}

/// Runs a test with Alice and Bob as members, after which everything that must hold still holds.
pub fn execute(test: impl FnOnce()) {
	Members::set(vec![ALICE, BOB]);
	Open::set(vec![]);
	Noted::set(BTreeMap::new());
	OnList::set(vec![]);
	let genesis = RuntimeGenesisConfig::default().build_storage().unwrap();
	sp_io::TestExternalities::from(genesis).execute_with(|| {
		System::set_block_number(1);
		test();
		CouncilLimits::do_try_state().unwrap();
	});
}

pub fn hash(n: u64) -> H256 {
	H256::from_low_u64_be(n)
}

/// Proposes as the collective does.
///
/// The motion is listed before it is counted, and gone again if it is refused.
pub fn propose(who: AccountId, n: u64) -> sp_runtime::DispatchResult {
	Open::mutate(|open| open.push(hash(n)));
	CouncilLimits::note_motion(&who).inspect_err(|_| {
		Open::mutate(|open| {
			let _ = open.pop();
		})
	})
}

pub fn close(n: u64) {
	Collective::disapprove(&hash(n));
}

pub fn note(who: AccountId, n: u64, bytes: u32) -> sp_runtime::DispatchResult {
	CouncilLimits::note_preimage(&who, bytes)?;
	Noted::mutate(|noted| noted.insert(hash(n), (who, bytes)));
	Ok(())
}

pub fn whitelist(n: u64) {
	OnList::mutate(|list| list.push(hash(n)));
	CouncilLimits::note_whitelisted(hash(n));
}

/// Takes a member's seat, of which the limits are notified.
pub fn expel(who: AccountId) {
	use frame_support::traits::ChangeMembers;
	let old = Members::get();
	Members::mutate(|members| members.retain(|member| *member != who));
	CouncilLimits::set_members_sorted(&Members::get(), &old);
}

pub fn next_block() {
	use frame_support::traits::Hooks;
	System::set_block_number(System::block_number() + 1);
	CouncilLimits::on_initialize(System::block_number());
}

pub fn events() -> Vec<crate::Event<Test>> {
	let events = System::events().into_iter().filter_map(|record| record.event.try_into().ok()).collect();
	System::reset_events();
	events
}

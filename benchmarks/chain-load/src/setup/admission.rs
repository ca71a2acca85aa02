// SPDX-License-Identifier: Apache-2.0
//! Admits participants: each is invited and applies, and the development regulators vote.

use crate::{
	date,
	fixture::Fixture,
	keys::{Key, Keyring, REGULATORS},
	trade::Role,
};
use anyhow::ensure;
use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, instances::Instance1};
use pallet_participants::{Admission, BlockSet, Call as Participants};
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use suyuan_runtime::{
	apis::trace::ParticipantView,
	configs::{council_limits::MOTIONS_PER_MEMBER, membership::MAX_REGULATORS},
	AccountId, Runtime, RuntimeCall,
};

/// A year in milliseconds: every admission outlasts every load.
const YEAR: u64 = 365 * 24 * 60 * 60 * 1_000;

/// The most admissions in one motion.
const MAX_MOTION_ADMISSIONS: usize = 64;

/// More than half of the four seats.
const AYES: [Key; 3] = [0, 1, 2];

/// Admits the first participants, one for each of these roles.
pub(crate) async fn admit(fixture: &mut Fixture, roles: &[Role]) -> anyhow::Result<()> {
	let applicants: Vec<_> = (0..roles.len())
		.map(|n| (Keyring::participant(n), roles[n].profile(n)))
		.map(|(key, profile)| (key, fixture.keyring.account(key), profile))
		.collect();

	let invite = |who| Participants::<Runtime>::invite { who, operators: Default::default() };
	let invitations =
		applicants.iter().map(|(_, account, _)| (AYES[0], invite(account.clone()).into())).collect();
	fixture.submit_setup("Inviting the participants", invitations).await?;

	let apply = |profile| Participants::<Runtime>::apply { profile };
	let applications = applicants.iter().map(|(key, _, profile)| (*key, apply(profile.clone()).into()));
	let applications = applications.collect();
	fixture.submit_setup("Applying", applications).await?;

	let until = date::now() + YEAR;
	let admissions: Vec<_> = applicants
		.iter()
		.map(|(_, who, profile)| Admission {
			who: who.clone(),
			profile_hash: BlakeTwo256::hash_of(profile),
			until,
		})
		.collect();
	let motions = admissions.chunks(MAX_MOTION_ADMISSIONS).map(|chunk| {
		let admissions = chunk.to_vec().try_into().expect("a chunk is as long as a motion may be; qed");
		Participants::<Runtime>::admit_many { admissions }.into()
	});
	decide(fixture, 0, motions.collect()).await?;

	// A motion goes through even if one of its admissions does not.
	for (_, account, _) in &applicants {
		let view: Option<ParticipantView> = fixture.reader.call("TraceApi_participant", account).await?;
		ensure!(view.is_some_and(|view| view.in_force.is_some()), "{account} was not admitted");
	}
	Ok(())
}

/// Gives seats on the council to the first of these participants, after their admission.
///
/// As many as the council has room for. Returns their number.
pub(crate) async fn seat(fixture: &mut Fixture, participants: &[Key]) -> anyhow::Result<usize> {
	let vacant = MAX_REGULATORS as usize - REGULATORS.len();
	let seated = &participants[..vacant.min(participants.len())];
	let regulators = (0..REGULATORS.len()).chain(seated.iter().copied());
	let mut members: Vec<AccountId> = regulators.map(|key| fixture.keyring.account(key)).collect();
	members.sort();
	let motions_before = fixture.keyring.participants().div_ceil(MAX_MOTION_ADMISSIONS) as u32;
	let reset = pallet_membership::Call::<Runtime>::reset_members { members };
	decide(fixture, motions_before, vec![reset.into()]).await?;
	Ok(seated.len())
}

/// Passes motions, as many at a time as one member may have open. The first gets this number.
async fn decide(fixture: &mut Fixture, mut first: u32, motions: Vec<RuntimeCall>) -> anyhow::Result<()> {
	for round in motions.chunks(MOTIONS_PER_MEMBER as usize) {
		carry(fixture, round.to_vec(), first).await?;
		first += round.len() as u32;
	}
	Ok(())
}

/// Proposes, votes and closes motions, the first of which gets this number.
async fn carry(fixture: &mut Fixture, motions: Vec<RuntimeCall>, first: u32) -> anyhow::Result<()> {
	use pallet_collective::Call;
	type Council = Call<Runtime, Instance1>;
	let hashes: Vec<_> = motions.iter().map(BlakeTwo256::hash_of).collect();
	let lengths: Vec<_> = motions.iter().map(|motion| motion.encoded_size() as u32).collect();
	let weights: Vec<_> = motions.iter().map(|motion| motion.get_dispatch_info().call_weight).collect();
	let numbered = || hashes.iter().copied().zip(first..);

	let proposals = motions.into_iter().zip(&lengths).map(|(motion, length)| {
		let (threshold, proposal) = (AYES.len() as u32, Box::new(motion));
		(AYES[0], Council::propose { threshold, proposal, length_bound: *length }.into())
	});
	fixture.submit_setup("Proposing their admission", proposals.collect()).await?;

	let votes = AYES.into_iter().flat_map(|regulator| {
		numbered().map(move |(proposal, index)| {
			(regulator, Council::vote { proposal, index, approve: true }.into())
		})
	});
	fixture.submit_setup("Voting", votes.collect()).await?;

	let bounds = weights.into_iter().zip(&lengths);
	let closes = numbered().zip(bounds).map(|((proposal_hash, index), (proposal_weight_bound, length))| {
		let length_bound = *length;
		(AYES[0], Council::close { proposal_hash, index, proposal_weight_bound, length_bound }.into())
	});
	fixture.submit_setup("Carrying the motions", closes.collect()).await
}

/// Authorizes providers to write into blocks of owners' units.
pub(crate) async fn authorize(fixture: &mut Fixture, of: Vec<(Key, Key, BlockSet)>) -> anyhow::Result<()> {
	let authorize = |(owner, provider, blocks)| {
		let provider = fixture.keyring.account(provider);
		(owner, Participants::<Runtime>::authorize { provider, blocks }.into())
	};
	let calls = of.into_iter().map(authorize).collect();
	fixture.submit_setup("Authorizing the providers", calls).await
}

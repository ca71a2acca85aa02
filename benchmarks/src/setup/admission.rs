//! Lets participants in: each is invited and applies, and the development regulators vote.

use crate::{
	date,
	keys::{Key, Keyring},
	trade::Part,
	world::World,
};
use anyhow::ensure;
use codec::Encode;
use frame_support::{instances::Instance1, weights::Weight};
use pallet_participants::{Admission, BlockSet, Call as Participants};
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use suyuan_runtime::{
	configs::governance::MaxProposalWeight, trace_api::ParticipantView, Runtime, RuntimeCall,
};

/// A year in milliseconds: every admission outlasts every load.
const YEAR: u64 = 365 * 24 * 60 * 60 * 1_000;

/// Most admissions in one motion.
const MOTION: usize = 64;

/// More than half of the four seats.
const AYES: [Key; 3] = [0, 1, 2];

/// Lets the first participants in, one for each part of the cast.
pub async fn admit(world: &mut World, cast: &[Part]) -> anyhow::Result<()> {
	let applicants: Vec<_> = (0..cast.len())
		.map(|n| (Keyring::participant(n), cast[n].profile(n)))
		.map(|(key, profile)| (key, world.keyring.account(key), profile))
		.collect();

	let invite = |who| Participants::<Runtime>::invite { who, operators: Default::default() };
	let invitations =
		applicants.iter().map(|(_, account, _)| (AYES[0], invite(account.clone()).into())).collect();
	world.set("Inviting the participants", invitations).await?;

	let apply = |profile| Participants::<Runtime>::apply { profile };
	let applications = applicants.iter().map(|(key, _, profile)| (*key, apply(profile.clone()).into()));
	let applications = applications.collect();
	world.set("Applying", applications).await?;

	let until = date::now() + YEAR;
	let verdicts: Vec<_> = applicants
		.iter()
		.map(|(_, who, profile)| Admission {
			who: who.clone(),
			profile_hash: BlakeTwo256::hash_of(profile),
			until,
		})
		.collect();
	let motions = verdicts.chunks(MOTION).map(|chunk| {
		let admissions = chunk.to_vec().try_into().expect("a chunk is as long as a motion may be; qed");
		Participants::<Runtime>::admit_many { admissions }.into()
	});
	decide(world, motions.collect()).await?;

	// A motion goes through even if one of its admissions does not.
	for (_, account, _) in &applicants {
		let view: Option<ParticipantView> = world.reader.call("TraceApi_participant", account).await?;
		ensure!(view.is_some_and(|view| view.in_force.is_some()), "{account} was not admitted");
	}
	Ok(())
}

/// Puts the first motions of the chain before the council and carries them.
async fn decide(world: &mut World, motions: Vec<RuntimeCall>) -> anyhow::Result<()> {
	use pallet_collective::Call;
	type Council = Call<Runtime, Instance1>;
	let hashes: Vec<_> = motions.iter().map(BlakeTwo256::hash_of).collect();
	let lengths: Vec<_> = motions.iter().map(|motion| motion.encoded_size() as u32).collect();
	let numbered = || hashes.iter().copied().zip(0..);

	let proposals = motions.into_iter().zip(&lengths).map(|(motion, length)| {
		let (threshold, proposal) = (AYES.len() as u32, Box::new(motion));
		(AYES[0], Council::propose { threshold, proposal, length_bound: *length }.into())
	});
	world.set("Proposing their admission", proposals.collect()).await?;

	let votes = AYES.into_iter().flat_map(|regulator| {
		numbered().map(move |(proposal, index)| {
			(regulator, Council::vote { proposal, index, approve: true }.into())
		})
	});
	world.set("Voting", votes.collect()).await?;

	// A bound, of which only what the motion really weighs is used.
	let proposal_weight_bound: Weight = MaxProposalWeight::get();
	let closes = numbered().zip(&lengths).map(|((proposal_hash, index), length)| {
		let length_bound = *length;
		(AYES[0], Council::close { proposal_hash, index, proposal_weight_bound, length_bound }.into())
	});
	// One at a time: each may fill half a block of the operational class.
	world.set("Carrying the motions", closes.collect()).await
}

/// Lets providers write into blocks of owners' units.
pub async fn authorize(world: &mut World, of: Vec<(Key, Key, BlockSet)>) -> anyhow::Result<()> {
	let authorize = |(owner, provider, blocks)| {
		let provider = world.keyring.account(provider);
		(owner, Participants::<Runtime>::authorize { provider, blocks }.into())
	};
	let calls = of.into_iter().map(authorize).collect();
	world.set("Authorizing the providers", calls).await
}

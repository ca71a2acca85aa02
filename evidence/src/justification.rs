// SPDX-License-Identifier: Apache-2.0

//! Justifications: the votes that made a block final.
//!
//! The rules are those of `finality-grandpa`, narrowed where a verifier may be strict: every vote is for the target or a
//! descendant, by a validator of the set, which votes once.

use crate::{
	authorities::AuthoritySet,
	bounds::MAX_AUTHORITIES,
	header::Header,
	reader::{Reader, Unreadable},
	refusal::{Refusal, RefusalKind},
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use ed25519_zebra::{Signature, VerificationKey};

/// The kind of message that a precommit is.
const PRECOMMIT: u8 = 1;

/// The maximum number of headers between the target and the votes.
const MAX_ANCESTRIES: usize = 4_096;

/// The votes of a round.
#[derive(Clone, Debug)]
pub struct Justification {
	round: u64,
	/// The hash of the block that they make final.
	pub target_hash: [u8; 32],
	/// The number of that block.
	pub target_number: u32,
	precommits: Vec<Precommit>,
	ancestries: Vec<Header>,
}

/// A signed vote for a block.
#[derive(Clone, Debug)]
struct Precommit {
	hash: [u8; 32],
	number: u32,
	signature: [u8; 64],
	id: [u8; 32],
}

impl Justification {
	/// Decodes a justification, all of whose bytes must be used.
	pub fn decode(bytes: &[u8]) -> Result<Self, Refusal> {
		let mut reader = Reader(bytes);
		let round = reader.u64().map_err(malformed)?;
		let target_hash = reader.array().map_err(malformed)?;
		let target_number = reader.u32().map_err(malformed)?;
		let count = reader.length(MAX_AUTHORITIES).map_err(malformed)?;
		let precommits = (0..count).map(|_| precommit(&mut reader)).collect::<Result<_, _>>();
		let precommits = precommits.map_err(malformed)?;
		let count = reader.length(MAX_ANCESTRIES).map_err(malformed)?;
		let ancestries = (0..count).map(|_| Header::read(&mut reader)).collect::<Result<_, _>>()?;
		reader.end().map_err(malformed)?;
		Ok(Self { round, target_hash, target_number, precommits, ancestries })
	}

	/// Checks that the set made the header's block final. Returns the number of validators that signed.
	pub fn verify(&self, header: &Header, set: &AuthoritySet) -> Result<usize, Refusal> {
		if (self.target_hash, self.target_number) != (header.hash, header.number) {
			return Err(RefusalKind::OtherBlock.into());
		}
		let between: BTreeMap<_, _> = self.ancestries.iter().map(|header| (header.hash, header)).collect();
		let mut visited = BTreeSet::new();
		let mut signers = BTreeSet::new();
		for vote in &self.precommits {
			if !set.authorities.contains(&vote.id) {
				return Err(RefusalKind::StrangerVote.because(hex::encode(vote.id)));
			}
			if !signers.insert(vote.id) {
				return Err(RefusalKind::DoubleVote.because(hex::encode(vote.id)));
			}
			self.follow(vote, &between, &mut visited)?;
			self.check_signature(vote, set)?;
		}
		let (signed, needed, of) = (signers.len(), set.threshold(), set.authorities.len());
		if signed < needed {
			let detail = alloc::format!("{signed} of {of} signed, {needed} are needed");
			return Err(RefusalKind::TooFewVotes.because(detail));
		}
		// Counted as given, so that a header given twice is unused once.
		if visited.len() != self.ancestries.len() {
			return Err(RefusalKind::UnusedHeader.into());
		}
		Ok(signed)
	}

	/// Follows the parents of a vote's block down to the target.
	fn follow(
		&self,
		vote: &Precommit,
		between: &BTreeMap<[u8; 32], &Header>,
		visited: &mut BTreeSet<[u8; 32]>,
	) -> Result<(), Refusal> {
		let (mut hash, mut number) = (vote.hash, vote.number);
		while hash != self.target_hash {
			let header = between.get(&hash).ok_or(RefusalKind::VoteElsewhere)?;
			if header.number != number {
				return Err(RefusalKind::WrongVoteNumber.into());
			}
			if !visited.insert(hash) {
				return Ok(());
			}
			hash = header.parent;
			number = number.checked_sub(1).ok_or(RefusalKind::VoteElsewhere)?;
		}
		if number != self.target_number {
			return Err(RefusalKind::WrongVoteNumber.into());
		}
		Ok(())
	}

	fn check_signature(&self, vote: &Precommit, set: &AuthoritySet) -> Result<(), Refusal> {
		let mut message = Vec::with_capacity(53);
		message.push(PRECOMMIT);
		message.extend(vote.hash);
		message.extend(vote.number.to_le_bytes());
		message.extend(self.round.to_le_bytes());
		message.extend(set.id.to_le_bytes());
		let good = VerificationKey::try_from(vote.id)
			.and_then(|key| key.verify(&Signature::from_bytes(&vote.signature), &message));
		good.map_err(|_| RefusalKind::BadSignature.because(hex::encode(vote.id)))
	}
}

fn precommit(reader: &mut Reader<'_>) -> Result<Precommit, Unreadable> {
	Ok(Precommit {
		hash: reader.array()?,
		number: reader.u32()?,
		signature: reader.array()?,
		id: reader.array()?,
	})
}

fn malformed(_: Unreadable) -> Refusal {
	RefusalKind::MalformedJustification.into()
}

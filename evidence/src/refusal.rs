// SPDX-License-Identifier: Apache-2.0

//! Names of the reasons for which a file is refused.

use alloc::string::{String, ToString};
use core::fmt;

/// The outcome of verifying a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// The file proves what it says.
	Proven,
	/// The file contradicts itself or the anchor.
	Refuted,
	/// The anchor or this program knows too little to tell.
	Undecidable,
}

impl Outcome {
	/// Returns the name in a verdict.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Proven => "proven",
			Self::Refuted => "refuted",
			Self::Undecidable => "undecidable",
		}
	}

	/// Returns the exit code of the command.
	pub const fn exit_code(self) -> u8 {
		match self {
			Self::Proven => 0,
			Self::Refuted => 1,
			Self::Undecidable => 2,
		}
	}
}

macro_rules! kinds {
	($( $(#[$doc:meta])* $kind:ident, $name:literal, $outcome:ident, $sentence:literal; )*) => {
		/// The kind of a refusal.
		#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
		pub enum RefusalKind {
			$( $(#[$doc])* $kind, )*
		}

		impl RefusalKind {
			/// All kinds, in the order of the steps that find them.
			pub const ALL: &'static [Self] = &[$( Self::$kind, )*];

			/// Returns the name, which every implementation gives alike.
			pub const fn name(self) -> &'static str {
				match self { $( Self::$kind => $name, )* }
			}

			/// Returns the outcome that follows.
			pub const fn outcome(self) -> Outcome {
				match self { $( Self::$kind => Outcome::$outcome, )* }
			}

			/// Returns the description for people.
			pub const fn sentence(self) -> &'static str {
				match self { $( Self::$kind => $sentence, )* }
			}
		}
	};
}

kinds! {
	/// The file exceeds one of the bounds.
	TooLarge, "too-large", Refuted, "the file is larger than evidence may be";
	/// The file is no JSON of this format.
	MalformedFile, "malformed-file", Refuted, "this is no file of evidence";
	/// The file is written in another way than the one that is allowed.
	NotCanonical, "not-canonical", Refuted, "the file is not written in its only form: it was edited";
	/// The format is of another version.
	UnknownFormat, "unknown-format", Undecidable, "the file has a format that this program does not know";
	/// The anchor is no JSON of its format.
	MalformedAnchor, "malformed-anchor", Undecidable, "the anchor is not readable: take it from a regulator's own site";
	/// The file is of another chain than the anchor.
	OtherChain, "other-chain", Undecidable, "the file is of another chain than the anchor";
	/// The anchor does not name the set that the file begins with.
	UnknownSet, "unknown-set", Undecidable, "the anchor does not name the validator set that the file begins with";
	/// A header cannot be read.
	MalformedHeader, "malformed-header", Refuted, "a header is not readable";
	/// A header has a digest item of an unknown kind.
	UnknownDigestItem, "unknown-digest-item", Refuted, "a header has a digest item of an unknown kind";
	/// A header repeats or precedes one before it.
	HistoryBackwards, "history-backwards", Refuted, "the history goes backwards";
	/// A header forces a change of validators, which no validator of the set before signs.
	ForcedChange, "forced-change", Undecidable,
		"forced change of authorities: the chain of trust is broken here; the regulators publish the set that follows";
	/// A header of the history changes nothing.
	NoChange, "no-change", Refuted, "a header of the history changes no validator set";
	/// A header announces several changes.
	TwoChanges, "two-changes", Refuted, "a header announces more than one change of the validator set";
	/// A change cannot be read.
	MalformedChange, "malformed-change", Refuted, "a change of the validator set is not readable";
	/// A change takes effect later than its block.
	DelayedChange, "delayed-change", Refuted, "a change of the validator set is delayed, which this chain never does";
	/// A set has no validator, or one twice, or one that counts other than once.
	InvalidSet, "invalid-set", Refuted, "a validator set is empty, or has a validator that counts other than once";
	/// A justification cannot be read.
	MalformedJustification, "malformed-justification", Refuted, "a justification is not readable";
	/// A justification is for another block than its header.
	OtherBlock, "other-block", Refuted, "a justification is for another block than the header";
	/// A vote is by no validator of the set.
	StrangerVote, "stranger-vote", Refuted, "vote of a stranger: no validator of the set in force";
	/// A validator votes twice.
	DoubleVote, "double-vote", Refuted, "an authority votes twice";
	/// A vote is for a block that does not descend from the target.
	VoteElsewhere, "vote-elsewhere", Refuted, "a vote is for a block that does not follow from the header";
	/// A vote names another number than its block has.
	WrongVoteNumber, "wrong-vote-number", Refuted, "a vote names a number that its block does not have";
	/// A signature is not the validator's under this vote, round and set.
	BadSignature, "bad-signature", Refuted, "bad signature: by another key, for another block, round or validator set";
	/// Too few validators signed.
	TooFewVotes, "too-few-votes", Refuted, "too few validators signed";
	/// A header between target and votes is needed by no vote.
	UnusedHeader, "unused-header", Refuted, "headers that no vote needs";
	/// A node of the proof cannot be read.
	MalformedNode, "malformed-node", Refuted, "a node of the state's proof is not readable";
	/// The proof has a node twice.
	DuplicateNode, "duplicate-node", Refuted, "a node of the state's proof is given twice";
	/// The proof lacks a node on the way to a value.
	MissingNode, "missing-node", Refuted, "proof lacks a node";
	/// The proof has a node on the way to no value.
	UnusedNode, "unused-node", Refuted, "nodes that nothing needs";
	/// The state is that of a chain with another first block.
	StateOfOtherChain, "state-of-other-chain", Refuted, "the state is that of another chain";
	/// The state is made by a runtime whose types are not known.
	UnknownRuntime, "unknown-runtime", Undecidable, "the state was made by a runtime that this program does not know";
	/// A value of the state has not the form that the runtime gives it.
	MalformedValue, "malformed-value", Refuted, "a value of the state is not readable";
	/// There are more or fewer records than the chain hashed.
	RecordCount, "record-count", Refuted, "records are missing or too many";
	/// Records are given where the chain hashed none.
	RecordsOfEmptyBlock, "records-of-empty-block", Refuted, "records of an empty block";
	/// The records are others than those that the chain hashed.
	OtherRecords, "other-records", Refuted, "records are not those that the chain hashed";
	/// An opening does not open a field of the record that it names.
	SealDoesNotOpen, "seal-does-not-open", Refuted, "an opening does not open a sealed field of its record";
	/// The words are others than the proven values.
	SaidDiffers, "said-differs", Refuted, "what is said is not what is proven";
}

/// The reason for which a file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
	/// The kind, from which name, outcome and description follow.
	pub kind: RefusalKind,
	/// The place in the file, or the numbers that disagree.
	pub detail: Option<String>,
}

impl Refusal {
	/// Adds the place, unless a closer one is named.
	pub(crate) fn at(mut self, place: impl fmt::Display) -> Self {
		self.detail = Some(match self.detail {
			Some(detail) => alloc::format!("{place}: {detail}"),
			None => place.to_string(),
		});
		self
	}
}

impl RefusalKind {
	/// Makes a refusal with a detail.
	pub(crate) fn because(self, detail: impl fmt::Display) -> Refusal {
		Refusal { kind: self, detail: Some(detail.to_string()) }
	}
}

impl From<RefusalKind> for Refusal {
	fn from(kind: RefusalKind) -> Self {
		Self { kind, detail: None }
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str(self.kind.sentence())?;
		match &self.detail {
			Some(detail) => write!(formatter, " ({detail})"),
			None => Ok(()),
		}
	}
}

impl core::error::Error for Refusal {}

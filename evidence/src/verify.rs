// SPDX-License-Identifier: Apache-2.0

//! The steps from the anchor to every record.

use crate::{
	anchor::Anchor,
	authorities::AuthoritySet,
	file::Evidence,
	header::Header,
	records::{self, BLOCKS},
	refusal::{Outcome, Refusal, RefusalKind},
	said::Said,
	seals,
	state::Proven,
	trie::Proof,
	verdict::Verdict,
};
use alloc::{format, string::String, vec::Vec};

/// The questions that no file of evidence answers.
const NEVER_PROVEN: [&str; 5] = [
	"that the words of the records are true: the chain proves who may write, and that nothing was altered since",
	"when and by whose signature each record was written, and who held the unit before",
	"when and on which terms it changed owners, and whether an owner gave it back to the one before",
	"that the unit is still so: the file says how it stood after its block",
	"what a sealed field says, unless the file opens it",
];

/// The question that remains of a unit with a declaration.
const DECLARATION_NOT_PROVEN: &str = "what the declaration says, and what the departments decided on it";

/// The question that remains of a code under which no unit stands.
const ABSENCE_NOT_PROVEN: &str =
	"whether a unit ever had the code: one that was archived is no longer in the state, nor are its heads";

/// The question that remains of a unit that is packed.
const PACKED_NOT_PROVEN: &str =
	"who holds the unit now: it is packed, and the custodian of the outermost unit around it counts";

/// Verifies a file of evidence against the anchor that the reader trusts.
pub fn verify(file: &[u8], anchor: &[u8]) -> Verdict {
	let mut verdict = Verdict::new();
	if let Err((step, refusal)) = steps(file, anchor, &mut verdict) {
		verdict.refused(step, &refusal);
	}
	verdict
}

/// The result of a step: a refusal with the name of the step.
type Step<T> = Result<T, (&'static str, Refusal)>;

fn steps(bytes: &[u8], anchor: &[u8], verdict: &mut Verdict) -> Step<()> {
	let in_step = |step: &'static str| move |refusal: Refusal| (step, refusal);
	let anchor = Anchor::read(anchor).map_err(in_step("anchor"))?;
	let genesis = anchor.genesis().map_err(in_step("anchor"))?;
	let file = Evidence::read(bytes).map_err(in_step("file"))?;
	verdict.holds("file", format!("{} bytes", bytes.len()));
	verdict.code = Some(file.code.clone());

	let set = begin(&file, &anchor, genesis).map_err(in_step("anchor"))?;
	verdict.genesis = Some(file.chain.genesis.clone());
	verdict.holds("anchor", format!("validator set {}, {} keys", set.id, set.authorities.len()));

	let set = history(&file, set).map_err(in_step("history"))?;
	verdict.set = Some(set.id);
	verdict.holds("history", format!("{} changes of validators", file.history.len()));

	let (header, signed) =
		set.finalizes(&file.last.header.0, &file.last.justification.0).map_err(in_step("final"))?;
	let validators = format!("{signed} of {}", set.authorities.len());
	verdict.hash = Some(format!("0x{}", hex::encode(header.hash)));
	verdict.holds("final", format!("block {}, signed by {validators} validators", header.number));
	verdict.validators = Some(validators);

	let proven = state(&file, &header, genesis).map_err(in_step("state"))?;
	let registered = if proven.unit.is_some() { "the unit" } else { "that no unit stands under the code" };
	verdict.holds("state", format!("{registered}, its heads and its declaration"));

	check_records(&file, &proven).map_err(in_step("records"))?;
	let total: usize = file.records.blocks().iter().map(|block| block.len()).sum();
	verdict.holds("records", format!("{total} records, every byte"));

	for (index, seal) in file.seals.iter().enumerate() {
		seals::check(seal, &file).map_err(|refusal| ("seals", refusal.at(format!("opening {index}"))))?;
	}
	verdict.holds("seals", format!("{} openings of sealed fields", file.seals.len()));

	let said = Said::of(header.number, &proven);
	if said != file.said {
		return Err(("said", RefusalKind::SaidDiffers.into()));
	}
	verdict.holds("said", String::from("the words are those of the proven values"));
	verdict.not_proven = not_proven(&said);
	verdict.said = Some(said);
	verdict.end(Outcome::Proven);
	Ok(())
}

/// Returns the set that the file begins with, as the anchor names it.
fn begin(file: &Evidence, anchor: &Anchor, genesis: [u8; 32]) -> Result<AuthoritySet, Refusal> {
	if file.chain.genesis != format!("0x{}", hex::encode(genesis)) {
		return Err(RefusalKind::OtherChain.into());
	}
	anchor.set(file.chain.set)
}

fn history(file: &Evidence, mut set: AuthoritySet) -> Result<AuthoritySet, Refusal> {
	for (index, change) in file.history.iter().enumerate() {
		set.follow(&change.header.0, &change.justification.0)
			.map_err(|refusal| refusal.at(format!("change {index}")))?;
	}
	Ok(set)
}

fn state(file: &Evidence, header: &Header, genesis: [u8; 32]) -> Result<Proven, Refusal> {
	let nodes = file.state.nodes.iter().map(|node| node.0.as_slice());
	Proven::read(Proof::new(header.state_root, nodes)?, &file.code, genesis)
}

fn check_records(file: &Evidence, proven: &Proven) -> Result<(), Refusal> {
	for ((name, given), head) in BLOCKS.iter().zip(file.records.blocks()).zip(&proven.heads) {
		records::check(given.iter().map(|record| record.0.as_slice()), head.as_ref())
			.map_err(|refusal| refusal.at(name))?;
	}
	Ok(())
}

fn not_proven(said: &Said) -> Vec<&'static str> {
	let mut all = NEVER_PROVEN.to_vec();
	if said.declared_in.is_some() {
		all.push(DECLARATION_NOT_PROVEN);
	}
	if said.unit.is_none() {
		all.push(ABSENCE_NOT_PROVEN);
	}
	if said.unit.as_ref().is_some_and(|unit| unit.packed_in.is_some()) {
		all.push(PACKED_NOT_PROVEN);
	}
	all
}

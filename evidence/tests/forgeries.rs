// SPDX-License-Identifier: Apache-2.0

//! Forgeries, each refused by its own name.
//!
//! The files stand in `vectors/forgeries.json`, from which the second implementation is tested; a test compares them with
//! those that are made here. `SUYUAN_WRITE_VECTORS=1` writes them anew.

mod made;

use codec::Encode;
use made::{
	change, first_set, hash_of, header, justification, made, other_units, said, second_set, signed_by, trie,
	usual_change, validator, values, weighed, Item, Made, Vote, CODE, OTHER_CODE,
};
use serde_json::{json, Value};
use std::{collections::BTreeSet, fs, path::Path};
use suyuan_evidence::{keys, verify, Beginning, Bytes, Outcome, RefusalKind, Seal};

/// A forgery: its name, the name of its refusal, and the file in which it is put.
type Forgery = (&'static str, RefusalKind, fn(&mut Made));

/// Signs the final header by these votes in place of the usual ones.
fn vote(made: &mut Made, set: u64, votes: &[Vote<'_>], between: &[Vec<u8>]) {
	let target = hash_of(&made.file.last.header.0);
	made.file.last.justification = Bytes(justification(target, set, votes, between));
}

fn target(made: &Made) -> ([u8; 32], u32) {
	hash_of(&made.file.last.header.0)
}

/// Puts another change of the set into the history, signed by the first set.
fn changed_by(made: &mut Made, items: &[Item]) {
	made.file.history = vec![signed_by(change(40, items), 0, &first_set())];
}

/// Alters the header of the final block, and has the second set sign it.
fn with_header(made: &mut Made, header: Vec<u8>) {
	made.file.last = signed_by(header, 1, &second_set());
}

fn with_value(made: &mut Made, key: usize, value: Option<Vec<u8>>) {
	let key = keys::of_unit(CODE).swap_remove(key);
	let mut all: Vec<_> = values().into_iter().filter(|(other, _)| *other != key).collect();
	all.extend(value.map(|value| (key, value)));
	let forged = Made { file: made.file.clone(), anchor: made.anchor.clone(), child: vec![] };
	*made = forged.with_values(&all);
}

const FORGERIES: &[Forgery] = &[
	// The proof of the state
	("a node less", RefusalKind::MissingNode, |made| drop(made.file.state.nodes.pop())),
	("no node", RefusalKind::MissingNode, |made| made.file.state.nodes.clear()),
	("a node more", RefusalKind::UnusedNode, |made| {
		let (_, nodes) = trie::prove_v0(&values(), &keys::of_unit(OTHER_CODE));
		let given = made.file.state.nodes.clone();
		let other = nodes.into_iter().map(Bytes).find(|node| !given.contains(node));
		made.file.state.nodes.push(other.unwrap());
	}),
	("a node twice", RefusalKind::DuplicateNode, |made| {
		let first = made.file.state.nodes[0].clone();
		made.file.state.nodes.push(first);
	}),
	("a value changed under its key", RefusalKind::MissingNode, |made| {
		let owner = [8_u8; 32];
		let holds = |node: &Bytes| node.0.windows(32).position(|bytes| bytes == owner);
		let (node, at) =
			made.file.state.nodes.iter_mut().find_map(|node| holds(node).map(|at| (node, at))).unwrap();
		node.0[at] ^= 1;
	}),
	("another code", RefusalKind::MissingNode, |made| made.file.code = OTHER_CODE.into()),
	("a code that nobody registered", RefusalKind::MissingNode, |made| {
		made.file.code = "01/06901234567892/21/SN-9999".into();
	}),
	("the proof of another unit", RefusalKind::MissingNode, |made| {
		let (_, nodes) = trie::prove_v0(&values(), &keys::of_unit(OTHER_CODE));
		made.file.state.nodes = nodes.into_iter().map(Bytes).collect();
	}),
	("a node that is no node, signed", RefusalKind::MalformedNode, |made| {
		let node = vec![0x41, 0x1A, 4, 9];
		made.sign(sp_crypto_hashing::blake2_256(&node));
		made.file.state.nodes = vec![Bytes(node)];
	}),
	("the state of another chain", RefusalKind::StateOfOtherChain, |made| {
		with_value(made, 0, Some(vec![9; 32]));
	}),
	("a state without its chain", RefusalKind::StateOfOtherChain, |made| with_value(made, 0, None)),
	("a later runtime", RefusalKind::UnknownRuntime, |made| {
		with_value(made, 1, Some([&[8], &[24], &b"suyuan"[..]].concat()));
	}),
	("a runtime of another name", RefusalKind::UnknownRuntime, |made| {
		with_value(made, 1, Some([&[4], &[20], &b"other"[..]].concat()));
	}),
	("a runtime without a version", RefusalKind::MalformedValue, |made| with_value(made, 1, None)),
	("a block without a time", RefusalKind::MalformedValue, |made| with_value(made, 2, None)),
	("a unit cut short", RefusalKind::MalformedValue, |made| with_value(made, 3, Some(vec![8; 70]))),
	("a head of another form", RefusalKind::MalformedValue, |made| with_value(made, 4, Some(vec![8; 44]))),
	// Records
	("records swapped", RefusalKind::OtherRecords, |made| made.file.records.product.swap(0, 1)),
	("a record altered", RefusalKind::OtherRecords, |made| made.file.records.product[0].0[0] ^= 1),
	("a record less", RefusalKind::RecordCount, |made| drop(made.file.records.product.pop())),
	("a record twice", RefusalKind::RecordCount, |made| {
		let last = made.file.records.product[1].clone();
		made.file.records.product.push(last);
	}),
	("a record elsewhere", RefusalKind::RecordsOfEmptyBlock, |made| {
		made.file.records.customs.push(Bytes(vec![0]));
	}),
	// The history
	("no history", RefusalKind::BadSignature, |made| made.file.history.clear()),
	("history twice", RefusalKind::HistoryBackwards, |made| {
		let change = made.file.history[0].clone();
		made.file.history.push(change);
	}),
	("a final block before the last change", RefusalKind::HistoryBackwards, |made| {
		with_header(made, header([6; 32], 40, [5; 32], &[]));
	}),
	("forced change", RefusalKind::ForcedChange, |made| {
		changed_by(made, &[Item::Forced(weighed(&second_set()))]);
	}),
	("a header without a change", RefusalKind::NoChange, |made| changed_by(made, &[Item::Slot(1)])),
	("two changes in one block", RefusalKind::TwoChanges, |made| {
		changed_by(made, &[usual_change(), usual_change()]);
	}),
	("delayed change", RefusalKind::DelayedChange, |made| {
		changed_by(made, &[Item::Change(weighed(&second_set()), 1)]);
	}),
	("a change that is not readable", RefusalKind::MalformedChange, |made| {
		changed_by(made, &[Item::Raw([&[4], &b"FRNK"[..], &[8, 1, 4]].concat())]);
	}),
	("bytes after a change", RefusalKind::MalformedChange, |made| {
		changed_by(made, &[Item::Raw([&[4], &b"FRNK"[..], &[28, 1, 0, 0, 0, 0, 0, 9]].concat())]);
	}),
	("empty set", RefusalKind::InvalidSet, |made| changed_by(made, &[Item::Change(vec![], 0)])),
	("a validator twice in a set", RefusalKind::InvalidSet, |made| {
		let twice = [weighed(&second_set()), weighed(&second_set())].concat();
		changed_by(made, &[Item::Change(twice, 0)]);
	}),
	("a validator that counts twice", RefusalKind::InvalidSet, |made| {
		let heavy = second_set().iter().map(|pair| (sp_core::Pair::public(pair), 2)).collect();
		changed_by(made, &[Item::Change(heavy, 0)]);
	}),
	("a change signed by the set that it makes", RefusalKind::StrangerVote, |made| {
		made.file.history = vec![signed_by(change(40, &[usual_change()]), 0, &second_set())];
	}),
	// Headers and votes
	("a header cut short", RefusalKind::MalformedHeader, |made| {
		made.file.last.header.0.pop();
	}),
	("bytes after a header", RefusalKind::MalformedHeader, |made| made.file.last.header.0.push(0)),
	("a number that is not in its shortest form", RefusalKind::MalformedHeader, |made| {
		let long = [&[6; 32][..], &[0x0E, 0, 0, 0], &[5; 64], &[0]].concat();
		made.file.last.header = Bytes(long);
	}),
	("unknown digest item", RefusalKind::UnknownDigestItem, |made| {
		let target = target(made);
		made.file.last.header = Bytes(header(target.0, 900, [5; 32], &[Item::Raw(vec![7])]));
	}),
	("a header altered", RefusalKind::OtherBlock, |made| made.file.last.header.0[0] ^= 1),
	("a justification for another block", RefusalKind::OtherBlock, |made| {
		let other = signed_by(header([6; 32], 901, [5; 32], &[]), 1, &second_set());
		made.file.last.justification = other.justification;
	}),
	("a target with another number", RefusalKind::OtherBlock, |made| {
		let (hash, number) = target(made);
		let pairs = second_set();
		let votes: Vec<_> = pairs.iter().map(|pair| (pair, (hash, number + 1))).collect();
		made.file.last.justification = Bytes(justification((hash, number + 1), 1, &votes, &[]));
	}),
	("bytes after a justification", RefusalKind::MalformedJustification, |made| {
		made.file.last.justification.0.push(0);
	}),
	("a justification cut short", RefusalKind::MalformedJustification, |made| {
		made.file.last.justification.0.truncate(200);
	}),
	("two of four sign", RefusalKind::TooFewVotes, |made| {
		let (pairs, target) = (second_set(), target(made));
		vote(made, 1, &[(&pairs[0], target), (&pairs[1], target)], &[]);
	}),
	("nobody signs", RefusalKind::TooFewVotes, |made| vote(made, 1, &[], &[])),
	("one signs twice", RefusalKind::DoubleVote, |made| {
		let (pairs, target) = (second_set(), target(made));
		vote(made, 1, &[(&pairs[0], target), (&pairs[1], target), (&pairs[1], target)], &[]);
	}),
	("one signs for two blocks", RefusalKind::DoubleVote, |made| {
		let (pairs, target, child) = (second_set(), target(made), made.child.clone());
		let votes = [(&pairs[0], target), (&pairs[1], target), (&pairs[1], hash_of(&child))];
		vote(made, 1, &votes, &[child]);
	}),
	("signed for the old set", RefusalKind::BadSignature, |made| {
		let (pairs, target) = (second_set(), target(made));
		let votes: Vec<_> = pairs.iter().map(|pair| (pair, target)).collect();
		vote(made, 0, &votes, &[]);
	}),
	("a stranger signs", RefusalKind::StrangerVote, |made| {
		let (pairs, target, stranger) = (second_set(), target(made), validator(9));
		vote(made, 1, &[(&pairs[0], target), (&pairs[1], target), (&stranger, target)], &[]);
	}),
	("the regulator that left signs", RefusalKind::StrangerVote, |made| {
		let (pairs, target, gone) = (second_set(), target(made), validator(1));
		vote(made, 1, &[(&pairs[0], target), (&pairs[1], target), (&gone, target)], &[]);
	}),
	("idle ancestor", RefusalKind::UnusedHeader, |made| {
		let (pairs, target, child) = (second_set(), target(made), made.child.clone());
		let votes: Vec<_> = pairs.iter().map(|pair| (pair, target)).collect();
		vote(made, 1, &votes, &[child]);
	}),
	("an ancestor twice", RefusalKind::UnusedHeader, |made| {
		let (pairs, target, child) = (second_set(), target(made), made.child.clone());
		let votes = [(&pairs[0], target), (&pairs[1], target), (&pairs[2], hash_of(&child))];
		vote(made, 1, &votes, &[child.clone(), child]);
	}),
	("a vote for a block that does not follow", RefusalKind::VoteElsewhere, |made| {
		let (pairs, target) = (second_set(), target(made));
		let elsewhere = header([9; 32], 901, [5; 32], &[]);
		let votes = [(&pairs[0], target), (&pairs[1], target), (&pairs[2], hash_of(&elsewhere))];
		vote(made, 1, &votes, &[elsewhere]);
	}),
	("a vote without the headers between", RefusalKind::VoteElsewhere, |made| {
		let (pairs, target, child) = (second_set(), target(made), made.child.clone());
		let votes = [(&pairs[0], target), (&pairs[1], target), (&pairs[2], hash_of(&child))];
		vote(made, 1, &votes, &[]);
	}),
	("a vote with a wrong number", RefusalKind::WrongVoteNumber, |made| {
		let (pairs, target) = (second_set(), target(made));
		let wrong = (target.0, target.1 + 1);
		vote(made, 1, &[(&pairs[0], target), (&pairs[1], target), (&pairs[2], wrong)], &[]);
	}),
	("a vote for a child with a wrong number", RefusalKind::WrongVoteNumber, |made| {
		let (pairs, target, child) = (second_set(), target(made), made.child.clone());
		let wrong = (hash_of(&child).0, 907);
		vote(made, 1, &[(&pairs[0], target), (&pairs[1], target), (&pairs[2], wrong)], &[child]);
	}),
	// The anchor
	("other genesis", RefusalKind::OtherChain, |made| made.anchor.genesis = "00".repeat(32)),
	("the file names another genesis", RefusalKind::OtherChain, |made| {
		made.file.chain.genesis = format!("0x{}", "00".repeat(32));
	}),
	("other anchor keys", RefusalKind::StrangerVote, |made| {
		let last = made.anchor.authorities.len() - 1;
		made.anchor.authorities[last] = "11".repeat(32);
		made.anchor.authorities.swap(0, last);
	}),
	("a set that the anchor does not name", RefusalKind::UnknownSet, |made| made.file.chain.set = 1),
	("an anchor that is not readable", RefusalKind::MalformedAnchor, |made| {
		made.anchor.authorities.push("zz".into());
	}),
	("an anchor with a key twice", RefusalKind::MalformedAnchor, |made| {
		let first = made.anchor.authorities[0].clone();
		made.anchor.authorities.push(first);
	}),
	("an anchor without keys", RefusalKind::MalformedAnchor, |made| made.anchor.authorities.clear()),
	("the keys of a later set for an earlier block", RefusalKind::HistoryBackwards, |made| {
		later(made, 900);
	}),
	// Openings and words
	("an opening of something else", RefusalKind::SealDoesNotOpen, |made| {
		made.file.seals[0].plain.push('。')
	}),
	("an opening with another salt", RefusalKind::SealDoesNotOpen, |made| made.file.seals[0].salt.0[0] ^= 1),
	("plaintext that passes for salt", RefusalKind::SealDoesNotOpen, |made| {
		let seal = &mut made.file.seals[0];
		let first = seal.plain.remove(0);
		seal.salt.0.extend(first.to_string().bytes());
	}),
	("an opening of another record", RefusalKind::SealDoesNotOpen, |made| made.file.seals[0].record = 0),
	("an opening of a record that is not there", RefusalKind::SealDoesNotOpen, |made| {
		made.file.seals[0].record = 2;
	}),
	("an opening of a block that is not there", RefusalKind::SealDoesNotOpen, |made| {
		made.file.seals.push(Seal { block: "tax".into(), ..made.file.seals[0].clone() });
	}),
	("another owner is said", RefusalKind::SaidDiffers, |made| {
		made.file.said.unit.as_mut().unwrap().owner = format!("0x{}", "09".repeat(32));
	}),
	("no offer of title is said", RefusalKind::SaidDiffers, |made| {
		made.file.said.unit.as_mut().unwrap().title_offer = None;
	}),
	("an owner before is not said", RefusalKind::SaidDiffers, |made| {
		made.file.said.unit.as_mut().unwrap().former_owners.pop();
	}),
	("no hold is said", RefusalKind::SaidDiffers, |made| made.file.said.unit.as_mut().unwrap().hold = None),
	("another time is said", RefusalKind::SaidDiffers, |made| made.file.said.time += 1),
	("another block is said", RefusalKind::SaidDiffers, |made| made.file.said.block += 1),
	("no declaration is said", RefusalKind::SaidDiffers, |made| made.file.said.declared_in = None),
	("no unit is said", RefusalKind::SaidDiffers, |made| made.file.said.unit = None),
	// Bounds
	("too many records", RefusalKind::TooLarge, |made| {
		made.file.records.customs = vec![Bytes(vec![]); 4_097];
	}),
	("a code longer than any", RefusalKind::TooLarge, |made| made.file.code = "9".repeat(210)),
	("another version", RefusalKind::UnknownFormat, |made| made.file.v = 2),
];

/// Makes the anchor name the second set, and the file begin with it after a block.
fn later(made: &mut Made, block: u32) {
	let authorities = second_set().iter().map(|pair| hex::encode(sp_core::Pair::public(pair).0)).collect();
	made.anchor.later.push(Beginning { block, set: 1, authorities });
	made.file.chain.set = 1;
	made.file.history.clear();
}

/// Forgeries of the text itself.
fn texts(text: &str) -> Vec<(&'static str, RefusalKind, String)> {
	let replaced = |from: &str, to: &str| {
		assert!(text.contains(from), "{from}");
		text.replacen(from, to, 1)
	};
	vec![
		("the file cut short", RefusalKind::MalformedFile, text[..text.len() - 1].into()),
		("the file is cut in its middle", RefusalKind::MalformedFile, text[..text.len() / 2].into()),
		("no file", RefusalKind::MalformedFile, String::new()),
		("no JSON of this kind", RefusalKind::MalformedFile, "[]".into()),
		("trailing bytes", RefusalKind::MalformedFile, format!("{text}x")),
		("trailing white space", RefusalKind::NotCanonical, format!("{text}\n")),
		("white space", RefusalKind::NotCanonical, replaced("{\"v\":1,", "{\"v\": 1,")),
		("an escape that need not be", RefusalKind::NotCanonical, replaced("SN-0001", "\\u0053N-0001")),
		("fields in another order", RefusalKind::NotCanonical, {
			let chain = &text[text.find("\"chain\"").unwrap()..text.find("\"code\"").unwrap()];
			replaced(chain, "").replacen("\"history\"", &format!("{chain}\"history\""), 1)
		}),
		("an unknown field", RefusalKind::MalformedFile, replaced("{\"v\":1,", "{\"v\":1,\"x\":1,")),
		("a field less", RefusalKind::MalformedFile, replaced("\"seals\"", "\"zeals\"")),
		(
			"bytes in another alphabet",
			RefusalKind::MalformedFile,
			replaced("\"nodes\":[\"", "\"nodes\":[\"+"),
		),
	]
}

/// The fields of a file, in their order.
const FIELDS: [&str; 9] = ["v", "chain", "code", "history", "final", "state", "records", "seals", "said"];

/// The text of each field of a file.
fn parts(text: &str) -> Vec<(&'static str, &str)> {
	let starts: Vec<_> =
		FIELDS.iter().map(|field| text.find(&format!("\"{field}\":")).unwrap() + field.len() + 3).collect();
	let ends = FIELDS[1..].iter().map(|field| text.find(&format!(",\"{field}\":")).unwrap());
	let ends = ends.chain([text.len() - 1]);
	FIELDS.into_iter().zip(starts.iter().zip(ends).map(|(start, end)| &text[*start..end])).collect()
}

/// The vectors, as they are written for the second implementation: each forgery as the texts of the fields that it
/// replaces.
fn vectors() -> Value {
	let genuine = made();
	let text = String::from_utf8(genuine.file.to_vec()).unwrap();
	let mut forgeries = Vec::new();
	for (name, kind, forge) in FORGERIES {
		let mut forged = made();
		forge(&mut forged);
		let forged_text = String::from_utf8(forged.file.to_vec()).unwrap();
		let replace = replaced(&text, &forged_text);
		let mut vector = json!({ "name": name, "refusal": kind.name(), "replace": replace });
		if forged.anchor != genuine.anchor {
			vector["anchor"] = serde_json::to_value(&forged.anchor).unwrap();
		}
		forgeries.push(vector);
	}
	for (name, kind, text) in texts(&text) {
		forgeries.push(json!({ "name": name, "refusal": kind.name(), "text": text }));
	}
	let others = genuine_others().into_iter().map(|(name, other)| {
		let other = String::from_utf8(other.file.to_vec()).unwrap();
		json!({ "name": name, "replace": replaced(&text, &other) })
	});
	let others: Vec<_> = others.collect();
	json!({ "anchor": genuine.anchor, "file": text, "others": others, "forgeries": forgeries })
}

/// The texts of the fields in which a file differs from the genuine one.
fn replaced(genuine: &str, other: &str) -> serde_json::Map<String, Value> {
	parts(genuine)
		.into_iter()
		.zip(parts(other))
		.filter(|(genuine, other)| genuine != other)
		.map(|(_, (field, text))| (field.into(), text.into()))
		.collect()
}

/// Genuine files of units of the other kinds, and of a code under which the state has no unit.
fn genuine_others() -> Vec<(&'static str, Made)> {
	let mut others: Vec<_> = other_units()
		.into_iter()
		.map(|(name, unit)| {
			let mut other = made();
			with_value(&mut other, 3, Some(unit.encode()));
			(name, other)
		})
		.collect();
	let mut absent = made();
	absent.file.code = "01/06901234567892/21/SN-9999".into();
	absent.file.records = Default::default();
	absent.file.seals.clear();
	others.push(("no unit", absent.with_values(&values())));
	for (_, other) in &mut others {
		other.file.said = said(&other.file);
	}
	others
}

#[test]
fn the_genuine_file_is_proven() {
	let verdict = made().verdict();
	assert_eq!(verdict.refusal, None, "{verdict:?}");
	assert_eq!(verdict.result(), Outcome::Proven);
	assert_eq!(verdict.validators.as_deref(), Some("3 of 4"));
	let said = verdict.said.unwrap();
	assert_eq!(said.unit.unwrap().hold.unwrap().departments, ["Customs"]);
	assert_eq!(said.declared_in.as_deref(), Some("53012026E000000002"));
	assert_eq!(said.records, [2, 0, 0, 0]);
}

#[test]
fn each_forgery_is_refused_by_its_own_name() {
	let mut names = BTreeSet::new();
	for (name, kind, forge) in FORGERIES {
		let mut forged = made();
		forge(&mut forged);
		let verdict = forged.verdict();
		assert_eq!(verdict.refusal, Some(kind.name()), "{name}: {:?}", verdict.checks.last());
		assert_eq!(verdict.result(), kind.outcome(), "{name}");
		assert_eq!(verdict.said, None, "{name}");
		assert!(names.insert(*name), "{name} stands there twice");
	}
	let genuine = made();
	let anchor = serde_json::to_vec(&genuine.anchor).unwrap();
	for (name, kind, text) in texts(std::str::from_utf8(&genuine.file.to_vec()).unwrap()) {
		let verdict = verify(text.as_bytes(), &anchor);
		assert_eq!(verdict.refusal, Some(kind.name()), "{name}: {:?}", verdict.checks.last());
	}
}

#[test]
fn every_refusal_has_a_forgery() {
	let text = String::from_utf8(made().file.to_vec()).unwrap();
	let texts = texts(&text);
	let tried = FORGERIES.iter().map(|(_, kind, _)| *kind).chain(texts.iter().map(|(_, kind, _)| *kind));
	let tried: BTreeSet<_> = tried.collect();
	let untried: Vec<_> = RefusalKind::ALL.iter().filter(|kind| !tried.contains(kind)).collect();
	assert_eq!(untried, [] as [&RefusalKind; 0]);
}

#[test]
fn after_a_forced_change_a_file_begins_with_the_set_that_the_regulators_publish() {
	let mut made = made();
	later(&mut made, 40);
	assert_eq!(made.verdict().refusal, None);
}

#[test]
fn units_of_every_kind_and_the_absence_of_one_are_proven() {
	for (name, other) in genuine_others() {
		let verdict = other.verdict();
		assert_eq!(verdict.refusal, None, "{name}: {:?}", verdict.checks.last());
		assert_eq!(verdict.said.unwrap().unit.is_none(), name == "no unit");
	}
}

#[test]
fn a_trie_of_layout_v1_is_read_after_an_upgrade() {
	let mut made = made();
	let (root, nodes) = trie::prove_v1(&values(), &keys::of_unit(CODE));
	made.file.state.nodes = nodes.into_iter().map(Bytes).collect();
	made.sign(root);
	assert_eq!(made.verdict().refusal, None);
}

#[test]
fn every_byte_altered_in_two_ways_is_refused() {
	let genuine = made();
	let (file, anchor) = (genuine.file.to_vec(), serde_json::to_vec(&genuine.anchor).unwrap());
	made::alter_every_byte(&file, &anchor);
}

#[test]
fn the_vectors_are_those_that_are_made_here() {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/forgeries.json");
	let text = serde_json::to_string_pretty(&vectors()).unwrap() + "\n";
	if std::env::var_os("SUYUAN_WRITE_VECTORS").is_some() {
		fs::write(&path, &text).unwrap();
	}
	assert!(fs::read_to_string(&path).unwrap() == text, "write them anew: see the top of this file");
}

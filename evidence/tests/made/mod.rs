// SPDX-License-Identifier: Apache-2.0

//! A made-up chain of four regulators, and evidence of a unit on it.
//!
//! The set changes at block 40; block 900 is final, one of its votes being for its child. Everything follows from fixed
//! seeds, so that the files are the same whenever they are made.

#![allow(dead_code)]

pub mod trie;

use codec::{Compact, Encode};
use pallet_info_block::Head;
use pallet_trace_units::{
	Feedback, Hold, HoldKind, Inside, Offer, Progress, Stage, TitleOffer, Unit, UnitKind,
};
use sp_core::{
	ed25519::{Pair, Public},
	Pair as _,
};
use sp_crypto_hashing::blake2_256;
use std::time::{Duration, Instant};
use suyuan_evidence::{
	keys, Anchor, Bytes, Chain, Evidence, Header, Proof, Proven, Records, Said, Seal, Signed, State,
};
use suyuan_primitives::{
	parties::DepartmentSet,
	requirement::{Categories, TraceMode},
	values::{MeasureUnit, Quantity, Sealed},
};

pub const CODE: &str = "01/06901234567892/21/SN-0001";
pub const OTHER_CODE: &str = "01/06901234567892/21/SN-0002";
pub const SALT: [u8; 32] = [7; 32];
pub const PLAIN: &str = "声澜电子 5 号库";

/// The keys of a validator, by its number.
pub fn validator(number: u8) -> Pair {
	Pair::from_seed(&[number; 32])
}

/// The first set: validators 1 to 4.
pub fn first_set() -> Vec<Pair> {
	[1, 2, 3, 4].map(validator).into()
}

/// The set from block 41 on: validator 5 in the place of validator 1.
pub fn second_set() -> Vec<Pair> {
	[2, 3, 4, 5].map(validator).into()
}

/// An item of a header's digest.
pub enum Item {
	Slot(u64),
	/// A scheduled change: authorities with their weights, and the delay.
	Change(Vec<(Public, u64)>, u32),
	Forced(Vec<(Public, u64)>),
	Raw(Vec<u8>),
}

fn item(item: &Item) -> Vec<u8> {
	let consensus = |message: Vec<u8>| [&[4], &b"FRNK"[..], &message.encode()].concat();
	match item {
		Item::Slot(slot) => [&[6], &b"aura"[..], &slot.encode().encode()].concat(),
		Item::Change(next, delay) => consensus([vec![1], next.encode(), delay.encode()].concat()),
		Item::Forced(next) => {
			let delay = 0_u32;
			consensus([vec![2], delay.encode(), next.encode(), delay.encode()].concat())
		}
		Item::Raw(bytes) => bytes.clone(),
	}
}

/// Encodes a header, with a seal at the end of its digest.
pub fn header(parent: [u8; 32], number: u32, state_root: [u8; 32], items: &[Item]) -> Vec<u8> {
	let seal = [&[5], &b"aura"[..], &vec![9_u8; 64].encode()].concat();
	let items: Vec<_> = items.iter().map(item).chain([seal]).collect();
	let digest = [Compact(items.len() as u32).encode(), items.concat()].concat();
	[&parent[..], &Compact(number).encode(), &state_root, &[3; 32], &digest].concat()
}

pub fn hash_of(header: &[u8]) -> ([u8; 32], u32) {
	let read = Header::decode(header).unwrap();
	(read.hash, read.number)
}

/// A vote of a validator for a block.
pub type Vote<'a> = (&'a Pair, ([u8; 32], u32));

/// Encodes a justification, signed under a set's number.
pub fn justification(target: ([u8; 32], u32), set: u64, votes: &[Vote<'_>], between: &[Vec<u8>]) -> Vec<u8> {
	const ROUND: u64 = 9;
	let mut bytes = (ROUND, target.0, target.1, Compact(votes.len() as u32)).encode();
	for (pair, (hash, number)) in votes {
		let message = (1_u8, hash, number, ROUND, set).encode();
		assert_eq!(message.len(), 53);
		bytes.extend((hash, number, pair.sign(&message).0, pair.public().0).encode());
	}
	bytes.extend(Compact(between.len() as u32).encode());
	bytes.extend(between.concat());
	bytes
}

/// Signs a header by all of a set.
pub fn signed_by(header: Vec<u8>, set: u64, validators: &[Pair]) -> Signed {
	let target = hash_of(&header);
	let votes: Vec<_> = validators.iter().map(|pair| (pair, target)).collect();
	let justification = justification(target, set, &votes, &[]);
	Signed { header: Bytes(header), justification: Bytes(justification) }
}

pub fn weighed(validators: &[Pair]) -> Vec<(Public, u64)> {
	validators.iter().map(|pair| (pair.public(), 1)).collect()
}

/// The first header of the chain, whose hash is the anchor's.
pub fn genesis() -> Vec<u8> {
	header([0; 32], 0, [1; 32], &[])
}

pub fn genesis_hash() -> [u8; 32] {
	hash_of(&genesis()).0
}

/// The header that changes the set, with these items instead of the change.
pub fn change(number: u32, items: &[Item]) -> Vec<u8> {
	header([4; 32], number, [2; 32], items)
}

pub fn usual_change() -> Item {
	Item::Change(weighed(&second_set()), 0)
}

/// The records of the first information block.
pub fn records() -> Vec<Vec<u8>> {
	let sealed = Sealed::new(&SALT, PLAIN);
	vec![b"record one".to_vec(), [b"record two ".to_vec(), sealed.0.to_vec(), b" end".to_vec()].concat()]
}

fn head(records: &[Vec<u8>]) -> Vec<u8> {
	let digest = records
		.iter()
		.fold([0; 32], |digest: [u8; 32], record| blake2_256(&[digest, blake2_256(record)].concat()));
	let (records, categories) = (records.len() as u32, Categories(3));
	let imported = Categories(0);
	Head { records, categories, imported, exception: false, digest: digest.into(), last_at: 77_u32 }.encode()
}

pub fn unit(owner: u8) -> Unit<[u8; 32], u32> {
	let kind = UnitKind::Item { mode: TraceMode::FullChain };
	let departments = DepartmentSet { customs: true, ..Default::default() };
	let hold = Some(Hold { kind: HoldKind::Recall, departments, by_custodian: false });
	let title_offer = Some(TitleOffer {
		to: [101; 32],
		expires_at: 1_790_000_500_000,
		terms: Some([102; 32].into()),
		units: 3,
		id: [103; 32].into(),
	});
	let former_owners = vec![[104; 32], [105; 32]].try_into().unwrap();
	Unit { hold, title_offer, former_owners, ..Unit::new([owner; 32], kind, Some(5), 33) }
}

/// Units of the other kinds, with whatever the state may have of them, by their names in the vectors.
pub fn other_units() -> Vec<(&'static str, Unit<[u8; 32], u32>)> {
	let mode = TraceMode::Manufacturer;
	let quantity = Quantity { thousandths: 12_500, unit: MeasureUnit::Kilogram };
	let new = |kind| Unit::new([8; 32], kind, None, 34);
	let batch = Unit {
		stage: Stage::Closed { retain_until: 1_990_000_000_000 },
		closed_by_order: true,
		remaining: 2_500,
		left_under: Some("53012026E000000002".parse().unwrap()),
		offer: Some(Offer { to: [106; 32], expires_at: Some(1_790_000_600_000) }),
		unproven_right: true,
		..new(UnitKind::Batch { mode, quantity })
	};
	let carton = Unit {
		packed_in: Some("00/106141412345678908".parse().unwrap()),
		inside: Inside { by_levels: [5, 4, 3, 2], held: 1 },
		offer: Some(Offer { to: [106; 32], expires_at: None }),
		..new(UnitKind::LogisticUnit)
	};
	let feedback = Some(Feedback { satisfied: false, after_steps: 2 });
	let service = Unit {
		service: Some(Progress { steps: 3, feedback }),
		former_owners: [[107; 32]; 16].to_vec().try_into().unwrap(),
		..new(UnitKind::Service { customer: [108; 32] })
	};
	let begun = new(UnitKind::Service { customer: [108; 32] });
	vec![
		("a closed batch", batch),
		("a carton", carton),
		("a service", service),
		("a service that has yet to begin", begun),
	]
}

/// The state's values, many of other units beside those that are proven.
pub fn values() -> Vec<(Vec<u8>, Vec<u8>)> {
	let keys = keys::of_unit(CODE);
	let mut values = vec![
		(keys[0].clone(), genesis_hash().to_vec()),
		(keys[1].clone(), (Compact(1_u32), b"suyuan".to_vec()).encode()),
		(keys[2].clone(), 1_790_000_000_000_u64.encode()),
		(keys[3].clone(), unit(8).encode()),
		(keys[4].clone(), head(&records())),
		(keys[8].clone(), b"53012026E000000002".to_vec()),
	];
	for number in 2..40_u8 {
		let other = keys::of_unit(&format!("01/06901234567892/21/SN-{number:04}"));
		values.push((other[3].clone(), unit(number).encode()));
		values.push((other[4].clone(), head(&[vec![number; 9]])));
		values.push((other[6].clone(), head(&[vec![number; 7]])));
	}
	values
}

/// A file and the anchor that it is verified against.
pub struct Made {
	pub file: Evidence,
	pub anchor: Anchor,
	/// The header of the final block's child.
	pub child: Vec<u8>,
}

impl Made {
	pub fn verdict(&self) -> suyuan_evidence::Verdict {
		suyuan_evidence::verify(&self.file.to_vec(), &serde_json::to_vec(&self.anchor).unwrap())
	}

	/// Puts another state under the file, proven and signed anew.
	pub fn with_values(mut self, values: &[(Vec<u8>, Vec<u8>)]) -> Self {
		let (root, nodes) = trie::prove_v0(values, &keys::of_unit(&self.file.code));
		self.file.state.nodes = nodes.into_iter().map(Bytes).collect();
		self.sign(root);
		self
	}

	/// Signs the final header anew, with another root of the state.
	pub fn sign(&mut self, root: [u8; 32]) {
		let last = header([6; 32], 900, root, &[Item::Slot(4)]);
		let target = hash_of(&last);
		self.child = header(target.0, 901, [5; 32], &[]);
		let (second, child) = (second_set(), hash_of(&self.child));
		let votes = [(&second[0], target), (&second[1], target), (&second[3], child)];
		let between = [self.child.clone()];
		let justification = justification(target, 1, &votes, &between);
		self.file.last = Signed { header: Bytes(last), justification: Bytes(justification) };
	}
}

/// Makes the file that is accepted.
pub fn made() -> Made {
	let hexadecimal = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
	let genesis = hexadecimal(&genesis_hash());
	let authorities = first_set().iter().map(|pair| hexadecimal(&pair.public().0)).collect();
	let anchor = Anchor { about: None, genesis: genesis.clone(), authorities, later: vec![] };
	let empty =
		Proven { time: 0, spec_version: 1, unit: None, heads: [const { None }; 4], declared_in: None };
	let product = records().into_iter().map(Bytes).collect();
	let unsigned = Signed { header: Bytes(vec![]), justification: Bytes(vec![]) };
	let file = Evidence {
		v: suyuan_evidence::FORMAT,
		chain: Chain { genesis: format!("0x{genesis}"), set: 0 },
		code: CODE.into(),
		history: vec![signed_by(change(40, &[usual_change()]), 0, &first_set())],
		last: unsigned,
		state: State { nodes: vec![] },
		records: Records { product, ..Default::default() },
		seals: vec![Seal {
			block: "product".into(),
			record: 1,
			salt: Bytes(SALT.into()),
			plain: PLAIN.into(),
		}],
		said: Said::of(900, &empty),
	};
	let mut made = Made { file, anchor, child: vec![] }.with_values(&values());
	made.file.said = said(&made.file);
	made
}

/// The words that belong to a file's state.
pub fn said(file: &Evidence) -> Said {
	let header = Header::decode(&file.last.header.0).unwrap();
	let nodes = file.state.nodes.iter().map(|node| node.0.as_slice());
	let proof = Proof::new(header.state_root, nodes).unwrap();
	Said::of(header.number, &Proven::read(proof, &file.code, genesis_hash()).unwrap())
}

/// The time that altering a file may take on one processor.
const MAX_TIME: Duration = Duration::from_secs(8);

/// Alters every byte of a file in two ways, on all processors, and has each refused.
///
/// Without optimisation a signature takes a hundred times as long: then as many bytes are altered as the time allows, at
/// equal distances.
pub fn alter_every_byte(file: &[u8], anchor: &[u8]) {
	let start = Instant::now();
	assert_eq!(suyuan_evidence::verify(file, anchor).refusal, None);
	let all = start.elapsed() * 2 * file.len() as u32;
	let step = 1 + (all.as_millis() / MAX_TIME.as_millis()) as usize;
	let threads = std::thread::available_parallelism().map_or(2, usize::from);
	std::thread::scope(|scope| {
		for thread in 0..threads {
			scope.spawn(move || {
				let mut altered = file.to_vec();
				for at in (thread * step..file.len()).step_by(threads * step) {
					// The last bit of a letter, which changes little, and another that the place chooses.
					for mask in [1, 2 << (at % 7)] {
						altered[at] ^= mask;
						let verdict = suyuan_evidence::verify(&altered, anchor);
						assert_ne!(verdict.refusal, None, "byte {at} with {mask}");
						altered[at] ^= mask;
					}
				}
			});
		}
	});
}

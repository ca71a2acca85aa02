// SPDX-License-Identifier: Apache-2.0

//! Vectors that others computed: a justification of a real chain, and a made-up chain with its forgeries.

use serde_json::Value;
use suyuan_evidence::{
	keys, records, Anchor, AuthoritySet, Header, Justification, Proof, ProvenHead, Refusal, RefusalKind,
};

fn bytes(value: &Value) -> Vec<u8> {
	hex::decode(value.as_str().unwrap()).unwrap()
}

fn array(value: &Value) -> [u8; 32] {
	bytes(value).try_into().unwrap()
}

/// The justification, a header that stands for its target, and its validators under a set's number.
fn given(set: u64) -> (Justification, Header, AuthoritySet) {
	let vector: Value = serde_json::from_str(include_str!("vectors/grandpa-justification.json")).unwrap();
	let commit = &vector["commit"];
	let mut header = Header::decode(&[&[0; 32][..], &[0], &[0; 64], &[0]].concat()).unwrap();
	header.hash = array(&commit["target_hash"]);
	header.number = commit["target_number"].as_u64().unwrap().try_into().unwrap();
	let votes = commit["precommits"].as_array().unwrap();
	let authorities = votes.iter().map(|vote| array(&vote["id"])).collect();
	let justification = Justification::decode(&bytes(&vector["bytes"])).unwrap();
	(justification, header, AuthoritySet { id: set, after: 0, authorities })
}

#[test]
fn a_justification_of_a_real_chain_verifies_under_its_set() {
	let (justification, header, set) = given(0);
	assert_eq!(justification.verify(&header, &set), Ok(5));
}

#[test]
fn it_does_not_verify_under_the_next_set() {
	let (justification, header, set) = given(1);
	assert_eq!(justification.verify(&header, &set).unwrap_err().kind, RefusalKind::BadSignature);
}

/// Verifies a file of the made-up chain, whose format is older: hexadecimal, heads of 44 bytes, and no value of the chain
/// itself in its state.
fn verify_older(file: &Value, anchor: &Value) -> Result<(), Refusal> {
	let anchor = Anchor {
		about: None,
		genesis: anchor["genesis"].as_str().unwrap().into(),
		authorities: serde_json::from_value(anchor["authorities"].clone()).unwrap(),
		later: vec![],
	};
	let mut set = anchor.set(0)?;
	for change in file["history"].as_array().unwrap() {
		set.follow(&bytes(&change["header"]), &bytes(&change["justification"]))?;
	}
	let last = &file["final"];
	let (header, _) = set.finalizes(&bytes(&last["header"]), &bytes(&last["justification"]))?;
	let nodes: Vec<_> = file["state"]["nodes"].as_array().unwrap().iter().map(bytes).collect();
	let mut proof = Proof::new(header.state_root, nodes.iter().map(Vec::as_slice))?;
	let code = String::from_utf8(bytes(&file["code"]).split_off(1)).unwrap();
	// The unit, and the heads of the four blocks.
	let keys = &keys::of_unit(&code)[3..8];
	let values = keys.iter().map(|key| proof.value(key)).collect::<Result<Vec<_>, _>>()?;
	proof.all_used()?;
	for (block, head) in ["product", "transaction", "logistics", "customs"].iter().zip(&values[1..]) {
		let head = head.map(|head| {
			let (records, digest) = (head[..4].try_into().unwrap(), head[8..40].try_into().unwrap());
			assert_eq!(head.len(), 44);
			ProvenHead { records: u32::from_le_bytes(records), digest }
		});
		let given: Vec<_> = file["records"][block].as_array().unwrap().iter().map(bytes).collect();
		records::check(given.iter().map(Vec::as_slice), head.as_ref())?;
	}
	Ok(())
}

#[test]
fn the_made_up_chain_is_accepted_and_each_of_its_forgeries_refused_by_its_own_name() {
	let read = |text| serde_json::from_str::<Value>(text).unwrap();
	let anchor = read(include_str!("vectors/given-anchor.json"));
	let sample = read(include_str!("vectors/given-sample.json"))["file"].clone();
	verify_older(&sample, &anchor).unwrap();

	let forgeries = read(include_str!("vectors/given-forgeries.json"));
	let forgeries = forgeries["forgeries"].as_array().unwrap();
	assert_eq!(forgeries.len(), 13);
	for forgery in forgeries {
		let mut file = sample.clone();
		for (part, value) in forgery["replace"].as_object().unwrap() {
			file[part] = value.clone();
		}
		let expected = match forgery["name"].as_str().unwrap() {
			"a node less" => RefusalKind::MissingNode,
			"a node more" => RefusalKind::UnusedNode,
			"records swapped" => RefusalKind::OtherRecords,
			"a record less" => RefusalKind::RecordCount,
			"a record elsewhere" => RefusalKind::RecordsOfEmptyBlock,
			"no history" | "signed for the old set" => RefusalKind::BadSignature,
			"history twice" => RefusalKind::HistoryBackwards,
			"two of four sign" => RefusalKind::TooFewVotes,
			"one signs twice" => RefusalKind::DoubleVote,
			"a stranger signs" => RefusalKind::StrangerVote,
			"idle ancestor" => RefusalKind::UnusedHeader,
			"forced change" => RefusalKind::ForcedChange,
			other => panic!("{other} has no name"),
		};
		let refusal = verify_older(&file, &anchor).unwrap_err();
		assert_eq!(refusal.kind, expected, "{}: {refusal}", forgery["name"]);
	}
}

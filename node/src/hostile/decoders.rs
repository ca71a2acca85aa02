// SPDX-License-Identifier: Apache-2.0

//! Tests of the decoders that node and runtime share, in native code.

use super::{generator::Generator, with_generator};
use crate::{gossip, rpc, signature_cache};
use codec::{Decode, DecodeAll, DecodeLimit, Encode};
use frame_support::MAX_EXTRINSIC_DEPTH;
use pallet_customs::Matter;
use pallet_participants::Profile;
use pallet_trace_units::Pending;
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	items::OrderKey,
	parties::Department,
};
use suyuan_runtime::{AccountId, UncheckedExtrinsic};

#[test]
fn a_transaction_of_any_bytes_is_decoded_or_refused() {
	with_generator(1, |generator| {
		let decode = |bytes: &[u8]| {
			let decoded =
				UncheckedExtrinsic::decode_all_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut &bytes[..]);
			signature_cache::decode_any(bytes);
			decoded.is_ok()
		};
		let decoded = (0..200_000).filter(|_| decode(&generator.hostile())).count();
		let nested = (0..2_000).filter(|_| decode(&generator.nested(2_000))).count();
		let very_deep = (0..100).filter(|_| decode(&generator.nested(100_000))).count();
		println!("{decoded} of 200,000, {nested} of 2,000 and {very_deep} of 100 are transactions");
		// The generator reaches the code behind the first checks.
		assert!(decoded > 1_000 && nested > 10, "{decoded} {nested}");
	});
}

#[test]
fn a_message_of_any_bytes_is_decoded_or_refused() {
	with_generator(2, |generator| {
		let seed = generator.number();
		let transactions: Vec<_> = (0..20).map(|_| generator.hostile()).collect();
		let real = (0..8).map(|n| gossip::encode_any(&transactions[..2 * n])).collect();
		let mut generator = Generator::new(seed).of(real);
		let read = (0..200_000).filter(|_| gossip::decode_any(&generator.hostile()).is_some()).count();
		println!("{read} of 200,000 are messages");
		assert!(read > 100, "{read}");
	});
}

#[test]
fn bulk_submissions_of_any_bytes_are_decoded_or_refused() {
	with_generator(3, |generator| {
		let digits = |bytes: &[u8]| sp_core::bytes::to_hex(bytes, false);
		let mut read = 0;
		for _ in 0..50_000 {
			let mut texts: Vec<_> = (0..3).map(|_| digits(&generator.hostile())).collect();
			match generator.below(4) {
				0 => texts.push(String::from_utf8_lossy(&generator.bytes(20)).into()),
				1 => texts.push("0x".into()),
				_ => (),
			}
			let mut json = serde_json::to_string(&texts).unwrap();
			if generator.below(4) == 0 {
				let at = generator.below(json.len());
				let cut = (0..=at).rev().find(|at| json.is_char_boundary(*at)).unwrap();
				json.truncate(cut);
			}
			read += rpc::decode_any(&json);
		}
		println!("{read} of 150,000 are bytes with their length before them");
		assert!(read > 1_000, "{read}");
	});
}

#[test]
fn arguments_of_the_trace_api_of_any_bytes_are_decoded_or_refused() {
	type Cursor = (TraceCode, Option<Vec<Pending>>, u32);
	type Contents = (TraceCode, Option<TraceCode>, u32);
	type WorkList = (Department, Option<Matter<AccountId>>, u32);
	type Loop = (AccountId, OrderKey);

	fn accepts<T: Decode>(bytes: &[u8]) -> bool {
		T::decode_all(&mut &bytes[..]).is_ok()
	}
	let decoders: [fn(&[u8]) -> bool; 7] = [
		accepts::<Cursor>,
		accepts::<Contents>,
		accepts::<WorkList>,
		accepts::<Loop>,
		accepts::<Profile>,
		accepts::<EntryNumber>,
		accepts::<TraceCode>,
	];
	with_generator(4, move |generator| {
		let real: Vec<Vec<u8>> = vec![
			(vec![1u8; 20], Some(vec![(1u64, 2u32, vec![3u8; 20])]), 50u32).encode(),
			(vec![1u8; 20], Some(vec![2u8; 20]), 50u32).encode(),
			(0u8, None::<u8>, 50u32).encode(),
			([1u8; 32], vec![2u8; 20]).encode(),
		];
		let seed = generator.number();
		let mut generator = Generator::new(seed).of(real);
		let mut decoded = 0;
		for _ in 0..100_000 {
			let bytes = generator.hostile();
			decoded += decoders.iter().filter(|decodes| decodes(&bytes)).count();
		}
		println!("{decoded} of 700,000 are arguments");
		assert!(decoded > 100, "{decoded}");
	});
}

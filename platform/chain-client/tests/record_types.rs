// SPDX-License-Identifier: Apache-2.0

//! Records decode by the stored types of a runtime.

use serde_json::{json, Value};
use suyuan_chain_client::{Info, RecordTypes};
use suyuan_fixtures::{encoded, forms, MANUFACTURER};

fn production() -> Value {
	json!({
		"code": "01/06901234567892/21/SN-0001", "index": 1, "provider": MANUFACTURER,
		"source": { "Imported": { "party": "Somebody abroad" } },
		"supersedes": { "index": 0, "reason": "wrong" },
		"item": { "Production": {
			"producer": "声澜", "country": "CN", "produced_at": 5, "address": null, "contact": null,
			"licence": null,
		} },
	})
}

#[test]
fn a_record_is_read_from_its_bytes_by_types_that_were_kept() {
	let bytes = encoded(Info::Product, &production());
	let kept = RecordTypes::decode(forms().encoded()).unwrap();
	let said = kept.read(Info::Product, &bytes).unwrap();
	assert_eq!(said.item, production()["item"]);
	assert_eq!((said.index, said.provider.as_str()), (1, MANUFACTURER));
	assert_eq!((said.source.as_str(), said.party.as_deref()), ("Imported", Some("Somebody abroad")));
	assert_eq!(said.supersedes, Some((0, "wrong".into())));
	assert_eq!(said.category.as_deref(), Some("Production"));
}

#[test]
fn skimming_takes_the_same_bytes_and_says_the_same() {
	let bytes = [encoded(Info::Product, &production()), vec![0xff]].concat();
	let mut input = bytes.as_slice();
	let skimmed = forms().skim(Info::Product, &mut input).unwrap();
	assert_eq!(input, [0xff]);
	assert_eq!((skimmed.index, skimmed.imported, skimmed.supersedes), (1, true, Some(0)));
	assert_eq!((skimmed.variant.as_str(), &skimmed.content), ("Production", &json!({ "producer": "声澜" })));
}

#[test]
fn bytes_with_something_behind_them_are_no_record() {
	let bytes = [encoded(Info::Product, &production()), vec![0]].concat();
	assert!(forms().read(Info::Product, &bytes).is_err());
	assert!(forms().read(Info::Product, &bytes[..9]).is_err());
	assert!(RecordTypes::decode(&[1, 2, 3]).is_err());
}

#[test]
fn a_hundred_thousand_made_up_records_are_read_or_refused() {
	let sound = encoded(Info::Product, &production());
	let mut seed = 0x5EED_u64;
	let mut random = |most: usize| {
		seed ^= seed << 13;
		seed ^= seed >> 7;
		seed ^= seed << 17;
		(seed % most as u64) as usize
	};
	let mut read = 0;
	for number in 0..100_000 {
		let mut bytes = match number % 4 {
			0 => (0..random(256)).map(|_| random(256) as u8).collect(),
			_ => sound.clone(),
		};
		for _ in 0..random(6) {
			let place = random(bytes.len() + 1);
			match random(4) {
				0 => bytes.truncate(place),
				1 => bytes.insert(place, random(256) as u8),
				// A length that claims more than any input has.
				2 => drop(
					bytes.splice(place..place, [[3, 255, 255, 255, 255], [254, 255, 255, 255, 4]][random(2)]),
				),
				_ => {
					if let Some(byte) = bytes.get_mut(place) {
						*byte ^= 1 << random(8);
					}
				}
			}
		}
		for info in Info::ALL {
			if let Ok(said) = forms().read(info, &bytes) {
				read += 1;
				assert!(said.item.to_string().len() < 64 * bytes.len(), "{said:?}");
			}
			let mut input = bytes.as_slice();
			if forms().skim(info, &mut input).is_ok() {
				assert!(input.len() < bytes.len());
			}
		}
		if number % 50 == 0 {
			let mut kept = forms().encoded().to_vec();
			let place = random(kept.len());
			kept[place] ^= 1 << random(8);
			if let Ok(kept) = RecordTypes::decode(&kept) {
				let _ = kept.read(Info::Product, &bytes);
			}
		}
	}
	assert!(read > 1_000, "some of it is sound: {read}");
}

// SPDX-License-Identifier: Apache-2.0

//! Envelopes open for their recipient, for their record, and unaltered; otherwise never.

use suyuan_envelope::{
	bearer, open, seal, unwrap, wrap, Content, EnvelopeError, Opening, Recipient, RecordId, SecretKey, Suite,
	Wrap, MAX_CONTENT,
};
use suyuan_primitives::values::{Sealed, SealingKey};

const SUITES: [Suite; 2] = [Suite::ChaCha20Poly1305, Suite::Aes256Gcm];
const CARRIER: Recipient = Recipient::Account([1; 32]);

fn opening() -> Opening {
	Opening { salt: [7; 32], plaintext: "加州大道 100 号, Emily Carter".to_owned().into() }
}

fn record() -> RecordId {
	let Opening { salt, plaintext } = opening();
	let code = "01/06901234567892/21/SN-0001".parse().unwrap();
	RecordId { genesis: [0x11; 32], code, commitment: Sealed::new(&salt, &plaintext) }
}

#[test]
fn an_envelope_opens_for_its_recipient_and_agrees_with_the_chain() {
	for suite in SUITES {
		let key = SecretKey::generate();
		let (content, data_key) = seal(suite, &record(), &opening()).unwrap();
		let wrapped = wrap(suite, &record(), &data_key, Some(&CARRIER), &key.public()).unwrap();
		let content = Content::from_bytes(content.as_bytes().to_vec()).unwrap();
		assert_eq!(content.suite(), suite);
		let unwrapped = unwrap(suite, &record(), &wrapped, Some(&CARRIER), &key).unwrap();
		let opened = open(&record(), &content, &unwrapped).unwrap();
		assert_eq!(opened, opening());
		assert!(opened.is_of(&record().commitment));
		assert!(!opened.is_of(&Sealed([9; 32])));
	}
}

#[test]
fn no_byte_of_an_envelope_can_be_altered() {
	for suite in SUITES {
		let key = SecretKey::generate();
		let (content, data_key) = seal(suite, &record(), &opening()).unwrap();
		let wrapped = wrap(suite, &record(), &data_key, Some(&CARRIER), &key.public()).unwrap();
		for alter in [|byte: u8| byte ^ 1, |byte: u8| byte.wrapping_add(0x80)] {
			for place in 0..content.as_bytes().len() {
				let mut bytes = content.as_bytes().to_vec();
				bytes[place] = alter(bytes[place]);
				let opened =
					Content::from_bytes(bytes).and_then(|content| open(&record(), &content, &data_key));
				assert!(opened.is_err(), "{suite:?}, content, {place}");
			}
			for place in 0..wrapped.0.len() {
				let mut bytes = wrapped.0;
				bytes[place] = alter(bytes[place]);
				let unwrapped = unwrap(suite, &record(), &Wrap(bytes), Some(&CARRIER), &key);
				assert_eq!(unwrapped, Err(EnvelopeError::DoesNotOpen), "{suite:?}, wrap, {place}");
			}
		}
	}
}

#[test]
fn an_envelope_that_was_moved_does_not_open() {
	let elsewhere = [
		RecordId { genesis: [0x12; 32], ..record() },
		RecordId { code: "01/06901234567892/21/SN-0002".parse().unwrap(), ..record() },
		RecordId { commitment: Sealed([9; 32]), ..record() },
	];
	for suite in SUITES {
		let key = SecretKey::generate();
		let (content, data_key) = seal(suite, &record(), &opening()).unwrap();
		let wrapped = wrap(suite, &record(), &data_key, Some(&CARRIER), &key.public()).unwrap();
		for other in &elsewhere {
			let unwrapped = unwrap(suite, other, &wrapped, Some(&CARRIER), &key);
			assert_eq!(unwrapped, Err(EnvelopeError::DoesNotOpen));
			assert_eq!(open(other, &content, &data_key), Err(EnvelopeError::DoesNotOpen));
		}
		// To another recipient, though its key be the same.
		for other in [None, Some(&Recipient::Account([2; 32]))] {
			assert_eq!(unwrap(suite, &record(), &wrapped, other, &key), Err(EnvelopeError::DoesNotOpen));
		}
		let stranger = SecretKey::generate();
		let unwrapped = unwrap(suite, &record(), &wrapped, Some(&CARRIER), &stranger);
		assert_eq!(unwrapped, Err(EnvelopeError::DoesNotOpen));
	}
}

#[test]
fn nothing_is_wrapped_to_a_key_that_anybody_opens() {
	let (_, data_key) = seal(SUITES[0], &record(), &opening()).unwrap();
	let mut one = [0; 32];
	one[0] = 1;
	for key in [[0; 32], one] {
		let wrapped = wrap(SUITES[0], &record(), &data_key, None, &SealingKey(key));
		assert_eq!(wrapped, Err(EnvelopeError::UnusableKey));
	}
}

#[test]
fn the_bounds_of_a_content_are_kept() {
	let long = Opening { plaintext: "x".repeat(MAX_CONTENT).into(), ..opening() };
	assert_eq!(seal(SUITES[0], &record(), &long).map(drop), Err(EnvelopeError::TooLong));
	assert_eq!(Content::from_bytes(vec![1; MAX_CONTENT + 1]), Err(EnvelopeError::TooLong));
	assert_eq!(Content::from_bytes(vec![1; 62]), Err(EnvelopeError::Malformed));
	assert_eq!(Content::from_bytes(vec![1; 63]), Err(EnvelopeError::UnknownSuite));
	assert_eq!(Wrap::from_bytes(&[0; 79]), Err(EnvelopeError::Malformed));
}

#[test]
fn a_bearer_opens_with_what_follows_from_its_secret() {
	let secret = bearer::generate();
	let buyer = bearer::recipient(&bearer::token(&secret));
	let key = SecretKey::derived(&secret);
	let (_, data_key) = seal(SUITES[1], &record(), &opening()).unwrap();
	let wrapped = wrap(SUITES[1], &record(), &data_key, Some(&buyer), &key.public()).unwrap();
	assert_eq!(unwrap(SUITES[1], &record(), &wrapped, Some(&buyer), &key).unwrap(), data_key);
	// The token, which the vault sees, opens nothing.
	let by_token = SecretKey::derived(&bearer::token(&secret));
	assert!(unwrap(SUITES[1], &record(), &wrapped, Some(&buyer), &by_token).is_err());
}

#[test]
fn what_is_opened_is_not_printed() {
	let (_, data_key) = seal(SUITES[0], &record(), &opening()).unwrap();
	assert_eq!(format!("{data_key:?} {:?}", opening()), "DataKey(…) Opening(…)");
}

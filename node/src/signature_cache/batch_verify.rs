// SPDX-License-Identifier: Apache-2.0

//! Batch verification of sr25519 signatures, which takes half as long as one after the other.
//!
//! Each signature is an equation between points of a curve. Here all equations are added up, each weighed with a random
//! number, and the sum is verified once. The sum holds if every equation holds; if one doesn't, it holds in one case of
//! 2^128. The group has prime order, so the two ways can't differ in anything else.

use super::cache::{key, Key, Scheme, VERIFIED};
use schnorrkel::{signing_context, PublicKey, Signature};
use sp_core::sr25519;

/// The signing context of every Substrate chain.
const CONTEXT: &[u8] = b"substrate";

/// The most signatures in a batch: with more, hardly any time is saved.
pub(super) const MAX_BATCH: usize = 256;

/// A signature, the message and the public key.
pub(super) type SignedMessage<'a> = (&'a sr25519::Signature, &'a [u8], sr25519::Public);

/// Verifies the signatures that are not cached together, and caches them if all are good.
///
/// Returns `false` if any is bad; which one is not known then.
pub(super) fn verify_batch(signed: &[SignedMessage<'_>]) -> bool {
	let keys = signed.iter().map(|(signature, message, public)| {
		key(Scheme::Sr25519, signature.as_ref(), public.as_ref(), message)
	});
	let unknown: Vec<(Key, &SignedMessage<'_>)> =
		keys.zip(signed).filter(|(key, _)| VERIFIED.get(key).is_none()).collect();
	let sum_holds = verify_sum(unknown.iter().map(|(_, signed)| *signed));
	if sum_holds {
		unknown.into_iter().for_each(|(key, _)| VERIFIED.insert(key, ()));
	}
	sum_holds
}

/// Verifies the sum of all signatures; the sum of none holds.
fn verify_sum<'a>(signed: impl ExactSizeIterator<Item = &'a SignedMessage<'a>> + Clone) -> bool {
	if signed.len() == 0 {
		return true;
	}
	let read = signed.clone().map(|(signature, _, public)| {
		Some((Signature::from_bytes(signature.as_ref()).ok()?, PublicKey::from_bytes(public.as_ref()).ok()?))
	});
	let Some((signatures, publics)) = read.collect::<Option<(Vec<_>, Vec<_>)>>() else { return false };
	let context = signing_context(CONTEXT);
	let messages = signed.map(|(_, message, _)| context.bytes(message));
	schnorrkel::verify_batch(messages, &signatures, &publics, false).is_ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::Pair;

	type Signed = (sr25519::Signature, Vec<u8>, sr25519::Public);

	/// Messages signed by as many keys. The first byte keeps the tests apart, which share one cache.
	fn signed(of: u8, count: usize) -> Vec<Signed> {
		let sign = |n: usize| {
			let pair = sr25519::Pair::from_seed(&[n as u8; 32]);
			let message = vec![of, n as u8, (n / 256) as u8];
			(pair.sign(&message), message, pair.public())
		};
		(0..count).map(sign).collect()
	}

	fn refs(signed: &[Signed]) -> Vec<SignedMessage<'_>> {
		signed.iter().map(|(signature, message, public)| (signature, &message[..], *public)).collect()
	}

	fn is_cached((signature, message, public): &SignedMessage<'_>) -> bool {
		VERIFIED.get(&key(Scheme::Sr25519, signature.as_ref(), public.as_ref(), message)).is_some()
	}

	#[test]
	fn good_signatures_verify_together_and_are_cached() {
		for count in [0, 1, 2, MAX_BATCH] {
			let signed = signed(count as u8 ^ 100, count);
			let refs = refs(&signed);
			assert!(verify_batch(&refs), "{count}");
			assert!(refs.iter().all(is_cached));
			// From the cache.
			assert!(verify_batch(&refs), "{count}");
		}
	}

	#[test]
	fn one_bad_signature_among_many_is_found_and_none_is_cached() {
		let spoil: [fn(&mut Signed); 4] = [
			|(signature, ..)| signature.0[0] ^= 1,
			// Without the marker of sr25519.
			|(signature, ..)| signature.0[63] &= 0x7f,
			|(_, message, _)| message.push(0),
			// No point of the curve.
			|(.., public)| public.0 = [0xff; 32],
		];
		for (n, spoil) in spoil.into_iter().enumerate() {
			let mut signed = signed(n as u8, 32);
			spoil(&mut signed[17]);
			let refs = refs(&signed);
			let (signature, message, public) = &refs[17];
			assert!(!sp_io::crypto::sr25519_verify(signature, message, public));
			assert!(!verify_batch(&refs), "{n}");
			assert!(!refs.iter().any(is_cached), "{n}");
		}
	}

	#[test]
	fn two_bad_signatures_do_not_make_a_good_sum() {
		// The one has too much of what the other lacks, so that the sum would hold if the two were not weighed.
		let pair = sr25519::Pair::from_seed(&[1; 32]);
		let (one, other, public) = (b"one: 200".as_slice(), b"other: 200".as_slice(), pair.public());
		// Byte 32 is the lowest of the scalar; chosen so that nothing is carried.
		let sign = |message: &[u8], fits: fn(u8) -> bool| loop {
			let signature = pair.sign(message);
			if fits(signature.0[32]) {
				break signature;
			}
		};
		let (of_one, of_other) = (sign(one, |byte| byte < 255), sign(other, |byte| byte > 0));
		let (mut raised, mut lowered) = (of_one, of_other);
		raised.0[32] += 1;
		lowered.0[32] -= 1;
		assert!(!verify_batch(&[(&raised, one, public), (&lowered, other, public)]));
		assert!(verify_batch(&[(&of_one, one, public), (&of_other, other, public)]));
	}
}

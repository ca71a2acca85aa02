//! Verifies many sr25519 signatures together, which takes half as long as one after the other.
//!
//! Each signature is an equation between points of a curve. Here all equations are added up, each weighed with a number that
//! nobody could foresee, and the sum is verified once. It holds if every equation holds; if one doesn't, it holds in one
//! case of 2^128. The group has prime order, so there is nothing in which the two ways could differ besides.

use super::cache::{key, Key, Scheme, GOOD};
use schnorrkel::{signing_context, PublicKey, Signature};
use sp_core::sr25519;

/// What everything on a chain of this kind is signed in the context of.
const CONTEXT: &[u8] = b"substrate";

/// Of how many signatures the sum is: with more, hardly any time is saved.
pub(super) const MOST: usize = 256;

/// A signature, the message and the key.
pub(super) type Asked<'a> = (&'a sr25519::Signature, &'a [u8], sr25519::Public);

/// Verifies those that are not remembered, together, and remembers them if every one is good. Tells whether every one is.
/// If not, it isn't known which.
pub(super) fn are_good(asked: &[Asked<'_>]) -> bool {
	let keys = asked.iter().map(|(signature, message, public)| {
		key(Scheme::Sr25519, signature.as_ref(), public.as_ref(), message)
	});
	let unknown: Vec<(Key, &Asked<'_>)> =
		keys.zip(asked).filter(|(key, _)| GOOD.get(key).is_none()).collect();
	let sum_holds = sum_holds(unknown.iter().map(|(_, asked)| *asked));
	if sum_holds {
		unknown.into_iter().for_each(|(key, _)| GOOD.insert(key, ()));
	}
	sum_holds
}

/// Whether all of them can be read, and their sum holds. That of none does.
fn sum_holds<'a>(asked: impl ExactSizeIterator<Item = &'a Asked<'a>> + Clone) -> bool {
	if asked.len() == 0 {
		return true;
	}
	let read = asked.clone().map(|(signature, _, public)| {
		Some((Signature::from_bytes(signature.as_ref()).ok()?, PublicKey::from_bytes(public.as_ref()).ok()?))
	});
	let Some((signatures, publics)) = read.collect::<Option<(Vec<_>, Vec<_>)>>() else { return false };
	let context = signing_context(CONTEXT);
	let messages = asked.map(|(_, message, _)| context.bytes(message));
	schnorrkel::verify_batch(messages, &signatures, &publics, false).is_ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::Pair;

	type Signed = (sr25519::Signature, Vec<u8>, sr25519::Public);

	/// Messages by as many keys, each signed. The first byte keeps what different tests sign apart, for there is one memory.
	fn signed(of: u8, count: usize) -> Vec<Signed> {
		let sign = |n: usize| {
			let pair = sr25519::Pair::from_seed(&[n as u8; 32]);
			let message = vec![of, n as u8, (n / 256) as u8];
			(pair.sign(&message), message, pair.public())
		};
		(0..count).map(sign).collect()
	}

	fn asked(signed: &[Signed]) -> Vec<Asked<'_>> {
		signed.iter().map(|(signature, message, public)| (signature, &message[..], *public)).collect()
	}

	fn is_remembered((signature, message, public): &Asked<'_>) -> bool {
		GOOD.get(&key(Scheme::Sr25519, signature.as_ref(), public.as_ref(), message)).is_some()
	}

	#[test]
	fn good_ones_are_good_together_and_remembered() {
		for count in [0, 1, 2, MOST] {
			let signed = signed(count as u8 ^ 100, count);
			let asked = asked(&signed);
			assert!(are_good(&asked), "{count}");
			assert!(asked.iter().all(is_remembered));
			// From memory.
			assert!(are_good(&asked), "{count}");
		}
	}

	#[test]
	fn one_bad_one_among_many_is_found_and_none_is_remembered() {
		let spoil: [fn(&mut Signed); 4] = [
			|(signature, ..)| signature.0[0] ^= 1,
			// Without the mark of its kind.
			|(signature, ..)| signature.0[63] &= 0x7f,
			|(_, message, _)| message.push(0),
			// No point of the curve.
			|(.., public)| public.0 = [0xff; 32],
		];
		for (n, spoil) in spoil.into_iter().enumerate() {
			let mut signed = signed(n as u8, 32);
			spoil(&mut signed[17]);
			let asked = asked(&signed);
			let (signature, message, public) = &asked[17];
			assert!(!sp_io::crypto::sr25519_verify(signature, message, public));
			assert!(!are_good(&asked), "{n}");
			assert!(!asked.iter().any(is_remembered), "{n}");
		}
	}

	#[test]
	fn two_bad_ones_do_not_make_a_good_sum() {
		// What one has too much the other lacks, so that the sum would hold if the two were not weighed.
		let pair = sr25519::Pair::from_seed(&[1; 32]);
		let (one, other, public) = (b"one: 200".as_slice(), b"other: 200".as_slice(), pair.public());
		// The lowest byte of the number that each is, such that nothing is carried.
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
		assert!(!are_good(&[(&raised, one, public), (&lowered, other, public)]));
		assert!(are_good(&[(&of_one, one, public), (&of_other, other, public)]));
	}
}

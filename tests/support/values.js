// SPDX-License-Identifier: Apache-2.0
// Small values of the vocabulary, as the chain takes them.

import { stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, randomAsU8a, sha256AsU8a } from '@polkadot/util-crypto';

/** A document kept off the chain. The title stands in for the file. */
export function evidence(kind, title) {
	return { kind, sha256: u8aToHex(sha256AsU8a(stringToU8a(title))) };
}

/** Seals personal data. The seal goes onto the chain; salt and plaintext stay with their holder. */
export function seal(plaintext) {
	const salt = randomAsU8a(32);
	return { plaintext, salt, sealed: sealOf(salt, plaintext) };
}

/** The seal of a plaintext: `blake2_256(salt ++ plaintext)`. */
export function sealOf(salt, plaintext) {
	return u8aToHex(blake2AsU8a(u8aConcat(salt, stringToU8a(plaintext))));
}

/** An amount in clear: see amounts.js for one that is committed to. */
export function usd(cents) {
	return { Plain: { minorUnits: cents, currency: 'USD' } };
}

export function cny(fen) {
	return { Plain: { minorUnits: fen, currency: 'CNY' } };
}

export function pieces(count) {
	return { thousandths: count * 1000, unit: 'Piece' };
}

export function pairs(count) {
	return { thousandths: count * 1000, unit: 'Pair' };
}

/** The registration of a single product. */
export function itemUnit(code, mode = 'FullChain') {
	return { code, kind: { Item: { mode } } };
}

/** The registration of a batch of products. */
export function batchUnit(code, quantity, mode = 'FullChain') {
	return { code, kind: { Batch: { mode, quantity } } };
}

/** The registration of a carton or pallet. */
export function logisticUnit(code) {
	return { code, kind: 'LogisticUnit' };
}

/** The registration of a service. */
export function serviceUnit(code, customer) {
	return { code, kind: { Service: { customer: customer.address } } };
}

// Small values of the vocabulary, as the chain takes them.

import { stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, randomAsU8a, sha256AsU8a } from '@polkadot/util-crypto';

/** A document kept off the chain. The title stands in for the file. */
export function evidence(kind, title) {
	return { kind, sha256: u8aToHex(sha256AsU8a(stringToU8a(title))) };
}

/** Seals personal data: the seal goes onto the chain, the salt and the plaintext stay with who holds them. */
export function seal(plaintext) {
	const salt = randomAsU8a(32);
	return { plaintext, salt, sealed: sealOf(salt, plaintext) };
}

/** `blake2_256(salt ++ plaintext)` */
export function sealOf(salt, plaintext) {
	return u8aToHex(blake2AsU8a(u8aConcat(salt, stringToU8a(plaintext))));
}

export function usd(cents) {
	return { minorUnits: cents, currency: 'USD' };
}

export function cny(fen) {
	return { minorUnits: fen, currency: 'CNY' };
}

export function pieces(count) {
	return { thousandths: count * 1000, unit: 'Piece' };
}

export function pairs(count) {
	return { thousandths: count * 1000, unit: 'Pair' };
}

/** A single product, as it is registered. */
export function itemUnit(code, mode = 'FullChain') {
	return { code, kind: { Item: { mode } } };
}

/** Products of one batch, as they are registered. */
export function batchUnit(code, quantity, mode = 'FullChain') {
	return { code, kind: { Batch: { mode, quantity } } };
}

/** What others are packed in, as it is registered. */
export function logisticUnit(code) {
	return { code, kind: 'LogisticUnit' };
}

/** A service, as it is registered. */
export function serviceUnit(code, customer) {
	return { code, kind: { Service: { customer: customer.address } } };
}

// SPDX-License-Identifier: Apache-2.0
// Commitments to amounts, and proofs that amounts agree which nobody shows: the library for clients.
//
// A commitment is `v·H + r·B` in Ristretto255. The difference of two commitments to one amount is a public key of sr25519,
// whose secret is the difference of the blinding factors; the signature under it is the proof.

import { RistrettoPoint } from '@noble/curves/ed25519';
import { bnToU8a, compactToU8a, hexToU8a, stringToU8a, u8aConcat, u8aToBigInt, u8aToHex } from '@polkadot/util';
import { randomAsU8a, sr25519Sign } from '@polkadot/util-crypto';

/** The order of the group. */
const GROUP_ORDER = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
/** The point that amounts are multiplied with: the one-way map of SHA-512 of `suyuan/amount/H/v1`. */
export const VALUE_BASE = '72e26042188df29b31a4399595caf178bdc8ca8c70cd9a3d8c4d40a6b3898328';
const DOMAIN = 'suyuan/match/v1';
/** The comparisons in the order of the metadata. */
const COMPARISONS = ['OrderLines', 'Receipts', 'Declaration'];

const modulo = (number) => ((number % GROUP_ORDER) + GROUP_ORDER) % GROUP_ORDER;
const little = (number) => bnToU8a(number, { bitLength: 256, isLe: true });
const multiplied = (point, scalar) => (scalar === 0n ? RistrettoPoint.ZERO : point.multiply(scalar));

/** A commitment or an amount in clear, as a point. */
function pointOf({ value, blinding }) {
	const ofValue = multiplied(RistrettoPoint.fromHex(VALUE_BASE), BigInt(value));
	return ofValue.add(multiplied(RistrettoPoint.BASE, blinding));
}

/**
 * The opening of an amount, which its owner keeps: without the blinding factor nothing is ever proven of the commitment.
 *
 * @param {number | bigint} value in the currency's minor unit
 * @param {string} currency
 * @param {Uint8Array} [random] 64 bytes that are used for nothing else
 */
export function openingOf(value, currency, random = randomAsU8a(64)) {
	return { value: BigInt(value), currency, blinding: modulo(u8aToBigInt(random, { isLe: true })) };
}

/** The opening of an amount that is told in clear. */
export function inClear(value, currency) {
	return { value: BigInt(value), currency, blinding: 0n };
}

/** The amount as the chain takes it: committed to, unless it has no blinding factor. */
export function amountOf(opening) {
	const { value, currency, blinding } = opening;
	return blinding === 0n
		? { Plain: { minorUnits: value, currency } }
		: { Committed: { commitment: u8aToHex(pointOf(opening).toRawBytes()), currency } };
}

/**
 * Both sides of a comparison, their difference, and the secret that signs under it.
 *
 * @param {ReturnType<typeof openingOf>[]} compared the lines of the order, its receipts or the declared lines
 * @param {ReturnType<typeof openingOf>} ordered the amount of the order
 */
export function sidesOf(compared, ordered) {
	const sum = compared.map(pointOf).reduce((sum, point) => sum.add(point), RistrettoPoint.ZERO);
	const amount = pointOf(ordered);
	const key = sum.subtract(amount);
	if (key.equals(RistrettoPoint.ZERO)) {
		throw new Error('EqualCommitments: both sides are the same');
	}
	const secret = modulo(compared.reduce((sum, { blinding }) => sum + blinding, 0n) - ordered.blinding);
	const [left, right, publicKey] = [sum, amount, key].map((point) => point.toRawBytes());
	return { compared: left, ordered: right, publicKey, secret };
}

/** The message under which amounts of a loop are proven to agree. */
export function matchMessage({ genesis, merchant, order, currency, comparison }, sides) {
	const text = (written) => {
		const bytes = stringToU8a(written);
		return u8aConcat(compactToU8a(bytes.length), bytes);
	};
	const index = COMPARISONS.indexOf(comparison);
	if (index < 0) {
		throw new Error(`UnknownComparison: ${comparison}`);
	}
	return u8aConcat(
		stringToU8a(DOMAIN),
		hexToU8a(genesis),
		merchant,
		...[order.platform, order.merchant, order.number].map(text),
		stringToU8a(currency),
		sides.compared,
		sides.ordered,
		Uint8Array.of(index),
	);
}

/**
 * The proof that the compared amounts are that of the order, for `reconciliation.matchByProof`.
 *
 * @param {object} of what the proof is bound to
 * @param {string} of.genesis the hash of the chain's first block
 * @param {Uint8Array} of.merchant the public key of the merchant's account
 * @param {{platform: string, merchant: string, number: string}} of.order
 * @param {'OrderLines' | 'Receipts' | 'Declaration'} of.comparison
 * @param {ReturnType<typeof openingOf>[]} compared
 * @param {ReturnType<typeof openingOf>} ordered
 */
export function proofOf(of, compared, ordered) {
	const sides = sidesOf(compared, ordered);
	const message = matchMessage({ ...of, currency: ordered.currency }, sides);
	// Secrets of sr25519 are multiplied by the cofactor in the form of this library, as those of ed25519 are.
	const secretKey = u8aConcat(little(sides.secret * 8n), randomAsU8a(32));
	return u8aToHex(sr25519Sign(message, { publicKey: sides.publicKey, secretKey }));
}

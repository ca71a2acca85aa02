// SPDX-License-Identifier: Apache-2.0
// Commitments and proofs of the library for clients, against vectors that were computed elsewhere. No node takes part.

import { sha512 } from '@noble/hashes/sha2';
import { hexToU8a, stringToU8a, u8aToHex } from '@polkadot/util';
import { sr25519Verify } from '@polkadot/util-crypto';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { amountOf, inClear, matchMessage, openingOf, proofOf, sidesOf, VALUE_BASE } from '../support/amounts.js';

const vectors = JSON.parse(readFileSync(new URL('../../primitives/tests/vocabulary/amount-commitments.json', import.meta.url)));
const opening = (value, seed) => openingOf(value, 'USD', sha512(stringToU8a(seed)));
const commitment = (of) => amountOf(of).Committed.commitment.slice(2);

const OF = {
	genesis: `0x${'01'.repeat(32)}`,
	merchant: new Uint8Array(32).fill(2),
	order: { platform: '4403160HQ1', merchant: '91440300708461136T', number: 'order-1' },
	comparison: 'Declaration',
};

function isProven(compared, ordered, of = OF) {
	const sides = sidesOf(compared, ordered);
	const message = matchMessage({ ...OF, currency: 'USD' }, sides);
	return sr25519Verify(message, hexToU8a(proofOf(of, compared, ordered)), sides.publicKey);
}

describe('amounts that nobody shows', () => {
	test('commitments, sums and differences are those of the vectors', () => {
		assert.equal(VALUE_BASE, vectors.H.point);
		assert.equal(commitment(opening(vectors.v, 'order')), vectors.C1);
		assert.equal(commitment(opening(vectors.v, 'customs')), vectors.C2);
		const { publicKey } = sidesOf([opening(vectors.v, 'order')], opening(vectors.v, 'customs'));
		assert.equal(u8aToHex(publicKey), `0x${vectors.C1_minus_C2}`);
		const lines = vectors.lines.values.map((value, n) => opening(value, `l${n + 1}`));
		assert.deepEqual(lines.map(commitment), vectors.lines.commitments);
		assert.equal(u8aToHex(sidesOf(lines, opening(vectors.v, 'order')).compared), `0x${vectors.lines.sum}`);
		const { message, signature } = vectors.signature;
		assert.ok(sr25519Verify(`0x${message}`, `0x${signature}`, publicKey));
	});

	test('equal amounts and sums are proven, in clear on one side too, and no others', () => {
		const order = opening(12_345_600, 'order');
		assert.ok(isProven([opening(12_345_600, 'customs')], order));
		assert.ok(isProven([opening(2_000_000, 'l1'), opening(10_345_600, 'l2')], order));
		assert.ok(isProven([inClear(12_345_600, 'USD')], order));
		assert.ok(isProven([opening(12_345_600, 'customs')], inClear(12_345_600, 'USD')));
		assert.ok(!isProven([opening(12_345_601, 'customs')], order));
		assert.ok(!isProven([opening(2_000_000, 'l1')], order));
	});

	test('a proof is of one chain, merchant, order and comparison', () => {
		const [compared, order] = [[opening(5, 'customs')], opening(5, 'order')];
		for (const other of [
			{ genesis: `0x${'09'.repeat(32)}` },
			{ merchant: new Uint8Array(32).fill(9) },
			{ order: { ...OF.order, number: 'order-2' } },
			{ comparison: 'Receipts' },
		]) {
			assert.ok(!isProven(compared, order, { ...OF, ...other }));
		}
		assert.ok(isProven(compared, order));
		assert.throws(() => proofOf({ ...OF, comparison: 'Other' }, compared, order), /UnknownComparison/);
	});

	test('the message is built byte by byte as the chain builds it', () => {
		const sides = { compared: new Uint8Array(32).fill(3), ordered: new Uint8Array(32).fill(4) };
		const expected = [
			...stringToU8a('suyuan/match/v1'),
			...new Uint8Array(32).fill(1),
			...OF.merchant,
			...[40, ...stringToU8a('4403160HQ1')],
			...[72, ...stringToU8a('91440300708461136T')],
			...[28, ...stringToU8a('order-1')],
			...stringToU8a('USD'),
			...sides.compared,
			...sides.ordered,
			2,
		];
		assert.deepEqual([...matchMessage({ ...OF, currency: 'USD' }, sides)], expected);
	});

	test('the same commitment on both sides is refused', () => {
		assert.throws(() => sidesOf([opening(5, 'order')], opening(5, 'order')), /EqualCommitments/);
		assert.throws(() => sidesOf([inClear(5, 'USD')], inClear(5, 'USD')), /EqualCommitments/);
	});
});

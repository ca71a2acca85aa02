// SPDX-License-Identifier: Apache-2.0
// Transactions of strangers, as fast as the node takes them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	call, forgedTransactions, nestedBatch, randomTransaction, startWatchedChain, withstand, wrongLength,
} from '../support/hostile.js';

/** The pool's error for a call that can't be decoded. */
const UNREADABLE = 'Transaction call is not expected';

let chain;
before(async () => {
	chain = await startWatchedChain();
});
after(() => chain?.stop());

let salt = 0;

for (const depth of [1_000, 10_000, 100_000]) {
	test(`one call nested ${depth} deep is refused by name, and costs nobody anything`, async (t) => {
		await withstand(t, chain, async () => {
			const { answer, bytes } = await call(chain.node, 'author_submitExtrinsic', [nestedBatch(depth, salt++)]);
			assert.deepEqual([answer.error.code, answer.error.data], [1010, UNREADABLE]);
			return { bytes, sent: 1 };
		});
	});
}

/** Sends many transactions in one message. @returns the length of the answer, and the errors */
async function submitMany(transactions) {
	const { answer, bytes } = await call(chain.node, 'suyuan_submitExtrinsics', [transactions]);
	assert.equal(answer.result?.length, transactions.length, JSON.stringify(answer.error));
	return { bytes, sent: transactions.length, errors: answer.result.map(({ error }) => error) };
}

test('64 calls nested 1,000 deep in one message are refused each by name', async (t) => {
	await withstand(t, chain, async () => {
		const answers = await submitMany(Array.from({ length: 64 }, () => nestedBatch(1_000, salt++)));
		assert.ok(answers.errors.every((error) => error.code === 1010 && error.data === UNREADABLE));
		return answers;
	});
});

test('calls nested 100,000 deep among others cost the others nothing', async (t) => {
	await withstand(t, chain, async () => {
		const depths = Array.from({ length: 24 }, (_, n) => (n % 8 === 0 ? 100_000 : 300));
		const answers = await submitMany(depths.map((depth) => nestedBatch(depth, salt++)));
		assert.ok(answers.errors.every((error) => error.code === 1010));
		return answers;
	});
});

test('random bytes and lengths that are wrong are refused each', async (t) => {
	const wrong = [2 ** 24, 2 ** 30 - 1, 2 ** 31, 2 ** 32 - 1].map(wrongLength);
	await withstand(t, chain, async () => {
		const random = Array.from({ length: 500 }, randomTransaction);
		const answers = await submitMany([...wrong, '0x', '0x00', '0x04', ...random]);
		assert.ok(answers.errors.every(Boolean));
		return answers;
	});
});

test('signatures that are forged, 1,024 in every message, delay nobody', async (t) => {
	await withstand(t, chain, async () => {
		const answers = await submitMany(await forgedTransactions(chain.api, 1_024));
		assert.ok(answers.errors.every((error) => error.code === 1010));
		return answers;
	});
});

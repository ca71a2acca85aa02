// SPDX-License-Identifier: Apache-2.0
// `suyuan_submitExtrinsics`: many transactions in one message, for clients that sign much.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { manufacturer, stranger } from '../support/accounts.js';
import { until } from '../support/chain.js';
import { startPopulatedChain } from '../support/fixture.js';
import { serial } from '../support/items.js';
import { itemUnit } from '../support/values.js';

let chain;
before(async () => {
	chain = await startPopulatedChain();
});
after(() => chain?.stop());

const submitMany = (transactions) => chain.api.rpc.suyuan.submitExtrinsics.raw(transactions);

/** Registrations of units, signed one after the other and not sent. */
async function registrations(signer, codes) {
	const { api } = chain;
	const first = (await api.rpc.system.accountNextIndex(signer.address)).toNumber();
	return Promise.all(codes.map(async (code, index) => {
		const call = api.tx.traceUnits.register(itemUnit(code), []);
		return (await call.signAsync(signer, { nonce: first + index })).toHex();
	}));
}

/** Codes of units that are not registered yet. */
const codesOf = (name, count) => Array.from({ length: count }, (_, index) => serial(`${name}-${index}`));

test('takes many of one account in the order of their nonces, and each comes into a block', async () => {
	const codes = codesOf('MANY', 100);
	const transactions = await registrations(manufacturer.account, codes);
	const answers = await submitMany(transactions);
	assert.equal(answers.length, codes.length);
	const hashes = answers.map((answer) => answer.hash);
	assert.equal(new Set(hashes).size, codes.length);
	assert.ok(hashes.every((hash) => /^0x[0-9a-f]{64}$/.test(hash)));
	await until(chain.api.query.traceUnits.units.multi, (units) => units.every((unit) => unit.isSome), codes);
});

test('answers of each what it would answer to it alone, and takes the others', async () => {
	const codes = codesOf('MIXED', 2);
	const [good, next] = await registrations(manufacturer.account, codes);
	const [refused] = await registrations(stranger, [serial('MIXED-STRANGER')]);
	const answers = await submitMany([good, refused, '0x1234', good, next]);
	assert.ok(answers[0].hash);
	assert.deepEqual([answers[1].error.code, answers[1].error.data], [1010, 'Custom error: 1']);
	assert.equal(answers[2].error.code, 1001);
	assert.equal(answers[3].error.code, 1013);
	assert.ok(answers[4].hash);
	await until(chain.api.query.traceUnits.units.multi, (units) => units.every((unit) => unit.isSome), codes);
});

test('says of a transaction that the pool has already that it has it', async () => {
	const codes = codesOf('AGAIN', 1);
	const [transaction] = await registrations(manufacturer.account, codes);
	const [first] = await submitMany([transaction]);
	assert.ok(first.hash);
	const [again] = await submitMany([transaction]);
	// The transaction is in the pool still, or in a block by now.
	assert.ok([1010, 1012, 1013].includes(again.error.code), JSON.stringify(again));
});

test('refuses more than it takes at once', async () => {
	await assert.rejects(submitMany(Array(1025).fill('0x')), { code: -32602 });
});

test('nothing is answered to nothing', async () => {
	assert.deepEqual(await submitMany([]), []);
});

// SPDX-License-Identifier: Apache-2.0
// The main job as the demo plays it, and the state that it must leave.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cast, doubtful, manufacturer, regulators, stranger } from '../support/accounts.js';
import { BLOCKS } from '../support/digest.js';
import { startChain, stepRunner } from '../support/fixture.js';
import { playMainJob } from '../support/main-job.js';
import { traceTable } from '../support/trace-table.js';
import { sealOf } from '../support/values.js';

let chain;
before(async () => {
	chain = await startChain();
});
after(() => chain?.stop());

test('the chain does its main job', async (t) => {
	const { api } = chain;
	const trace = await playMainJob(api, stepRunner(t));
	const { code, personal, records, view } = trace;

	await t.test('the unit is closed and belongs to the manufacturer', () => {
		assert.ok(view.unit.stage.isClosed);
		assert.equal(view.unit.kind.asItem.mode.type, 'FullChain');
		assert.equal(view.unit.owner.toString(), manufacturer.account.address);
		assert.equal(view.custodian.toString(), manufacturer.account.address);
		assert.deepEqual(view.missing.toArray(), []);
	});

	await t.test('every category of the tables is recorded, and the positions', () => {
		assert.equal(view.recorded.length, 14);
		// Five statuses make one category, and the positions none.
		assert.equal(records.length, 19);
	});

	await t.test('the view shows the heads that are in state', async () => {
		for (const [field, block] of [['product', 0], ['transaction', 1], ['logistics', 2], ['customs', 3]]) {
			const head = await api.query[BLOCKS[block]].heads(code);
			assert.equal(view[field].toHex(), head.toHex());
		}
	});

	await t.test('customs cleared it, and the chain wrote so', () => {
		const { status, code } = view.declaration.unwrap();
		assert.deepEqual([status.type, code.toNumber()], ['Closed', 899]);
		const said = records.filter(({ block }) => block === 'customsInfo').map(({ record }) => record);
		assert.ok(said.every(({ source }) => source.isClearance));
		assert.equal(view.imported.length, 0);
	});

	await t.test('personal data is sealed and opens with its salt alone', () => {
		const order = records.map(({ record }) => record.item).find((item) => item.isOrder).asOrder;
		const { salt, plaintext } = personal.consignee;
		assert.equal(order.consignee.toHex(), sealOf(salt, plaintext));
		assert.notEqual(order.consignee.toHex(), sealOf(new Uint8Array(32), plaintext));
	});

	await t.test('what was voted on is what is in force', async () => {
		for (const { account, profile } of cast) {
			const inForce = (await api.query.participants.profiles(account.address)).unwrap();
			assert.equal(inForce.hash.toHex(), (await api.call.traceApi.profileHash(profile)).toHex());
			const participant = (await api.call.traceApi.participant(account.address)).unwrap();
			assert.ok(participant.inForce.isSome);
		}
		assert.ok((await api.query.participants.profiles(doubtful.account.address)).isNone);
	});

	await t.test('nobody has a balance, and there is none to be had', async () => {
		assert.equal((await api.query.balances.totalIssuance()).toNumber(), 0);
		for (const { address } of [...cast.map((party) => party.account), ...regulators, stranger]) {
			// The query that polkadot.js makes before it signs.
			assert.equal((await api.derive.balances.account(address)).freeBalance.toNumber(), 0);
		}
	});

	await t.test('the trace can be shown', async () => {
		const table = await traceTable(api, trace);
		for (const { name } of cast) {
			assert.ok(table.replace(/\s/g, '').includes(name) || table.includes(name.slice(0, 8)), name);
		}
	});
});

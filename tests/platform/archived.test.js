// SPDX-License-Identifier: Apache-2.0
// Units that left the chain's state: their records stay in the database, and are compared with the heads that the chain had
// of them before that. A unit may leave twelve years after it was made, so the node's clock is put forward.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bank, broker, carrier, cast, manufacturer, regulators, platform as trade } from '../support/accounts.js';
import { assertNoop, chainTime, connect, finalBlock, submit, untilFinal } from '../support/chain.js';
import { decide } from '../support/council.js';
import { eventually } from '../support/eventually.js';
import { recordAll, register } from '../support/fixture.js';
import { serial } from '../support/items.js';
import { wrongClock } from '../support/network/faults.js';
import { FOR_PLATFORM, startNode } from '../support/node.js';
import { admitAll, authorization } from '../support/participants.js';
import { dumpRows, indexUntil, startServer } from '../support/platform.js';
import { itemUnit } from '../support/values.js';

/** More than twelve years: ten for which a product without expiry is kept, and two more. */
const CLOCK_OFFSET = '+4500d';
const DAY_MS = 24 * 3_600_000;
/** The unit that leaves the state, and one that stays; both have records of every category. */
const [gone, kept] = [serial('ARCHIVED-1'), serial('KEPT-1')];

let folder;
let node;
let api;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-archived-'));
	node = await startNode(FOR_PLATFORM);
	api = await connect(node.url);
	await admitAll(api, regulators, cast);
	await submit(api, manufacturer.account, api.tx.utility.batchAll([
		authorization(api, trade, 'transaction'),
		authorization(api, bank, 'transaction'),
		authorization(api, carrier, 'logistics'),
		authorization(api, broker, 'customs'),
	]));
	for (const code of [gone, kept]) {
		await register(api, code);
		const { features } = await recordAll(api, code);
		await submit(api, manufacturer.account, api.tx.traceUnits.close(code, features.Features.shelfLife));
	}
	await untilFinal(api);
	await api.disconnect();
	await node.halt();
	node = await node.restart(wrongClock(CLOCK_OFFSET));
	api = await connect(node.url);
});
after(async () => {
	await api?.disconnect();
	await node?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('the heads of a unit that left the state agree with what the chain had of it', async () => {
	const early = `sqlite:${join(folder, 'early.db')}`;
	await indexUntil(node.url, early, await finalBlock(api));
	await submit(api, regulators[0], api.tx.traceUnits.archive([gone], []));
	await untilFinal(api);
	const last = await finalBlock(api);
	assert.ok((await api.query.logisticsInfo.heads(gone)).isNone, 'the chain has no head of it any more');
	assert.ok((await api.query.traceUnits.units(gone)).isNone, 'nor the unit');
	assert.equal((await api.query.traceUnits.archiveRoots.entries()).length, 1, 'it has one root for the product');

	const late = `sqlite:${join(folder, 'late.db')}`;
	for (const database of [early, late]) {
		assert.doesNotMatch(await indexUntil(node.url, database, last), /DOES NOT AGREE/);
	}
	const rows = await dumpRows(late);
	assert.deepEqual(await dumpRows(early), rows, 'whether it was followed all the time or read afterwards');
	const tables = rows.map((line) => JSON.parse(line));
	const of = (table, code) => tables.filter(([name, row]) => name === table && row.code === code).map(([, row]) => row);
	const [unit] = of('units', gone);
	assert.equal(unit.stage, 'Archived');
	assert.match(unit.archived_digest, /^0x[0-9a-f]{64}$/);
	assert.equal(of('heads', gone).length, 4);
	for (const code of [gone, kept]) {
		assert.ok(of('heads', code).every(({ agrees }) => agrees === 1), code);
	}
	assert.ok(of('logistics_records', gone).length > 0, 'what was recorded of it stays');
});

test('a code that was archived is never registered again, and others of its product are with a proof', async () => {
	// Its admission ended while the unit was kept.
	const { address } = manufacturer.account;
	await decide(api, regulators, api.tx.participants.renew(address, await chainTime(api) + 30 * DAY_MS));
	const server = await startServer(node.url, `sqlite:${join(folder, 'proof.db')}`);
	try {
		const prove = async (...codes) => {
			const last = await untilFinal(api).then(() => finalBlock(api));
			const ask = () => server.ask(`/api/archive/proof?codes=${encodeURIComponent(codes.join(','))}`);
			return (await eventually('the proof', ask, ({ status, json }) => status === 200 && json.block >= last)).json;
		};
		const fresh = serial('FRESH-1');
		const { proof, codes } = await prove(fresh, gone);
		assert.equal(codes[0].leaf, null);
		assert.match(codes[1].leaf, /^0x[0-9a-f]{64}$/);
		const evidence = () => server.ask(`/evidence/${encodeURIComponent(gone)}`);
		const { json } = await eventually('the refusal of evidence', evidence, ({ status }) => status === 410);
		assert.equal(json.type, '/problems/archived');
		const { traceUnits } = api.tx;
		const registration = (code, nodes) => submit(api, manufacturer.account, traceUnits.register(itemUnit(code), nodes));
		await assertNoop(api, 'traceUnits.ProofMissing', () => registration(gone, []));
		await assertNoop(api, 'traceUnits.CodeArchived', () => registration(gone, proof));
		await assertNoop(api, 'traceUnits.ProofMissing', () => registration(fresh, []));
		await registration(fresh, proof);
		await submit(api, regulators[0], traceUnits.archive([kept], (await prove(kept)).proof));
		await assertNoop(api, 'traceUnits.ProofOutdated', () => registration(serial('FRESH-2'), proof));
	} finally {
		await server.stop();
	}
});

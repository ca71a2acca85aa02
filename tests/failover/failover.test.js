// SPDX-License-Identifier: Apache-2.0
// Two PostgreSQL servers that stand in for each other: the one that leads is killed while the platform writes and is read.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { manufacturer } from '../support/accounts.js';
import { submit } from '../support/chain.js';
import { eventually, untilReady } from '../support/eventually.js';
import { startPopulatedChainOn } from '../support/fixture.js';
import { serial } from '../support/items.js';
import { FOR_PLATFORM } from '../support/node.js';
import { startPair } from '../support/patroni.js';
import { dumpRows, indexUntil, startReader, startServer } from '../support/platform.js';
import { itemUnit } from '../support/values.js';

const LEADERS = ['master', 'primary'];
const UNITS_PER_CALL = 20;
const BETWEEN_REQUESTS_MS = 50;
const CLIENTS = 4;

let folder;
let chain;
let pair;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-failover-'));
	[chain, pair] = await Promise.all([startPopulatedChainOn(FOR_PLATFORM), startPair()]);
});
after(async () => {
	await chain?.stop();
	await pair?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** Does something again and again until it is told to stop. */
function over(again) {
	let stopped = false;
	const ended = (async () => {
		for (let round = 0; !stopped; round++) {
			await again(round);
		}
	})();
	ended.catch(() => {});
	return async () => {
		stopped = true;
		await ended;
	};
}

/** Registers units, call after call. */
function trade() {
	return over(async (round) => {
		const codes = Array.from({ length: UNITS_PER_CALL }, (_, number) => serial(`FAILOVER-${round}-${number}`));
		const { tx } = chain.api;
		await submit(chain.api, manufacturer.account, tx.traceUnits.registerMany(codes.map((code) => itemUnit(code)), []));
	});
}

/** Reads pages by some clients at once, and keeps the status of each answer with its time. */
function read(server) {
	const answers = [];
	const stops = Array.from({ length: CLIENTS }, () => over(async () => {
		const { status } = await server.ask('/participants', 'text/html');
		answers.push({ status, at: Date.now() });
		await sleep(BETWEEN_REQUESTS_MS);
	}));
	return { answers, stop: () => Promise.all(stops.map((stop) => stop())) };
}

/** Waits until a server leads that did not. */
function untilLeads(server) {
	return eventually('another leader', () => server.state(), (state) => LEADERS.includes(state?.role));
}

/** Waits until a server writes again. */
async function untilWriting(server) {
	await server.untilBlock(server.indexed() + 2);
	await untilReady(server);
}

test('the server that leads is killed or relieved under load: reading goes on, and nothing is lost or doubled', async (t) => {
	const writer = await startServer(chain.url, pair.writing);
	t.after(writer.kill);
	await untilReady(writer);
	const args = ['--write-database', pair.writing, '--requests-per-second', '0'];
	const reader = await startReader(pair.reading, { args });
	t.after(reader.kill);
	await untilReady(reader);
	const [leader, follower] = await pair.untilPair();
	const stopTrade = trade();
	const reading = read(reader);
	await eventually('pages', async () => reading.answers.length, (count) => count >= CLIENTS * 10);

	const killed = Date.now();
	await leader.kill();
	await untilLeads(follower);
	const promoted = Date.now();
	const meanwhile = reading.answers.filter(({ at }) => killed < at && at < promoted);
	const good = meanwhile.filter(({ status }) => status === 200);
	t.diagnostic(`${good.length} of ${meanwhile.length} pages in the ${promoted - killed} ms without a leader`);
	assert.ok(good.length > 0, 'nothing was read while no server led');
	// A client may have had its answer under way from the server that was killed.
	assert.ok(meanwhile.length - good.length <= CLIENTS, `${meanwhile.length - good.length} pages failed`);
	await untilWriting(writer);

	// The killed one comes back as the other's copy, and is given the lead again in good order.
	leader.start();
	assert.deepEqual((await pair.untilPair()).map(({ name }) => name), [follower.name, leader.name]);
	await follower.yieldTo(leader);
	await untilLeads(leader);
	await untilWriting(writer);
	assert.deepEqual((await pair.untilPair()).map(({ name }) => name), [leader.name, follower.name]);

	await stopTrade();
	await reading.stop();
	const final = await chain.api.rpc.chain.getHeader(await chain.api.rpc.chain.getFinalizedHead());
	await writer.untilBlock(final.number.toNumber());
	await reader.stop();
	await writer.stop();
	const rows = await dumpRows(pair.writing);
	const [, cursor] = JSON.parse(rows.find((line) => line.startsWith('["cursor"')));
	const undisturbed = `sqlite:${join(folder, 'undisturbed.db')}`;
	await indexUntil(chain.url, undisturbed, cursor.block);
	assert.deepEqual(await dumpRows(undisturbed), rows);
	const logged = (server) => Number(pair.sql(server, "SELECT COUNT(*) FROM queries WHERE what = 'GET /participants'"));
	assert.equal(logged(leader), reading.answers.length);
	await eventually('the copy', async () => logged(follower), (copied) => copied === reading.answers.length);
	assert.deepEqual(await dumpRows(pair.on(follower)), rows);
});

// SPDX-License-Identifier: Apache-2.0
// Two processes on one database, beside a node that makes blocks: one writes, and the other takes over when it is gone.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { untilReady } from '../support/eventually.js';
import { FOR_PLATFORM, startNode } from '../support/node.js';
import { dumpRows, indexUntil, spawnPlatform, startServer } from '../support/platform.js';
import { startPostgres } from '../support/postgres.js';

const COMMITTED = /committed block=(\d+)/;
const WAITS_FOR_LEASE = /another process writes into the database; waiting until it ends/;

let folder;
let node;
let postgres;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-lease-'));
	[postgres, node] = await Promise.all([startPostgres(), startNode(FOR_PLATFORM)]);
});
after(async () => {
	await node?.stop();
	await postgres?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const database = (engine, name) => (engine === 'SQLite' ? `sqlite:${join(folder, `${name}.db`)}` : postgres.create(name));
/** Starts an indexer, which ends with the test. */
function index(t, url) {
	const indexer = spawnPlatform(['index', '--node', node.url, '--database', url]);
	t.after(indexer.kill);
	return indexer;
}

const commits = ({ lines }) => lines.filter((line) => COMMITTED.test(line)).length;

/** Waits until a process logs that it waits for the lease, and names its holder. */
async function waitsFor(waiting, holder) {
	assert.match(await waiting.untilLine(WAITS_FOR_LEASE, 0), new RegExp(`holder="process ${holder.pid} on `));
}

/** Asserts that a database equals one that was filled undisturbed up to the same block. */
async function assertUndisturbed(engine, url, name) {
	const rows = await dumpRows(url);
	const [, cursor] = JSON.parse(rows.find((line) => line.startsWith('["cursor"')));
	const fresh = database(engine, name);
	await indexUntil(node.url, fresh, cursor.block);
	assert.deepEqual(await dumpRows(fresh), rows);
}

for (const engine of ['SQLite', 'PostgreSQL']) {
	test(`of two that index into ${engine} one writes, and the other goes on when it is killed`, async (t) => {
		const url = database(engine, `killed_${engine.toLowerCase()}`);
		const first = index(t, url);
		await first.untilLine(COMMITTED);
		const second = index(t, url);
		await waitsFor(second, first);
		await first.untilLine(COMMITTED);
		assert.equal(commits(second), 0);
		first.kill();
		await second.untilLine(COMMITTED);
		assert.equal((await second.stop()).code, 0);
		await assertUndisturbed(engine, url, `killed_fresh_${engine.toLowerCase()}`);
	});

	test(`one that stood still while another took ${engine} over writes nothing more`, async (t) => {
		const url = database(engine, `stopped_${engine.toLowerCase()}`);
		const first = index(t, url);
		await first.untilLine(COMMITTED);
		const second = index(t, url);
		await waitsFor(second, first);
		await first.untilLine(COMMITTED);
		const begun = Date.now();
		first.signal('SIGSTOP');
		await second.untilLine(COMMITTED);
		t.diagnostic(`taken over after ${Date.now() - begun} ms`);
		const before = commits(first);
		first.signal('SIGCONT');
		await waitsFor(first, second);
		await second.untilLine(COMMITTED);
		assert.equal(commits(first), before);
		assert.equal((await second.stop()).code, 0);
		// A lease that is given back need not expire: the process that was overtaken goes on at once.
		await first.untilLine(COMMITTED);
		assert.equal((await first.stop()).code, 0);
		await assertUndisturbed(engine, url, `stopped_fresh_${engine.toLowerCase()}`);
	});
}

test('two servers on one database are both ready, and one that only waits says so', async (t) => {
	const url = database('PostgreSQL', 'served');
	const first = await startServer(node.url, url);
	t.after(first.kill);
	await untilReady(first);
	const second = await startServer(node.url, url);
	t.after(second.kill);
	await waitsFor(second, first);
	await untilReady(second);
	const { json } = await second.ask('/api/status');
	assert.equal(json.writing, false);
	assert.equal(json.waiting.cause, 'lease');
	assert.equal((await first.ask('/api/status')).json.writing, true);
	await first.stop();
	await second.untilLine(COMMITTED);
	await untilReady(second);
	assert.equal((await second.stop()).code, 0);
});

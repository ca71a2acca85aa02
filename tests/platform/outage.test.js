// SPDX-License-Identifier: Apache-2.0
// Serving goes on whatever happens to the node and the database: with the real ones, stopped, filled and damaged.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eventually, metric, untilNotReady, untilReady } from '../support/eventually.js';
import { FOR_PLATFORM, startNode } from '../support/node.js';
import { dumpRows, indexUntil, runPlatform, startReader, startServer } from '../support/platform.js';
import { startPostgres } from '../support/postgres.js';

const SMALL_DISK = '24m';

let folder;
let node;
let postgres;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-outage-'));
	[postgres, node] = await Promise.all([startPostgres(), startNode(FOR_PLATFORM)]);
});
after(async () => {
	await node?.stop();
	await postgres?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const file = (name) => `sqlite:${join(folder, `${name}.db`)}`;
const waitsFor = (cause) => `suyuan_waiting{for="${cause}"}`;
const status = async (server) => (await server.ask('/api/status')).json;

/** Waits until a server is ready and has written another block. */
async function untilRecovered(server) {
	await untilReady(server);
	await server.untilBlock((await status(server)).indexed.block + 1);
	assert.equal((await status(server)).waiting, undefined);
}

/** Asserts that a cause was logged once, however often was tried, and so was its end. */
function assertSaidOnce(server, cause) {
	const warnings = server.lines.filter((line) => / (WARN|ERROR) /.test(line) && line.includes(`waits_for="${cause}"`));
	assert.equal(warnings.length, 1, warnings.join('\n'));
	const ends = server.lines.filter((line) => line.includes(`writing again waited_for="${cause}"`));
	assert.equal(ends.length, 1, ends.join('\n'));
}

/** Asserts that a database equals one that was filled undisturbed up to the same block. */
async function assertUndisturbed(url, name) {
	const rows = await dumpRows(url);
	const [, cursor] = JSON.parse(rows.find((line) => line.startsWith('["cursor"')));
	await indexUntil(node.url, file(name), cursor.block);
	assert.deepEqual(await dumpRows(file(name)), rows);
}

describe('PostgreSQL', () => {
	// A test may fail while it is stopped: the next one begins with it all the same.
	beforeEach(() => postgres.restart());

	test('is restarted under a server, which goes on by itself', async (t) => {
		const url = postgres.create('restarted');
		const server = await startServer(node.url, url);
		t.after(server.kill);
		await untilRecovered(server);
		await postgres.halt();
		await untilNotReady(server, /the database does not answer/);
		await eventually('the figure', () => metric(server, waitsFor('database')), (value) => value === 1);
		assert.equal((await server.ask('/health')).status, 200);
		const page = await server.ask('/participants', 'text/html');
		assert.equal(page.status, 503);
		assert.ok(Number(page.headers.get('retry-after')) > 0);
		await postgres.restart();
		await untilRecovered(server);
		assert.equal((await server.ask('/participants', 'text/html')).status, 200);
		assertSaidOnce(server, 'database');
		assert.equal((await server.stop()).code, 0);
		await assertUndisturbed(url, 'restarted');
	});

	test('is away when a server starts, which waits for it', async (t) => {
		const url = postgres.create('away');
		await postgres.halt();
		const server = await startServer(node.url, url);
		t.after(server.kill);
		await untilNotReady(server, /the database does not answer/);
		await postgres.restart();
		await untilRecovered(server);
		assert.equal((await server.stop()).code, 0);
	});

	test('does not know the database, which is refused by name', async () => {
		const url = postgres.create('known').replace('/known?', '/unknown?');
		for (const command of ['serve', 'index']) {
			const refused = runPlatform(command, '--node', node.url, '--database', url);
			await assert.rejects(refused, ({ stderr }) => /database "unknown" does not exist/.test(stderr));
		}
	});
});

test('a disk is full: what is there is read, and written again once there is room', async (t) => {
	if (process.getuid() !== 0) {
		return t.skip('only root may mount a small file system');
	}
	const disk = join(folder, 'disk');
	mkdirSync(disk);
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK}`, 'tmpfs', disk], { stdio: 'pipe' });
	} catch (error) {
		return t.skip(`no small file system can be mounted here: ${error.stderr}`);
	}
	try {
		const url = `sqlite:${join(disk, 'platform.db')}`;
		const server = await startServer(node.url, url);
		t.after(server.kill);
		await untilRecovered(server);
		fill(join(disk, 'others'));
		await untilNotReady(server, /the disk of the database is full/);
		const { json } = await server.ask('/api/status');
		assert.deepEqual([json.waiting.cause, json.waiting.halted, json.writing], ['disk', false, false]);
		assert.equal(await metric(server, waitsFor('disk')), 1);
		// The server tries again and again, and reading goes on.
		const attempts = () => metric(server, 'suyuan_attempts_failed_total{for="disk"}');
		await eventually('another attempt', attempts, (count) => count >= 3);
		assert.equal((await server.ask('/participants', 'text/html')).status, 200);
		rmSync(join(disk, 'others'));
		await untilRecovered(server);
		assertSaidOnce(server, 'disk');
		assert.equal((await server.stop()).code, 0);
		await assertUndisturbed(url, 'full');
	} finally {
		execFileSync('umount', ['--lazy', disk]);
	}
});

/** Takes all room that is left. */
function fill(path) {
	const filling = openSync(path, 'w');
	try {
		for (let size = 1 << 20; size >= 512;) {
			try {
				writeSync(filling, Buffer.alloc(size));
			} catch (error) {
				assert.equal(error.code, 'ENOSPC');
				size >>= 1;
			}
		}
	} finally {
		closeSync(filling);
	}
}

test('a node hangs: whoever reads is told so, by the process that writes and by one that only reads', async (t) => {
	const server = await startServer(node.url, file('hung'));
	t.after(server.kill);
	await untilRecovered(server);
	const reader = await startReader(file('hung'));
	t.after(reader.kill);
	await untilReady(reader);
	const begun = Date.now();
	process.kill(node.pid, 'SIGSTOP');
	try {
		const told = async (of) => {
			await untilNotReady(of, /the node does not answer/);
			return Date.now() - begun;
		};
		const after = await Promise.all([told(server), told(reader)]);
		t.diagnostic(`told after ${after.join(' and ')} ms`);
		for (const of of [server, reader]) {
			assert.equal(await metric(of, waitsFor('node')), 1);
			const ageOf = () => metric(of, 'suyuan_last_block_age_seconds');
			const age = await ageOf();
			const older = await eventually('a later figure', ageOf, (later) => later > age);
			assert.ok(older * 1000 >= Date.now() - begun - 5_000, `${older} s`);
			assert.equal((await of.ask('/participants', 'text/html')).status, 200);
			assert.equal((await status(of)).waiting.cause, 'node');
		}
		const page = () => reader.ask('/participants', 'text/html');
		await eventually('a banner', page, ({ text }) => text.includes('class="stale"'));
	} finally {
		process.kill(node.pid, 'SIGCONT');
	}
	await untilRecovered(server);
	await untilReady(reader);
	const page = () => reader.ask('/participants', 'text/html');
	await eventually('no banner', page, ({ text }) => !text.includes('class="stale"'));
	assertSaidOnce(server, 'node');
	// The process that writes is killed, and can't leave a reason.
	server.kill();
	await untilNotReady(reader, /no process writes into the database/);
	assert.equal((await reader.stop()).code, 0);
	await assertUndisturbed(file('hung'), 'not-hung');
});

describe('a damaged database', () => {
	const DAMAGED = /the database is damaged: .*--database/;

	async function indexed(name) {
		await indexUntil(node.url, file(name), 3);
		const path = join(folder, `${name}.db`);
		assert.ok(statSync(path).size > 4 * 4096, 'what was written is in the file');
		return path;
	}

	test('of which half is missing is refused by name, with what to do', async () => {
		const path = await indexed('half');
		truncateSync(path, Math.floor(statSync(path).size / 2 / 4096) * 4096);
		for (const command of ['index', 'serve']) {
			const refused = runPlatform(command, '--node', node.url, '--database', file('half'));
			await assert.rejects(refused, ({ stderr }) => DAMAGED.test(stderr));
		}
		await assert.rejects(runPlatform('read', '--database', file('half')), ({ stderr }) => DAMAGED.test(stderr));
	});

	test('that is none is refused by name, with what to do', async () => {
		writeFileSync(join(folder, 'none.db'), 'this is a letter, and no database\n'.repeat(400));
		const refused = runPlatform('index', '--node', node.url, '--database', file('none'));
		await assert.rejects(refused, ({ stderr }) => /file is not a database/.test(stderr) && DAMAGED.test(stderr));
	});

	test('under a server is named once and written no more, and the server stays', async (t) => {
		// A server that stops leaves all pages in the file, and none in the log beside it.
		const first = await startServer(node.url, file('under'));
		t.after(first.kill);
		await untilRecovered(first);
		assert.equal((await first.stop()).code, 0);
		const server = await startServer(node.url, file('under'));
		t.after(server.kill);
		await untilRecovered(server);
		const path = join(folder, 'under.db');
		assert.ok(statSync(path).size > 4096);
		writeFileSync(path, Buffer.alloc(readFileSync(path).length, 0xff), { flag: 'r+' });
		const said = await server.untilLine(/not trying again/, 0);
		assert.match(said, /ERROR.*waits_for="damaged"/);
		assert.match(said, /--database/);
		assert.equal((await server.ask('/health')).status, 200);
		await untilNotReady(server, /the database is damaged/);
		assert.equal(await metric(server, waitsFor('damaged')), 1);
		assert.equal(await metric(server, 'suyuan_attempts_failed_total{for="damaged"}'), 1);
		assert.equal((await server.stop()).code, 0);
	});
});

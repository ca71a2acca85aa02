// SPDX-License-Identifier: Apache-2.0
// Data that only the platform has survive the loss of its database, on either engine, and the death of its process.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { finalBlock, untilFinal } from '../support/chain.js';
import { startChain } from '../support/fixture.js';
import { EARPHONES } from '../support/items.js';
import { playMainJob } from '../support/main-job.js';
import { dumpRows, indexUntil, runPlatform, spawnPlatform, startServer } from '../support/platform.js';
import { startPostgres } from '../support/postgres.js';

/** Rows of a long query log. */
const QUERY_ROWS = 200_000;
/** The interval at which a process is looked at, which needs the processor more than this one does. */
const POLL_INTERVAL_MS = 5;
/** The most memory that the process may take, however many rows there are. */
const MAX_MEMORY_MIB = 128;

let folder;
let chain;
let postgres;
let last;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-backup-'));
	[chain, postgres] = await Promise.all([startChain(), startPostgres()]);
	await playMainJob(chain.api, (_, run) => run());
	await untilFinal(chain.api);
	last = await finalBlock(chain.api);
});
after(async () => {
	await postgres?.stop();
	await chain?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const path = (name) => join(folder, name);
const sqlite = (name) => `sqlite:${path(name)}`;
const backup = (database, file) => runPlatform('backup', file, '--database', database);
const restore = (database, file, ...more) => runPlatform('restore', file, '--database', database, ...more);

/** Compares two long lists of lines: `deepEqual` would take minutes to show a difference. */
const isEqual = (one, other) => one.length === other.length && one.every((line, place) => line === other[place]);

/** The rows of a backup, without its head and its seal. The head has the time at which it was made. */
const rows = (file) => readFileSync(file, 'utf8').split('\n').filter((line) => line.startsWith('['));

/** The log of a command that must fail. */
async function failure(attempt) {
	try {
		await attempt;
	} catch ({ code, stderr }) {
		assert.equal(code, 1, stderr);
		return stderr;
	}
	return assert.fail('it was not refused');
}

/** Fills a new database from the chain. */
async function anew(database) {
	await indexUntil(chain.url, database, last);
	return database;
}

/** Writes a backup line by line, with its seal. */
function write(file, lines) {
	const out = openSync(file, 'w');
	const hash = createHash('sha256');
	let chunk = '';
	const flush = () => {
		hash.update(chunk);
		writeSync(out, chunk);
		chunk = '';
	};
	for (const line of lines) {
		chunk += `${JSON.stringify(line)}\n`;
		if (chunk.length > 1_000_000) {
			flush();
		}
	}
	flush();
	writeSync(out, `sha256 ${hash.digest('hex')}\n`);
	closeSync(out);
}

/** A backup of this chain with a long query log. */
function* long(head) {
	yield head;
	for (let id = 1; id <= QUERY_ROWS; id += 1) {
		yield ['queries', {
			id, time: 1_790_000_000_000 + id, who: 'anonymous', what: 'GET /api/units/{code}', code: EARPHONES,
			status: 200, micros: 1_500, client: createHash('sha256').update(String(id % 1000)).digest('hex').slice(0, 24),
		}];
	}
	yield { rows: { feedback: 0, print_runs: 0, printed_labels: 0, queries: QUERY_ROWS, scans: 0, tokens: 0 } };
}

test('it is lost, built anew from the chain, and what was saved is brought back, on either engine', async (t) => {
	const database = await anew(sqlite('live.db'));
	const server = await startServer(chain.url, database);
	t.after(server.kill);
	const scopes = ['--scope', 'log', '--scope', 'feedback'];
	const { stdout } = await runPlatform('token', 'add', '审计', ...scopes, '--database', database);
	const token = /suyuan_\w+/.exec(stdout)[0];
	const ask = (of, path, options = {}) => fetch(`${of.url}${path}`, {
		redirect: 'manual', ...options, headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...options.headers },
	});
	for (let count = 0; count < 3; count += 1) {
		assert.equal((await ask(server, `/${EARPHONES}`, { headers: { accept: 'text/html' } })).status, 200);
	}
	const comment = await ask(server, `/comments/${EARPHONES}`, {
		method: 'POST', body: new URLSearchParams({ about: 'Problem', message: '坏了 "\n' }), headers: { 'sec-fetch-site': 'same-origin' },
	});
	assert.equal(comment.status, 303);
	// The first backup is made while the platform serves, the second when it has stopped and written everything.
	await backup(database, path('online'));
	await runPlatform('verify', path('online'));
	await server.stop();
	const said = await backup(database, path('saved'));
	assert.match(said.stdout, /rows: 1 feedback, 0 print_runs, 0 printed_labels, [1-9]\d* queries, 1 scans, 1 tokens/);
	const fromChain = await dumpRows(database);
	last = JSON.parse(fromChain.find((line) => line.startsWith('["cursor"')))[1].block;
	['live.db', 'live.db-wal', 'live.db-shm'].forEach((name) => rmSync(path(name), { force: true }));

	for (const [name, fresh] of [['sqlite', sqlite('again.db')], ['postgres', postgres.create('again')]]) {
		await anew(fresh);
		await restore(fresh, path('saved'));
		await backup(fresh, path(`from-${name}`));
		assert.deepEqual(rows(path(`from-${name}`)), rows(path('saved')), name);
		assert.ok(isEqual(await dumpRows(fresh), fromChain), `${name}: what came from the chain is not the same`);
		// The platform goes on: tokens, feedback and query log are there, and look-ups are counted on.
		const again = await startServer(chain.url, fresh);
		t.after(again.kill);
		const log = await (await ask(again, '/api/log?limit=200')).json();
		assert.ok(log.items.length >= 4, JSON.stringify(log));
		const feedback = await (await ask(again, '/api/feedback')).text();
		assert.match(feedback, /坏了/);
		assert.equal((await ask(again, `/${EARPHONES}`, { headers: { accept: 'text/html' } })).status, 200);
		await again.stop();
		await backup(fresh, path(`after-${name}`));
		const counts = (file) => rows(file).map((line) => JSON.parse(line)).find(([table]) => table === 'scans')[1].count;
		assert.equal(counts(path(`after-${name}`)), counts(path('saved')) + 1, name);
		assert.ok(rows(path(`after-${name}`)).length > rows(path('saved')).length, name);
		// Rows that came after the restoration are not written over.
		assert.match(await failure(restore(fresh, path('saved'))), /AlreadyThere: .*--replace/);
		await restore(fresh, path('saved'), '--replace');
	}
	// From PostgreSQL back into SQLite.
	const back = await anew(sqlite('back.db'));
	await restore(back, path('from-postgres'));
	await backup(back, path('from-back'));
	assert.deepEqual(rows(path('from-back')), rows(path('saved')));
});

test('a backup of another chain, one that was changed, and one for a database of no chain are refused by name', async () => {
	const database = await anew(sqlite('others.db'));
	await backup(database, path('mine'));
	const [head, ...rest] = readFileSync(path('mine'), 'utf8').split('\n').filter((line) => /^[[{]/.test(line)).map((line) => JSON.parse(line));
	write(path('other'), [{ ...head, genesis: `0x${'00'.repeat(32)}` }, ...rest]);
	await runPlatform('verify', path('other'));
	assert.match(await failure(restore(database, path('other'))), /OtherChain: /);
	const bytes = readFileSync(path('mine'));
	bytes[20] ^= 1;
	writeFileSync(path('changed'), bytes);
	const changed = await failure(runPlatform('verify', path('changed')));
	assert.match(changed, /changed is refused: (NotABackup|Damaged|OtherFormat): /);
	assert.match(await failure(restore(sqlite('none.db'), path('mine'))), /has seen no chain yet/);
	assert.match(await failure(backup(sqlite('none.db'), path('none'))), /has seen no chain yet/);
	assert.ok(!existsSync(path('none')) && !existsSync(path('none.partial')));
	assert.match(await failure(backup(database, path('mine'))), /is there already/);
	assert.equal(statSync(path('mine')).mode & 0o777, 0o600);
});

test('a long query log goes through in little memory, and who is killed in the middle leaves no backup', async () => {
	const inserts = `SELECT count(*) FROM pg_stat_activity WHERE datname = 'long' AND query LIKE 'INSERT INTO queries%'`;
	for (const [name, database, writing] of [
		['sqlite', sqlite('long.db'), () => existsSync(path('long.db-wal')) && statSync(path('long.db-wal')).size > 1_000_000],
		['postgres', postgres.create('long'), () => Number(postgres.sql('long', inserts)) > 0],
	]) {
		await anew(database);
		await backup(database, path(`short-${name}`));
		const head = JSON.parse(readFileSync(path(`short-${name}`), 'utf8').split('\n')[0]);
		write(path(`long-${name}`), long(head));
		// A restoration that is killed leaves none of its rows in the database.
		const killed = spawnPlatform(['restore', path(`long-${name}`), '--database', database]);
		await killedWhen(killed, writing);
		await backup(database, path(`half-${name}`));
		assert.deepEqual(rows(path(`half-${name}`)), [], 'all or nothing');
		const restoring = spawnPlatform(['restore', path(`long-${name}`), '--database', database]);
		assert.ok(await peak(restoring) < MAX_MEMORY_MIB, name);

		for (let run = 0; run < 5; run += 1) {
			const file = path(`killed-${name}`);
			const child = spawnPlatform(['backup', file, '--database', database]);
			await killedWhen(child, () => existsSync(`${file}.partial`) && statSync(`${file}.partial`).size > (run + 1) * 2_000_000);
			assert.ok(!existsSync(file), 'it was killed before it was whole');
			assert.ok(statSync(`${file}.partial`).size > 0);
			assert.match(await failure(runPlatform('verify', `${file}.partial`)), /Truncated: /);
		}
		const whole = spawnPlatform(['backup', path(`killed-${name}`), '--database', database]);
		assert.ok(await peak(whole) < MAX_MEMORY_MIB, name);
		assert.deepEqual(rows(path(`killed-${name}`)).length, QUERY_ROWS);
		assert.ok(!existsSync(path(`killed-${name}.partial`)));
	}
	assert.ok(isEqual(rows(path('killed-postgres')), rows(path('killed-sqlite'))), 'both engines say the same');
});

/** Kills a process as soon as a condition holds, as a power cut does. The process must not have ended by then. */
async function killedWhen(child, so) {
	let ended = false;
	child.ended.then(() => (ended = true));
	while (!ended && !so()) {
		await setTimeout(POLL_INTERVAL_MS);
	}
	child.kill();
	const { signal, tail } = await child.ended;
	assert.equal(signal, 'SIGKILL', tail.join('\n'));
}

/** The most memory that a process had before it ended, in MiB. */
async function peak(child) {
	let most = 0;
	let ended = false;
	const end = child.ended.then((end) => {
		ended = true;
		return end;
	});
	while (!ended) {
		try {
			most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
		} catch {
			// The process has ended.
		}
		await setTimeout(POLL_INTERVAL_MS);
	}
	const { code, tail } = await end;
	assert.equal(code, 0, tail.join('\n'));
	assert.ok(most > 0);
	return most / 1024;
}

// SPDX-License-Identifier: Apache-2.0
// Hostile requests to the real server: invented methods, paths and headers, connections that are opened to be held,
// malformed parameters and forms. The server has an empty database: such requests need no more.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { eventually } from '../support/eventually.js';
import { runPlatform, spawnPlatform, startReader } from '../support/platform.js';

const MAX_LOG_LINE_LENGTH = 16 * 1024;
const INVENTED = 'INVENTED';

let folder;
let database;
let server;
/** The lines that the server logged. */
const log = [];

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-strangers-'));
	database = `sqlite:${join(folder, 'strangers.db')}`;
	const args = ['--requests-per-second', '0', '--public-url', 'https://trace.example'];
	server = await startReader(database, { args, onLine: (line) => log.push(line) });
});
after(async () => {
	await server?.stop();
	rmSync(folder, { recursive: true, force: true });
});

function open() {
	const { hostname, port } = new URL(server.url);
	return new Promise((resolve, reject) => {
		const socket = connect(Number(port), hostname, () => resolve(socket)).once('error', reject);
	});
}

/** Collects the bytes that arrive until the other end closes the connection. */
function untilClosed(socket) {
	return new Promise((resolve) => {
		let text = '';
		socket.on('data', (chunk) => (text += chunk)).on('error', () => {}).on('close', () => resolve(text));
	});
}

/** Pipelines requests over one connection. @returns the number of answers */
async function sendAll(requests) {
	const socket = await open();
	const answers = untilClosed(socket);
	for (const request of requests) {
		if (!socket.write(request)) {
			await Promise.race([answers, new Promise((resolve) => {
				socket.once('drain', resolve);
			})]);
		}
	}
	socket.write('GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
	return (await answers).match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0;
}

const metricsText = async () => (await fetch(server.metricsUrl)).text();
const times = (count, make) => Array.from({ length: count }, (_, number) => make(number));

describe('what is made up', () => {
	test('is no label of a figure, no long line of the log and no long row of the query log', async () => {
		const { stdout } = await runPlatform('token', 'add', 'auditor', '--scope', 'log', '--database', database);
		const headers = { authorization: `Bearer ${stdout.trim()}` };
		// Each kind of answer to invented requests, once.
		for (const path of ['/nothing', '/api/units', '/api/units/nothing', '/api/units?x=1', '/participants', '/other:x', '/01/x']) {
			await fetch(`${server.url}${path}`);
			await fetch(`${server.url}${path}`, { method: 'DELETE' });
		}
		await sendAll([`${INVENTED} / HTTP/1.1\r\nhost: x\r\n\r\n`]);
		const before = (await metricsText()).length;

		const methods = times(3_000, (n) => `${INVENTED}${n} /api/units HTTP/1.1\r\nhost: x\r\n\r\n`);
		assert.equal(await sendAll(methods), 3_001);
		const word = (n) => `${INVENTED}${n}${'x'.repeat(n % 300)}`;
		const others = times(3_000, (n) => [
			`GET /${word(n)}?${word(n)}=${word(n)} HTTP/1.1`, `host: ${word(n)}`, `user-agent: ${word(n)}`,
			`accept: ${word(n)}`, `accept-language: ${word(n)}`, `referer: ${word(n)}`, `x-forwarded-for: ${word(n)}`, '', '',
		].join('\r\n'));
		assert.equal(await sendAll(others), 3_001);
		for (const n of times(30, (number) => number)) {
			const long = `${INVENTED}${n}${'x'.repeat(60_000)}`;
			await sendAll([`${long} / HTTP/1.1\r\nhost: x\r\n\r\n`]);
			await sendAll([`GET /${long} HTTP/1.1\r\nhost: x\r\n\r\n`]);
			await sendAll([`GET / HTTP/1.1\r\nhost: ${long}\r\n\r\n`]);
		}

		const text = await metricsText();
		assert.ok(!text.includes(INVENTED));
		assert.ok(text.length - before < 8 * 1024, `the figures grew from ${before} to ${text.length} bytes`);
		// The query log is written in the background.
		const page = async () => (await fetch(`${server.url}/api/log?limit=256`, { headers })).json();
		const { items } = await eventually('a full page of the query log', page, ({ items }) => items.length >= 256);
		assert.equal(items.length, 256);
		for (const query of items) {
			assert.ok(!query.what.includes(INVENTED), query.what);
			assert.ok(JSON.stringify(query).length < 1_024);
		}
		assert.ok(log.length > 0 && log.every((line) => line.length < MAX_LOG_LINE_LENGTH));
	});

	test('is no parameter', async () => {
		const answer = await fetch(`${server.url}/api/declarations?status=Detained`);
		const problem = await answer.json();
		assert.equal(answer.status, 400);
		assert.equal(answer.headers.get('content-type'), 'application/problem+json');
		assert.equal(problem.detail, 'the parameter "status" is unknown: known are declarant, after, limit');
	});
});

describe('figures', () => {
	test('are not answered where everybody asks', async () => {
		assert.equal((await fetch(`${server.url}/metrics`)).status, 404);
		assert.match(await metricsText(), /^suyuan_indexed_block 0$/m);
		assert.match(server.metricsUrl, /^http:\/\/127\.0\.0\.1:/);
	});
});

describe('a connection that is opened to be held', { concurrency: true }, () => {
	test('is closed, and keeps nobody else from being answered meanwhile', async () => {
		const beginnings = ['', 'GET', 'GET /health HTTP/1.1\r\nhost: x\r\n'];
		const held = await Promise.all(times(90, async (n) => {
			const socket = await open();
			socket.write(beginnings[n % beginnings.length]);
			return untilClosed(socket);
		}));
		assert.equal((await fetch(`${server.url}/health`)).status, 200);
		for (const answered of await Promise.all(held)) {
			assert.doesNotMatch(answered, /200 OK/);
		}
		assert.equal((await fetch(`${server.url}/health`)).status, 200);
	});

	test('whose body comes drop by drop is told that it comes too slowly', async () => {
		const socket = await open();
		const answer = untilClosed(socket);
		socket.write('POST /design/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{');
		const drops = setInterval(() => socket.writable && socket.write(' '), 500);
		socket.once('data', () => clearInterval(drops));
		const text = await answer;
		clearInterval(drops);
		assert.match(text, /^HTTP\/1\.1 408 /);
		assert.match(text, /\/problems\/too-slow/);
	});

	test('idle after an answer is closed', async () => {
		const socket = await open();
		socket.write('GET /health HTTP/1.1\r\nhost: x\r\n\r\n');
		assert.match(await untilClosed(socket), /^HTTP\/1\.1 200 OK[^]*alive\n$/);
	});
});

test('a form from a page of another site is refused by name', async () => {
	const send = (headers) => fetch(`${server.url}/comments/01/06901234567892/21/SN-0001`, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
		body: 'about=Satisfied&message=',
		redirect: 'manual',
	});
	for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
		const answer = await send(headers);
		assert.equal(answer.status, 403, JSON.stringify(headers));
		assert.equal((await answer.json()).type, '/problems/cross-site');
	}
	// A form of the server's own pages is accepted: the unit is missing.
	assert.equal((await send({ origin: 'https://trace.example' })).status, 404);
});

describe('the command line', () => {
	test('refuses a public address that links can\'t begin with, and says what is right', async () => {
		const wrong = {
			'trace.example.org': /no address/,
			'ftp://trace.example.org': /begins neither with http:\/\/ nor with https:\/\//,
			'https://': /names no host/,
			'https://user:secret@trace.example.org': /has a user or a password/,
			'https://trace.example.org/?x=1': /has a query or a fragment/,
		};
		for (const [address, said] of Object.entries(wrong)) {
			const refused = runPlatform('read', '--database', database, '--public-url', address);
			await assert.rejects(refused, ({ code, stderr }) => {
				assert.equal(code, 2);
				assert.match(stderr, said);
				assert.match(stderr, /such as https:\/\/trace\.example\.org/);
				return true;
			});
		}
	});

	test('has the log written as JSON, a line per event', async (t) => {
		const lines = [];
		let reader;
		const serving = await new Promise((resolve, reject) => {
			const args = ['read', '--database', database, '--listen', '127.0.0.1:0', '--log-format', 'json'];
			reader = spawnPlatform(args, (line) => {
				lines.push(JSON.parse(line));
				if (lines.at(-1).fields.message === 'serving') {
					resolve(lines.at(-1));
				}
			});
			t.after(() => reader.kill());
			reader.ended.then(({ tail }) => reject(new Error(tail.join('\n'))), reject);
		});
		assert.match(serving.fields.address, /^127\.0\.0\.1:\d+$/);
		assert.equal(serving.level, 'INFO');
		assert.ok(Date.parse(serving.timestamp) > 0);
		await reader.stop();
		assert.ok(lines.some((line) => line.fields.message === 'figures'));
		await assert.rejects(runPlatform('read', '--log-format', 'json', '--database', 'nonsense:'), ({ stderr }) => {
			const [last] = stderr.trim().split('\n').slice(-1).map((line) => JSON.parse(line));
			assert.equal(last.level, 'ERROR');
			assert.ok(last.fields.error.length > 0);
			return true;
		});
	});
});

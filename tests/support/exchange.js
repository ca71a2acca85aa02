// SPDX-License-Identifier: Apache-2.0
// The platform beside a node, and the client that brings the sheets of participants onto the chain.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { finalBlock, untilFinal } from './chain.js';
import { startChild } from './children.js';
import { eventually } from './eventually.js';
import { IMPORT, runPlatform, startServer } from './platform.js';

const IMPORT_TIMEOUT_MS = 600_000;
const KILL_POLL_INTERVAL_MS = 10;
const NOTE_TIMEOUT_MS = 180_000;

/** A temporary folder for the files of a test. */
export function workspace() {
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-exchange-'));
	return {
		path: (name) => join(folder, name),
		read: (name) => readFileSync(join(folder, name), 'utf8'),
		write(name, content, mode = 0o644) {
			writeFileSync(join(folder, name), content);
			chmodSync(join(folder, name), mode);
			return join(folder, name);
		},
		has: (name) => existsSync(join(folder, name)),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

/** Starts the platform on a database of its own beside a node. */
export async function startExchange(node, files) {
	const database = `sqlite:${files.path('platform.db')}`;
	const server = await startServer(node, database);
	return {
		...server,
		/** Adds a token. @returns the token */
		async token(name, ...scopes) {
			const options = scopes.flatMap((scope) => ['--scope', scope]);
			const { stdout } = await runPlatform('token', 'add', name, ...options, '--database', database);
			return /suyuan_\w+/.exec(stdout)?.[0] ?? assert.fail(stdout);
		},
		/** The answer to a search, which is always JSON. */
		async post(path, body) {
			const text = typeof body === 'string' ? body : JSON.stringify(body);
			const headers = { 'content-type': 'application/json' };
			return (await fetch(`${server.url}${path}`, { method: 'POST', headers, body: text })).json();
		},
		/** Waits until the block that is best now is in the database. */
		async untilIndexed(api) {
			await untilFinal(api);
			await server.untilBlock(await finalBlock(api));
		},
	};
}

/**
 * Starts the client `suyuan-import`. Secrets are passed in files.
 *
 * @param {string[]} args
 */
export function startImport(args) {
	const { child, ended } = startChild(IMPORT, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	let out = '';
	let err = '';
	child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
	child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
	let hasEnded = false;
	ended.finally(() => (hasEnded = true)).catch(() => {});
	return {
		/** Resolves to the exit code and the output. */
		ended: ended.then(({ code }) => ({ code, out, err })),
		/** Waits until the output matches. */
		async untilOutput(pattern) {
			await eventually(`${pattern}`, async () => out + err, (text) => pattern.test(text) || hasEnded);
			assert.match(out + err, pattern);
		},
		kill: () => child.kill('SIGKILL'),
	};
}

/**
 * Runs the client to its end, and kills a client that hangs.
 *
 * @param {string[]} args
 * @param {object} [options]
 * @param {() => boolean} [options.killWhen] kills it, as a power cut does, as soon as this is so
 * @returns {Promise<{code: number | null, out: string, err: string}>}
 */
export async function runImport(args, { killWhen } = {}) {
	const { ended, kill } = startImport(args);
	const watch = killWhen && setInterval(() => killWhen() && kill(), KILL_POLL_INTERVAL_MS);
	const deadline = setTimeout(kill, IMPORT_TIMEOUT_MS);
	try {
		return await ended;
	} finally {
		clearInterval(watch);
		clearTimeout(deadline);
	}
}

/** Waits until the journal of a sheet has a note, without a pause: a moment later there may be many. */
export async function untilNoted(files, sheet, note) {
	const journal = `${sheet}.journal`;
	for (const begun = Date.now(); Date.now() - begun < NOTE_TIMEOUT_MS; await setImmediate()) {
		if (files.has(journal) && files.read(journal).includes(`"${note}"`)) {
			return;
		}
	}
	throw new Error(`${journal} has no "${note}"`);
}

/** A sheet from lines that name cells by their headings: `制造追溯信息/追溯码`. */
export function csvSheet(files, lines) {
	const blank = files.path('blank.csv');
	if (!files.has('blank.csv')) {
		execFileSync(IMPORT, ['columns', '--blank', blank]);
	}
	const heading = readFileSync(blank, 'utf8').trimEnd();
	const [groups, names] = heading.split('\r\n').map((line) => line.replace('\ufeff', '').split(','));
	let group = '';
	const columns = names.map((name, index) => `${(group = groups[index] || group)}/${name}`);
	const quoted = (cell) => `"${String(cell).replaceAll('"', '""')}"`;
	const rows = lines.map((cells) => {
		for (const name of Object.keys(cells)) {
			assert.ok(columns.includes(name), `no column ${name}`);
		}
		return columns.map((column) => (cells[column] === undefined ? '' : quoted(cells[column]))).join(',');
	});
	return [heading, ...rows, ''].join('\r\n');
}

/** The rows of a CSV file, whatever stands in its cells. */
export function parseCsv(text) {
	const rows = [[]];
	let cell = '';
	let quoted = false;
	const source = text.replace(/^\ufeff/, '');
	for (let at = 0; at < source.length; at++) {
		const character = source[at];
		if (quoted && character === '"' && source[at + 1] === '"') {
			cell += '"';
			at++;
		} else if (character === '"') {
			quoted = !quoted;
		} else if (!quoted && (character === ',' || character === '\n')) {
			rows.at(-1).push(cell.replace(/\r$/, ''));
			cell = '';
			if (character === '\n') {
				rows.push([]);
			}
		} else {
			cell += character;
		}
	}
	return rows.filter((row) => row.length > 0);
}

// SPDX-License-Identifier: Apache-2.0
// The binary `suyuan-platform`: commands, and servers as processes.

import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { run, startChild } from './children.js';
import { eventually } from './eventually.js';

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../../target', import.meta.url));

/** The path of the platform's program. */
export const PLATFORM = process.env.SUYUAN_PLATFORM_BIN ?? join(TARGET, 'release', 'suyuan-platform');

/** The client `suyuan-import`, which is built with the platform. */
export const IMPORT = join(dirname(PLATFORM), 'suyuan-import');

const SERVING = /(?:serving|listening).*address=(?:\S*?)(127\.0\.0\.1:\d+)/;
const METRICS = /figures metrics=(127\.0\.0\.1:\d+)/;
const COMMITTED = /committed block=(\d+)/;
const TAIL_LINES = 30;
const LINE_TIMEOUT_MS = 180_000;

/** Runs a command to its end. @returns its output and its log */
export async function runPlatform(...args) {
	return run(PLATFORM, args, { env: { ...process.env, NO_COLOR: '1' } });
}

/** Indexes everything up to a block into a database. @returns the log */
export async function indexUntil(node, database, block, ...more) {
	const { stderr } = await runPlatform(
		'index', '--once', '--node', node, '--database', database, '--until', String(block), ...more,
	);
	return stderr;
}

/** The rows that came from the chain, as sorted lines, without the times at which heads were compared. */
export async function dumpRows(database) {
	const { stdout } = await runPlatform('dump', '--database', database);
	return stdout.trim().split('\n').map((line) => {
		const [table, row] = JSON.parse(line);
		delete row.checked_at;
		return JSON.stringify([table, row]);
	}).sort();
}

/**
 * Starts a command that runs until it is stopped.
 *
 * @param {string[]} args
 * @param {(line: string, child: import('node:child_process').ChildProcess) => void} [onLine] takes each line that it logs
 */
export function spawnPlatform(args, onLine = () => {}) {
	const env = { ...process.env, RUST_LOG: process.env.RUST_LOG ?? 'info,suyuan=debug', NO_COLOR: '1' };
	const { child, stop, ...started } = startChild(PLATFORM, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
	const lines = [];
	let waiting = [];
	createInterface({ input: child.stderr }).on('line', (line) => {
		lines.push(line);
		onLine(line, child);
		waiting = waiting.filter(({ pattern, go }) => !pattern.test(line) || go(line));
	});
	const ended = started.ended.then((end) => ({ ...end, tail: lines.slice(-TAIL_LINES) }));
	ended.catch(() => {});
	return {
		ended,
		pid: child.pid,
		/** The lines that it logged so far. */
		lines,
		/** Waits for a line that it logs from now on, or after a number of lines. */
		untilLine(pattern, since = lines.length) {
			const there = lines.slice(since).find((line) => pattern.test(line));
			let deadline;
			const line = new Promise((resolve, reject) => {
				if (there !== undefined) {
					resolve(there);
				} else {
					waiting.push({ pattern, go: (line) => void resolve(line) });
					deadline = setTimeout(() => {
						reject(new Error(`it never logged ${pattern}:\n${lines.slice(-TAIL_LINES).join('\n')}`));
					}, LINE_TIMEOUT_MS);
				}
			});
			const gone = ended.then(({ tail }) => {
				throw new Error(`it ended before it logged ${pattern}:\n${tail.join('\n')}`);
			});
			return Promise.race([line, gone]).finally(() => clearTimeout(deadline));
		},
		/** Stops the process by SIGTERM, and kills it if that takes too long. */
		async stop() {
			await stop();
			return ended;
		},
		kill: () => child.kill('SIGKILL'),
		signal: (name) => child.kill(name),
	};
}

/** Starts a server on a database, without a node, and waits until it serves. */
export function startReader(database, { listen = '127.0.0.1:0', args = [], onLine } = {}) {
	return startServing(['read', '--database', database, '--listen', listen, ...args], onLine);
}

/** Starts the server beside a node and waits until it serves. */
export function startServer(node, database, { listen = '127.0.0.1:0', args = [] } = {}) {
	return startServing(['serve', '--node', node, '--database', database, '--listen', listen, ...args]);
}

async function startServing(args, onLine = () => {}) {
	let metrics;
	let indexed = 0;
	let waiting = [];
	const server = spawnPlatform(args, (line, child) => {
		onLine(line, child);
		metrics = METRICS.exec(line)?.[1] ?? metrics;
		indexed = Number(COMMITTED.exec(line)?.[1] ?? indexed);
		waiting = waiting.filter(({ block, go }) => block > indexed || go());
	});
	const line = await server.untilLine(SERVING, 0).catch((error) => {
		server.kill();
		throw error;
	});
	const url = `http://${SERVING.exec(line)[1]}`;
	/** The answer to a program. */
	async function ask(path, accept = 'application/json') {
		const response = await fetch(`${url}${path}`, { headers: { accept } });
		const text = await response.text();
		const kind = response.headers.get('content-type') ?? '';
		return { status: response.status, headers: response.headers, text, json: kind.includes('json') ? JSON.parse(text) : undefined };
	}
	return {
		...server,
		url,
		ask,
		/** The URL of its metrics. */
		metricsUrl: `http://${metrics}/metrics`,
		/** The last block that it logged as committed. */
		indexed: () => indexed,
		/** Waits until a block is in the database. */
		untilBlock(block) {
			const there = new Promise((resolve) => {
				if (block <= indexed) {
					resolve();
				} else {
					waiting.push({ block, go: () => void resolve() });
				}
			});
			const gone = server.ended.then(({ tail }) => {
				throw new Error(`the server ended before it had block ${block}:\n${tail.join('\n')}`);
			});
			return Promise.race([there, gone]);
		},
		/** Waits until the heads of units are compared with the chain's. That follows the writing of their records. */
		async untilCompared(codes) {
			const isCompared = ({ status, json }) => {
				return status === 200 && json.blocks.every(({ total, agrees }) => total === 0 || agrees !== null);
			};
			for (const code of codes) {
				const path = `/api/units/${encodeURIComponent(code)}`;
				await eventually(`the comparison of ${code}`, () => ask(path), isCompared);
			}
		},
	};
}

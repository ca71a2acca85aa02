// SPDX-License-Identifier: Apache-2.0
// The binary `suyuan`, and nodes as processes: started, answering, stopped or killed.

import { execFileSync } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onExit, startChild } from './children.js';

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../../target', import.meta.url));
/** The path of the node's program. */
export const BINARY = process.env.SUYUAN_BIN ?? join(TARGET, 'release', 'suyuan');

const READY = /Running JSON-RPC server: addr=127\.0\.0\.1:(\d+)/;
const READY_TIMEOUT_MS = 240_000;
const STOP_TIMEOUT_MS = 20_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const TAIL_LINES = 30;

/** The nodes that this process started and has not stopped. */
const nodes = new Set();
/** The folders to delete at exit: all of each if all went well, or else the data alone. */
const leftovers = new Set();

onExit((code) => {
	const remove = (path) => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
	const well = code === 0 || code > 128;
	for (const node of well ? [] : nodes) {
		console.error(`\nThe node's log is ${node.log}. It ends with:\n${node.tail.join('\n')}`);
	}
	for (const { folder, data } of leftovers) {
		(well ? [folder] : data).forEach(remove);
	}
});

/**
 * Deletes a folder when this process ends. If something went wrong, only its data, so that the logs stay.
 *
 * @param {string} folder
 * @param {string[]} data paths within it
 */
export function removeAtExit(folder, data) {
	leftovers.add({ folder, data });
}

/** Runs a command of the binary. Secrets are passed in files. @returns its output */
export function runSuyuan(...args) {
	return execFileSync(BINARY, args, { encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES, stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * Starts a node and waits until it answers.
 *
 * @param {object} options
 * @param {string[]} options.args
 * @param {string} options.log the file to which its log is added
 * @param {object} [options.env] beside the environment of this process
 * @param {(how: string) => void} [options.onUnexpectedExit] by default this process ends too: no node would answer any
 * more, and clients would try to reconnect for ever
 * @throws if it ends before it answers
 */
export async function launch({ args, log, env = {}, onUnexpectedExit }) {
	const started = startChild(BINARY, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
	const { child } = started;
	const node = { log, tail: [], state: 'starting' };
	nodes.add(node);
	const file = createWriteStream(log, { flags: 'a' });
	const ended = started.ended
		.then(({ code, signal }) => signal ?? `exit code ${code}`, (error) => error.message)
		.finally(() => file.end());
	let deadline;
	const port = await new Promise((resolve, reject) => {
		deadline = setTimeout(() => {
			child.kill('SIGKILL');
			reject(new Error(`The node did not answer in time; its log is ${log}`));
		}, READY_TIMEOUT_MS);
		createInterface({ input: child.stderr }).on('line', (line) => {
			file.write(`${line}\n`);
			node.tail = [...node.tail.slice(1 - TAIL_LINES), line];
			const ready = READY.exec(line);
			if (ready) {
				resolve(Number(ready[1]));
			}
		});
		void ended.then((how) => {
			if (node.state === 'starting') {
				nodes.delete(node);
				reject(new Error(`${BINARY} ended before it answered: ${how}\n${node.tail.join('\n')}`));
			}
		});
	}).finally(() => clearTimeout(deadline));

	node.state = 'running';
	void ended.then((how) => {
		if (node.state !== 'running') {
			return;
		}
		if (onUnexpectedExit) {
			node.state = 'ended';
			nodes.delete(node);
			onUnexpectedExit(how);
		} else {
			console.error(`The node ended unexpectedly: ${how}`);
			process.exit(1);
		}
	});

	async function end(signal) {
		node.state = 'stopping';
		await started.stop(signal, STOP_TIMEOUT_MS);
		node.state = 'ended';
		nodes.delete(node);
	}

	return {
		port,
		pid: child.pid,
		url: `ws://127.0.0.1:${port}`,
		isRunning: () => node.state === 'running',
		/** Stops the node by SIGTERM, as an operator does. */
		stop: () => end('SIGTERM'),
		/** Kills the node, as a power cut does. */
		kill: () => end('SIGKILL'),
	};
}

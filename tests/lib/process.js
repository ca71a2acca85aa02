// The binary `suyuan`, and nodes as processes: started, answering, stopped or killed. Whatever ends this process, its
// nodes end with it.

import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../../target', import.meta.url));
const BINARY = process.env.SUYUAN_BIN ?? join(TARGET, 'release', 'suyuan');

const READY = /Running JSON-RPC server: addr=127\.0\.0\.1:(\d+)/;
const READY_WITHIN_MS = 240_000;
const STOPPED_WITHIN_MS = 20_000;
const MOST_OUTPUT = 64 * 1024 * 1024;
const TAIL = 30;

/** The nodes that this process started and has not stopped. */
const nodes = new Set();
/** What to delete in the end: all of it if all went well, or else the data alone. */
const leftovers = new Set();

process.on('exit', (code) => {
	const remove = (path) => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
	const well = code === 0 || code > 128;
	for (const node of nodes) {
		node.process.kill('SIGKILL');
		if (!well) {
			console.error(`\nThe node's log is ${node.log}. It ends with:\n${node.tail.join('\n')}`);
		}
	}
	for (const { folder, data } of leftovers) {
		(well ? [folder] : data).forEach(remove);
	}
});

let wakeUp;
for (const [signal, number] of [['SIGHUP', 1], ['SIGINT', 2], ['SIGTERM', 15]]) {
	process.on(signal, () => (wakeUp ? wakeUp() : process.exit(128 + number)));
}

/** Waits for Ctrl-C, which otherwise ends this process wherever it stands. */
export function untilInterrupted() {
	return new Promise((resolve) => {
		wakeUp = resolve;
	});
}

/**
 * Has a folder deleted when this process ends, or only what is named in it if something went wrong, so that the logs
 * stay.
 *
 * @param {string} folder
 * @param {string[]} data paths within it
 */
export function discardInTheEnd(folder, data) {
	leftovers.add({ folder, data });
}

/** What a command of the binary prints. What it is given to keep secret must stand in a file. */
export function suyuan(...args) {
	return execFileSync(BINARY, args, { encoding: 'utf8', maxBuffer: MOST_OUTPUT, stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * Starts a node and waits until it answers.
 *
 * @param {object} options
 * @param {string[]} options.args
 * @param {string} options.log the file to which its log is added
 * @param {object} [options.env] beside the environment of this process
 * @param {(how: string) => void} [options.endedByItself] by default this process ends too, for nobody would answer any
 * more, and a client would try to reconnect for ever
 * @throws if it ends before it answers
 */
export async function launch({ args, log, env = {}, endedByItself }) {
	const child = spawn(BINARY, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
	const node = { process: child, log, tail: [], state: 'starting' };
	nodes.add(node);
	const file = createWriteStream(log, { flags: 'a' });
	const ended = new Promise((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
	}).finally(() => file.end());
	let deadline;
	const port = await new Promise((resolve, reject) => {
		deadline = setTimeout(() => reject(new Error('The node did not answer in time')), READY_WITHIN_MS);
		createInterface({ input: child.stderr }).on('line', (line) => {
			file.write(`${line}\n`);
			node.tail = [...node.tail.slice(1 - TAIL), line];
			const ready = READY.exec(line);
			if (ready) {
				resolve(Number(ready[1]));
			}
		});
		ended.then((how) => {
			if (node.state === 'starting') {
				nodes.delete(node);
				reject(new Error(`${BINARY} ended before it answered: ${how}\n${node.tail.join('\n')}`));
			}
		});
	}).finally(() => clearTimeout(deadline));

	node.state = 'running';
	ended.then((how) => {
		if (node.state !== 'running') {
			return;
		}
		if (endedByItself) {
			nodes.delete(node);
			endedByItself(how);
		} else {
			console.error(`The node ended by itself: ${how}`);
			process.exit(1);
		}
	});

	async function end(signal) {
		node.state = 'stopping';
		child.kill(signal);
		const deadline = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
		await ended;
		clearTimeout(deadline);
		nodes.delete(node);
	}

	return {
		port,
		pid: child.pid,
		url: `ws://127.0.0.1:${port}`,
		/** As an operator stops it. */
		stop: () => end('SIGTERM'),
		/** As a power cut does. */
		kill: () => end('SIGKILL'),
	};
}

// The node under test: a process with a chain of its own in a temporary folder.

import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../../target', import.meta.url));
const BINARY = process.env.SUYUAN_BIN ?? join(TARGET, 'release', 'suyuan');

const READY = /Running JSON-RPC server: addr=127\.0\.0\.1:(\d+)/;
const READY_WITHIN_MS = 240_000;
const STOPPED_WITHIN_MS = 20_000;
const TAIL = 30;

/** The nodes that this process started: whatever ends it, they end with it. */
const nodes = new Set();

process.on('exit', (code) => {
	for (const node of nodes) {
		node.process.kill('SIGKILL');
		if (code === 0 || code > 128) {
			rmSync(node.folder, { recursive: true, force: true, maxRetries: 3 });
		} else {
			rmSync(node.data, { recursive: true, force: true, maxRetries: 3 });
			console.error(`\nThe node's log is ${node.log}. It ends with:\n${node.tail.join('\n')}`);
		}
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
 * Starts a node and waits until it answers.
 *
 * @param {object} [options]
 * @param {string[]} [options.args] which chain, and as whom
 * @param {number} [options.rpcPort] the port that it shall answer on if that is free; any by default
 */
export async function startNode({ args = ['--dev'], rpcPort = 0 } = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-'));
	const [data, log] = [join(folder, 'data'), join(folder, 'node.log')];
	const child = spawn(BINARY, [
		...args,
		...['--base-path', data],
		// A client may ask for what was true at any block.
		...['--state-pruning', 'archive'],
		...['--rpc-port', String(rpcPort)],
		// Any free port, and only on this machine. Chains with the same genesis must not find each other.
		...['--listen-addr', '/ip4/127.0.0.1/tcp/0'],
		'--no-mdns',
		'--no-prometheus',
		'--no-telemetry',
	], { stdio: ['ignore', 'ignore', 'pipe'] });

	const node = { process: child, folder, data, log, tail: [], state: 'starting' };
	nodes.add(node);
	const ended = new Promise((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
	});
	const file = createWriteStream(log);
	const port = await new Promise((resolve, reject) => {
		const deadline = setTimeout(() => reject(new Error('The node did not answer in time')), READY_WITHIN_MS);
		createInterface({ input: child.stderr }).on('line', (line) => {
			file.write(`${line}\n`);
			node.tail = [...node.tail.slice(1 - TAIL), line];
			const ready = READY.exec(line);
			if (ready) {
				clearTimeout(deadline);
				resolve(Number(ready[1]));
			}
		});
		ended.then((how) => {
			clearTimeout(deadline);
			reject(new Error(`${BINARY} ended before it answered: ${how}`));
		});
	});

	node.state = 'running';
	ended.then((how) => {
		if (node.state === 'running') {
			// Nobody would answer any more, and a client would try to reconnect for ever.
			console.error(`The node ended by itself: ${how}`);
			process.exit(1);
		}
	});

	return {
		port,
		url: `ws://127.0.0.1:${port}`,
		async stop() {
			node.state = 'stopping';
			child.kill('SIGTERM');
			const deadline = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
			await ended;
			clearTimeout(deadline);
			// The log stays for now: only when the process ends is it known whether anybody needs it.
			rmSync(data, { recursive: true, force: true, maxRetries: 3 });
		},
	};
}

// SPDX-License-Identifier: Apache-2.0
// The child processes of this process: nodes, servers, clients, databases, proxies. All of them end with this process,
// whatever ends it, and whether or not a failed test came to stopping them.

import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;
/** The time after which a command is killed, such as a server that should have refused its options. */
const RUN_TIMEOUT_MS = 600_000;
const STOP_TIMEOUT_MS = 60_000;

/** The running children, and the signal by which each ends with this process. @type {Map<object, string>} */
const running = new Map();
/** Callbacks that take the exit code once the children are ended. @type {Set<(code: number) => void>} */
const cleanups = new Set();

process.on('exit', (code) => {
	running.forEach((signal, child) => child.kill(signal));
	cleanups.forEach((cleanup) => cleanup(code));
});

let interrupt;
for (const [signal, number] of [['SIGHUP', 1], ['SIGINT', 2], ['SIGTERM', 15]]) {
	process.on(signal, () => (interrupt ? interrupt() : process.exit(128 + number)));
}

/** Waits for Ctrl-C, which otherwise ends this process wherever it stands. */
export function untilInterrupted() {
	return new Promise((resolve) => {
		interrupt = resolve;
	});
}

/**
 * Calls back when this process exits, after its children were ended.
 *
 * @param {(code: number) => void} cleanup
 * @returns {() => boolean} takes the callback back
 */
export function onExit(cleanup) {
	cleanups.add(cleanup);
	return () => cleanups.delete(cleanup);
}

/** Ends a child with this process, if it has not ended before. */
function own(child, signal = 'SIGKILL') {
	running.set(child, signal);
	child.once('exit', () => running.delete(child));
}

/**
 * Starts a child process.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options] as `spawn` takes them
 * @param {string} [options.exitSignal] by which it ends with this process: SIGKILL unless it has children of its own
 */
export function startChild(command, args, { exitSignal, ...options } = {}) {
	const child = spawn(command, args, options);
	own(child, exitSignal);
	const ended = new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve({ code, signal }));
	});
	// A rejection that is not awaited is no error.
	ended.catch(() => {});
	return {
		child,
		/** Resolves to its exit code and signal; rejects if it could not be started. */
		ended,
		/** Sends a signal, waits for the end, and kills the child if that takes too long. */
		async stop(signal = 'SIGTERM', timeout = STOP_TIMEOUT_MS) {
			child.kill(signal);
			const deadline = setTimeout(() => child.kill('SIGKILL'), timeout);
			try {
				return await ended;
			} finally {
				clearTimeout(deadline);
			}
		},
	};
}

/**
 * Runs a command to its end. Resolves and rejects as `execFile` does, and kills a command that takes too long.
 *
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
export function run(command, args, options = {}) {
	const defaults = { encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES, timeout: RUN_TIMEOUT_MS, killSignal: 'SIGKILL' };
	const outcome = promisify(execFile)(command, args, { ...defaults, ...options });
	own(outcome.child);
	return outcome;
}

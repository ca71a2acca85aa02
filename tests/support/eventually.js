// SPDX-License-Identifier: Apache-2.0
// Polling, for conditions that no message announces.

import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 180_000;
const POLL_INTERVAL_MS = 200;

/**
 * Asks again and again until an answer holds, and returns that answer.
 *
 * @template T
 * @param {string} what is waited for, for the error
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => boolean} holds
 */
export async function eventually(what, ask, holds) {
	let last;
	for (const begun = Date.now(); Date.now() - begun < TIMEOUT_MS; await sleep(POLL_INTERVAL_MS)) {
		last = await ask();
		if (holds(last)) {
			return last;
		}
	}
	throw new Error(`Waited in vain for ${what}: ${JSON.stringify(last)}`);
}

/** Waits until a server is ready. */
export function untilReady(server) {
	return eventually('being ready', () => server.ask('/ready'), ({ status }) => status === 200);
}

/** Waits until a server is not ready for a reason. */
export function untilNotReady(server, reason) {
	const asIs = ({ status, json }) => status === 503 && reason.test(json?.detail);
	return eventually(`not being ready: ${reason}`, () => server.ask('/ready'), asIs);
}

/** The value of a metric of a server, or undefined if there is none. */
export async function metric(server, name) {
	const text = await (await fetch(server.metricsUrl)).text();
	const line = text.split('\n').find((line) => line.startsWith(`${name} `));
	return line && Number(line.slice(name.length + 1));
}

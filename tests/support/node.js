// SPDX-License-Identifier: Apache-2.0
// The node under test: a process with a chain of its own in a temporary folder.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './network/ports.js';
import { launch, removeAtExit } from './process.js';

/** Options of a node that serves a platform: it forgets old states, and keeps the events of every block. */
export const FOR_PLATFORM = { args: ['--dev', '--keep-events'], pruning: '256' };

/**
 * Starts a node and waits until it answers.
 *
 * `stop` removes its data; after `halt` its data stay, and `restart` starts it again with them, on the same port.
 *
 * @param {object} [options]
 * @param {string[]} [options.args] the chain, and the validator
 * @param {number} [options.rpcPort] the preferred port of its RPC; any by default
 * @param {string} [options.pruning] the states that it keeps
 * @param {boolean} [options.metrics] whether it tells its figures, at the `metrics` that it then has
 */
export async function startNode({ args = ['--dev'], rpcPort = 0, pruning = 'archive', metrics = false } = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-'));
	const data = join(folder, 'data');
	// The log stays until the process ends: a failure keeps it.
	removeAtExit(folder, [data]);
	const log = join(folder, 'node.log');
	const start = async (port, env = {}) => {
		const metricsPort = metrics ? await freePort() : undefined;
		const node = await launch({
			env,
			log,
			args: [
				...args,
				...['--base-path', data],
				// Clients of an archive may query the state of any block.
				...['--state-pruning', pruning],
				// The events of a full block, in hexadecimal.
				...['--rpc-max-response-size', '128'],
				...['--rpc-port', String(port)],
				// Any free port, and only on this machine. Chains with the same genesis must not find each other.
				...['--listen-addr', '/ip4/127.0.0.1/tcp/0'],
				'--no-mdns',
				...(metrics ? ['--prometheus-port', String(metricsPort)] : ['--no-prometheus']),
				'--no-telemetry',
			],
		});
		return {
			...node,
			log,
			metrics: metrics ? `http://127.0.0.1:${metricsPort}/metrics` : undefined,
			halt: node.stop,
			/** @param {object} [env] beside the environment of this process */
			restart: (env) => start(node.port, env),
			async stop() {
				await node.stop();
				rmSync(data, { recursive: true, force: true, maxRetries: 3 });
			},
		};
	};
	return start(rpcPort);
}

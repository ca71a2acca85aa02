// SPDX-License-Identifier: Apache-2.0
// The binary `suyuan-hostile-peer`: a peer of a node that sends what it is told over the protocol of transactions.

import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { startChild } from './children.js';
import { BINARY } from './process.js';

/** The path of the peer's program, which is built with the node. */
const PEER = process.env.SUYUAN_HOSTILE_PEER_BIN ?? join(dirname(BINARY), 'suyuan-hostile-peer');

const LINE_TIMEOUT_MS = 120_000;

/**
 * Starts a peer of a node.
 *
 * @param {object} options
 * @param {string} options.address of the node, with its peer id
 * @param {string} options.genesis the hash of the first block
 * @param {number} options.port on which it listens
 */
export async function startHostilePeer({ address, genesis, port }) {
	const args = ['--node', address, '--genesis', genesis, '--listen', `127.0.0.1:${port}`];
	const { child, ended, stop } = startChild(PEER, args, { stdio: ['pipe', 'pipe', 'inherit'] });
	const lines = [];
	const waiting = new Set();
	createInterface({ input: child.stdout }).on('line', (line) => {
		lines.push(line);
		for (const look of waiting) {
			look();
		}
	});
	/** Waits for a line behind those that were read already. @returns {Promise<RegExpExecArray>} */
	const line = (pattern, from) => new Promise((resolve, reject) => {
		const look = () => {
			const found = lines.slice(from).map((text) => pattern.exec(text)).find(Boolean);
			if (found) {
				end();
				resolve(found);
			}
		};
		const fail = (why) => {
			end();
			reject(new Error(`The hostile peer ${why} before it said ${pattern}; it said ${lines.join(', ')}`));
		};
		const deadline = setTimeout(() => fail('took too long'), LINE_TIMEOUT_MS);
		const end = () => {
			clearTimeout(deadline);
			waiting.delete(look);
		};
		waiting.add(look);
		ended.then(() => fail('ended'), () => fail('did not start'));
		look();
	});
	const [, id] = await line(/^peer (\w+)$/, 0);
	return {
		/** The address at which a node finds it. */
		address: `/ip4/127.0.0.1/tcp/${port}/p2p/${id}`,
		/** Waits until the node listens to it. */
		opened: () => line(/^opened$/, 0),
		/** Whether the node listens to it now. */
		isOpen: () => lines.filter((text) => /^(?:opened|closed)$/.test(text)).at(-1) === 'opened',
		/** Sends messages. @returns {Promise<number>} the number of messages that the node's side took */
		async send(command) {
			const from = lines.length;
			child.stdin.write(`${command}\n`);
			return Number((await line(/^sent (\d+)$/, from))[1]);
		},
		stop,
	};
}

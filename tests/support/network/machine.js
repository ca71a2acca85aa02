// SPDX-License-Identifier: Apache-2.0
// One machine of a network: a folder, ports, and a node that is running or not.

import { readFileSync, rmSync } from 'node:fs';
import { account } from '../accounts.js';
import { launch } from '../process.js';
import { Heads } from './heads.js';
import { phrase } from './keys.js';
import { filesOfMachine } from './layout.js';

export class Machine {
	/** The heads of its node, while it runs. @type {Heads | undefined} */
	heads;
	/** The URL of its RPC, while it runs. */
	url;
	/** The reason of an unexpected end: a signal or an exit code. */
	ended;

	#network;
	#node;

	/**
	 * @param {import('./network.js').Network} network
	 * @param {object} description what `network.json` says of it
	 */
	constructor(network, description) {
		this.#network = network;
		Object.assign(this, description);
		this.files = filesOfMachine(network.folder, this.name);
	}

	get isRunning() {
		return this.#node !== undefined;
	}

	/** The multiaddress of its node. */
	get address() {
		return `/ip4/127.0.0.1/tcp/${this.ports.p2p}/p2p/${this.peerId}`;
	}

	/** The account that it signs with as a regulator. */
	get signer() {
		return account(phrase(this.files.secrets, 'account'));
	}

	/**
	 * Starts its node and follows its heads.
	 *
	 * @param {object} [options]
	 * @param {object} [options.env] for the node beside the environment of this process
	 * @param {boolean} [options.alone] without peers, and making blocks all the same
	 * @param {Machine[]} [options.knows] its peers: all others by default
	 * @param {(how: string) => void} [options.onUnexpectedExit] see `launch`
	 */
	async start({ env, alone = false, knows = this.#others, onUnexpectedExit } = {}) {
		const peers = ['--reserved-nodes', ...knows.map(({ address }) => address)];
		this.ended = undefined;
		this.#node = await launch({
			env,
			log: this.files.log,
			onUnexpectedExit: onUnexpectedExit && ((how) => {
				this.ended = how;
				this.#node = undefined;
				// The node is gone, and nothing is left to close.
				this.heads?.close().catch(() => undefined);
				this.heads = undefined;
				onUnexpectedExit(how);
			}),
			args: [
				...['--chain', this.#network.files.spec, '--base-path', this.files.data, '--name', this.name],
				...(this.validates ? ['--validator'] : []),
				// An archive keeps the state of every block for its clients, and answers safe methods alone: behind a proxy every
				// client looks like its operator.
				...(this.validates ? [] : ['--state-pruning', 'archive', '--rpc-methods', 'safe']),
				...['--listen-addr', `/ip4/127.0.0.1/tcp/${this.ports.p2p}`],
				...['--rpc-port', String(this.ports.rpc), '--prometheus-port', String(this.ports.prometheus)],
				// Reserved peers connect; no other node does.
				...['--reserved-only', ...(alone ? ['--force-authoring'] : peers)],
				...['--no-mdns', '--no-telemetry'],
			],
		});
		this.url = this.#node.url;
		this.heads = await Heads.follow(this.url);
	}

	get #others() {
		return this.#network.machines.filter((machine) => machine !== this);
	}

	/** Stops its node as an operator does. */
	stop() {
		return this.#end((node) => node.stop());
	}

	/** Stops it as a power cut does. */
	kill() {
		return this.#end((node) => node.kill());
	}

	/** Suspends its node until it is thawed. */
	freeze() {
		process.kill(this.#node.pid, 'SIGSTOP');
	}

	thaw() {
		process.kill(this.#node.pid, 'SIGCONT');
	}

	/** The milliseconds that its node took for each of its blocks, by the block's number. Of several the longest. */
	proposals() {
		const took = new Map();
		const lines = readFileSync(this.files.log, 'utf8').matchAll(/Prepared block for proposing at (\d+) \((\d+) ms/g);
		for (const [, number, milliseconds] of lines) {
			took.set(Number(number), Math.max(Number(milliseconds), took.get(Number(number)) ?? 0));
		}
		return took;
	}

	/** The sum of a metric of its node over the labels of a protocol. */
	async metric(name, protocol) {
		const metrics = await (await fetch(`http://127.0.0.1:${this.ports.prometheus}/metrics`)).text();
		const lines = metrics.split('\n').filter((line) => line.startsWith(name) && line.includes(`${protocol}"`));
		const values = lines.map((line) => Number(line.split(' ').at(-1)));
		return values.reduce((sum, value) => sum + value, 0);
	}

	/** Deletes the database, and nothing else: keys and name stay. */
	deleteDatabase() {
		rmSync(this.files.database, { recursive: true });
	}

	async #end(how) {
		const node = this.#node;
		this.#node = undefined;
		await this.heads?.close();
		this.heads = undefined;
		await how(node);
	}
}

// One machine of a network: a folder, ports, and a node that is running or not.

import { rmSync } from 'node:fs';
import { account } from '../accounts.js';
import { launch } from '../process.js';
import { Heads } from './heads.js';
import { phrase } from './keys.js';
import { filesOfMachine } from './layout.js';

export class Machine {
	/** What its node says of the chain, while it runs. @type {Heads | undefined} */
	heads;
	/** Where clients reach it, while it runs. */
	url;
	/** How it ended, if it ended by itself. */
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

	/** Where its peers find it. */
	get address() {
		return `/ip4/127.0.0.1/tcp/${this.ports.p2p}/p2p/${this.peerId}`;
	}

	/** What it signs as a regulator with. */
	get signer() {
		return account(phrase(this.files.secrets, 'account'));
	}

	/**
	 * Starts its node and follows it.
	 *
	 * @param {object} [options]
	 * @param {object} [options.env] for the node beside the environment of this process
	 * @param {boolean} [options.alone] it knows nobody, lets nobody in, and makes blocks all the same
	 * @param {Machine[]} [options.knows] with whom it is connected: with all others by default
	 * @param {(how: string) => void} [options.endedByItself] see `launch`
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
				// What it was connected with is gone.
				this.heads?.close().catch(() => undefined);
				this.heads = undefined;
				onUnexpectedExit(how);
			}),
			args: [
				...['--chain', this.#network.files.spec, '--base-path', this.files.data, '--name', this.name],
				...(this.validates ? ['--validator'] : []),
				// An archive keeps the state after every block, for clients that ask what was true when, and lets them do what is
				// safe: a proxy in front of it would make every client look like its operator.
				...(this.validates ? [] : ['--state-pruning', 'archive', '--rpc-methods', 'safe']),
				...['--listen-addr', `/ip4/127.0.0.1/tcp/${this.ports.p2p}`],
				...['--rpc-port', String(this.ports.rpc), '--prometheus-port', String(this.ports.prometheus)],
				// Those who take part know each other; nobody else gets in.
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

	/** Has its node do nothing, not even notice that time passes, until it is thawed. */
	freeze() {
		process.kill(this.#node.pid, 'SIGSTOP');
	}

	thaw() {
		process.kill(this.#node.pid, 'SIGCONT');
	}

	/** The sum of the node's metrics of a name that are about a protocol. */
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

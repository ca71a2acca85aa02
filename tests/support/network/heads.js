// SPDX-License-Identifier: Apache-2.0
// The heads of a node's chain as it grows. Only heads are subscribed to, so that watching five nodes costs no more than
// five sockets.

import { WsProvider } from '@polkadot/api';
import { hexToNumber, hexToU8a, u8aToBn, u8aToHex } from '@polkadot/util';

/** A generous limit: the machine may be slow, and has other things to do. */
const TIMEOUT_MS = 300_000;

/** The prefix of the pre-runtime digest of Aura, which is the slot in eight bytes. */
const AURA_SLOT = '0x0661757261' + '20';

export class Heads {
	/** The numbers of the best and the latest final block. */
	best = 0;
	final = 0;
	/** The number of the node's peers. */
	peers = 0;
	/** The Aura key of the author of the best block. */
	author;

	#provider;
	#waiting = new Set();
	#listeners = new Set();

	/** Subscribes to the heads of the node at a URL. */
	static async follow(url) {
		const heads = new Heads();
		// The provider is closed before its node is stopped, and never connects again.
		heads.#provider = new WsProvider(url, false);
		await heads.#provider.connect();
		await heads.#provider.isReady;
		await heads.#subscribe('NewHead', 'NewHeads', (header) => heads.#noteBest(header));
		await heads.#subscribe('FinalizedHead', 'FinalizedHeads', (header) => heads.#note({ final: numberOf(header) }));
		return heads;
	}

	/** Calls a method of the node. */
	ask(method, ...args) {
		return this.#provider.send(method, args);
	}

	/** The hash of a block, once a block of that number is final. */
	async finalHash(number) {
		await this.until(`block ${number} is final`, () => this.final >= number);
		return this.ask('chain_getBlockHash', number);
	}

	/** The Aura key of the author of a block, on the chain that is best now. */
	async authorOf(number) {
		return this.#authorOf(await this.#header(number));
	}

	/** The slot of a block, on the chain that is best now. */
	async slotOf(number) {
		return slotOf(await this.#header(number)).toNumber();
	}

	/** Calls back on every change. */
	onChange(listener) {
		this.#listeners.add(listener);
	}

	/** Waits until a condition holds. @param {string} what the condition is, for the error */
	until(what, holds) {
		if (holds(this)) {
			return Promise.resolve();
		}
		return new Promise((resolve, reject) => {
			const giveUp = () => reject(new Error(`Waited in vain until ${what}: best is ${this.best}, final ${this.final}`));
			this.#waiting.add({ holds, resolve, reject, deadline: setTimeout(giveUp, TIMEOUT_MS) });
		});
	}

	async close() {
		for (const { reject, deadline } of this.#waiting) {
			clearTimeout(deadline);
			reject(new Error('The node is no longer followed'));
		}
		this.#waiting.clear();
		this.#listeners.clear();
		await this.#provider.disconnect();
	}

	#subscribe(name, names, callback) {
		return this.#provider.subscribe(`chain_${lower(name)}`, `chain_subscribe${names}`, [], (error, header) => {
			return error || callback(header);
		});
	}

	#noteBest(header) {
		this.#note({ best: numberOf(header) });
		Promise.all([this.#authorOf(header), this.ask('system_health')])
			.then(([author, { peers }]) => this.#note({ author, peers }))
			// The node is about to stop.
			.catch(() => undefined);
	}

	async #header(number) {
		return this.ask('chain_getHeader', await this.ask('chain_getBlockHash', number));
	}

	async #authorOf(header) {
		const { parentHash } = header;
		const authorities = hexToU8a(await this.ask('state_call', 'AuraApi_authorities', '0x', parentHash));
		const keys = authorities.subarray(authorities.length % 32);
		const turn = slotOf(header).modn(keys.length / 32);
		return u8aToHex(keys.subarray(32 * turn, 32 * (turn + 1)));
	}

	#note(news) {
		Object.assign(this, news);
		for (const waiting of this.#waiting) {
			if (waiting.holds(this)) {
				this.#waiting.delete(waiting);
				clearTimeout(waiting.deadline);
				waiting.resolve();
			}
		}
		for (const listener of this.#listeners) {
			listener(this);
		}
	}
}

function numberOf(header) {
	return hexToNumber(header.number);
}

function slotOf({ digest }) {
	const slot = digest.logs.find((log) => log.startsWith(AURA_SLOT));
	return u8aToBn(hexToU8a(`0x${slot.slice(AURA_SLOT.length)}`), { isLe: true });
}

function lower(name) {
	return name[0].toLowerCase() + name.slice(1);
}

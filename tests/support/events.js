// SPDX-License-Identifier: Apache-2.0
// Events of blocks, decoded with the types of the runtime that made each block. polkadot.js decodes with one set of types,
// which it replaces as soon as it sees an upgrade, and by then it may not have decoded all blocks of the old runtime.

import { Metadata, TypeRegistry } from '@polkadot/types';
import { hexToNumber } from '@polkadot/util';
import { xxhashAsHex } from '@polkadot/util-crypto';

const EVENTS = xxhashAsHex('System', 128) + xxhashAsHex('Events', 128).slice(2);

export class EventReader {
	#provider;
	/** The types of each runtime, by its version. @type {Map<number, Promise<TypeRegistry>>} */
	#types = new Map();

	/** @param {import('@polkadot/api').WsProvider} provider */
	constructor(provider) {
		this.#provider = provider;
	}

	/**
	 * The events that a transaction in a block caused.
	 *
	 * @param {string} block its hash
	 * @param {string} bytes of the transaction
	 * @returns {Promise<{block: number, events: object[]}>}
	 */
	async eventsOf(block, bytes) {
		const { header: { number, parentHash }, extrinsics } = (await this.#ask('chain_getBlock', block)).block;
		const position = extrinsics.indexOf(bytes);
		if (position === -1) {
			throw new Error(`The transaction is not in block ${block}`);
		}
		const [types, events] = await Promise.all([
			this.#typesAfter(parentHash),
			this.#ask('state_getStorage', EVENTS, block),
		]);
		const caused = types.createType('Vec<FrameSystemEventRecord>', events)
			.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(position))
			.map(({ event }) => event);
		return { block: hexToNumber(number), events: caused };
	}

	/** The types of the runtime that makes the blocks after this one. */
	async #typesAfter(block) {
		const { specVersion } = await this.#ask('state_getRuntimeVersion', block);
		if (!this.#types.has(specVersion)) {
			this.#types.set(specVersion, this.#ask('state_getMetadata', block).then((bytes) => {
				const types = new TypeRegistry();
				types.setMetadata(new Metadata(types, bytes), undefined, undefined, true);
				return types;
			}));
		}
		return this.#types.get(specVersion);
	}

	#ask(method, ...args) {
		return this.#provider.send(method, args);
	}
}

// SPDX-License-Identifier: Apache-2.0
// A load of records that goes on whatever happens to the network, and the list of their outcomes: none may be lost.

import assert from 'node:assert/strict';
import { hexToU8a, u8aToBn, u8aToHex } from '@polkadot/util';
import { manufacturer } from '../accounts.js';
import { chainTime, connect, POOL_FAILURES } from '../chain.js';
import { register } from '../fixture.js';
import { itemsOf, serial } from '../items.js';
import { admitAll } from '../participants.js';

const RECORDS_PER_BLOCK = 5;
const TIMEOUT_MS = 300_000;

export class Load {
	/** The number of records that were ever signed. */
	submitted = 0;
	/** The records that were signed anew, because the pool refused or dropped the transaction before. */
	signedAgain = new Set();
	api;

	#code = serial('LOAD-1');
	#call;
	#perBlock;
	#firstNonce;
	/** The record of each transaction, by its bytes: a record that is signed again has others. */
	#signed = new Map();
	/** The records that are final: the bytes of each and the block that holds it. */
	#final = new Map();
	/** The records that must be signed again, unless they come into a block after all. */
	#again = new Set();
	/** The numbers of the blocks that hold final records. */
	#numbers = new Map();
	#lastError;
	#onFinal = new Set();
	/** The last final block that was read. */
	#read;
	#isReading = false;
	#isSending = false;

	/**
	 * Has the regulators admit a manufacturer, which records with every block from then on.
	 *
	 * The archive, which stays up, takes its transactions.
	 *
	 * @param {import('./network.js').Network} network
	 * @param {object} [options]
	 * @param {number} [options.perBlock] the records that are signed with every block
	 */
	static async begin(network, { perBlock = RECORDS_PER_BLOCK } = {}) {
		const load = new Load();
		load.#perBlock = perBlock;
		load.api = await connect(network.archive.url, { final: true });
		await load.#begin(network).catch(async (error) => {
			await load.disconnect();
			throw error;
		});
		return load;
	}

	async #begin({ archive: { heads }, validators }) {
		const { api } = this;
		await admitAll(api, validators.map(({ signer }) => signer), [manufacturer]);
		await register(api, this.#code);
		const { production } = itemsOf(await chainTime(api));
		this.#call = () => api.tx.productInfo.record(this.#code, production);
		this.#firstNonce = await nonceOf(heads, manufacturer.account);
		this.#read = heads.final;
		heads.onChange(() => this.#readFinal(heads));
		await api.rpc.chain.subscribeNewHeads(() => this.#send(heads));
	}

	/**
	 * Waits until every record signed by now is final, and looks for each of them on every node that runs.
	 *
	 * @param {import('./network.js').Network} network
	 * @returns {Promise<string>} a sentence with the numbers of records submitted and found
	 */
	async check(network) {
		const records = this.submitted;
		await this.#untilFinal(records);
		const kept = [...this.#final].filter(([number]) => number < records).map(([, record]) => record);
		assert.equal(kept.length, records);
		const last = Math.max(...this.#numbers.values());

		const found = await Promise.all(network.running.map(async ({ name, heads }) => {
			await heads.until(`${name} has block ${last}`, ({ final }) => final >= last);
			let here = 0;
			for (const [block, number] of this.#numbers) {
				assert.equal(await heads.ask('chain_getBlockHash', number), block, `${name} has another block ${number}`);
				const { extrinsics } = (await heads.ask('chain_getBlock', block)).block;
				here += kept.filter((record) => record.block === block && extrinsics.includes(record.bytes)).length;
			}
			assert.equal(here, records, `${name} has every record`);
			return `${here} on ${name}`;
		}));
		return `${records} records submitted (${this.signedAgain.size} signed again); found ${found.join(', ')}`;
	}

	async disconnect() {
		await this.api.disconnect();
	}

	/** Signs so many records with every block from now on. @returns the number until now */
	setPerBlock(records) {
		const before = this.#perBlock;
		this.#perBlock = records;
		return before;
	}

	/** Stops recording, and asserts that the unit's head counts every record. */
	async end(network) {
		this.#perBlock = 0;
		await this.#untilFinal(this.submitted);
		const key = this.api.query.productInfo.heads.key(this.#code);
		const last = Math.max(...this.#numbers.values());
		const inState = await Promise.all(network.running.map(async ({ heads }) => {
			return heads.ask('state_getStorage', key, await heads.finalHash(last));
		}));
		assert.equal(new Set(inState).size, 1, 'every node has the same head');
		const head = (await this.api.query.productInfo.heads(this.#code)).unwrap();
		assert.equal(head.records.toNumber(), this.submitted, 'the head counts every record');
	}

	async #send(heads) {
		if (this.#isSending) {
			return;
		}
		this.#isSending = true;
		try {
			const numbers = await this.#takeAgain(heads);
			numbers.push(...Array.from({ length: this.#perBlock }, () => this.submitted++));
			for (const number of numbers) {
				this.#sign(number).catch((error) => this.#giveUp(number, error));
			}
		} catch (error) {
			// The next block tries again.
			this.#lastError = error;
		} finally {
			this.#isSending = false;
		}
	}

	/** Takes the records that must be signed again, in their order. Those that are in a block already stay. */
	async #takeAgain(heads) {
		const waiting = [...this.#again].filter((number) => !this.#final.has(number));
		this.#again = new Set(waiting);
		if (waiting.length === 0) {
			return [];
		}
		const next = await nonceOf(heads, manufacturer.account) - this.#firstNonce;
		const numbers = waiting.filter((number) => number >= next).sort((one, other) => one - other);
		for (const number of numbers) {
			this.#again.delete(number);
			this.signedAgain.add(number);
		}
		return numbers;
	}

	async #sign(number) {
		// An immortal transaction, so that it doesn't become stale while the network stands still.
		const extrinsic = await this.#call().signAsync(manufacturer.account, { nonce: this.#firstNonce + number, era: 0 });
		this.#signed.set(extrinsic.toHex(), number);
		await this.api.rpc.author.submitAndWatchExtrinsic(extrinsic, (status) => {
			if (POOL_FAILURES.some((end) => status[end])) {
				this.#giveUp(number, new Error(`the pool says ${status.type}`));
			}
		});
	}

	#giveUp(number, error) {
		this.#lastError = error;
		this.#again.add(number);
	}

	/**
	 * Reads the blocks that are final by now.
	 *
	 * The statuses of the pool are not enough: an earlier transaction for the same record may be in a block whose author had
	 * it still.
	 */
	async #readFinal(heads) {
		if (this.#isReading) {
			return;
		}
		this.#isReading = true;
		try {
			while (this.#read < heads.final) {
				const block = await heads.finalHash(this.#read + 1);
				const { extrinsics } = (await heads.ask('chain_getBlock', block)).block;
				this.#read++;
				this.#note(extrinsics, block, this.#read);
			}
		} catch {
			// The node is about to stop.
		} finally {
			this.#isReading = false;
		}
	}

	#note(extrinsics, block, blockNumber) {
		for (const bytes of extrinsics) {
			const number = this.#signed.get(bytes);
			if (number !== undefined) {
				this.#numbers.set(block, blockNumber);
				this.#final.set(number, { bytes, block });
			}
		}
		for (const listener of this.#onFinal) {
			listener();
		}
	}

	/** Waits until every record below a number is final. */
	async #untilFinal(records) {
		const missing = () => Array.from({ length: records }, (_, number) => number).find((number) => !this.#final.has(number));
		let listener;
		let deadline;
		await new Promise((resolve, reject) => {
			deadline = setTimeout(() => {
				reject(new Error(`Record ${missing()} of ${records} is not final yet`, { cause: this.#lastError }));
			}, TIMEOUT_MS);
			listener = () => missing() === undefined && resolve();
			this.#onFinal.add(listener);
			listener();
		}).finally(() => {
			clearTimeout(deadline);
			this.#onFinal.delete(listener);
		});
	}
}

/** The next nonce of an account in the best block. */
async function nonceOf(heads, { publicKey }) {
	const bytes = await heads.ask('state_call', 'AccountNonceApi_account_nonce', u8aToHex(publicKey));
	return u8aToBn(hexToU8a(bytes), { isLe: true }).toNumber();
}

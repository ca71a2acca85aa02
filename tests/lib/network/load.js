// Records that go on whatever happens to the network, and the list of what became of them: none may be lost.

import assert from 'node:assert/strict';
import { manufacturer } from '../accounts.js';
import { chainTime, connect } from '../chain.js';
import { register } from '../fixture.js';
import { itemsOf, serial } from '../items.js';
import { bringIn } from '../participants.js';

const RECORDS_PER_BLOCK = 5;
const WITHIN_MS = 300_000;

/** What becomes of a transaction that the pool gives up. */
const GIVEN_UP = ['isInvalid', 'isDropped', 'isUsurped'];

export class Load {
	/** How many records were ever signed. */
	submitted = 0;
	/** How many were signed anew, because the pool refused or gave up what was signed before. */
	signedAgain = 0;
	api;

	#code = serial('LOAD-1');
	#call;
	#perBlock = RECORDS_PER_BLOCK;
	#firstNonce;
	/** The records that are final: the bytes of each and the block that holds it. */
	#final = new Map();
	/** Those that must be signed again. */
	#again = new Set();
	/** The numbers of the blocks that hold them. */
	#numbers = new Map();
	#lastError;
	#onFinal = new Set();

	/**
	 * Has a manufacturer admitted by the regulators, and has it record with every block from then on, through a node that
	 * stays up.
	 *
	 * @param {import('./network.js').Network} network
	 */
	static async begin(network) {
		const load = new Load();
		load.api = await connect(network.archive.url, { final: true });
		await load.#begin(network.validators.map(({ signer }) => signer)).catch(async (error) => {
			await load.leave();
			throw error;
		});
		return load;
	}

	async #begin(regulators) {
		const { api } = this;
		await bringIn(api, regulators, [manufacturer]);
		await register(api, this.#code);
		const { production } = itemsOf(await chainTime(api));
		this.#call = () => api.tx.productInfo.record(this.#code, production);
		this.#firstNonce = (await api.rpc.system.accountNextIndex(manufacturer.account.address)).toNumber();
		await api.rpc.chain.subscribeNewHeads(() => this.#send());
	}

	/**
	 * Waits until every record signed by now is final, and looks for each of them on every node that runs.
	 *
	 * @param {import('./network.js').Network} network
	 * @returns {Promise<string>} how many there are, and how many were found
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
		return `${records} records submitted (${this.signedAgain} signed again); found ${found.join(', ')}`;
	}

	/** Hangs up. */
	async leave() {
		await this.api.disconnect();
	}

	/** Records no more, and makes sure that the unit's head counts every record that was. */
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

	#send() {
		const again = [...this.#again].filter((number) => !this.#final.has(number));
		this.#again.clear();
		this.signedAgain += again.length;
		const fresh = Array.from({ length: this.#perBlock }, () => this.submitted++);
		for (const number of [...again, ...fresh]) {
			this.#sign(number).catch((error) => {
				this.#lastError = error;
				this.#again.add(number);
			});
		}
	}

	async #sign(number) {
		// Good for ever, so that a network that stands still for long doesn't make it stale.
		const extrinsic = await this.#call().signAsync(manufacturer.account, { nonce: this.#firstNonce + number, era: 0 });
		const bytes = extrinsic.toHex();
		await this.api.rpc.author.submitAndWatchExtrinsic(extrinsic, (status) => {
			if (status.isFinalized) {
				this.#note(number, bytes, status.asFinalized.toHex());
			} else if (GIVEN_UP.some((end) => status[end])) {
				this.#lastError = new Error(`the pool says ${status.type}`);
				this.#again.add(number);
			}
		});
	}

	async #note(number, bytes, block) {
		if (!this.#numbers.has(block)) {
			this.#numbers.set(block, (await this.api.rpc.chain.getHeader(block)).number.toNumber());
		}
		this.#again.delete(number);
		this.#final.set(number, { bytes, block });
		for (const listener of this.#onFinal) {
			listener();
		}
	}

	/** Until every record below that number is final. */
	async #untilFinal(records) {
		const missing = () => Array.from({ length: records }, (_, number) => number).find((number) => !this.#final.has(number));
		let listener;
		let deadline;
		await new Promise((resolve, reject) => {
			deadline = setTimeout(() => {
				reject(new Error(`Record ${missing()} of ${records} is not final yet`, { cause: this.#lastError }));
			}, WITHIN_MS);
			listener = () => missing() === undefined && resolve();
			this.#onFinal.add(listener);
			listener();
		}).finally(() => {
			clearTimeout(deadline);
			this.#onFinal.delete(listener);
		});
	}
}

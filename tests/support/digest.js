// SPDX-License-Identifier: Apache-2.0
// The records of a unit from events alone, and the head that follows from them.
//
// digest' = blake2_256(digest ++ blake2_256(SCALE(record))), from 32 zero bytes on.

import assert from 'node:assert/strict';
import { u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { finalBlock, untilFinal } from './chain.js';

/** The four information blocks, in the order of the standard's tables. */
export const BLOCKS = ['productInfo', 'transactionInfo', 'logisticsInfo', 'customsInfo'];

/** The records of a unit in their order, each with its information block and the chain's block. */
export async function walkForward(api, code) {
	const last = await finalBlock(api);
	const found = [];
	for (let number = 1; number <= last; number++) {
		found.push(...await recordedAt(api, number, code));
	}
	return found;
}

/** The records of one information block, the oldest first. Read backwards from its head, by blocks that have some. */
export async function walkBackward(api, block, code) {
	const head = await api.query[block].heads(code);
	assert.ok(head.isSome, `${block} has a head`);
	let records = [];
	for (let number = head.unwrap().lastAt.toNumber(); number !== undefined;) {
		const here = (await recordedAt(api, number, code)).filter((record) => record.block === block);
		assert.ok(here.length > 0, `${block} has a record in block ${number}`);
		for (const later of here.slice(1)) {
			assert.equal(later.previousAt, number, 'the record before it stands in the same block');
		}
		records = [...here, ...records];
		number = here[0].previousAt;
	}
	return records;
}

async function recordedAt(api, number, code) {
	const hash = await api.rpc.chain.getBlockHash(number);
	const events = await api.query.system.events.at(hash);
	return events
		.map(({ event }) => event)
		.filter(({ section, method }) => BLOCKS.includes(section) && method === 'Recorded')
		.map(({ section, data }) => ({
			block: section,
			at: number,
			record: data.record,
			previousAt: data.previousAt.isSome ? data.previousAt.unwrap().toNumber() : undefined,
		}))
		.filter(({ record }) => record.code.toString() === code);
}

/** The digest of a block's records. */
export function digestOf(records) {
	const digest = records.reduce(
		(before, { record }) => blake2AsU8a(u8aConcat(before, blake2AsU8a(record.toU8a()))),
		new Uint8Array(32),
	);
	return u8aToHex(digest);
}

/** The call by which its provider amends a record of a unit: the record of this index, proven by those around it. */
export async function amendment(api, block, code, index, item, reason) {
	const records = await walkBackward(api, block, code);
	const { source, supersedes, item: superseded } = records[index].record;
	const later = records.slice(index + 1).map(({ record }) => u8aToHex(blake2AsU8a(record.toU8a())));
	const before = digestOf(records.slice(0, index));
	return api.tx[block].amend(code, { before, source, supersedes, item: superseded, later }, item, reason);
}

/** Makes sure that the head in state is the one that these records of its block amount to. */
export async function checkHead(api, block, code, records) {
	const head = (await api.query[block].heads(code)).unwrap();
	assert.equal(head.records.toNumber(), records.length, `${block}: number of records`);
	assert.equal(head.digest.toHex(), digestOf(records), `${block}: digest`);
	assert.equal(head.lastAt.toNumber(), records.at(-1).at, `${block}: block of the last record`);
	assert.deepEqual(records.map(({ record }) => record.index.toNumber()), [...records.keys()], `${block}: indices`);
	return head;
}

/** Asserts all four heads, with records found by walking forward and by walking backward. */
export async function checkHeads(api, code) {
	await untilFinal(api);
	const all = await walkForward(api, code);
	for (const block of BLOCKS) {
		const forward = all.filter((record) => record.block === block);
		const backward = await walkBackward(api, block, code);
		assert.deepEqual(backward.map(({ record }) => record.toHex()), forward.map(({ record }) => record.toHex()));
		await checkHead(api, block, code, forward);
	}
	return all;
}

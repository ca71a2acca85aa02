// SPDX-License-Identifier: Apache-2.0
// Transactions by which admitted, invited or seated accounts try to take the chain for themselves.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createKeyMulti, encodeAddress } from '@polkadot/util-crypto';
import { account, otherManufacturer, regulators, seats } from '../support/accounts.js';
import { submit } from '../support/chain.js';
import { call, startWatchedChain, withstand } from '../support/hostile.js';
import { serial } from '../support/items.js';
import { admitAll } from '../support/participants.js';
import { itemUnit } from '../support/values.js';

const CALL_NOT_ALLOWED = 'Custom error: 8';
const ALLOWANCE_EXHAUSTED = 'Custom error: 6';
const MAY_ONLY_APPLY = 'Custom error: 2';
/** The code of an answer to a transaction that was refused a moment ago. */
const BANNED = 1012;
const UNITS = 256;
const MIB = 1024 * 1024;

let chain;
before(async () => {
	chain = await startWatchedChain();
	await admitAll(chain.api, regulators, [otherManufacturer]);
});
after(() => chain?.stop());

/** The next nonce of an account in the state, whatever waits in the pool. */
async function nonceOf({ address }) {
	return (await chain.api.query.system.account(address)).nonce.toNumber();
}

/** Signs a call as an immortal transaction. */
async function signed(tx, signer, nonce) {
	return (await tx.signAsync(signer, { nonce, era: 0 })).toHex();
}

/**
 * Sends the transactions of a signer one after the other, as fast as the node takes them.
 *
 * A transaction that is refused for want of allowance is sent again and again.
 *
 * @param {(nonce: number) => object} make the call with this nonce
 */
function flood(signer, first, make) {
	let nonce = first;
	let next;
	const flooding = {
		taken: 0,
		bytes: 0,
		async attack() {
			next ??= await signed(make(nonce), signer, nonce);
			const { answer, bytes } = await call(chain.node, 'author_submitExtrinsic', [next]);
			if (answer.result) {
				flooding.taken += 1;
				flooding.bytes += next.length / 2;
				nonce += 1;
				next = undefined;
			} else {
				assertRefused(answer, ALLOWANCE_EXHAUSTED);
			}
			return { bytes, sent: 1 };
		},
	};
	return flooding;
}

/** Makes sure that a transaction was refused by this name, now or a moment ago. */
function assertRefused({ error }, name) {
	assert.ok(error?.code === BANNED || error?.data === name, JSON.stringify(error));
}

/** The most that a bucket gives during an attack: its capacity, and the refill meanwhile. */
const most = (rate, blocks) => rate.capacity.toNumber() * (1 + blocks / rate.blocks.toNumber());

test('a batch of 9,000 pure proxies is refused, and leaves nothing in the state', async (t) => {
	const { api, node } = chain;
	const calls = Array(9_000).fill(api.tx.proxy.createPure('Any', 0, 0));
	const signer = otherManufacturer.account;
	const batch = await signed(api.tx.utility.batch(calls), signer, await nonceOf(signer));
	await withstand(t, chain, async () => {
		const { answer, bytes } = await call(node, 'author_submitExtrinsic', [batch]);
		assertRefused(answer, CALL_NOT_ALLOWED);
		return { bytes, sent: 1 };
	});
	assert.equal((await api.query.proxy.proxies.keys()).length, 0);
});

test('a participant who registers 256 units in every transaction leaves the blocks to others', async (t) => {
	const { api } = chain;
	const signer = otherManufacturer.account;
	const unitsBefore = (await api.query.traceUnits.units.keys()).length;
	const flooding = flood(signer, await nonceOf(signer), (nonce) => {
		const units = Array.from({ length: UNITS }, (_, n) => itemUnit(serial(`FLOOD-${nonce}-${n}`)));
		return api.tx.traceUnits.registerMany(units, []);
	});
	const { blocksMade } = await withstand(t, chain, flooding.attack, { blocks: 16 });
	const allowance = api.consts.participants.participantAllowance;
	t.diagnostic(`${flooding.taken * UNITS} units were taken`);
	assert.ok(flooding.taken > 0);
	assert.ok(flooding.taken * UNITS <= most(allowance.newKeys, blocksMade + 2));
	const grown = (await api.query.traceUnits.units.keys()).length - unitsBefore;
	// The units of the honest participant are among them.
	assert.ok(grown <= flooding.taken * UNITS + 3 * blocksMade, `${grown} units`);
});

test('a regulator who sends remarks of half a megabyte fills neither blocks nor disks', async (t) => {
	const { api } = chain;
	const signer = seats.marketSupervision;
	const flooding = flood(signer, await nonceOf(signer), (nonce) => {
		return api.tx.system.remark(`0x${nonce.toString(16).padStart(8, '0').repeat(MIB / 8)}`);
	});
	const { blocksMade } = await withstand(t, chain, flooding.attack, { blocks: 12 });
	const allowance = api.consts.participants.regulatorAllowance;
	t.diagnostic(`${flooding.bytes} bytes were taken`);
	assert.ok(flooding.bytes > 0 && flooding.bytes <= most(allowance.bytes, blocksMade + 2));
});

test('the keys of an account that is only invited may apply for it and leave nothing else', async (t) => {
	const { api, node } = chain;
	const [one, other] = [account('//Invited//One'), account('//Invited//Other')];
	const multisig = encodeAddress(createKeyMulti([one.address, other.address], 1), api.registry.chainSS58);
	await submit(api, seats.customs, api.tx.participants.invite(multisig, [one.address, other.address]));
	await submit(api, one, api.tx.participants.acceptOperator(multisig));
	const accountsBefore = (await api.query.system.account.keys()).length;

	const derived = api.tx.utility.asDerivative(1, api.tx.proxy.addProxy(other.address, 'Any', 0));
	const carried = [derived, api.tx.utility.batchAll([derived]), api.tx.proxy.addProxy(other.address, 'Any', 0)];
	const nonce = await nonceOf(one);
	const transactions = await Promise.all(carried.map((tx) => {
		return signed(api.tx.multisig.asMultiThreshold1([other.address], tx), one, nonce);
	}));
	await withstand(t, chain, async () => {
		const answers = await Promise.all(transactions.map((tx) => call(node, 'author_submitExtrinsic', [tx])));
		answers.forEach(({ answer }) => assertRefused(answer, MAY_ONLY_APPLY));
		return { bytes: Math.max(...answers.map(({ bytes }) => bytes)), sent: 1 };
	});
	assert.equal((await api.query.system.account.keys()).length, accountsBefore);
	assert.equal((await api.query.proxy.proxies.keys()).length, 0);
});

// SPDX-License-Identifier: Apache-2.0
// Seats: the right to make blocks comes and goes with the seat in the council, at the session that the chain announces,
// and the network goes on.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, submit, until } from '../support/chain.js';
import { decide, decideAsRoot } from '../support/council.js';
import {
	secondsUntilCaughtUp, secondsUntilFinality, untilAuthored, untilMoreFinal,
} from '../support/network/faults.js';
import { startNetwork } from '../support/network/fixture.js';

/** Blocks of a session. A change acts two sessions later: with the default length, after ten minutes. */
const SESSION_LENGTH = 10;
const TWO_ROUNDS = 8;
/** Blocks between the session that takes the voters over and their first vote. */
const DELAY_BLOCKS = 4;

describe('a network of four regulators', () => {
	let chain;
	let network;
	let load;
	let api;
	let heads;
	before(async () => {
		chain = await startNetwork({ sessionLength: SESSION_LENGTH });
		({ network, load } = chain);
		({ api } = load);
		({ heads } = network.archive);
	});
	after(() => chain?.stop());

	/** The session at which an account enters or leaves the set, as the chain announces it. */
	async function announced(change, { address }) {
		let session;
		await until(api.query.system.events, (records) => records.some(({ event }) => {
			if (!api.events.validatorSeats.SetPlanned.is(event) || !event.data[change].some((who) => who.eq(address))) {
				return false;
			}
			session = event.data.session.toNumber();
			return true;
		}));
		return session;
	}

	/** Waits until a session has begun. @returns its first block and its validators */
	async function begun(session) {
		await until(api.query.session.currentIndex, (index) => index.toNumber() >= session);
		const block = heads.best;
		const validators = (await api.query.session.validators()).map(String);
		return { block, validators };
	}

	test('who is voted out makes no more blocks from the announced session on', async (t) => {
		const [customs, tax, foreignExchange, marketSupervision] = network.validators;
		const council = [customs, tax, foreignExchange].map(({ signer }) => signer);
		const { address } = marketSupervision.signer;
		const leaving = announced('leaving', marketSupervision.signer);
		await decide(api, council, api.tx.regulators.removeMember(address), 'twoThirds');
		const session = await leaving;
		assert.ok((await api.query.session.validators()).some((who) => who.eq(address)), 'it is in the set until then');
		t.diagnostic(`leaves with session ${session}`);

		const { block, validators } = await begun(session);
		assert.equal(validators.length, 3);
		assert.ok(!validators.includes(address));

		// The node of the former validator goes on, and makes no block.
		const key = network.keyOf(marketSupervision);
		await untilMoreFinal(heads, TWO_ROUNDS);
		for (let number = block + 1; number <= heads.final; number++) {
			assert.notEqual(await heads.authorOf(number), key, `block ${number}`);
		}
		t.diagnostic(await load.check(network));
	});

	test('who is voted in makes blocks once its node is ready', async (t) => {
		const council = network.validators.slice(0, 3).map(({ signer }) => signer);
		const commerce = await network.add('commerce', 'Commerce');
		const { signer } = commerce;
		await commerce.start();
		await commerce.heads.until('it has caught up', ({ final }) => final >= heads.final);

		await decide(api, council, api.tx.regulators.addMember(signer.address), 'twoThirds');
		await decide(api, council, api.tx.participants.assignDepartment(signer.address, commerce.department));

		const owner = api.createType('AccountId', signer.address).toHex();
		const { keys, proof } = await commerce.heads.ask('author_rotateKeysWithOwner', owner);
		// The first of the two is Aura's.
		const aura = `0x${keys.slice(2, 2 + 64)}`;
		await submit(api, signer, api.tx.session.setKeys(keys, proof));
		const entering = announced('entering', signer);
		await submit(api, signer, api.tx.validatorSeats.activate());
		const session = await entering;
		t.diagnostic(`enters with session ${session}`);

		const { validators } = await begun(session);
		assert.equal(validators.length, 4);
		assert.ok(validators.includes(signer.address));
		await untilAuthored(heads, aura);
		t.diagnostic(await load.check(network));
	});

	test('nobody sets keys that are somebody else\'s', async () => {
		const [customs, tax] = network.validators;
		const owner = api.createType('AccountId', customs.signer.address).toHex();
		const { keys, proof } = await customs.heads.ask('author_rotateKeysWithOwner', owner);
		await assert.rejects(submit(api, tax.signer, api.tx.session.setKeys(keys, proof)), { name: 'session.InvalidProof' });
	});

	test('finality is set going again when half of the machines are gone for good', async (t) => {
		const [customs, tax, foreignExchange, , commerce] = network.validators;
		const lost = [foreignExchange, commerce];
		await Promise.all(lost.map((machine) => machine.kill()));
		const { best } = heads;
		await heads.until('blocks are still made', (now) => now.best > best + TWO_ROUNDS);
		const stoodAt = heads.final;

		// The clerk waits for blocks and not for finality: nothing becomes final.
		const clerk = await connect(network.archive.url);
		let council = [customs, tax, ...lost].map(({ signer }) => signer);
		const sessions = [];
		for (const { signer } of lost) {
			sessions.push(announced('leaving', signer));
			await decide(clerk, council, clerk.tx.regulators.removeMember(signer.address), 'twoThirds');
			council = council.filter(({ address }) => address !== signer.address);
		}
		const { validators } = await begun(Math.max(...await Promise.all(sessions)));
		assert.deepEqual(validators.sort(), council.map(({ address }) => address).sort());
		assert.equal(heads.final, stoodAt, 'the old set still has to vote, and can\'t');

		const seconds = await secondsUntilFinality(heads, () => {
			return decideAsRoot(clerk, council, clerk.tx.grandpa.noteStalled(DELAY_BLOCKS, stoodAt));
		});
		t.diagnostic(`finality stood at block ${stoodAt} and resumed ${seconds} s after the council began to decide on it`);
		await clerk.disconnect();

		foreignExchange.deleteDatabase();
		t.diagnostic(`a lost machine was back ${await secondsUntilCaughtUp(foreignExchange, heads)} s after its start`);
		t.diagnostic(await load.check(network));
	});
});

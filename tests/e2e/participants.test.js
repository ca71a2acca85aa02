// SPDX-License-Identifier: Apache-2.0
// Participants: admission and its end, operators, authorizations, and the check that the pool makes of all of them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
	account, bank, carrier, manufacturer, otherManufacturer, platform, regulators, seats,
} from '../support/accounts.js';
import {
	assertNoop, chainTime, eventOf, send, submit, throwIfFailed, transactionErrorOf, until,
} from '../support/chain.js';
import { close, decide, propose, vote } from '../support/council.js';
import { register, startPopulatedChain } from '../support/fixture.js';
import { itemsOf, serial } from '../support/items.js';
import { admit, apply, authorization, invite } from '../support/participants.js';
import { itemUnit } from '../support/values.js';

describe('participants', () => {
	let chain;
	let api;
	let items;
	before(async () => {
		chain = await startPopulatedChain();
		api = chain.api;
		items = itemsOf(await chainTime(api));
	});
	after(() => chain?.stop());

	test('a profile edited after the vote was proposed is not admitted', async () => {
		const { address } = otherManufacturer.account;
		await invite(api, seats.customs, [otherManufacturer]);
		await apply(api, [otherManufacturer]);
		const motion = await propose(api, seats.customs, await admit(api, otherManufacturer));
		await vote(api, motion, regulators.slice(1));

		const nodes = ['Manufacturer', 'TradingPlatform'];
		const edited = { ...otherManufacturer, profile: { ...otherManufacturer.profile, nodes } };
		await apply(api, [edited]);
		await assertNoop(api, 'participants.ProfileChanged', () => close(api, motion, seats.customs));
		assert.ok((await api.query.participants.participants(address)).isNone);

		await decide(api, regulators, await admit(api, edited));
		const participant = (await api.query.participants.participants(address)).unwrap();
		assert.deepEqual(participant.nodes.map((node) => node.type), nodes);
	});

	test('the pool rejects a suspended participant until it is reinstated', async () => {
		const code = await register(api, serial('SUSPEND-1'));
		const record = () => submit(api, carrier.account, api.tx.logisticsInfo.record(code, items.tally));
		const { suspend, reinstate } = api.tx.participants;

		await decide(api, regulators, suspend(carrier.account.address, '安检记录不实，暂停接入'));
		const refusal = await assertNoop(api, 'Suspended', record);
		assert.ok(refusal.rejectedByPool);

		await decide(api, regulators, reinstate(carrier.account.address));
		await record();
	});

	test('an admission ends at its date and is renewed by vote', async () => {
		const { renew } = api.tx.participants;
		const code = await register(api, serial('EXPIRE-1'));
		const record = () => submit(api, bank.account, api.tx.transactionInfo.record(code, items.receipt));
		const dueAt = (await api.query.participants.participants(bank.account.address)).unwrap().until.toNumber();

		const soon = await renewBriefly(bank.account.address);
		await until(api.query.timestamp.now, (now) => now.toNumber() > soon);
		const refusal = await assertNoop(api, 'Expired', record);
		assert.ok(refusal.rejectedByPool);

		await decide(api, regulators, renew(bank.account.address, dueAt));
		await record();
	});

	/** Renews an admission so that it is in force when the motion is decided, and expires soon after. */
	async function renewBriefly(address) {
		for (let seconds = 12; ; seconds *= 2) {
			const soon = await chainTime(api) + seconds * 1000;
			const refusal = await transactionErrorOf(decide(api, regulators, api.tx.participants.renew(address, soon)));
			if (!refusal) {
				return soon;
			}
			assert.equal(refusal.name, 'participants.AlreadyExpired');
		}
	}

	test('the pool rejects a revoked participant, whose credit code is free again', async () => {
		const revoked = { ...otherManufacturer, account: account('//Revoked') };
		revoked.profile = structuredClone(otherManufacturer.profile);
		revoked.profile.identity.Organisation.creditCode = '91440300MA5XX0GD6N';
		await invite(api, seats.customs, [revoked]);
		await apply(api, [revoked]);
		await decide(api, regulators, await admit(api, revoked));
		await decide(api, regulators, api.tx.participants.revoke(revoked.account.address, '伪造检验报告'));
		const unit = itemUnit(serial('REVOKE-1'));
		const refusal = await assertNoop(api, 'Revoked', () => {
			return submit(api, revoked.account, api.tx.traceUnits.register(unit, []));
		});
		assert.ok(refusal.rejectedByPool);

		const successor = { ...revoked, account: account('//Successor') };
		await invite(api, seats.customs, [successor]);
		await apply(api, [successor]);
		await decide(api, regulators, await admit(api, successor));
	});

	test('who is invited may only apply, and not without end', async () => {
		const applicant = { ...otherManufacturer, account: account('//Applicant') };
		applicant.profile = structuredClone(otherManufacturer.profile);
		applicant.profile.identity.Organisation.creditCode = '91440300MA5TC0527L';
		await invite(api, seats.customs, [applicant]);
		const unit = itemUnit(serial('APPLY-1'));
		await assertNoop(api, 'MayOnlyApply', () => submit(api, applicant.account, api.tx.traceUnits.register(unit, [])));

		const { backlog, newKeys } = api.consts.participants.applicantAllowance;
		let sent = 0;
		const flood = async () => {
			// Blocks take some meanwhile, which makes room for others, until the allowance of keys is used up.
			for (; sent <= backlog.toNumber() + newKeys.capacity.toNumber(); sent++) {
				await send(applicant.account, api.tx.participants.apply(applicant.profile), sent);
			}
		};
		assert.equal((await transactionErrorOf(flood()))?.name, 'AllowanceExhausted');
		assert.ok(sent >= backlog.toNumber());
		await until(api.query.system.account, ({ nonce }) => nonce.eqn(sent), applicant.account.address);
	});

	test('an operator\'s key records for its principal and does nothing else', async () => {
		const operator = account('//Manufacturer//Line1');
		const { address } = manufacturer.account;
		const code = await register(api, serial('OPERATOR-1'));
		const record = api.tx.productInfo.record(code, items.production);

		await assertNoop(api, 'NotAdmitted', () => submit(api, operator, api.tx.proxy.proxy(address, null, record)));
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			api.tx.participants.addOperator(operator.address),
			api.tx.proxy.addProxy(operator.address, 'RecordOnly', 0),
		]));
		await assertNoop(api, 'NotAdmitted', () => submit(api, operator, api.tx.proxy.proxy(address, null, record)));
		await submit(api, operator, api.tx.participants.acceptOperator(address));

		const { events } = await submit(api, operator, api.tx.proxy.proxy(address, null, record));
		assert.equal(eventOf(events, 'productInfo', 'Recorded').data.record.provider.toString(), address);

		await assertNoop(api, 'OperatorCallOnly', () => submit(api, operator, record));
		for (const forbidden of [
			api.tx.traceUnits.close(code, 'Unlimited'),
			api.tx.traceUnits.register(itemUnit(serial('OPERATOR-2')), []),
			api.tx.traceUnits.offerCustody(code, platform.account.address, null),
			api.tx.traceUnits.recall([code], '抽检'),
			authorization(api, platform, 'product'),
			api.tx.proxy.addProxy(account('//Stranger').address, 'Any', 0),
		]) {
			await assertNoop(api, 'system.CallFiltered', async () => {
				const outcome = await submit(api, operator, api.tx.proxy.proxy(address, null, forbidden));
				throwIfFailed(api, eventOf(outcome.events, 'proxy', 'ProxyExecuted').data.result);
			});
		}
		const transfer = api.tx.balances.transferAllowDeath(operator.address, 1);
		await assertNoop(api, 'CallNotAllowed', () => submit(api, operator, api.tx.proxy.proxy(address, null, transfer)));
	});

	test('a sealing key is registered, rotated and ended, by an operator for itself as well', async () => {
		const keysOf = async (address) => (await api.call.traceApi.sealingKeys(address)).toJSON();
		const key = (byte) => `0x${byte.toString(16).padStart(2, '0').repeat(32)}`;
		const set = (signer, value) => submit(api, signer, api.tx.participants.setSealingKey(value));
		const { address } = manufacturer.account;

		await set(manufacturer.account, key(2));
		const { events } = await set(manufacturer.account, key(3));
		assert.equal(eventOf(events, 'participants', 'SealingKeysChanged').data.who.toString(), address);
		assert.deepEqual(await keysOf(address), { current: key(3), previous: key(2) });
		await assertNoop(api, 'participants.SealingKeyReplaced', () => set(manufacturer.account, key(2)));
		await assertNoop(api, 'participants.LowOrderSealingKey', () => set(manufacturer.account, key(0)));

		const operator = account('//Manufacturer//Line2');
		await submit(api, manufacturer.account, api.tx.participants.addOperator(operator.address));
		await assertNoop(api, 'NotAdmitted', () => set(operator, key(4)));
		await submit(api, operator, api.tx.participants.acceptOperator(address));
		await set(operator, key(4));
		assert.deepEqual(await keysOf(operator.address), { current: key(4), previous: null });
		await submit(api, manufacturer.account, api.tx.participants.removeOperator(operator.address));
		assert.equal(await keysOf(operator.address), null);

		await set(manufacturer.account, null);
		assert.equal(await keysOf(address), null);
	});

	test('two are partners once both said so, and until one ends it', async () => {
		const { proposePartner, confirmPartner, endPartner } = api.tx.participants;
		const [one, other] = [manufacturer.account, bank.account];
		const known = async () => {
			const entries = await api.query.participants.partners.entries();
			return entries.map(([, found]) => found.unwrap().confirmed.isTrue);
		};
		await submit(api, one, proposePartner(other.address));
		assert.deepEqual(await known(), [false]);
		await assertNoop(api, 'participants.AlreadyProposed', () => submit(api, other, proposePartner(one.address)));
		await submit(api, other, confirmPartner(one.address));
		assert.deepEqual(await known(), [true]);
		await assertNoop(api, 'participants.AlreadyPartners', () => submit(api, one, proposePartner(other.address)));
		await submit(api, other, endPartner(one.address));
		assert.deepEqual(await known(), []);
	});

	test('a withdrawn authorization no longer lets the provider write', async () => {
		const code = await register(api, serial('WITHDRAW-1'));
		const record = () => submit(api, platform.account, api.tx.transactionInfo.record(code, items.order));
		await record();

		const withdraw = api.tx.participants.withdrawAuthorization(platform.account.address);
		await submit(api, manufacturer.account, withdraw);
		await assertNoop(api, 'transactionInfo.NotAuthorized', record);

		await submit(api, manufacturer.account, authorization(api, platform, 'transaction'));
		await record();
	});
});

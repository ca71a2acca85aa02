// SPDX-License-Identifier: Apache-2.0
// Contracts of two partners: versions, signatures, milestones that facts of the chain do, and disputes.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { manufacturer, merchant, regulators, seats, stranger } from '../support/accounts.js';
import { assertNoop, chainTime, eventOf, submit } from '../support/chain.js';
import { decide } from '../support/council.js';
import { register, startPopulatedChain } from '../support/fixture.js';
import { serial } from '../support/items.js';

const DAY = 86_400_000;
const hash = (digit) => `0x${digit.repeat(64)}`;

describe('contracts', () => {
	let chain;
	let api;
	let tx;
	let now;
	before(async () => {
		chain = await startPopulatedChain(merchant);
		api = chain.api;
		tx = api.tx.trade;
		now = await chainTime(api);
	});
	after(() => chain?.stop());

	const terms = (...kinds) => ({
		termsHash: hash('1'),
		orderHash: null,
		milestones: kinds.map((kind) => ({ kind, weight: 1000 / kinds.length })),
		until: now + DAY,
		endsAt: now + 30 * DAY,
	});
	const by = (party, call) => submit(api, party.account, call);
	const offered = (events) => eventOf(events, 'trade', 'Offered').data;
	const offer = (kinds) => by(manufacturer, tx.offer(merchant.account.address, 'Seller', terms(...kinds)));
	const agree = async (...kinds) => {
		const { id, version, versionHash } = offered((await offer(kinds)).events);
		await by(merchant, tx.sign(id, version, versionHash));
		return id;
	};
	const manual = { Manual: { by: 'Seller' } };

	test('two that are no partners make none', async () => {
		await assertNoop(api, 'trade.NotPartners', () => offer([manual]));
		await by(manufacturer, api.tx.participants.proposePartner(merchant.account.address));
		await by(merchant, api.tx.participants.confirmPartner(manufacturer.account.address));
	});

	test('the second version is signed, by its hash, and the first no more', async () => {
		const first = offered((await offer([manual])).events);
		const second = offered((await by(merchant, tx.counter(first.id, terms(manual, 'Invoice')))).events);
		assert.equal(second.version.toNumber(), 2);
		await assertNoop(api, 'trade.WrongVersion', () => {
			return by(manufacturer, tx.sign(first.id, 1, first.versionHash));
		});
		await assertNoop(api, 'trade.WrongHash', () => by(manufacturer, tx.sign(first.id, 2, first.versionHash)));
		await by(manufacturer, tx.sign(first.id, 2, second.versionHash));
		const contract = (await api.query.trade.contracts(first.id)).unwrap();
		assert.equal(contract.accepted.unwrap().toNumber(), 2);
		await assertNoop(api, 'trade.AlreadySigned', () => by(merchant, tx.withdraw(first.id)));
	});

	test('title that passes under it, an invoice and signatures complete it', async () => {
		const id = await agree({ Title: { units: 1 } }, 'Invoice');
		const code = await register(api, serial('TRADE-1'));
		const sell = api.tx.traceUnits.offerTitle([code], merchant.account.address, now + DAY, id.toString());
		const { offer: title } = eventOf((await by(manufacturer, sell)).events, 'traceUnits', 'TitleOffered').data;
		const { events } = await by(merchant, api.tx.traceUnits.acceptTitle([code], title, false));
		assert.equal(eventOf(events, 'trade', 'MilestoneDone').data.milestone.toNumber(), 0);
		await assertNoop(api, 'trade.NotDone', () => by(merchant, tx.signOff(id)));
		const number = '26442000000000000001';
		await assertNoop(api, 'trade.NotSeller', () => by(merchant, tx.invoice(id, number, hash('2'))));
		await by(manufacturer, tx.invoice(id, number, hash('2')));
		await assertNoop(api, 'trade.InvoiceTaken', () => by(manufacturer, tx.invoice(id, number, hash('3'))));
		await by(merchant, tx.signOff(id));
		await by(manufacturer, tx.signOff(id));
		assert.ok((await api.query.trade.contracts(id)).isNone);
		assert.equal((await api.query.trade.finishedContracts(id)).unwrap().outcome.type, 'Completed');
	});

	test('what is disputed the department of commerce rules on, and nobody else', async () => {
		const id = await agree(manual);
		await by(manufacturer, tx.dispute(id, hash('4')));
		await by(merchant, tx.answer(id, hash('5')));
		await by(merchant, tx.fulfil(id, 0, { Manual: hash('6') }));
		await assertNoop(api, 'trade.Disputed', () => by(merchant, tx.signOff(id)));
		const rule = tx.rule(id, 'Terminate', hash('7'));
		await assertNoop(api, 'trade.NotCommerce', () => submit(api, seats.customs, rule));
		const { assignDepartment } = api.tx.participants;
		await decide(api, regulators, assignDepartment(seats.foreignExchange.address, 'Commerce'));
		await submit(api, seats.foreignExchange, rule);
		assert.equal((await api.query.trade.finishedContracts(id)).unwrap().outcome.type, 'RuledTerminated');
	});

	test('both sides terminate it, and a stranger does nothing', async () => {
		const id = await agree(manual);
		await by(manufacturer, tx.terminate(id, hash('8')));
		await assertNoop(api, 'trade.AlreadyAgreed', () => by(manufacturer, tx.terminate(id, hash('8'))));
		await assertNoop(api, 'NotAdmitted', () => submit(api, stranger, tx.terminate(id, hash('8'))));
		await by(merchant, tx.terminate(id, hash('8')));
		assert.equal((await api.query.trade.finishedContracts(id)).unwrap().outcome.type, 'Terminated');
	});
});

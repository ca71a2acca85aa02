// SPDX-License-Identifier: Apache-2.0
// Declarations: the story of the demo, and every way in which a declaration is refused, changed or stopped.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { account, broker, carrier, manufacturer, otherManufacturer, platform, regulators, seats } from '../support/accounts.js';
import { assertNoop, chainTime, eventOf, submit, undecodable } from '../support/chain.js';
import { lot, sscc } from '../support/codes.js';
import { decide as decideInCouncil } from '../support/council.js';
import {
	advance, amend, clear, CLEARANCE_RECEIPTS, decide, declarationOf, declare, fileAndAgree, formOf, loopOf, singleWindow,
	verdict, workListOf,
} from '../support/customs.js';
import { historyOf, playCustoms, sent } from '../support/customs-job.js';
import { declarationTable, filingTable, historyTable, loopTable, verdictTable, waitsFor } from '../support/customs-table.js';
import { assertNoopAll, recordAll, register, startPopulatedChain, stepRunner } from '../support/fixture.js';
import { itemsOf, serial } from '../support/items.js';
import { authorization } from '../support/participants.js';
import { playRefusals } from '../support/refusals-job.js';
import { refusalsTable } from '../support/refusals-table.js';
import { traceTable } from '../support/trace-table.js';
import { batchUnit, cny, itemUnit, logisticUnit, pieces, usd } from '../support/values.js';

let chain;
let api;
let now;
before(async () => {
	chain = await startPopulatedChain(otherManufacturer);
	api = chain.api;
	now = await chainTime(api);
});
after(() => chain?.stop());

const unitOf = async (code) => (await api.call.traceApi.unit(code)).unwrap();
const statusOf = async (entryNumber) => (await declarationOf(api, entryNumber)).declaration.status.type;
const customsRecords = async (code) => (await api.query.customsInfo.heads(code)).unwrap().records.toNumber();

const many = (length, of) => Array.from({ length }, (_, number) => of(number));

/** Documents of a purchase of its own. */
const itemsFor = (number) => itemsOf(now, { number });

/** A unit of the manufacturer that is declared, and the form by which it was. */
async function declared(number) {
	const code = await register(api, serial(number));
	const form = formOf(itemsFor(number), [code]);
	return { code, form, entryNumber: await declare(api, form) };
}

/** The platform records the order of a purchase. */
function recordOrder(number, code) {
	return submit(api, platform.account, api.tx.transactionInfo.record(code, itemsFor(number).order));
}

describe('the story of a parcel and a shipment', () => {
	let story;
	test('it is played', async (t) => {
		story = await playCustoms(api, stepRunner(t));
	});

	test('the clearance stands in the block of every unit declared', async () => {
		for (const [code, { entryNumber, history }, status] of [
			[sent.parcel, story.parcel, 'Closed'],
			[sent.earphones, story.shipment, 'Returned'],
			[sent.firstCases, story.shipment, 'Returned'],
			[sent.secondCases, story.shipment, 'Returned'],
		]) {
			const changes = await historyOf(api, code, entryNumber);
			const codes = ({ status, code }) => [status, code];
			assert.deepEqual(changes.map(codes), history.map(codes));
			const { recorded, declaration } = await unitOf(code);
			const names = recorded.map(({ type }) => type);
			assert.ok(names.includes('Declaration') && names.includes('Status'));
			// Returned goods are declared no longer.
			assert.equal(declaration.isSome, status === 'Closed');
			if (declaration.isSome) {
				assert.equal(declaration.unwrap().entryNumber.toUtf8(), entryNumber);
				assert.equal(declaration.unwrap().status.type, status);
			}
			assert.equal(changes.at(-1).status, status);
		}
	});

	test('the raw codes of the receipts are kept', () => {
		const codes = (history) => history.map(({ code }) => code);
		assert.deepEqual(codes(story.parcel.history).slice(-4), CLEARANCE_RECEIPTS);
		assert.deepEqual(codes(story.shipment.history).slice(1), [120, 500, 501, 399, 800, 899, 700]);
	});

	test('a unit\'s block has the lines that name it, and no others', () => {
		const { item, source } = story.trace.records
			.map(({ record }) => record)
			.find((record) => record.item.type === 'Declaration');
		assert.ok(source.isClearance);
		assert.deepEqual(item.asDeclaration.lines.map(({ hsCode }) => hsCode.toUtf8()), ['8518300000']);
	});

	test('what was imported is marked in head, view and record', async () => {
		const { imported } = await unitOf(sent.earphones);
		assert.deepEqual(imported.map(({ type }) => type), ['Storage']);
		const sources = story.trace.records.filter(({ record }) => record.source.isImported);
		assert.deepEqual(sources.map(({ record }) => record.item.type), ['Storage']);
		assert.equal((await unitOf(sent.parcel)).imported.length, 0);
	});

	test('goods that came back are declared no longer', async () => {
		const { state, declared: side } = story.shipment.loop;
		assert.ok(side.isNone);
		assert.deepEqual(state.asOpen.missing.map(({ type }) => type), ['Declaration']);
	});

	test('it can be shown', async () => {
		const { filing, parcel, shipment, trace } = story;
		const found = loopTable(parcel.found);
		assert.match(found, /DECLARED VALUE DISAGREES/);
		assert.match(found, /ordered USD\s49\.90, declared USD\s45\.90/);
		assert.match(loopTable(parcel.loop), /MATCHED/);
		assert.match(loopTable(shipment.open), /MISSING RECEIPT/);
		assert.match(loopTable(shipment.open), /USD\s3,200\.00 outstanding/);
		assert.match(loopTable(shipment.loop), /MISSING DECLARATION/);
		assert.match(historyTable(shipment.history), /Detained\s+│\s501/);
		const lines = await declarationTable(api, shipment.entryNumber, shipment.view);
		for (const code of [sent.earphones, sent.firstCases, sent.secondCases, '784-10020031', '784-10020032']) {
			assert.ok(lines.includes(code), code);
		}
		assert.match(await verdictTable(api, shipment.view.verdicts, []), /market supervision\s+│ agrees/);
		assert.match(await verdictTable(api, [], waitsFor(filing.good.filing.approval)), /department/);
		assert.match(filingTable(filing.good), /direct to consumer, overseas warehouse/);
		assert.match(filingTable(filing.refused), /Refused/);
		assert.match(await traceTable(api, trace), /Storage IMPORTED/);
	});

	test('what is not so is refused', async (t) => {
		const refusals = await playRefusals(api, stepRunner(t), sent.earphones);
		assert.match(refusalsTable(refusals), /申报出口已被召回的商品/);
		for (const { error, why } of refusals) {
			assert.ok(why.length > 0, `${error} says why`);
		}
	});
});

describe('declarations', () => {
	before(() => fileAndAgree(api, manufacturer, 'DirectToConsumer'));

	test('many units are cleared by one declaration', async () => {
		const codes = Array.from({ length: 60 }, (_, number) => serial(`BULK-${number}`));
		await submit(api, manufacturer.account, api.tx.traceUnits.registerMany(codes.map((code) => itemUnit(code)), []));
		const entryNumber = await clear(api, itemsFor('BULK'), ...codes);
		assert.equal(await statusOf(entryNumber), 'Closed');
		for (const code of [codes[0], codes.at(-1)]) {
			// Five statuses, and the declaration itself.
			assert.equal(await customsRecords(code), 6);
		}
	});

	test('a declaration is amended until customs accept it, and decided anew', async () => {
		const { code, form, entryNumber } = await declared('AMEND-1');
		await decide(api, entryNumber);
		const stale = await verdict(api, entryNumber);
		const other = await register(api, serial('AMEND-2'));
		const amended = { ...form, units: [{ code: other, lines: [0] }] };
		await amend(api, entryNumber, amended);
		await assertNoop(api, 'customs.DeclarationChanged', () => submit(api, seats.tax, stale));
		assert.equal((await declarationOf(api, entryNumber)).waitsFor.length, 4);
		// The trace of the unit that was taken out shows the cancellation.
		assert.equal((await historyOf(api, code, entryNumber)).at(-1).status, 'Cancelled');
		assert.ok((await workListOf(api, 'Tax')).includes(entryNumber));

		// The unit that was taken out may be declared by itself.
		await declare(api, formOf(itemsFor('AMEND-3'), [code]));
		await advance(api, entryNumber, 120);
		await assertNoop(api, 'customs.InCustomsHands', () => amend(api, entryNumber, amended));
	});

	test('a broker declares for as long as the declarant lets it', async () => {
		const code = await register(api, serial('BROKER-1'));
		const form = formOf(itemsFor('BROKER-1'), [code]);
		const { withdrawAuthorization } = api.tx.participants;
		await submit(api, manufacturer.account, withdrawAuthorization(broker.account.address));
		await assertNoop(api, 'customs.NotAuthorized', () => declare(api, form));
		await submit(api, manufacturer.account, authorization(api, broker, 'customs'));
		const entryNumber = await declare(api, form);
		const { declaration } = await declarationOf(api, entryNumber);
		assert.equal(declaration.broker.unwrap().toString(), broker.account.address);
		assert.equal(declaration.declarant.toString(), manufacturer.account.address);

		// The declarant needs no broker.
		await submit(api, manufacturer.account, api.tx.customs.cancel(entryNumber, '改由本企业申报'));
		const own = await declare(api, form, manufacturer);
		assert.ok((await declarationOf(api, own)).declaration.broker.isNone);
	});

	test('what was rejected is amended and declared again under its number', async () => {
		const { code, form, entryNumber } = await declared('REJECT-1');
		await advance(api, entryNumber, 120, 100);
		assert.equal(await statusOf(entryNumber), 'Rejected');
		assert.ok(!(await workListOf(api, 'Tax')).includes(entryNumber));
		assert.equal(await loopOf(api, form.heading.order), undefined, 'nothing is left of the loop');

		await assertNoop(api, 'customs.TimesOutOfOrder', () => amend(api, entryNumber, form));
		await amend(api, entryNumber, { ...form, heading: { ...form.heading, declaredAt: now - 3_600_000 } });
		assert.equal(await statusOf(entryNumber), 'Declared');
		await decide(api, entryNumber);
		await advance(api, entryNumber, ...CLEARANCE_RECEIPTS);
		const codes = (await historyOf(api, code, entryNumber)).map(({ status }) => status);
		assert.deepEqual(codes, [
			...['Declared', 'Received', 'Rejected', 'Declared'],
			...['Received', 'Concluded', 'Released', 'Closed'],
		]);
	});

	test('the declarant cancels what customs have not accepted, and the units are free', async () => {
		const { code, form, entryNumber } = await declared('CANCEL-1');
		const cancel = () => api.tx.customs.cancel(entryNumber, '买家取消订单');
		await assertNoop(api, 'customs.NotAuthorized', () => submit(api, platform.account, cancel()));
		const { events } = await submit(api, manufacturer.account, cancel());
		eventOf(events, 'customs', 'Cancelled');
		assert.equal(await statusOf(entryNumber), 'Cancelled');
		assert.equal((await historyOf(api, code, entryNumber)).at(-1).code, 0);

		const again = await declare(api, form);
		await advance(api, again, 120);
		await assertNoop(api, 'customs.InCustomsHands', () => {
			return submit(api, manufacturer.account, api.tx.customs.cancel(again, '买家取消订单'));
		});
		await submit(api, seats.customs, api.tx.customs.advance(again, 'Cancelled', 0, now));
		await declare(api, form);
	});

	test('a unit under clearance is neither used up nor closed', async () => {
		const code = await register(api, serial('UNDER-1'));
		const items = await recordAll(api, code);
		const batch = '01/06901234567892/10/UNDER-2';
		await submit(api, manufacturer.account, api.tx.traceUnits.register(batchUnit(batch, pieces(10)), []));
		const entryNumber = await declare(api, formOf(itemsFor('UNDER-2'), [batch]));
		const { transform, split, close } = api.tx.traceUnits;
		const part = batchUnit(`${batch}-A`, pieces(1));
		for (const call of [
			transform([{ code: batch, quantity: pieces(1) }], [itemUnit(serial('UNDER-3'))], []),
			split(batch, [part], []),
			close(batch, 'Unlimited'),
		]) {
			await assertNoop(api, 'traceUnits.UnderClearance', () => submit(api, manufacturer.account, call));
		}
		await decide(api, entryNumber);
		await advance(api, entryNumber, ...CLEARANCE_RECEIPTS);
		await submit(api, manufacturer.account, split(batch, [part], []));
		await submit(api, manufacturer.account, close(code, items.features.Features.shelfLife));
	});

	test('nothing is released before every department agreed', async () => {
		const { entryNumber } = await declared('RELEASE-1');
		await advance(api, entryNumber, 120, 399);
		const release = () => submit(api, seats.customs, api.tx.customs.advance(entryNumber, 'Released', 800, now));
		await assertNoop(api, 'customs.NotAgreed', release);
		await decide(api, entryNumber, [seats.customs, seats.foreignExchange, seats.marketSupervision]);
		await assertNoop(api, 'customs.NotAgreed', release);
		await decide(api, entryNumber, [seats.tax], false, '出口退税资料不全');
		await assertNoop(api, 'customs.NotAgreed', release);
		await decide(api, entryNumber, [seats.tax]);
		await release();
		await assertNoop(api, 'customs.NotUnderWay', async () => {
			return submit(api, seats.tax, await verdict(api, entryNumber, false, '晚了'));
		});
	});

	test('nothing is released that disagrees with its order, unless the regulators say so', async () => {
		const number = 'MISMATCH-1';
		const code = await register(api, serial(number));
		await recordOrder(number, code);
		const form = formOf(itemsFor(number), [code]);
		const entryNumber = await declare(api, { ...form, lines: [{ ...form.lines[0], value: usd(4590) }] });
		await decide(api, entryNumber);
		await advance(api, entryNumber, 120, 399);
		const release = () => submit(api, seats.customs, api.tx.customs.advance(entryNumber, 'Released', 800, now));
		await assertNoop(api, 'customs.LoopMismatch', release);

		const { setReleaseBars } = api.tx.customs;
		await decideInCouncil(api, regulators, setReleaseBars({}));
		await release();
		await decideInCouncil(api, regulators, setReleaseBars({ mismatch: true }));
	});

	test('a document that is told after the verdicts has them given again, and one after the release is shown', async () => {
		const number = 'TOLD-1';
		const { code, entryNumber } = await declared(number);
		await decide(api, entryNumber);
		await advance(api, entryNumber, 120, 399);
		await recordOrder(number, code);
		const release = () => submit(api, seats.customs, api.tx.customs.advance(entryNumber, 'Released', 800, now));
		await assertNoop(api, 'customs.LoopChanged', release);
		assert.equal((await declarationOf(api, entryNumber)).outdated.length, 4);
		await decide(api, entryNumber);
		await release();
		assert.ok((await declarationOf(api, entryNumber)).changedAfterRelease.isFalse);
		const { transport } = itemsFor(number);
		const { events } = await submit(api, carrier.account, api.tx.logisticsInfo.record(code, transport));
		assert.equal(eventOf(events, 'reconciliation', 'WaybillChanged').data.namedBy.toNumber(), 1);
		assert.ok((await declarationOf(api, entryNumber)).changedAfterRelease.isTrue);
	});

	test('taxation records the duty paid, before the release or after it', async () => {
		const { code, entryNumber } = await declared('DUTY-1');
		const { declaration: { declarationHash } } = await declarationOf(api, entryNumber);
		const duty = (amount) => {
			const dutyPaid = { amount: cny(amount), paidAt: now, voucher: null };
			return api.tx.customs.recordDuty(entryNumber, declarationHash, dutyPaid);
		};
		await assertNoop(api, 'customs.NotTax', () => submit(api, seats.customs, duty(100)));
		await submit(api, seats.tax, duty(100));
		await decide(api, entryNumber);
		await advance(api, entryNumber, ...CLEARANCE_RECEIPTS);
		assert.equal(await customsRecords(code), 6);
		await assertNoop(api, 'customs.DutyRecorded', () => submit(api, seats.tax, duty(100)));
		await submit(api, seats.tax, duty(120));
		assert.equal(await customsRecords(code), 7);
	});

	test('detained goods are handed from office to office, inspected again and sent back', async () => {
		const { code, entryNumber } = await declared('DETAIN-1');
		await advance(api, entryNumber, 120, 500, 501, 502, 500, 700);
		const codes = (await historyOf(api, code, entryNumber)).map(({ code }) => code);
		assert.deepEqual(codes.slice(1), [120, 500, 501, 502, 500, 700]);
		await declare(api, formOf(itemsFor('DETAIN-2'), [code]));
	});

	test('a status follows another by the arrows alone', async (t) => {
		const [fresh, released] = [await declared('ARROW-1'), await declared('ARROW-2')];
		await decide(api, released.entryNumber);
		await advance(api, released.entryNumber, 120, 399, 800);
		const move = ({ entryNumber }, status, code, at = now) => api.tx.customs.advance(entryNumber, status, code, at);
		const later = now + 24 * 3_600_000;
		await assertNoopAll(t, api, [
			...[
				['Declared', 2], ['ManualReview', 300], ['Inspection', 500], ['Detained', 599], ['Concluded', 399],
				['Released', 800], ['Closed', 899], ['Returned', 700],
			].map(([status, code]) => ['customs.ArrowNotAllowed', seats.customs, move(fresh, status, code)]),
			...[['Received', 120], ['Inspection', 500], ['Released', 800], ['Rejected', 100], ['Cancelled', 0]]
				.map(([status, code]) => ['customs.ArrowNotAllowed', seats.customs, move(released, status, code)]),
			['customs.StatusCodeMismatch', seats.customs, move(fresh, 'Received', 800)],
			['customs.StatusCodeMismatch', seats.customs, move(fresh, 'Cancelled', 100)],
			['customs.TimesOutOfOrder', seats.customs, move(fresh, 'Received', 120, 1)],
			['customs.InTheFuture', seats.customs, move(fresh, 'Received', 120, later)],
			['customs.NotFound', seats.customs, move({ entryNumber: '531720260000999999' }, 'Received', 120)],
			...[seats.tax, seats.foreignExchange, seats.marketSupervision].map((seat) => {
				return ['customs.NotCustoms', seat, move(fresh, 'Received', 120)];
			}),
			...[manufacturer, broker].map((party) => ['customs.NoDepartment', party, move(fresh, 'Received', 120)]),
		]);
	});

	test('a seat without a department decides nothing, and one of another department neither', async () => {
		const eve = account('//Eve');
		const { entryNumber } = await declared('SEAT-1');
		await decideInCouncil(api, regulators, api.tx.regulators.addMember(eve.address));
		const attempt = async () => submit(api, eve, await verdict(api, entryNumber));
		await assertNoop(api, 'customs.NoDepartment', attempt);
		await decideInCouncil(api, regulators, api.tx.participants.assignDepartment(eve.address, 'PortOffice'));
		await assertNoop(api, 'customs.NotAsked', attempt);
		await assertNoop(api, 'customs.NotCustoms', () => {
			return submit(api, eve, api.tx.customs.advance(entryNumber, 'Received', 120, now));
		});
	});

	test('waybills and lines of a unit beyond what there may be don\'t even decode', async () => {
		const code = serial('LONG-1');
		const form = formOf(itemsFor('LONG-1'), [code]);
		const waybills = many(9, (number) => ({ company: '440398T012', number: `${number}` }));
		for (const fields of [
			{ units: [{ code, lines: many(17, (number) => number) }] },
			{ heading: { ...form.heading, waybills } },
		]) {
			await undecodable(broker.account, api.tx.customs.declare('531720260000888888', { ...form, ...fields }));
		}
	});

	test('a carton is declared with what is in it, and sealed until customs are done', async () => {
		const [code, box] = [serial('SEAL-1'), sscc(0, '6901234', 300)];
		const { registerMany, pack, unpack } = api.tx.traceUnits;
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			registerMany([itemUnit(code), logisticUnit(box)], []),
			pack(box, [code]),
		]));
		const entryNumber = await declare(api, formOf(itemsFor('SEAL-1'), [box]));
		const { units } = await declarationOf(api, entryNumber);
		assert.deepEqual(units.map((unit) => unit.code.toString()), [box, code]);
		const open = () => submit(api, manufacturer.account, unpack(box, [code]));
		await assertNoop(api, 'traceUnits.UnderClearance', open);
		await decide(api, entryNumber);
		await advance(api, entryNumber, ...CLEARANCE_RECEIPTS);
		for (const unit of [box, code]) {
			const { declaration, recorded } = await unitOf(unit);
			assert.equal(declaration.unwrap().status.type, 'Closed');
			assert.deepEqual(recorded.map(({ type }) => type), ['Declaration', 'Status']);
		}
		await open();
	});

	test('refusals', async (t) => {
		const { customs, traceUnits } = api.tx;
		const code = await register(api, serial('REFUSE-1'));
		const foreign = serial('REFUSE-2');
		await submit(api, otherManufacturer.account, traceUnits.register(itemUnit(foreign), []));
		const closed = await register(api, serial('REFUSE-3'));
		const { features } = await recordAll(api, closed);
		await submit(api, manufacturer.account, traceUnits.close(closed, features.Features.shelfLife));
		const used = '01/06901234567892/10/REFUSE-4';
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			traceUnits.register(batchUnit(used, pieces(1)), []),
			traceUnits.transform([{ code: used, quantity: pieces(1) }], [itemUnit(serial('REFUSE-5'))], []),
		]));
		const exported = await register(api, serial('REFUSE-6'));
		const held = await register(api, serial('REFUSE-10'));
		const box = sscc(0, '6901234', 301);
		await submit(api, otherManufacturer.account, traceUnits.offerCustody(foreign, manufacturer.account.address, null));
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			traceUnits.acceptCustody(foreign),
			traceUnits.register(logisticUnit(box), []),
			traceUnits.pack(box, [foreign]),
		]));
		await submit(api, manufacturer.account, traceUnits.quarantine(held, '外箱破损'));
		await clear(api, itemsFor('REFUSE-6'), exported);
		const [shipped, gone] = [lot('06901234567892', 'REFUSE-11'), lot('06901234567892', 'REFUSE-12')];
		await submit(api, manufacturer.account, traceUnits.register(batchUnit(shipped, pieces(10)), []));
		await clear(api, itemsFor('REFUSE-11'), shipped);
		await submit(api, manufacturer.account, traceUnits.split(shipped, [batchUnit(gone, pieces(4))], []));
		const standing = await declared('REFUSE-7');
		const accepted = await declared('REFUSE-8');
		await advance(api, accepted.entryNumber, 120);

		const number = singleWindow.accept(now);
		const form = formOf(itemsFor('REFUSE-1'), [code]);
		const [line] = form.lines;
		const by = (who, fields, entryNumber = number) => [who, customs.declare(entryNumber, { ...form, ...fields })];
		const heading = (fields) => by(broker, { heading: { ...form.heading, ...fields } });
		const lines = (...list) => by(broker, { lines: list });
		const units = (...codes) => by(broker, { units: codes.map((unit) => ({ code: unit, lines: [0] })) });
		const { maxLines, maxUnits } = api.consts.customs;
		const unknown = '531720260000999999';
		const { declaration: { declarationHash }, loopDigest } = await declarationOf(api, standing.entryNumber);
		const zero = `0x${'00'.repeat(32)}`;
		const most = usd(18_446_744_073_709_551_615n);

		const cases = [
			['NotAnExport', ...by(broker, {}, '531720261000000001')],
			['NotAnExport', ...by(broker, {}, '53172026I000000001')],
			['MalformedCode', ...by(broker, {}, '53172026000000000A')],
			['EntryNumberTaken', ...by(broker, {}, standing.entryNumber)],
			['NotAuthorized', ...by(platform, {})],
			['NotAuthorized', ...by(carrier, {})],
			['NotAuthorized', ...by(seats.customs, {})],
			['NotFiled', ...by(otherManufacturer, { declarant: otherManufacturer.account.address })],
			['NotTradeEntity', ...by(carrier, { declarant: carrier.account.address })],
			['ModeNotInScope', ...heading({ mode: 'General' })],
			['ModeNotInScope', ...by(manufacturer, { heading: { ...form.heading, mode: 'OverseasWarehouse' } })],
			['ZeroAmount', ...heading({ packages: 0 })],
			['ZeroAmount', ...heading({ grossWeight: { grams: 0 } })],
			['UnknownCountry', ...heading({ destination: 'ZZ' })],
			['UnknownLocation', ...heading({ portOfArrival: 'ZZ111' })],
			['InTheFuture', ...heading({ declaredAt: now + 24 * 3_600_000 })],
			['DeclaredTooLongAgo', ...heading({ declaredAt: 0 })],
			['DeclaredTooLongAgo', ...heading({ declaredAt: now - 31 * 24 * 3_600_000 })],
			['WrongYear', ...by(broker, {}, '531720200000000001')],
			['WrongYear', ...by(broker, {}, '531799990000000001')],
			['EmptyText', ...heading({ order: { ...form.heading.order, number: '' } })],
			['EmptyList', ...heading({ waybills: [] })],
			['DuplicateWaybill', ...heading({ waybills: [...form.heading.waybills, ...form.heading.waybills] })],
			['EmptyList', ...lines()],
			['ZeroAmount', ...lines({ ...line, quantity: pieces(0) })],
			['MalformedCode', ...lines({ ...line, hsCode: '85183000XX' })],
			['UnknownCountry', ...lines({ ...line, origin: 'ZZ' })],
			['UnknownCurrency', ...lines({ ...line, value: { Plain: { minorUnits: 1, currency: 'XXX' } } })],
			['CurrencyMismatch', ...lines(line, { ...line, value: cny(1) })],
			['AmountOverflow', ...lines({ ...line, value: most }, line)],
			['MaxLinesExceeded', ...lines(...many(maxLines.toNumber() + 1, () => line))],
			['MaxUnitsExceeded', ...units(...many(maxUnits.toNumber() + 1, (n) => serial(`REFUSE-${n}`)))],
			['LineWithoutUnit', ...lines(line, line)],
			['LineWithoutUnit', ...units()],
			['LineNotFound', ...by(broker, { units: [{ code, lines: [0, 1] }] })],
			['DuplicateLine', ...by(broker, { units: [{ code, lines: [0, 0] }] })],
			['EmptyList', ...by(broker, { units: [{ code, lines: [] }] })],
			['DuplicateUnit', ...units(code, code)],
			['UnitNotFound', ...units(code, serial('REFUSE-9'))],
			['UnitClosed', ...units(used)],
			['UnitClosed', ...units(closed)],
			['UnitHeld', ...units(code, held)],
			['UnitNotOwned', ...units(code, foreign)],
			['UnitNotOwned', ...units(box)],
			['UnitAlreadyDeclared', ...units(standing.code)],
			['UnitAlreadyDeclared', ...units(exported)],
			['UnitLeft', ...units(gone)],
			['QuantityExceeded', ...lines({ ...line, quantity: pieces(2) })],
			['QuantityExceeded', ...lines({ ...line, quantity: { thousandths: 18_446_744_073_709_551_615n, unit: 'Piece' } })],
			['QuantityExceeded', ...lines({ ...line, quantity: { thousandths: 1, unit: 'Litre' } })],

			['NotFound', broker, customs.amend(unknown, form)],
			['NotAuthorized', platform, customs.amend(standing.entryNumber, standing.form)],
			['InCustomsHands', broker, customs.amend(accepted.entryNumber, accepted.form)],
			['DeclarantChanged', broker, customs.amend(standing.entryNumber, {
				...standing.form,
				declarant: otherManufacturer.account.address,
			})],
			['UnitAlreadyDeclared', broker, customs.amend(standing.entryNumber, {
				...standing.form,
				units: [{ code: exported, lines: [0] }],
			})],

			['NotFound', broker, customs.cancel(unknown, '撤销')],
			['NotAuthorized', platform, customs.cancel(standing.entryNumber, '撤销')],
			['InCustomsHands', broker, customs.cancel(accepted.entryNumber, '撤销')],
			['EmptyText', broker, customs.cancel(standing.entryNumber, '')],

			['NoDepartment', manufacturer, customs.decide(standing.entryNumber, declarationHash, loopDigest, true, null)],
			['NotFound', seats.tax, customs.decide(unknown, declarationHash, loopDigest, true, null)],
			['DeclarationChanged', seats.tax, customs.decide(standing.entryNumber, zero, loopDigest, true, null)],
			['LoopChanged', seats.tax, customs.decide(standing.entryNumber, declarationHash, zero, true, null)],
			['ReasonMissing', seats.tax, customs.decide(standing.entryNumber, declarationHash, loopDigest, false, null)],
			['EmptyText', seats.tax, customs.decide(standing.entryNumber, declarationHash, loopDigest, false, ' ')],
		].map(([name, ...rest]) => [`customs.${name}`, ...rest]);
		cases.push(['reconciliation.OrderAlreadyDeclared', ...heading({ order: standing.form.heading.order })]);
		await assertNoopAll(t, api, cases);
	});
});

// SPDX-License-Identifier: Apache-2.0
// Every error by its name. No refused call changes the state.

import { after, before, test } from 'node:test';
import { bank, broker, carrier, manufacturer, otherManufacturer, platform, seats, stranger } from '../support/accounts.js';
import { chainTime, submit } from '../support/chain.js';
import { lot, sscc } from '../support/codes.js';
import { assertNoopAll, register, startPopulatedChain } from '../support/fixture.js';
import { itemsOf, serial } from '../support/items.js';
import { batchUnit, cny, itemUnit, logisticUnit, pairs, pieces, seal, serviceUnit, usd } from '../support/values.js';

const GTIN = '01/06901234567892';

let chain;
before(async () => {
	chain = await startPopulatedChain(otherManufacturer);
});
after(() => chain?.stop());

test('refusals of what participants and records are', async (t) => {
	const { api } = chain;
	const { participants, traceUnits, productInfo, transactionInfo, logisticsInfo, customsInfo } = api.tx;
	const code = await register(api, serial('REFUSE-1'));
	const now = await chainTime(api);
	const items = itemsOf(now);
	const tomorrow = now + 24 * 3_600_000;

	/** An item of one category with some fields changed. */
	const changed = (item, fields) => {
		const [[category, value]] = Object.entries(item);
		return { [category]: { ...value, ...fields } };
	};
	const product = (item, fields) => productInfo.record(code, changed(item, fields));
	const transaction = (item, fields) => transactionInfo.record(code, changed(item, fields));
	const logistics = (item, fields) => logisticsInfo.record(code, changed(item, fields));
	const customs = (item, fields) => customsInfo.record(code, changed(item, fields));
	/** The proof of a record that nobody wrote. */
	const never = (item) => ({ before: new Uint8Array(32), source: 'Own', supersedes: null, item, later: [] });
	const unit = (path) => traceUnits.register(itemUnit(path), []);
	const batch = (path, thousandths) => traceUnits.register(batchUnit(path, { thousandths, unit: 'Piece' }), []);
	const profileOf = (fields) => participants.apply({ ...manufacturer.profile, ...fields });
	const blocks = { product: false, transaction: false, logistics: false, customs: false };
	const [fix] = items.positions.Positions;
	const [line] = items.declaration.Declaration.lines;
	const [orderLine] = items.order.Order.lines;

	const cases = [
		['MayNotInvite', manufacturer, participants.invite(stranger.address, [])],
		['AlreadyParticipant', seats.customs, participants.invite(bank.account.address, [])],
		['HoldsSeat', seats.customs, participants.invite(seats.tax.address, [])],
		['NotInvited', seats.customs, participants.uninvite(stranger.address)],
		['NodeNotAllowed', manufacturer, profileOf({ nodes: ['PortClearance'] })],
		['DuplicateNode', manufacturer, profileOf({ nodes: ['Manufacturer', 'Manufacturer'] })],
		['RegulatorsDoNotApply', manufacturer, profileOf({ business: 'Customs' })],
		['RegisteredInChina', manufacturer, profileOf({
			identity: { OverseasOrganisation: { name: '声澜电子', country: 'CN', registration: '91440300708461136T' } },
		})],
		['InvisibleCharacter', manufacturer, profileOf({
			identity: { Organisation: { name: '深圳市\u200b声澜电子有限公司', creditCode: '91440300708461136T' } },
		})],
		['RegistrationTaken', manufacturer, profileOf({ identity: otherManufacturer.profile.identity })],
		['EmptyList', manufacturer, profileOf({ evidence: [] })],
		['EmptyBlockSet', manufacturer, participants.authorize(bank.account.address, blocks)],
		['ProviderNotInForce', manufacturer, participants.authorize(stranger.address, { ...blocks, product: true })],
		['NotAuthorized', manufacturer, participants.withdrawAuthorization(stranger.address)],
		['PartnerOfItself', manufacturer, participants.proposePartner(manufacturer.account.address)],
		['PartnerNotInForce', manufacturer, participants.proposePartner(stranger.address)],
		['NoPartner', manufacturer, participants.proposePartner(seats.tax.address)],
		['NotProposed', manufacturer, participants.confirmPartner(bank.account.address)],
		['NotPartners', manufacturer, participants.endPartner(bank.account.address)],
		['NotOperator', manufacturer, participants.removeOperator(stranger.address)],
		['NoApplication', manufacturer, participants.withdraw()],
	].map(([name, ...rest]) => [`participants.${name}`, ...rest]);

	// No single regulator decides what the council decides.
	cases.push(
		['BadOrigin', seats.customs, participants.admitMany([])],
		['BadOrigin', seats.customs, participants.suspend(bank.account.address, 'reason')],
		['BadOrigin', seats.customs, participants.revoke(bank.account.address, 'reason')],
		['BadOrigin', seats.customs, participants.assignDepartment(seats.customs.address, 'Tax')],
	);

	cases.push(...[
		['NotTradeEntity', carrier, unit(serial('REFUSE-2'))],
		['AlreadyRegistered', manufacturer, unit(code)],
		['MalformedTraceCode', manufacturer, unit(`${GTIN}/21/A/10/B`)],
		['MalformedTraceCode', manufacturer, unit(`/${GTIN}/21/A`)],
		['MalformedTraceCode', manufacturer, unit(`${GTIN}/21/A%2f`)],
		['WrongCheckDigit', manufacturer, unit('01/06901234567893/21/A')],
		['NotAUnit', manufacturer, unit(GTIN)],
		['NotAUnit', manufacturer, unit('414/9520123456788')],
		['KindMismatch', manufacturer, batch(serial('REFUSE-2'), 1000)],
		['KindMismatch', manufacturer, unit(`${GTIN}/10/LOT-1`)],
		['ZeroAmount', manufacturer, batch(`${GTIN}/10/LOT-1`, 0)],
		['EmptyList', manufacturer, traceUnits.registerMany([], [])],
		['NotFound', manufacturer, traceUnits.close(serial('REFUSE-2'), 'Unlimited')],
		['NotOwner', otherManufacturer, traceUnits.close(code, 'Unlimited')],
		['Incomplete', manufacturer, traceUnits.close(code, 'Unlimited')],
	].map(([name, ...rest]) => [`traceUnits.${name}`, ...rest]));

	cases.push(
		['productInfo.UnitNotFound', manufacturer, productInfo.record(serial('REFUSE-2'), items.features)],
		['productInfo.NotAuthorized', otherManufacturer, product(items.features)],
		['productInfo.WrongNode', carrier, product(items.features)],
		['transactionInfo.WrongNode', carrier, transaction(items.order)],
		['transactionInfo.WrongNode', manufacturer, transaction(items.order)],
		['logisticsInfo.WrongNode', platform, logistics(items.tally)],
		...[carrier, broker, manufacturer].map((who) => {
			return ['customsInfo.OnlyFromClearance', who, customs(items.declaration)];
		}),
		['transactionInfo.WrongNode', platform, transaction(items.receipt)],
		['transactionInfo.WrongNode', bank, transaction(items.order)],
		['productInfo.CodeContradictsUnit', manufacturer, product(items.productCode, { barcode: '09521234543213' })],
		...[broker, seats.customs].map((who) => ['customsInfo.OnlyFromClearance', who, customs(items.released)]),
		['productInfo.NotRecorded', manufacturer, productInfo.amend(code, never(items.features), items.features, 'reason')],
		['logisticsInfo.NotTradeEntity', carrier, logisticsInfo.import(code, items.storage, 'party')],
		['logisticsInfo.NotOwner', otherManufacturer, logisticsInfo.import(code, items.storage, 'party')],
		...[items.released, items.declaration].map((item) => {
			return ['customsInfo.OnlyFromClearance', manufacturer, customsInfo.import(code, item, 'party')];
		}),
		['transactionInfo.NotImportable', manufacturer, transactionInfo.import(code, items.receipt, 'party')],
		['logisticsInfo.NotImportable', manufacturer, logisticsInfo.import(code, items.tally, 'party')],
		['logisticsInfo.PartyOnChain', manufacturer, logisticsInfo.import(code, items.storage, carrier.name)],
		['productInfo.EmptyList', manufacturer, productInfo.recordMany([])],

		['productInfo.EmptyText', manufacturer, product(items.features, { brand: '' })],
		['productInfo.EmptyText', manufacturer, product(items.features, { brand: ' 声澜' })],
		['productInfo.ControlCharacter', manufacturer, product(items.features, { brand: '声\u0000澜' })],
		['productInfo.InvisibleCharacter', manufacturer, product(items.features, { brand: '声\u200b澜' })],
		['productInfo.OtherSpace', manufacturer, product(items.features, { brand: '声\u3000澜' })],
		['productInfo.NotNormalized', manufacturer, product(items.features, { brand: 'Zu\u0308rich' })],
		['productInfo.InTheFuture', manufacturer, product(items.production, { producedAt: tomorrow })],
		['productInfo.UnknownCountry', manufacturer, product(items.production, { country: 'ZZ' })],
		['productInfo.WrongCheckDigit', manufacturer, product(items.productCode, { barcode: '06901234567893' })],
		['productInfo.MalformedCode', manufacturer, product(items.productCode, { barcode: '0690123456789X' })],
		['productInfo.ZeroAmount', manufacturer, product(items.features, { shelfLife: { Days: 0 } })],

		['transactionInfo.ZeroAmount', platform, transaction(items.order, { amount: usd(0) })],
		['transactionInfo.UnknownCurrency', platform, transaction(items.order, { amount: { Plain: { minorUnits: 1, currency: 'XXX' } } })],
		['transactionInfo.MalformedCommitment', platform, transaction(items.order, {
			amount: { Committed: { commitment: `0x${'00'.repeat(32)}`, currency: 'USD' } },
		})],
		['transactionInfo.CurrencyMismatch', platform, transaction(items.order, {
			lines: [orderLine, { ...orderLine, total: cny(1) }],
		})],
		['transactionInfo.TimesOutOfOrder', bank, transaction(items.receipt, { settledAt: 1 })],

		['logisticsInfo.TimesOutOfOrder', carrier, logistics(items.storage, { leftAt: 1 })],
		['logisticsInfo.EmptyRange', carrier, logistics(items.storage, { temperature: { lowest: 1, highest: 0 } })],
		['logisticsInfo.UnknownLocation', carrier, logistics(items.transport, {
			departure: { name: 'nowhere', location: 'ZZ111' },
		})],
		['logisticsInfo.EmptyList', carrier, logisticsInfo.record(code, { Positions: [] })],
		['logisticsInfo.PositionOffEarth', carrier, logisticsInfo.record(code, {
			Positions: [{ ...fix, latitude: 900_000_001 }],
		})],
		['logisticsInfo.PositionTooFine', carrier, logisticsInfo.record(code, {
			Positions: [{ ...fix, latitude: fix.latitude + 1 }],
		})],
		['logisticsInfo.TimesOutOfOrder', carrier, logisticsInfo.record(code, {
			Positions: [fix, { ...fix, takenAt: fix.takenAt - 1 }],
		})],

		['customsInfo.EmptyList', broker, customs(items.declaration, { lines: [] })],
		['customsInfo.MalformedCode', broker, customs(items.declaration, { entryNumber: '530120262000000001' })],
		['customsInfo.MalformedCode', broker, customs(items.declaration, { lines: [{ ...line, hsCode: '85183000XX' }] })],
		['customsInfo.TimesOutOfOrder', broker, customs(items.declaration, { releasedAt: 1 })],
	);

	await assertNoopAll(t, api, cases);
});

test('refusals of what would become of units', async (t) => {
	const { api } = chain;
	const { traceUnits, logisticsInfo, utility } = api.tx;
	const now = await chainTime(api);
	const sealed = seal('很好').sealed;
	const reason = '抽检';

	const lotCode = (number) => lot('06901234567892', number);
	const items = {
		item: serial('STATE-ITEM'),
		recalled: serial('STATE-RECALLED'),
		offered: serial('STATE-OFFERED'),
		packed: serial('STATE-PACKED'),
		heldInside: serial('STATE-HELD-INSIDE'),
		handedOn: serial('STATE-HANDED-ON'),
		heldAround: serial('STATE-HELD-AROUND'),
		ofHeldBatch: `${lotCode('STATE-HELD')}/21/1`,
	};
	const batches = {
		batch: lotCode('STATE-BATCH'),
		held: lotCode('STATE-HELD'),
		usedUp: lotCode('STATE-USED-UP'),
		closed: lotCode('STATE-CLOSED'),
	};
	const units = { ...items, ...batches, service: 'other:state-service' };
	const box = (number) => sscc(0, '6901234', number);
	const boxes = {
		empty: box(900),
		outer: box(901),
		inner: box(902),
		withHeld: box(903),
		held: box(904),
		offered: box(905),
		heldAround: box(906),
	};
	const [carriersBox, ...nest] = [910, 911, 912, 913, 914, 915].map(box);
	const unknown = serial('STATE-NONE');
	/** A node of a proof that is larger than all nodes together may be. */
	const tooLong = `0x${'00'.repeat(65_536)}`;

	const as = (party, ...calls) => submit(api, party.account ?? party, utility.batchAll(calls));
	await as(
		manufacturer,
		traceUnits.registerMany([
			...Object.values(items).map((code) => itemUnit(code)),
			...Object.values(batches).map((code) => batchUnit(code, pieces(10))),
			...[...Object.values(boxes), ...nest].map((code) => logisticUnit(code)),
		], []),
		traceUnits.transform(
			[units.usedUp, units.closed].map((code) => ({ code, quantity: pieces(10) })),
			[batchUnit(lotCode('STATE-MADE'), pieces(10))],
			[],
		),
		traceUnits.close(units.closed, 'Unlimited'),
		traceUnits.pack(boxes.inner, [units.packed]),
		traceUnits.pack(boxes.outer, [boxes.inner]),
		traceUnits.pack(boxes.withHeld, [units.heldInside]),
		traceUnits.pack(boxes.heldAround, [units.heldAround]),
		...nest.slice(1).map((box, level) => traceUnits.pack(box, [nest[level]])),
		...[units.heldInside, boxes.held, boxes.heldAround].map((code) => traceUnits.quarantine(code, reason)),
		...[units.offered, boxes.offered, units.handedOn].map((code) => {
			return traceUnits.offerCustody(code, carrier.account.address, null);
		}),
	);
	await as(
		carrier,
		traceUnits.acceptCustody(units.handedOn),
		traceUnits.register(logisticUnit(carriersBox), []),
		traceUnits.register(serviceUnit(units.service, manufacturer.account), []),
	);
	await as(seats.customs, traceUnits.quarantine(units.held, reason), traceUnits.recall([units.recalled], reason));

	const use = (code, quantity = null) => ({ code, quantity });
	const some = pieces(1);
	const made = (code = serial('STATE-OUTPUT')) => itemUnit(code);
	const transform = (inputs, outputs = [made()]) => traceUnits.transform(inputs, outputs, []);
	const split = (code, ...parts) => traceUnits.split(code, parts, []);
	const part = (quantity = some, mode = 'FullChain') => batchUnit(lotCode('STATE-PART'), quantity, mode);
	const pack = (parent, ...children) => traceUnits.pack(parent, children);
	const unpack = (parent, ...children) => traceUnits.unpack(parent, children);
	const offer = (code, party = carrier, expiresAt = null) => {
		return traceUnits.offerCustody(code, (party.account ?? party).address, expiresAt);
	};

	const cases = [
		['NotTradeEntity', carrier, traceUnits.register(batchUnit(lotCode('STATE-NEW'), some), [])],
		['NeitherTradeNorLogistics', bank, traceUnits.register(logisticUnit(sscc(2, '6901234', 900)), [])],
		['ToSelf', carrier, traceUnits.register(serviceUnit('other:state-self', carrier.account), [])],
		['KindMismatch', manufacturer, traceUnits.register(serviceUnit(serial('STATE-NEW'), carrier.account), [])],
		['KindMismatch', manufacturer, traceUnits.register(logisticUnit(serial('STATE-NEW')), [])],
		['WrongCheckDigit', manufacturer, traceUnits.register(logisticUnit('00/106141412345678909'), [])],

		['ZeroAmount', manufacturer, traceUnits.close(units.item, { Days: 0 })],
		['AlreadyClosed', manufacturer, traceUnits.close(units.closed, 'Unlimited')],
		['WrongKind', carrier, traceUnits.close(units.service, 'Unlimited')],
		['Held', manufacturer, traceUnits.close(units.recalled, 'Unlimited')],
		['HeldInside', manufacturer, traceUnits.close(boxes.withHeld, 'Unlimited')],
		['HeldAround', manufacturer, traceUnits.close(units.heldAround, 'Unlimited')],
		['HeldBatch', manufacturer, traceUnits.close(units.ofHeldBatch, 'Unlimited')],

		['EmptyList', manufacturer, transform([])],
		['EmptyList', manufacturer, transform([use(units.item)], [])],
		['DuplicateUnit', manufacturer, transform([use(units.batch, some), use(units.batch, some)])],
		['NotFound', manufacturer, transform([use(unknown)])],
		['NotOwner', otherManufacturer, transform([use(units.item)])],
		['NotCustodian', manufacturer, transform([use(units.handedOn)])],
		['WrongKind', manufacturer, transform([use(boxes.empty)])],
		['WrongKind', manufacturer, transform([use(units.item)], [logisticUnit(sscc(2, '6901234', 901))])],
		['Held', manufacturer, transform([use(units.held, some)])],
		['Held', manufacturer, transform([use(units.recalled)])],
		['HeldBatch', manufacturer, transform([use(units.ofHeldBatch)])],
		['Packed', manufacturer, transform([use(units.packed)])],
		['OfferPending', manufacturer, transform([use(units.offered)])],
		['UsedUp', manufacturer, transform([use(units.usedUp, some)])],
		['WrongMeasure', manufacturer, transform([use(units.batch)])],
		['WrongMeasure', manufacturer, transform([use(units.batch, pairs(1))])],
		['WrongMeasure', manufacturer, transform([use(units.item, some)])],
		['ZeroAmount', manufacturer, transform([use(units.batch, pieces(0))])],
		['NotEnough', manufacturer, transform([use(units.batch, pieces(11))])],
		['AlreadyRegistered', manufacturer, transform([use(units.item)], [made(units.item)])],
		['AlreadyRegistered', manufacturer, transform([use(units.item)], [made(), made()])],
		['LaxerMode', manufacturer, transform([use(units.item)], [itemUnit(serial('STATE-OUTPUT'), 'Trader')])],
		['YieldExceeded', manufacturer, transform(
			[use(units.batch, { thousandths: 1, unit: 'Piece' })],
			[batchUnit(lotCode('STATE-HEAP'), { thousandths: '18000000000000000000', unit: 'Piece' })],
		)],

		['WrongKind', manufacturer, split(units.item, part())],
		['EmptyList', manufacturer, split(units.batch)],
		['PartMismatch', manufacturer, split(units.batch, part(some, 'Trader'))],
		['PartMismatch', manufacturer, split(units.batch, part(pairs(1)))],
		['PartMismatch', manufacturer, split(units.batch, made())],
		['PartMismatch', manufacturer, split(units.batch, batchUnit('01/06923456789025/10/STATE-PART', some))],
		['PartMismatch', manufacturer, split(units.batch, batchUnit('other:state-part', some))],
		['NotMarketSupervision', seats.customs, traceUnits.setYieldNorms('06901234567892', [])],
		['NotMarketSupervision', manufacturer, traceUnits.reassignCode(units.item, bank.account.address, reason)],
		['NotFound', seats.marketSupervision, traceUnits.reassignCode(unknown, manufacturer.account.address, reason)],
		['NotTradeEntity', seats.marketSupervision, traceUnits.reassignCode(units.item, bank.account.address, reason)],
		['NotEnough', manufacturer, split(units.batch, part(pieces(11)))],
		['NotOwner', otherManufacturer, split(units.batch, part())],
		['Held', manufacturer, split(units.held, part())],
		['UsedUp', manufacturer, split(units.usedUp, part())],

		['EmptyList', manufacturer, pack(boxes.empty)],
		['NotFound', manufacturer, pack(unknown, units.item)],
		['NotFound', manufacturer, pack(boxes.empty, unknown)],
		['WrongKind', manufacturer, pack(units.batch, units.item)],
		['WrongKind', carrier, pack(carriersBox, units.service)],
		['NotCustodian', carrier, pack(boxes.empty, units.handedOn)],
		['NotCustodian', manufacturer, pack(boxes.empty, units.handedOn)],
		['Held', manufacturer, pack(boxes.empty, units.recalled)],
		['Held', manufacturer, pack(boxes.held, units.item)],
		['HeldInside', manufacturer, pack(boxes.empty, boxes.withHeld)],
		['HeldInside', manufacturer, pack(boxes.withHeld, units.item)],
		['HeldBatch', manufacturer, pack(boxes.empty, units.ofHeldBatch)],
		['Packed', manufacturer, pack(boxes.empty, units.packed)],
		['Packed', manufacturer, pack(boxes.empty, units.item, units.item)],
		['Packed', manufacturer, pack(boxes.inner, units.item)],
		['OfferPending', manufacturer, pack(boxes.empty, units.offered)],
		['OfferPending', manufacturer, pack(boxes.offered, units.item)],
		['UsedUp', manufacturer, pack(boxes.empty, units.usedUp)],
		['PackedInItself', manufacturer, pack(boxes.empty, boxes.empty)],
		['MaxNestingExceeded', manufacturer, pack(boxes.empty, nest.at(-1))],

		['EmptyList', manufacturer, unpack(boxes.outer)],
		['NotFound', manufacturer, unpack(boxes.outer, unknown)],
		['NotPackedHere', manufacturer, unpack(boxes.outer, units.item)],
		['NotPackedHere', manufacturer, unpack(boxes.outer, units.packed)],
		['Packed', manufacturer, unpack(boxes.inner, units.packed)],
		['NotCustodian', carrier, unpack(boxes.outer, boxes.inner)],
		['WrongKind', manufacturer, unpack(units.batch, units.item)],

		['ToSelf', manufacturer, offer(units.item, manufacturer)],
		['RecipientNotInForce', manufacturer, offer(units.item, stranger)],
		['OfferExpired', manufacturer, offer(units.item, carrier, now - 1)],
		['OfferPending', manufacturer, offer(units.offered)],
		['Held', manufacturer, offer(units.recalled)],
		['HeldInside', manufacturer, offer(boxes.withHeld)],
		['HeldBatch', manufacturer, offer(units.ofHeldBatch)],
		['Packed', manufacturer, offer(units.packed)],
		['UsedUp', manufacturer, offer(units.usedUp)],
		['NotCustodian', manufacturer, offer(units.handedOn)],
		['WrongKind', carrier, offer(units.service, manufacturer)],
		['NotOffered', carrier, traceUnits.acceptCustody(units.item)],
		['NotOffered', bank, traceUnits.acceptCustody(units.offered)],
		['NotOffered', manufacturer, traceUnits.cancelCustody(units.item)],
		['NotCustodian', bank, traceUnits.cancelCustody(units.offered)],

		['NeitherOwnerNorRegulator', bank, traceUnits.quarantine(units.handedOn, reason)],
		['NeitherOwnerNorRegulator', carrier, traceUnits.recall([units.handedOn], reason)],
		['WrongKind', carrier, traceUnits.quarantine(units.service, reason)],
		['AlreadyHeld', seats.customs, traceUnits.quarantine(units.held, reason)],
		['AlreadyHeld', manufacturer, traceUnits.quarantine(units.recalled, reason)],
		['EmptyText', manufacturer, traceUnits.quarantine(units.item, '')],
		['ControlCharacter', manufacturer, traceUnits.quarantine(units.item, '一\n二')],
		['NotHeld', manufacturer, traceUnits.release(units.item, reason)],
		['NotHeld', seats.tax, traceUnits.release(units.recalled, reason)],
		['HeldByRegulator', manufacturer, traceUnits.release(units.held, reason)],
		['NeitherOwnerNorRegulator', carrier, traceUnits.release(units.held, reason)],
		['EmptyList', manufacturer, traceUnits.recall([], reason)],
		['NeitherOwnerNorRegulator', otherManufacturer, traceUnits.recall([units.item], reason)],
		['EmptyList', seats.tax, traceUnits.endRecall([], reason)],
		['HeldByRegulator', manufacturer, traceUnits.endRecall([units.recalled], reason)],
		['HeldByRegulator', seats.tax, traceUnits.endRecall([units.recalled], reason)],
		['NotHeld', carrier, traceUnits.extendHold(units.item, [units.packed])],
		['NotDescended', carrier, traceUnits.extendHold(units.recalled, [units.item])],
		['NotOffered', bank, traceUnits.reapOffer(units.item)],
		['OfferPending', bank, traceUnits.reapOffer(units.offered)],
		['NotConcerned', seats.tax, traceUnits.reassignCustody(units.handedOn, manufacturer.account.address, reason)],
		['PartyInForce', seats.marketSupervision, traceUnits.reassignCustody(units.handedOn, manufacturer.account.address, reason)],
		['PartyInForce', seats.marketSupervision, traceUnits.unpackByOrder(boxes.outer, [boxes.inner], reason)],
		['PartyInForce', seats.marketSupervision, traceUnits.closeByOrder(units.item, reason)],
		['NoDepartment', manufacturer, traceUnits.closeByOrder(units.item, reason)],

		['WrongKind', manufacturer, traceUnits.serve(units.item, reason)],
		['NotOwner', manufacturer, traceUnits.serve(units.service, reason)],
		['EmptyText', carrier, traceUnits.serve(units.service, ' ')],
		['NotCustomer', bank, traceUnits.giveFeedback(units.service, true, sealed)],
		['NoStepSinceFeedback', manufacturer, traceUnits.giveFeedback(units.service, true, sealed)],
		['NotSatisfied', carrier, traceUnits.endService(units.service)],

		['NotClosed', manufacturer, traceUnits.archive([units.item], [])],
		['LeadsOn', manufacturer, traceUnits.archive([units.closed], [])],
		['NeitherOwnerNorRegulator', carrier, traceUnits.archive([units.closed], [])],
		['NotFound', manufacturer, traceUnits.archive([unknown], [])],
		['EmptyList', manufacturer, traceUnits.archive([], [])],
		['ProofTooLong', manufacturer, traceUnits.register(itemUnit(serial('STATE-NEW')), [tooLong])],
		['ProofTooLong', manufacturer, traceUnits.archive([units.closed], [tooLong])],
	].map(([name, ...rest]) => [`traceUnits.${name}`, ...rest]);
	cases.push(
		['logisticsInfo.UnitClosed', carrier, logisticsInfo.record(units.usedUp, { DeliveryException: 'NoneOccurred' })],
		['logisticsInfo.UnitClosed', carrier, logisticsInfo.record(units.closed, { DeliveryException: 'NoneOccurred' })],
	);
	await assertNoopAll(t, api, cases);
});

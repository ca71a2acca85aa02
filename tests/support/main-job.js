// SPDX-License-Identifier: Apache-2.0
// The story of a product from factory to customs. The demo shows it and the tests play it: a step that does not go as it
// must throws.

import assert from 'node:assert/strict';
import {
	bank, broker, carrier, cast, doubtful, manufacturer, platform, regulators, seats, stranger,
} from './accounts.js';
import { assertNoop, chainTime, submit } from './chain.js';
import { decide } from './council.js';
import * as customs from './customs.js';
import { checkHeads } from './digest.js';
import { EARPHONES, itemsOf, personalData } from './items.js';
import { admit, admitMany, apply, authorization, invite } from './participants.js';
import { evidence, itemUnit } from './values.js';

/** The GS1 company prefix 厂商识别代码 of the manufacturer's barcodes. */
const PREFIX = '6901234';

/**
 * @param {import('@polkadot/api').ApiPromise} api a chain of the `development` preset, nobody admitted yet
 * @param {(title: string, run: () => Promise<string | void>) => Promise<void>} step runs a step; what it returns is
 * worth showing
 */
export async function playMainJob(api, step) {
	const code = EARPHONES;
	const { participants, traceUnits, productInfo, transactionInfo, logisticsInfo, customsInfo } = api.tx;
	const personal = personalData();
	const items = itemsOf(await chainTime(api), { personal });
	const { shelfLife } = items.features.Features;
	const entries = (...list) => list.map((item) => ({ code, item }));
	const missing = async () => {
		return (await api.call.traceApi.missing(code)).unwrap().map((category) => category.type);
	};
	/** @type {Awaited<ReturnType<typeof checkHeads>>} */
	let records;

	await step('Four regulators sit in the council', async () => {
		const departments = await Promise.all(regulators.map(async (regulator) => {
			const participant = (await api.call.traceApi.participant(regulator.address)).unwrap();
			return participant.department.unwrap().type;
		}));
		assert.equal((await api.query.council.members()).length, departments.length);
		return departments.join(', ');
	});

	const applicants = [...cast, doubtful];
	await step('Customs invites the applicants', async () => {
		await invite(api, seats.customs, applicants);
		return applicants.map((party) => party.name).join(', ');
	});
	await step('The applicants apply with their profiles', async () => {
		await apply(api, applicants);
	});
	await step('The council votes the manufacturer in', async () => {
		await decide(api, regulators, await admit(api, manufacturer));
		return `${manufacturer.name}, three of four regulators say aye`;
	});
	await step('The council votes platform, bank, carrier and broker in', async () => {
		await admitMany(api, regulators, [platform, bank, carrier, broker]);
		return 'one motion for the list';
	});
	await step('The council turns one applicant down', async () => {
		const application = (await api.query.participants.applications(doubtful.account.address)).unwrap();
		assert.ok(application.checkDigitAgrees.isFalse, 'the chain flags a credit code that fails its check digit');
		const reason = '统一社会信用代码校验位不符，请补交营业执照';
		await decide(api, regulators, participants.reject(doubtful.account.address, application.profileHash, reason));
		assert.ok((await api.query.participants.participants(doubtful.account.address)).isNone);
		return `${doubtful.name}: ${reason}`;
	});
	await step('The pool rejects a transaction of a stranger', async () => {
		const attempt = () => submit(api, stranger, traceUnits.register(itemUnit(code), []));
		const refusal = await assertNoop(api, 'NotAdmitted', attempt);
		assert.ok(refusal.rejectedByPool);
		const pool = await api.rpc.author.pendingExtrinsics();
		assert.ok(!pool.some(({ signer }) => signer.toString() === stranger.address));
		return `${refusal.name}; the transaction never entered the pool`;
	});

	await step('Market supervision grants the manufacturer its company prefix', async () => {
		const certificate = [evidence('Certificate', '中国商品条码系统成员证书 6901234')];
		const { grant } = api.tx.companyPrefixes;
		await submit(api, seats.marketSupervision, grant({ Company: PREFIX }, manufacturer.account.address, null, certificate));
		return `${PREFIX}: whoever else gives out a code under it has no right to it`;
	});
	await step('The manufacturer registers a trace unit', async () => {
		await submit(api, manufacturer.account, traceUnits.register(itemUnit(code), []));
		return code;
	});
	await step('A unit can\'t be registered twice', () => refusal('traceUnits.AlreadyRegistered', manufacturer, () => {
		return traceUnits.register(itemUnit(code), []);
	}));
	await step('A barcode with a wrong check digit can\'t be registered', () => refusal('traceUnits.WrongCheckDigit', manufacturer, () => {
		return traceUnits.register(itemUnit('01/06901234567893/21/SN-0002'), []);
	}));
	await step('The manufacturer authorizes platform, bank, carrier and broker', async () => {
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			authorization(api, platform, 'transaction'),
			authorization(api, bank, 'transaction'),
			authorization(api, carrier, 'logistics'),
			authorization(api, broker, 'customs'),
		]));
	});

	await step('The manufacturer records the product', async () => {
		const { rawMaterials, production, features, productCode } = items;
		await submit(api, manufacturer.account, productInfo.recordMany(
			entries(rawMaterials, production, features, productCode),
		));
		return 'materials, production, features and code under one signature';
	});
	await step('A consignee in plain text can\'t be encoded', async () => {
		const { Order: order } = items.order;
		const plaintext = { Order: { ...order, consignee: personal.consignee.plaintext } };
		assert.throws(() => transactionInfo.record(code, plaintext), /Expected input with 32 bytes/);
		return 'the type takes the 32 bytes of a seal and no text';
	});
	await step('The platform records order and product code', async () => {
		await submit(api, platform.account, transactionInfo.recordMany(entries(items.order, items.tradedProductCode)));
	});
	await step('The carrier can\'t record an order', () => refusal('transactionInfo.WrongNode', carrier, () => {
		return transactionInfo.record(code, items.order);
	}));
	await step('The carrier records tally, transport, storage, delivery and positions', async () => {
		const { tally, transport, storage, delivery, positions, deliveryException } = items;
		await submit(api, carrier.account, logisticsInfo.recordMany(
			entries(tally, transport, storage, delivery, positions, deliveryException),
		));
		return 'with the record that no delivery exception occurred';
	});
	await step('The manufacturer files as an exporter', async () => {
		await customs.file(api, manufacturer, ['DirectToConsumer']);
		return 'for goods that go directly to consumers, mode 9610';
	});
	await step('Customs, tax, foreign exchange and market supervision agree', async () => {
		await customs.decideFiling(api, manufacturer);
		assert.ok((await customs.filingOf(api, manufacturer)).standing.isGood);
		return 'all at once, none waits for another';
	});
	let entryNumber;
	await step('The broker declares the unit', async () => {
		entryNumber = await customs.declare(api, customs.formOf(items, [code]));
		return entryNumber;
	});
	await step('The four departments agree', async () => {
		await customs.decide(api, entryNumber);
	});
	await step('A status can\'t be recorded by hand', () => refusal('customsInfo.OnlyFromClearance', broker, () => {
		return customsInfo.record(code, items.released);
	}));
	await step('Customs advance the declaration by the receipts of the simulated single window', async () => {
		await customs.advance(api, entryNumber, ...customs.CLEARANCE_RECEIPTS);
		return 'Received → Concluded → Released → Closed, each written into the unit\'s block by the chain';
	});

	await step('The unit can\'t close while something is missing', async () => {
		const detail = await refusal('traceUnits.Incomplete', manufacturer, () => traceUnits.close(code, shelfLife));
		const lacking = await missing();
		assert.deepEqual(lacking, ['Receipt']);
		return `${detail}, missing: ${lacking}`;
	});
	await step('The bank records the receipt', async () => {
		await submit(api, bank.account, transactionInfo.record(code, items.receipt));
		assert.deepEqual(await missing(), []);
	});
	await step('The manufacturer closes the unit', async () => {
		await submit(api, manufacturer.account, traceUnits.close(code, shelfLife));
	});

	await step('All four heads are recomputed from events alone', async () => {
		records = await checkHeads(api, code);
		return `they agree with the state, over ${records.length} records`;
	});

	const view = (await api.call.traceApi.unit(code)).unwrap();
	return { code, items, personal, records, view };

	async function refusal(name, party, call) {
		await assertNoop(api, name, () => submit(api, party.account, call()));
		return `${name}, and nothing changed`;
	}
}

// SPDX-License-Identifier: Apache-2.0
// Records: alone or many at once, imported, amended, and checked against their head.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { carrier, manufacturer } from '../support/accounts.js';
import { assertNoop, chainTime, eventOf, submit } from '../support/chain.js';
import { amendment, checkHead, checkHeads, digestOf, walkBackward } from '../support/digest.js';
import { recordAll, register, startPopulatedChain } from '../support/fixture.js';
import { itemsOf, serial } from '../support/items.js';

describe('records', () => {
	let chain;
	let api;
	let items;
	before(async () => {
		chain = await startPopulatedChain();
		api = chain.api;
		items = itemsOf(await chainTime(api));
	});
	after(() => chain?.stop());

	test('many records stand or fall together', async () => {
		const code = await register(api, serial('MANY-1'));
		const { recordMany } = api.tx.productInfo;
		const stray = { code: serial('MANY-2'), item: items.features };
		await assertNoop(api, 'productInfo.UnitNotFound', () => {
			return submit(api, manufacturer.account, recordMany([{ code, item: items.production }, stray]));
		});
		assert.ok((await api.query.productInfo.heads(code)).isNone);

		await register(api, stray.code);
		await submit(api, manufacturer.account, recordMany([{ code, item: items.production }, stray]));
		for (const unit of [code, stray.code]) {
			assert.equal((await api.query.productInfo.heads(unit)).unwrap().records.toNumber(), 1);
		}
	});

	test('what an overseas party said is imported and marked so', async () => {
		const code = await register(api, serial('IMPORT-1'));
		const party = 'Ontario Cross-Border Warehouse 3';
		const { import: importItem } = api.tx.logisticsInfo;
		const { events } = await submit(api, manufacturer.account, importItem(code, items.storage, party));
		const { record } = eventOf(events, 'logisticsInfo', 'Recorded').data;
		assert.equal(record.source.asImported.party.toString(), party);
		assert.equal(record.provider.toString(), manufacturer.account.address);
		await assertNoop(api, 'logisticsInfo.NotTradeEntity', () => {
			return submit(api, carrier.account, importItem(code, items.storage, party));
		});
		// A participant speaks for itself, whatever case or brackets its name is written with.
		for (const [item, name] of [
			[items.storage, carrier.name],
			[items.storage, carrier.profile.identity.Organisation.creditCode],
			[items.transport, party],
		]) {
			await assertNoop(api, 'logisticsInfo.PartyOnChain', () => {
				return submit(api, manufacturer.account, importItem(code, item, name));
			});
		}
	});

	test('a closed unit takes amendments and no records', async () => {
		const code = await register(api, serial('AMEND-1'));
		await recordAll(api, code);
		await submit(api, manufacturer.account, api.tx.traceUnits.close(code, items.features.Features.shelfLife));
		const { record } = api.tx.logisticsInfo;
		await assertNoop(api, 'logisticsInfo.UnitClosed', () => submit(api, carrier.account, record(code, items.tally)));

		const reason = '仓库温度记录更正';
		const corrected = { Storage: { ...items.storage.Storage, temperature: { lowest: 179, highest: 246 } } };
		const index = (await walkBackward(api, 'logisticsInfo', code))
			.findIndex(({ record: { item } }) => item.isStorage);
		const amend = await amendment(api, 'logisticsInfo', code, index, corrected, reason);
		// Not even the owner of the unit may, for the record is the carrier's.
		await assertNoop(api, 'logisticsInfo.WrongNode', () => submit(api, manufacturer.account, amend));
		const { events } = await submit(api, carrier.account, amend);
		const supersedes = eventOf(events, 'logisticsInfo', 'Recorded').data.record.supersedes.unwrap();
		assert.equal(supersedes.index.toNumber(), index);
		assert.equal(supersedes.reason.toString(), reason);
		await checkHeads(api, code);
	});

	test('a record dropped, changed or moved does not go with its head', async () => {
		const code = await register(api, serial('HEAD-1'));
		await submit(api, manufacturer.account, api.tx.productInfo.record(code, items.rawMaterials));
		await submit(api, manufacturer.account, api.tx.productInfo.record(code, items.production));
		await submit(api, manufacturer.account, api.tx.productInfo.record(code, items.features));
		const records = await walkBackward(api, 'productInfo', code);
		const head = await checkHead(api, 'productInfo', code, records);

		const [first, second, third] = records;
		for (const forged of [[first, third], [first, third, second], [first, second, third, third]]) {
			assert.notEqual(digestOf(forged), head.digest.toHex());
		}
		const bytes = second.record.toU8a();
		bytes[bytes.length - 1] ^= 1;
		const tampered = { record: { toU8a: () => bytes } };
		assert.notEqual(digestOf([first, tampered, third]), head.digest.toHex());
	});
});

// SPDX-License-Identifier: Apache-2.0
// The vault from end to end: a consignee that is sealed by the importer, kept by the platform, and opened by those entitled.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bank, carrier, manufacturer, platform, seats } from '../support/accounts.js';
import { finalBlock, submit, untilFinal } from '../support/chain.js';
import { csvSheet, runImport, workspace } from '../support/exchange.js';
import { register, startPopulatedChain } from '../support/fixture.js';
import { serial } from '../support/items.js';
import { startServer } from '../support/platform.js';
import { startPostgres } from '../support/postgres.js';

const CONSIGNEE = 'Emily Carter';
const CONTACT = '+1 213 555 0142';
const A_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The database of the vault on each engine; the platform's own is on SQLite. */
const VAULTS = {
	SQLite: ({ files }) => `sqlite:${files.path('vault.db')}`,
	PostgreSQL: ({ postgres }) => postgres.create('vault'),
};

let chain;
let postgres;
before(async () => {
	[chain, postgres] = await Promise.all([startPopulatedChain(), startPostgres()]);
});
after(async () => {
	await chain?.stop();
	await postgres?.stop();
});

for (const [engine, vaultIn] of Object.entries(VAULTS)) {
	describe(`vault on ${engine}`, () => {
		const files = workspace();
		let api;
		let server;
		let code;
		let commitment;
		let target;
		let contactTarget;
		const keyrings = {};
		const keys = {};

		/** Runs the importer, and returns what it prints. */
		const client = async (...args) => {
			const { code: exit, out, err } = await runImport(args);
			assert.equal(exit, 0, `${args.join(' ')}\n${out}${err}`);
			return out.trim();
		};
		/** Sends a request that a party signed. */
		const ask = async (party, method, path, body) => {
			const more = body === undefined ? [] : ['--body', files.write('body.json', body)];
			const signed = await client('vault', 'sign', method, path, ...more, '--node', chain.url, '--key', keys[party]);
			const [name, value] = signed.split(': ');
			return answer(await fetch(`${server.url}${path}`, { method, headers: { [name]: value }, body }));
		};
		const answer = async (response) => {
			const text = await response.text();
			const json = text ? JSON.parse(text) : undefined;
			return { status: response.status, kind: json?.type?.replace('/problems/', ''), text, json };
		};
		const open = (kept, ...reader) => runImport([
			'vault', 'open', files.write('answer.json', kept.text), '--code', code, '--commitment', commitment,
			'--node', chain.url, ...reader,
		]);
		const as = (party, address) => ['--account', address, '--keyring', keyrings[party]];
		const untilIndexed = async () => {
			await untilFinal(api);
			await server.untilBlock(await finalBlock(api));
		};

		before(async () => {
			api = chain.api;
			const vault = ['--vault', vaultIn({ files, postgres })];
			server = await startServer(chain.url, `sqlite:${files.path('platform.db')}`, { args: vault });
			for (const [party, uri] of Object.entries({
				platform: '//Platform', manufacturer: '//Manufacturer', carrier: '//Carrier', bank: '//Bank', customs: '//Alice',
			})) {
				keys[party] = files.write(`${party}.key`, `${uri}\n`, 0o600);
				keyrings[party] = files.path(`${party}.keyring`);
				keyrings[`${party}Public`] = await client('keyring', 'make', keyrings[party]);
			}
		});
		after(async () => {
			await server?.stop();
			files.remove();
		});

		test('the owner seals a consignee that its sheet brought onto the chain, for each reader', async () => {
			code = await register(api, serial(`VAULT-${engine[0]}`));
			await untilFinal(api);
			const order = {
				'制造追溯信息/追溯码': code,
				'市场追溯信息/订单-商品名称': '耳机',
				'市场追溯信息/交易时间': '2026-01-01 08:00:00',
				'市场追溯信息/交易平台': platform.name,
				'市场追溯信息/交易金额': '49.90',
				'市场追溯信息/交易币制': 'USD',
				'市场追溯信息/收货地址': '1234 S Hope St, Los Angeles',
				'市场追溯信息/收货人': CONSIGNEE,
				'市场追溯信息/收货人联系方式': CONTACT,
			};
			const sheet = files.write('order.csv', csvSheet(files, [order]));
			await client(sheet, '--node', chain.url, '--key', keys.platform, '--keyring', keyrings.platform);
			await untilIndexed();
			const lines = (await client('seals', `${sheet}.seals`, '--keyring', keyrings.platform)).split('\n');
			const seals = lines.map((line) => JSON.parse(line));
			const sealed = (text) => seals.find(({ plaintext }) => plaintext === text).sealed;
			const targetOf = (commitment) => `/vault/${encodeURIComponent(code)}/${commitment}`;
			const sealFor = (commitment, path, grants) => client(
				'vault', 'seal', '--seals', `${sheet}.seals`, '--keyring', keyrings.platform, '--commitment', commitment,
				'--path', path, '--grants', grants, '--node', chain.url,
			);
			commitment = sealed(CONSIGNEE);
			target = targetOf(commitment);

			const buyer = JSON.parse(await client('vault', 'bearer', files.path('buyer.secret')));
			const grant = (to, key, basis, purpose) => {
				return { to, key, basis, purpose, from: 0, until: Date.now() + A_YEAR_MS, reads: null };
			};
			const own = grant(platform.account.address, keyrings.platformPublic, 'Owner', 'Own');
			const grants = files.write('grants.json', JSON.stringify([
				own,
				grant(seats.customs.address, keyrings.customsPublic, 'Law', 'Clear'),
				grant(carrier.account.address, keyrings.carrierPublic, { Custody: { days_after: 7 } }, 'Deliver'),
				grant(buyer.to, buyer.key, 'Consent', 'AfterSale'),
			]));
			const body = await sealFor(commitment, 'Order.consignee', grants);
			assert.ok(!body.includes(CONSIGNEE));
			const put = await ask('platform', 'PUT', target, body);
			assert.equal(put.status, 201, put.text);
			assert.equal((await ask('carrier', 'PUT', target, body)).kind, 'no-such-commitment');

			// Which no department reads.
			const ofContact = files.write('contact.json', JSON.stringify([
				own, grant(carrier.account.address, keyrings.carrierPublic, 'Consent', 'Deliver'),
			]));
			const contact = sealed(CONTACT);
			contactTarget = targetOf(contact);
			const putContact = await ask('platform', 'PUT', contactTarget, await sealFor(contact, 'Order.contact', ofContact));
			assert.equal(putContact.status, 201, putContact.text);
		});

		test('the carrier reads the consignee once it accepted custody, and not before', async () => {
			const read = () => ask('carrier', 'GET', `${target}?purpose=Deliver`);
			assert.equal((await read()).kind, 'no-custody');
			await submit(api, manufacturer.account, api.tx.traceUnits.offerCustody(code, carrier.account.address, null));
			await untilIndexed();
			assert.equal((await read()).kind, 'no-custody', 'an offer is no custody');
			await submit(api, carrier.account, api.tx.traceUnits.acceptCustody(code));
			await untilIndexed();

			const kept = await read();
			assert.equal(kept.status, 200, kept.text);
			assert.ok(!kept.text.includes(CONSIGNEE));
			const { code: exit, out, err } = await open(kept, ...as('carrier', carrier.account.address));
			assert.equal(exit, 0, err);
			assert.equal(out.trim(), CONSIGNEE);
			// What was for the carrier does not open for another, though it has the answer.
			const stolen = await open(kept, ...as('bank', bank.account.address));
			assert.equal(stolen.code, 2);
			assert.match(stolen.err, /DoesNotOpen/);
		});

		test('a department reads by law, the buyer by the secret of its code, a competitor not at all', async () => {
			const customs = await ask('customs', 'GET', `${target}?purpose=Clear`);
			assert.equal((await open(customs, ...as('customs', seats.customs.address))).out.trim(), CONSIGNEE);
			const [name, value] = (await client('vault', 'token', files.path('buyer.secret'))).split(': ');
			const buyer = await answer(await fetch(`${server.url}${target}?purpose=AfterSale`, { headers: { [name]: value } }));
			assert.equal((await open(buyer, '--bearer', files.path('buyer.secret'))).out.trim(), CONSIGNEE);
			assert.equal((await ask('bank', 'GET', `${target}?purpose=Deliver`)).kind, 'no-grant');

			const { json: { items } } = await ask('platform', 'GET', '/vault/log');
			const reads = items.filter(({ act }) => act === 'read').map(({ who, outcome }) => [who, outcome]);
			assert.deepEqual(reads.map(([, outcome]) => outcome), ['no-custody', 'no-custody', 'done', 'done', 'done', 'no-grant']);
			assert.deepEqual(reads[3], [seats.customs.address, 'done']);
		});

		test('no database of the platform has the plaintext', () => {
			const folder = dirname(files.path('platform.db'));
			const dumps = readdirSync(folder).filter((name) => /\.db(-wal)?$/.test(name)).map((name) => readFileSync(files.path(name)));
			if (engine === 'PostgreSQL') {
				const tables = ['vault_records', 'vault_grants', 'vault_findings', 'vault_log'];
				dumps.push(...tables.map((table) => Buffer.from(postgres.sql('vault', `SELECT t::text FROM ${table} AS t`))));
			}
			assert.ok(dumps.length >= 2);
			const forms = ['utf8', 'utf16le'].map((encoding) => Buffer.from(CONSIGNEE, encoding));
			forms.push(...forms.map((form) => Buffer.from(form.toString('hex'))));
			for (const dump of dumps) {
				assert.ok(forms.every((form) => !dump.includes(form)));
			}
		});

		test('what was revoked and what was erased is refused by name', async () => {
			const revoke = (address) => ask('platform', 'DELETE', `${target}/grants/${address}`);
			assert.equal((await revoke(seats.customs.address)).kind, 'by-law');
			assert.equal((await revoke(carrier.account.address)).status, 204);
			assert.equal((await ask('carrier', 'GET', `${target}?purpose=Deliver`)).kind, 'grant-revoked');
			// What a department reads by law stays for as long as it does.
			assert.equal((await ask('platform', 'DELETE', target)).kind, 'by-law');
			assert.equal((await ask('carrier', 'GET', `${contactTarget}?purpose=Deliver`)).status, 200);
			assert.equal((await ask('platform', 'DELETE', contactTarget)).status, 204);
			for (const [party, purpose] of [['platform', 'Own'], ['carrier', 'Deliver']]) {
				assert.equal((await ask(party, 'GET', `${contactTarget}?purpose=${purpose}`)).kind, 'erased');
			}
		});
	});
}

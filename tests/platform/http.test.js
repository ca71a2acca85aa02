// SPDX-License-Identifier: Apache-2.0
// The HTTP interface over a real node on which the demo was played: the address of a unit, the data behind it, and data that
// need a token; on both engines, which must answer alike.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { carrier, manufacturer } from '../support/accounts.js';
import { finalBlock, untilFinal } from '../support/chain.js';
import { eventually } from '../support/eventually.js';
import { startChain } from '../support/fixture.js';
import { playGenealogy } from '../support/genealogy-job.js';
import { EARPHONES } from '../support/items.js';
import { playMainJob } from '../support/main-job.js';
import { runPlatform, startReader, startServer } from '../support/platform.js';
import { startPostgres } from '../support/postgres.js';

const BLOCKS = ['product', 'transaction', 'logistics', 'customs'];

let folder;
let chain;
let postgres;
let databases;
let last;
/** The server on SQLite. */
let server;
/** The server on PostgreSQL. */
let other;
/** The unit as the chain has it. */
let view;

const unit = (code) => `/api/units/${encodeURIComponent(code)}`;

async function ask(path, { accept = 'application/json', token, method = 'GET', browser, of = server } = {}) {
	const headers = { accept, ...(browser && { 'user-agent': browser }), ...(token && { authorization: `Bearer ${token}` }) };
	const response = await fetch(`${of.url}${path}`, { method, headers, redirect: 'manual' });
	const text = await response.text();
	const kind = response.headers.get('content-type') ?? '';
	return { status: response.status, headers: response.headers, text, json: kind.includes('json') ? JSON.parse(text) : undefined };
}

/** Reads a resource that must be there. */
async function read(path, of) {
	const { status, json, text } = await ask(path, { of });
	assert.equal(status, 200, `${path}: ${text}`);
	return json;
}

/** All pages of a list. */
async function all(path, of) {
	const items = [];
	let after;
	do {
		const url = new URL(path, 'http://localhost');
		if (after !== undefined) {
			url.searchParams.set('after', after);
		}
		const page = await read(url.pathname + url.search, of);
		items.push(...page.items);
		after = page.next;
	} while (after !== undefined);
	return items;
}

/** Starts the server without a rate limit: the tests ask more often than clients may. */
function serve(database) {
	return startServer(chain.url, database, { args: ['--requests-per-second', '0'] });
}

async function addToken(name, scope) {
	const { stdout } = await runPlatform('token', 'add', name, '--scope', scope, '--database', databases[0]);
	return stdout.trim();
}

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-http-'));
	postgres = await startPostgres();
	chain = await startChain();
	const step = async (_, run) => void (await run());
	await playMainJob(chain.api, step);
	await playGenealogy(chain.api, step);
	await untilFinal(chain.api);
	last = await finalBlock(chain.api);
	view = (await chain.api.call.traceApi.unit(EARPHONES)).unwrap();
	databases = [`sqlite:${join(folder, 'http.db')}`, postgres.create('http')];
	[server, other] = await Promise.all(databases.map(serve));
	await Promise.all([server, other].map(async (of) => {
		await of.untilBlock(last);
		await of.untilCompared((await all('/api/units?limit=256', of)).map(({ code }) => code));
	}));
});
after(async () => {
	await server?.stop();
	await other?.stop();
	await chain?.stop();
	await postgres?.stop();
	rmSync(folder, { recursive: true, force: true });
});

describe('the address of a unit', () => {
	test('is the page for a browser', async () => {
		const page = await ask(`/${EARPHONES}`, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
		assert.equal(page.status, 200);
		assert.match(page.headers.get('content-type'), /^text\/html/);
		assert.match(page.headers.get('content-security-policy'), /^default-src 'none'/);
		assert.ok(page.text.includes('SN-0001'));
	});

	test('is what the chain says for a program', async () => {
		const { json: trace } = await ask(`/${EARPHONES}`);
		assert.equal(trace.unit.owner, view.unit.owner.toString());
		assert.equal(trace.unit.custodian, view.custodian.toString());
		assert.deepEqual(trace.missing, view.missing.map((category) => category.type));
		assert.deepEqual(new Set(trace.imported), new Set(view.imported.map((category) => category.type)));
		assert.equal(trace.check.heads_agree, true);
		assert.ok(trace.check.block >= last);
		assert.deepEqual(
			trace.check.validators.map((validator) => validator.department).sort(),
			(await Promise.all((await chain.api.query.session.validators()).map(async (account) => {
				return (await chain.api.call.traceApi.participant(account)).unwrap().department.unwrap().type;
			}))).sort(),
		);
		for (const [position, name] of BLOCKS.entries()) {
			const block = trace.blocks[position];
			const head = view[name].unwrap();
			assert.equal(block.name, name);
			assert.equal(block.digest, head.digest.toHex());
			assert.equal(block.total, head.records.toNumber());
			assert.equal(block.records.length, block.total);
		}
		assert.equal(trace.parties[manufacturer.account.address].name, manufacturer.name);
		assert.equal(trace.declarations[0].status, 'Closed');
	});

	test('is its links for a resolver', async () => {
		const { json, headers } = await ask(`/${EARPHONES}`, { accept: 'application/linkset+json' });
		assert.equal(headers.get('content-type'), 'application/linkset+json');
		assert.ok(json.linkset[0].anchor.endsWith(`/${EARPHONES}`));
		assert.ok(json.linkset[0]['https://ref.gs1.org/voc/pip'][0].href);
		assert.ok(json.linkset[1].anchor.endsWith('/01/06901234567892'), 'those of its product too');
		for (const level of json.linkset) {
			assert.equal(typeof level.itemDescription, 'string');
			const [only, ...others] = level['https://ref.gs1.org/voc/defaultLink'];
			assert.deepEqual([Object.keys(only), others], [['href', 'title'], []]);
		}
	});

	test('leads to the default link, or to the one that is asked for, with the query', async () => {
		const page = await ask(`/${EARPHONES}?foo=bar`, { accept: '*/*' });
		assert.equal(page.status, 307);
		assert.ok(page.headers.get('location').endsWith(`/page/${EARPHONES}?foo=bar`));
		assert.match(page.headers.get('link'), /rel="linkset"/);
		assert.equal((await ask(`/page/${EARPHONES}`, { accept: '*/*' })).status, 200);
		for (const [accept, status, target] of [
			['text/html', 307, `/page/${EARPHONES}`], ['application/json', 307, unit(EARPHONES)], ['*/*', 300, null],
		]) {
			const { status: given, headers } = await ask(`/${EARPHONES}?linkType=gs1:traceability`, { accept });
			assert.equal(given, status, accept);
			assert.ok(target === null || headers.get('location').endsWith(target), accept);
		}
	});

	test('may be read by the page of any site, which is told how', async () => {
		const options = await ask(`/${EARPHONES}`, { method: 'OPTIONS' });
		assert.equal(options.status, 204);
		assert.equal(options.headers.get('access-control-allow-methods'), 'GET, HEAD, OPTIONS');
		for (const path of [`/${EARPHONES}`, '/api/units', '/.well-known/gs1resolver', '/nothing']) {
			assert.equal((await ask(path)).headers.get('access-control-allow-origin'), '*', path);
		}
	});

	test('may come compressed', async () => {
		const { json, headers } = await ask('/DAyNo0UVqM6Rv2mmmo');
		assert.equal(json.unit.code, EARPHONES);
		assert.match(headers.get('link'), /rel="owl:sameAs"/);
	});

	test('of a product is its master data too, and an unknown lot leads there', async () => {
		const { json } = await ask('/01/06901234567892', { accept: 'application/ld+json' });
		assert.equal(json['@type'], 'gs1:Product');
		assert.equal(json['gs1:gtin'], '06901234567892');
		const lot = await ask('/01/06901234567892/10/NONE');
		assert.deepEqual([lot.status, lot.headers.get('location')], [307, '/01/06901234567892']);
	});

	test('is one, however the code is written', async () => {
		for (const form of ['/01/6901234567892/21/SN-0001', '/01/06901234567892/21/SN%2D0001', '/gtin/6901234567892/ser/SN-0001']) {
			const { status, headers } = await ask(form);
			assert.equal(status, 301, form);
			assert.equal(headers.get('location'), `/${EARPHONES}`);
		}
	});

	test('is read in whatever form a scanner or a person gives it, and a bare barcode names the product', async () => {
		for (const form of ['(01)06901234567892(21)SN-0001', ']d2010690123456789221SN-0001', '6901234567892+SN-0001']) {
			const { status, headers } = await ask(`/search?code=${encodeURIComponent(form)}&lang=en`, { accept: 'text/html' });
			assert.equal(status, 303, form);
			assert.equal(headers.get('location'), `/${EARPHONES}?lang=en`, form);
		}
		const product = await ask('/01/06901234567892');
		assert.equal(product.status, 200);
		assert.equal(product.json.gtin, '06901234567892');
		assert.match((await ask('/01/06901234567892?lang=en', { accept: 'text/html' })).text, /not your piece/);
	});

	test('is refused by name if the code is none, or nobody\'s', async () => {
		const problems = [
			['/01/06901234567893/21/SN-0001', 400, 'wrong-check-digit'],
			['/01/06901234567892/99/1', 400, 'malformed-trace-code'],
			['/01/06901234567892/21/FORGED', 404, 'unknown-code'],
		];
		for (const [path, status, kind] of problems) {
			const { json, headers, ...answer } = await ask(path);
			assert.equal(answer.status, status);
			assert.equal(headers.get('content-type'), 'application/problem+json');
			assert.equal(json.type, `/problems/${kind}`);
			assert.equal((await ask(path, { accept: 'text/html' })).status, status);
		}
	});

	test('counts who looks it up', async () => {
		const look = async (browser) => (await ask(`/${EARPHONES}`, { browser })).json.scans;
		const first = await look('first reader');
		const reload = await look('first reader');
		assert.deepEqual([reload.count, reload.readers], [first.count, first.readers]);
		const crawler = await look('Mozilla/5.0 (compatible; Baiduspider/2.0)');
		assert.deepEqual([crawler.count, crawler.readers], [first.count, first.readers]);
		const second = await look('second reader');
		assert.deepEqual([second.count, second.readers], [first.count + 1, first.readers + 1]);
		assert.equal(second.first_at, first.first_at);
	});

	test('takes one address for three readers of a code, whatever its browsers are called', async () => {
		const { code } = (await all('/api/units?limit=256')).find((listed) => listed.code.startsWith('01/') && listed.code !== EARPHONES);
		const looks = [];
		for (let n = 0; n < 25; n++) {
			looks.push((await ask(`/${code}`, { browser: `browser ${n}` })).json.scans);
		}
		assert.deepEqual(looks.map(({ readers }) => readers - looks[0].readers), looks.map((_, n) => Math.min(n, 2)));
	});
});

describe('the data', () => {
	test('is the same on both engines', async () => {
		const units = await all('/api/units?limit=3');
		assert.ok(units.length > 3, 'more than a page');
		const lists = [
			'/api/units?limit=256', '/api/participants?limit=2', '/api/declarations?limit=1', '/api/filings?limit=1',
			`/api/units?owner=${manufacturer.account.address}&limit=5`, '/api/units?hold=Recall&limit=1',
			`/api/units?custodian=${carrier.account.address}`, '/api/units?gtin=06901234567892&limit=2',
			`/api/loops?merchant=${manufacturer.account.address}&limit=1`,
		];
		for (const { code } of units) {
			lists.push(...['ancestors', 'descendants', 'contents'].map((way) => `${unit(code)}/${way}?limit=2`));
			lists.push(...BLOCKS.map((block) => `${unit(code)}/records/${block}?limit=2`));
		}
		const sorted = (items) => items.map((item) => JSON.stringify(item)).sort();
		for (const list of lists) {
			assert.deepEqual(sorted(await all(list, other)), sorted(await all(list)), list);
		}
		const one = ({ check, scans, blocks, ...rest }) => {
			return { ...rest, blocks: blocks.map(({ checked_at: at, ...block }) => block), agree: check.heads_agree };
		};
		for (const { code } of units) {
			assert.deepEqual(one(await read(unit(code), other)), one(await read(unit(code))), code);
		}
		for (const { account } of await all('/api/participants')) {
			const path = `/api/participants/${account}`;
			assert.deepEqual(await read(path, other), await read(path));
		}
		for (const { entry_number: number } of await all('/api/declarations')) {
			const path = `/api/declarations/${number}`;
			assert.deepEqual(await read(path, other), await read(path));
		}
	});

	test('leads from a material to its products and back', async () => {
		const walks = await Promise.all((await all('/api/units?limit=256')).map(async ({ code }) => {
			return { code, onward: await all(`${unit(code)}/descendants`), back: await all(`${unit(code)}/ancestors`) };
		}));
		const material = walks.find(({ onward }) => onward.length > 1);
		assert.ok(material);
		for (const { transformation } of material.onward) {
			for (const product of transformation.outputs) {
				const { back } = walks.find(({ code }) => code === product);
				const used = back.flatMap((step) => step.transformation.inputs.map(([code]) => code));
				assert.ok(used.includes(material.code), `${product} comes from ${material.code}`);
			}
		}
		const chained = await chain.api.call.traceApi.descendants(material.code, null, 256);
		assert.equal(material.onward.length, chained.steps.length);
	});

	test('says how far it is, and that nothing disagrees', async () => {
		const status = await read('/api/status');
		assert.equal(status.indexed.genesis, chain.api.genesisHash.toHex());
		assert.ok(status.indexed.block >= last && status.finalised >= last);
		assert.ok(status.connected && status.caught_up);
		assert.deepEqual(status.disagreeing.items, []);
		assert.equal((await ask('/ready')).status, 200);
		assert.equal((await ask('/ready', { of: other })).status, 200);
		const metrics = await (await fetch(server.metricsUrl)).text();
		assert.match(metrics, /suyuan_heads_disagreeing 0/);
		assert.match(metrics, /suyuan_http_seconds_bucket/);
		assert.equal((await ask('/metrics')).status, 404, 'they are for this machine alone');
	});

	test('has a document and a viewer, of this binary alone', async () => {
		const document = await read('/api/openapi.json');
		assert.equal(document.openapi, '3.1.0');
		const { valid, errors } = await new Validator().validate(document);
		assert.ok(valid, JSON.stringify(errors, null, 2));
		const viewer = await ask('/api/docs/', { accept: 'text/html' });
		assert.equal(viewer.status, 200);
		const elsewhere = [...viewer.text.matchAll(/(?:src|href)="([^"]+)"/g)].filter(([, target]) => /^(https?:)?\/\//.test(target));
		assert.deepEqual(elsewhere, []);
	});
});

describe('what is not on the chain', () => {
	test('needs a token that opens it, until it is taken back', async () => {
		assert.equal((await ask('/api/log')).status, 401);
		const wrong = await addToken('partner', 'exchange');
		assert.equal((await ask('/api/log', { token: wrong })).status, 403);
		const token = await addToken('auditor', 'log');
		assert.equal((await ask('/api/log', { token })).status, 200);
		const { stdout } = await runPlatform('token', 'list', '--database', databases[0]);
		assert.match(stdout, /^auditor\tlog\t\d+$/m);
		assert.ok(!stdout.includes(token));
		await runPlatform('token', 'remove', 'auditor', '--database', databases[0]);
		assert.equal((await ask('/api/log', { token })).status, 401);
		const again = runPlatform('token', 'remove', 'auditor', '--database', databases[0]);
		await assert.rejects(again, /no token of the name/);
		const malformed = runPlatform('token', 'add', 'a b', '--scope', 'log', '--database', databases[0]);
		await assert.rejects(malformed, /token's name/);
	});

	test('is in the log when the server is stopped, and there for the next', async () => {
		const { code, ended } = { code: '01/06901234567892/21/LOGGED', ended: server.ended };
		const count = (await ask(`/${EARPHONES}`, { browser: 'before' })).json.scans.count;
		await ask(`/${code}`);
		await server.stop();
		const { code: exit, tail } = await ended;
		assert.equal(exit, 0, tail.join('\n'));
		server = await serve(databases[0]);
		const token = await addToken('office', 'log');
		const { json } = await ask(`/api/log?code=${encodeURIComponent(code)}`, { token });
		assert.equal(json.items.length, 1);
		assert.equal(json.items[0].who, 'anonymous');
		assert.equal(json.items[0].status, 404);
		assert.equal((await ask(`/${EARPHONES}`, { browser: 'after' })).json.scans.count, count + 1);
	});

	test('is counted by day and by code', async () => {
		const token = await addToken('statistics', 'statistics');
		await read(`/${EARPHONES}`);
		// The query log is written in the background.
		const queries = async () => (await ask('/api/statistics/queries', { token })).json;
		const isCounted = ({ codes }) => codes.some(({ code }) => code === EARPHONES);
		const { codes } = await eventually('the count', queries, isCounted);
		const asked = codes.find(({ code }) => code === EARPHONES);
		assert.ok(asked.queries > 0 && asked.clients > 0);
		const flows = (await ask('/api/statistics/flows?days=366', { token })).json;
		const recorded = flows.records.reduce((sum, { records }) => sum + records, 0);
		const units = await all('/api/units?limit=256');
		const counted = await Promise.all(units.map(async ({ code }) => {
			return (await read(unit(code))).blocks.reduce((sum, { total }) => sum + total, 0);
		}));
		assert.equal(recorded, counted.reduce((sum, total) => sum + total, 0));
		assert.equal(flows.units.reduce((sum, { units: count }) => sum + count, 0), units.length);
	});
});

test('who asks too often is told when to ask again; who follows no chain serves what is there', async (t) => {
	const reader = await startReader(databases[0], { args: ['--requests-per-second', '1'] });
	t.after(reader.kill);
	const of = { url: reader.url };
	assert.equal((await read(unit(EARPHONES), of)).unit.code, EARPHONES);
	const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/api/status', { of })));
	const refused = answers.filter(({ status }) => status === 429);
	assert.ok(refused.length > 0);
	assert.ok(Number(refused[0].headers.get('retry-after')) >= 1);
	assert.equal(refused[0].json.type, '/problems/too-many-requests');
	const { code } = await reader.stop();
	assert.equal(code, 0);
});

// SPDX-License-Identifier: Apache-2.0
// Evidence of a unit on our own node: a file from the platform proves its trace offline, in both implementations.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { verify } from '../../tools/evidence/verify.js';
import { manufacturer, regulators, platform as trade } from '../support/accounts.js';
import { finalBlock, submit, untilFinal } from '../support/chain.js';
import { run } from '../support/children.js';
import { eventually } from '../support/eventually.js';
import { alterBytes } from '../support/evidence.js';
import { recordAll, register, startPopulatedChainOn } from '../support/fixture.js';
import { serial } from '../support/items.js';
import { FOR_PLATFORM } from '../support/node.js';
import { PLATFORM, runPlatform, startReader, startServer } from '../support/platform.js';
import { offerTitle } from '../support/title-job.js';

/** The verifier, which is built with the platform. */
const VERIFY = process.env.SUYUAN_VERIFY_BIN ?? join(dirname(PLATFORM), 'suyuan-verify');
const CODE = serial('EVIDENCE-1');
const pathOf = (code) => `/evidence/${encodeURIComponent(code)}`;
const PATH = pathOf(CODE);
/** A unit that is sold. */
const SOLD = serial('EVIDENCE-2');
const bytes = (text) => new TextEncoder().encode(text);

let folder;
let chain;
let server;
/** The file and the anchor, as texts. */
let file;
let anchor;

/** Waits for a file of evidence whose words are as they should be. */
async function evidence(path, isExpected = () => true) {
	const { text, headers } = await eventually(`evidence at ${path}`, () => server.ask(path, '*/*'), ({ status, json }) => {
		return status === 200 && isExpected(json.said);
	});
	assert.equal(headers.get('content-type'), 'application/vnd.suyuan.evidence+json');
	return text;
}

/** Runs the first implementation on a file. */
async function suyuanVerify(text) {
	const paths = [join(folder, 'evidence.suyuan.json'), join(folder, 'anchor.json')];
	writeFileSync(paths[0], text);
	writeFileSync(paths[1], anchor);
	try {
		const { stdout } = await run(VERIFY, [paths[0], '--anchor', paths[1], '--json']);
		return { code: 0, verdict: JSON.parse(stdout) };
	} catch (error) {
		return { code: error.code, verdict: JSON.parse(error.stdout) };
	}
}

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-evidence-'));
	chain = await startPopulatedChainOn(FOR_PLATFORM);
	server = await startServer(chain.url, `sqlite:${join(folder, 'evidence.db')}`);
	await register(chain.api, CODE);
	await recordAll(chain.api, CODE);
	await register(chain.api, SOLD);
	await untilFinal(chain.api);
	await server.untilBlock(await finalBlock(chain.api));
	file = await evidence(PATH, ({ records }) => records.every((count) => count > 0));
	({ stdout: anchor } = await runPlatform('anchor', '--node', chain.url));
});
after(async () => {
	await server?.stop();
	await chain?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('a file of our own node is proven by both implementations', async () => {
	const { code, verdict } = await suyuanVerify(file);
	assert.deepEqual([code, verdict.refusal, verdict.validators], [0, null, '1 of 1'], JSON.stringify(verdict.checks));
	const { refusal, said } = verify(bytes(file), bytes(anchor));
	assert.equal(refusal, null);
	assert.deepEqual(said, verdict.said);
	const unit = (await chain.api.query.traceUnits.units(CODE)).unwrap();
	assert.equal(said.unit.owner, unit.owner.toHex());
	assert.equal(said.unit.custodian, unit.custodian.toHex());
	assert.equal(said.unit.registeredAt, unit.registeredAt.toNumber());
	assert.deepEqual(said.declaredIn, (await chain.api.query.customs.declaredIn(CODE)).unwrap().toUtf8());
	const keep = process.env.SUYUAN_KEEP_EVIDENCE;
	if (keep !== undefined) {
		writeFileSync(join(keep, 'own-node.suyuan.json'), file);
		writeFileSync(join(keep, 'own-node-anchor.json'), anchor);
	}
});

test('a copy of it with one letter altered is refused by both', async () => {
	const altered = file.replace('"stage":"Open"', '"stage":"open"').replace('"stage":"Closed"', '"stage":"closed"');
	assert.notEqual(altered, file);
	const { code, verdict } = await suyuanVerify(altered);
	assert.deepEqual([code, verdict.refusal], [1, 'said-differs']);
	assert.equal(verify(bytes(altered), bytes(anchor)).refusal, 'said-differs');
});

test('no altered byte of it is accepted', () => {
	alterBytes(bytes(file), bytes(anchor));
});

test('another anchor decides nothing', async () => {
	const other = JSON.stringify({ ...JSON.parse(anchor), genesis: '00'.repeat(32) });
	assert.equal(verify(bytes(file), bytes(other)).refusal, 'other-chain');
});

test('a recall is in the next file', async () => {
	await submit(chain.api, regulators[0], chain.api.tx.traceUnits.recall([CODE], 'battery'));
	const next = await evidence(PATH, ({ unit }) => unit.hold !== null);
	const { refusal, said } = verify(bytes(next), bytes(anchor));
	assert.equal(refusal, null);
	assert.equal(said.unit.hold.kind, 'Recall');
	assert.equal((await suyuanVerify(next)).code, 0);
});

test('an offer of title, and the owner before, are in the files of a unit that is sold', async () => {
	const offer = await offerTitle(chain.api, manufacturer, SOLD, trade);
	const offered = await evidence(pathOf(SOLD), ({ unit }) => unit.titleOffer !== null);
	const buyer = trade.account.address;
	await submit(chain.api, trade.account, chain.api.tx.traceUnits.acceptTitle([SOLD], offer, false));
	const bought = await evidence(pathOf(SOLD), ({ unit }) => unit.titleOffer === null);
	for (const text of [offered, bought]) {
		const { code, verdict } = await suyuanVerify(text);
		assert.deepEqual([code, verdict.refusal], [0, null], JSON.stringify(verdict.checks));
		assert.deepEqual(verify(bytes(text), bytes(anchor)).said, verdict.said);
	}
	const hex = (address) => chain.api.createType('AccountId', address).toHex();
	const [before, after] = [offered, bought].map((text) => JSON.parse(text).said.unit);
	const { to, terms, units, id } = before.titleOffer;
	assert.deepEqual({ to, terms, units, id }, { to: hex(buyer), terms: null, units: 1, id: offer });
	assert.deepEqual(before.formerOwners, []);
	assert.deepEqual([after.owner, after.formerOwners], [hex(buyer), [hex(manufacturer.account.address)]]);
});

test('a code that nobody registered has no evidence', async () => {
	const { status, json } = await server.ask(pathOf(serial('NOBODY')));
	assert.deepEqual([status, json.type], [404, '/problems/unknown-code']);
});

test('a process that follows no node says so', async () => {
	const reader = await startReader(`sqlite:${join(folder, 'evidence.db')}`);
	const { status, json } = await reader.ask(PATH);
	assert.deepEqual([status, json.type], [503, '/problems/no-evidence']);
	await reader.stop();
});

test('the page leads to it', async () => {
	const { text } = await server.ask(`/${CODE}`, 'text/html');
	assert.match(text, /href="\/evidence\/01%2F/);
	assert.ok(readFileSync(join(folder, 'anchor.json'), 'utf8').includes('authorities'));
});

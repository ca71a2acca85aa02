// SPDX-License-Identifier: Apache-2.0
// A node for the public as deploy/node/suyuan.service starts it, behind nginx as deploy/node/nginx-rpc.conf has it.

import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { seats } from '../support/accounts.js';
import { startNginx } from '../support/nginx.js';
import { launch, removeAtExit } from '../support/process.js';
import { CLOSED, SAFE, UNSAFE } from '../support/rpc-methods.js';
import { unit, words } from '../support/systemd.js';

const NOT_FOUND = -32601;
const RATE_LIMITED = -32999;

/** A node that answers every method, unsafe ones too. */
let free;
let node;
let proxy;

/** Starts a development node with options for its RPC. */
async function start(...rpc) {
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-proxy-'));
	removeAtExit(folder, [join(folder, 'data')]);
	return launch({
		log: join(folder, 'node.log'),
		args: [
			...['--dev', '--base-path', join(folder, 'data'), '--state-pruning', 'archive', '--rpc-port', '0'],
			...['--listen-addr', '/ip4/127.0.0.1/tcp/0', '--no-mdns', '--no-prometheus', '--no-telemetry', ...rpc],
		],
	});
}

before(async () => {
	// The options of the unit without those that choose the chain: this test runs a development chain.
	const [, ...all] = words(unit('node/suyuan.service'));
	const rpc = all.slice(all.indexOf('--rpc-methods'));
	assert.deepEqual(rpc.slice(0, 2), ['--rpc-methods', 'safe']);
	[free, node] = [await start('--rpc-methods', 'unsafe'), await start(...rpc)];
	proxy = await startNginx('node/nginx-rpc.conf', (port) => [
		['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`, 1],
		['listen [::]:443 ssl;', '', 1],
		['127.0.0.1:9944', `127.0.0.1:${node.port}`, 2],
	]);
});
after(async () => {
	await proxy?.stop();
	await Promise.all([node?.stop(), free?.stop()]);
});

const wss = () => `wss://localhost:${proxy.port}`;

async function open(url, headers = {}) {
	const provider = new WsProvider(url, false, headers);
	const opened = new Promise((resolve, reject) => {
		provider.on('connected', () => resolve(provider));
		provider.on('error', () => reject(new Error(`${url} doesn't open`)));
	});
	await provider.connect();
	return opened;
}

/** Calls methods over a WebSocket one after the other. @returns the error code of each, or 0 */
async function ask(url, methods, headers = {}) {
	const provider = await open(url, headers);
	const answers = new Map();
	for (const [method, params] of Object.entries(methods)) {
		const answer = await provider.send(method, params).then(() => ({ code: 0 }), ({ code, message }) => ({ code, message }));
		answers.set(method, answer);
	}
	await provider.disconnect();
	return answers;
}

/** Posts to the proxy. */
function post(body, { method = 'POST', path = '/', headers = {} } = {}) {
	return new Promise((resolve, reject) => {
		const options = { method, headers: { 'content-type': 'application/json', ...headers } };
		const request = https.request(`https://localhost:${proxy.port}${path}`, options, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part) => (text += part));
			response.on('end', () => resolve({ status: response.statusCode, text }));
		});
		request.once('error', reject).end(body);
	});
}

const call = (method, params = []) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const isUnsafe = ({ message = '' }) => /unsafe/.test(message);
/** Detects parameters that a method can't decode. Some methods use the same code for values that they refuse. */
const isMisunderstood = ({ message = '' }) => /Invalid params/.test(message);

test('every method of the node is known here', async () => {
	const provider = await open(free.url);
	const { methods } = await provider.send('rpc_methods', []);
	await provider.disconnect();
	const known = Object.keys({ ...UNSAFE, ...CLOSED, ...SAFE });
	assert.deepEqual(methods.filter((method) => !known.includes(method)), []);
	assert.deepEqual(Object.keys({ ...UNSAFE, ...SAFE }).filter((method) => !methods.includes(method)), []);
});

test('every unsafe method is answered to an operator and refused to whoever comes through the proxy', async () => {
	const direct = await ask(free.url, UNSAFE);
	for (const [method, answer] of direct) {
		assert.ok(!isUnsafe(answer) && !isMisunderstood(answer), `${method}: ${JSON.stringify(answer)}`);
	}
	const through = await ask(wss(), UNSAFE);
	for (const [method, answer] of through) {
		assert.ok(isUnsafe(answer), `${method}: ${JSON.stringify(answer)}`);
	}
	for (const [method, params] of Object.entries(UNSAFE).filter(([method]) => !/subscribe/.test(method))) {
		const { status, text } = await post(call(method, params), { headers: { 'x-forwarded-for': '127.0.0.1' } });
		assert.ok(status === 429 || isUnsafe(JSON.parse(text).error), `${method} by HTTP: ${status} ${text}`);
	}
});

test('what makes the node read all its history is not there', async () => {
	const through = await ask(wss(), CLOSED);
	for (const [method, { code }] of through) {
		assert.equal(code, NOT_FOUND, method);
	}
});

test('every ordinary method is let through', async () => {
	const through = await ask(wss(), SAFE);
	for (const [method, answer] of through) {
		const isThere = ![NOT_FOUND, RATE_LIMITED].includes(answer.code);
		assert.ok(isThere && !isUnsafe(answer) && !isMisunderstood(answer), `${method}: ${JSON.stringify(answer)}`);
	}
});

test('polkadot.js has a session over TLS: it reads, signs, sends and follows', { timeout: 180_000 }, async () => {
	const api = await ApiPromise.create({ provider: new WsProvider(wss()), noInitWarn: true });
	const remark = api.tx.system.remark('0x01');
	const block = await new Promise((resolve, reject) => {
		remark.signAndSend(seats.customs, ({ status, dispatchError }) => {
			if (dispatchError) {
				reject(new Error(dispatchError.toString()));
			} else if (status.isFinalized) {
				resolve(status.asFinalized);
			}
		}).catch(reject);
	});
	const { block: { extrinsics } } = await api.rpc.chain.getBlock(block);
	assert.ok(extrinsics.some((extrinsic) => extrinsic.method.eq(remark.method)));
	await api.disconnect();
});

test('a client by HTTP is answered, and nothing else is', async () => {
	const { status, text } = await post(call('system_chain'));
	assert.equal(status, 200, text);
	assert.equal(JSON.parse(text).result, 'Suyuan Development');
	assert.equal((await post(undefined, { method: 'GET' })).status, 405);
	assert.equal((await post(call('system_chain'), { method: 'PUT' })).status, 405);
	assert.equal((await post(call('system_chain'), { path: '/health' })).status, 404);
	assert.equal((await post(call('system_chain', ['x'.repeat(4 * 1024 * 1024)]))).status, 413);
	const batch = JSON.stringify(Array.from({ length: 65 }, (_, id) => ({ jsonrpc: '2.0', id, method: 'system_chain', params: [] })));
	assert.match((await post(batch)).text, /batch/i);
});

test('who asks too often in one connection is refused, whatever address it claims', async () => {
	for (const header of ['forwarded', 'x-forwarded-for', 'x-real-ip']) {
		const provider = await open(wss(), { [header]: header === 'forwarded' ? 'for=127.0.0.1' : '127.0.0.1' });
		const answers = await Promise.allSettled(Array.from({ length: 1300 }, () => provider.send('system_chain', [])));
		await provider.disconnect();
		assert.ok(answers.some(({ reason }) => reason), `${header}: 1,300 calls were all answered`);
	}
	// Programs of the operator, on the same machine, are not limited.
	const provider = await open(node.url);
	await Promise.all(Array.from({ length: 1300 }, () => provider.send('system_chain', [])));
	await provider.disconnect();
});

test('who opens too many connections is refused', async () => {
	const attempts = await Promise.allSettled(Array.from({ length: 17 }, () => open(wss())));
	const opened = attempts.filter(({ value }) => value);
	await Promise.all(opened.map(({ value }) => value.disconnect()));
	assert.equal(opened.length, 16);
});

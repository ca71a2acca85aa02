// SPDX-License-Identifier: Apache-2.0
// The platform as an operator runs it: watched by Prometheus, and behind nginx as deploy/platform/nginx-platform.conf has it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { manufacturer, regulators } from '../support/accounts.js';
import { connect, finalBlock, submit, untilFinal } from '../support/chain.js';
import { eventually } from '../support/eventually.js';
import { register } from '../support/fixture.js';
import { EARPHONES, itemsOf } from '../support/items.js';
import { freePort } from '../support/network/ports.js';
import { startNginx } from '../support/nginx.js';
import { admitAll } from '../support/participants.js';
import { runPlatform, startServer } from '../support/platform.js';
import { launch, removeAtExit } from '../support/process.js';
import { exposedMetrics, promtool, queriedMetrics } from '../support/prometheus.js';
import { environment, unit, words } from '../support/systemd.js';

const MONITORING = fileURLToPath(new URL('../../deploy/monitoring/', import.meta.url));

/** Blocks within which every metric has been counted once. */
const MAX_BLOCKS = 10;
/** The most requests until the rate limit must refuse one. */
const MAX_REQUESTS = 1000;

let folder;
let node;
let server;
let proxy;
let nodeMetrics;
let platformMetrics;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-watched-'));
	removeAtExit(folder, [join(folder, 'data'), join(folder, 'platform.db')]);
	const [prometheus, metrics] = [await freePort(), await freePort()];
	nodeMetrics = `http://127.0.0.1:${prometheus}/metrics`;
	platformMetrics = `http://127.0.0.1:${metrics}/metrics`;
	node = await launch({
		log: join(folder, 'node.log'),
		args: [
			...['--dev', '--base-path', join(folder, 'data'), '--keep-events', '--rpc-port', '0'],
			...['--listen-addr', '/ip4/127.0.0.1/tcp/0', '--no-mdns', '--no-telemetry', '--prometheus-port', String(prometheus)],
		],
	});
	server = await startServer(node.url, `sqlite:${join(folder, 'platform.db')}`, {
		args: ['--behind-proxy', '--metrics-listen', `127.0.0.1:${metrics}`, '--requests-per-second', '5'],
	});
	proxy = await startNginx('platform/nginx-platform.conf', (port, plain) => [
		['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`, 1],
		['listen [::]:443 ssl http2;', '', 1],
		['listen 80;', `listen 127.0.0.1:${plain};`, 1],
		['listen [::]:80;', '', 1],
		['127.0.0.1:8080', new URL(server.url).host, 1],
	]);
});
after(async () => {
	await proxy?.stop();
	await server?.stop();
	await node?.stop();
});

/** Asks through the proxy. */
function ask(path, { method = 'GET', headers = {}, body } = {}) {
	return new Promise((resolve, reject) => {
		const request = https.request(`https://localhost:${proxy.port}${path}`, { method, headers }, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part) => (text += part));
			response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
		});
		request.once('error', reject).end(body);
	});
}

/** Sends requests until the rate limit refuses one. @param {(count: number) => object} [headers] */
async function untilRefused(headers = () => ({})) {
	for (let count = 1; (await ask('/api/status', { headers: headers(count) })).status !== 429; count += 1) {
		assert.ok(count < MAX_REQUESTS, 'it is never refused');
	}
}

test('the alarms are sound, and each of them rings when it should and not before', async () => {
	const rules = readdirSync(MONITORING).filter((file) => file.endsWith('-alerts.yml'));
	await promtool('check', 'rules', ...rules.map((file) => `${MONITORING}${file}`));
	await promtool('check', 'config', `${MONITORING}prometheus.yml`);
	await promtool('test', 'rules', fileURLToPath(new URL('alarms.yml', import.meta.url)));
});

test('every figure of the alarms and the dashboards is given by a node or a platform', async () => {
	// The metrics need a record, a request that is answered, and one that is refused.
	const api = await connect(node.url);
	try {
		await admitAll(api, regulators, [manufacturer]);
		await register(api, EARPHONES);
		await submit(api, manufacturer.account, api.tx.productInfo.record(EARPHONES, itemsOf(Date.now()).production));
		await untilFinal(api);
		await server.untilBlock(await finalBlock(api));
	} finally {
		await api.disconnect();
	}
	await untilRefused();
	const wanted = readdirSync(MONITORING)
		.filter((file) => file.endsWith('-alerts.yml') || file.startsWith('grafana-'))
		.flatMap((file) => [...queriedMetrics(file)]);
	assert.ok(wanted.length > 30, `${wanted.length} figures`);
	// A counter is exposed once it counts: within the time of a few blocks.
	let missing = wanted;
	const from = server.indexed();
	for (let block = from; missing.length > 0 && block <= from + MAX_BLOCKS; block += 1) {
		await server.untilBlock(block);
		const there = new Set([...await exposedMetrics(nodeMetrics), ...await exposedMetrics(platformMetrics)]);
		missing = wanted.filter((name) => !there.has(name));
	}
	assert.deepEqual(missing, []);
});

test('the figures are not to be had through the proxy, nor is anything without TLS', async () => {
	assert.equal((await ask('/metrics')).status, 404);
	const plain = await fetch(`http://127.0.0.1:${proxy.plain}/api/status`, { redirect: 'manual' });
	assert.equal(plain.status, 301);
	assert.match(plain.headers.get('location'), /^https:\/\/127\.0\.0\.1\/api\/status$/);
});

test('a client is whom the proxy sees, whatever it says of itself, and too large a request is refused', async () => {
	// If the headers were believed, each request would be from another client.
	await untilRefused((count) => ({ 'x-forwarded-for': `10.0.${count % 256}.1`, forwarded: `for=10.1.${count % 256}.1` }));
	assert.equal((await ask('/api/status', { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).status, 413);
});

test('a code with a slash in it comes through as it is', async () => {
	const path = `/api/units/${encodeURIComponent('01/06901234567892/21/NONE')}`;
	const answer = await eventually('an answer', () => ask(path), ({ status }) => status !== 429);
	assert.equal(answer.status, 404, answer.text);
	assert.match(answer.text, /01\/06901234567892\/21\/NONE|unknown-code/);
});

test('the unit starts what there is, with what it takes, behind the proxy and with figures for this machine alone', async () => {
	const settings = unit('platform/suyuan-platform.service');
	const [program, command] = words(settings);
	assert.equal(program, '/usr/local/bin/suyuan-platform');
	const { stdout } = await runPlatform(command, '--help');
	const values = environment(settings);
	for (const name of Object.keys(values)) {
		assert.ok(stdout.includes(`[env: ${name}`), `${name} is no variable of ${command}`);
	}
	assert.match(values.SUYUAN_METRICS_LISTEN, /^127\.0\.0\.1:/);
	assert.equal(values.SUYUAN_BEHIND_PROXY, 'true');
});

test('systemd understands both units and finds them hardened', { skip: !hasSystemd() && 'there is no systemd' }, () => {
	for (const path of ['node/suyuan.service', 'platform/suyuan-platform.service']) {
		const file = fileURLToPath(new URL(`../../deploy/${path}`, import.meta.url));
		// systemd also checks that the program is there.
		const here = join(folder, basename(path));
		writeFileSync(here, readFileSync(file, 'utf8').replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true'));
		const verify = `systemd-analyze verify --recursive-errors=no ${here} 2>&1`;
		const output = execFileSync('sh', ['-c', verify], { encoding: 'utf8' });
		assert.equal(output, '');
		const out = execFileSync('systemd-analyze', ['security', '--offline=true', '--threshold=30', file], { encoding: 'utf8' });
		assert.match(out, /OK/);
	}
});

function hasSystemd() {
	try {
		execFileSync('systemd-analyze', ['--version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

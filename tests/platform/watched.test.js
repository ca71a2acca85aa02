// SPDX-License-Identifier: Apache-2.0
// The platform as an operator runs it: watched by Prometheus, and behind nginx as deploy/platform/nginx-platform.conf has it.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { manufacturer, regulators } from '../support/accounts.js';
import { connect, finalBlock, submit, untilFinal } from '../support/chain.js';
import { eventually } from '../support/eventually.js';
import { register } from '../support/fixture.js';
import { EARPHONES, itemsOf } from '../support/items.js';
import { freePort } from '../support/network/ports.js';
import { startNginx } from '../support/nginx.js';
import { admitAll } from '../support/participants.js';
import { PLATFORM, runPlatform, startServer } from '../support/platform.js';
import { launch, removeAtExit } from '../support/process.js';
import { exposedMetrics, metricsOf, promtool, queriedMetrics } from '../support/prometheus.js';
import { environment, unit, words } from '../support/systemd.js';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
const MONITORING = join(DEPLOY, 'monitoring/');

/** The metrics that Prometheus' node exporter has of every disk. */
const DISK_METRICS = ['node_filesystem_avail_bytes', 'node_filesystem_size_bytes'];
/** The units of deploy/: services, and the timers of some. */
const UNITS = ['node/suyuan', 'platform/suyuan-platform', 'platform/suyuan-platform-backup', 'monitoring/suyuan-figures'];

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

/** Runs a script of deploy/, with the platform under the name by which an operator has it. */
function script(path, env) {
	const programs = join(folder, 'programs');
	if (!existsSync(programs)) {
		mkdirSync(programs);
		symlinkSync(PLATFORM, join(programs, 'suyuan-platform'));
	}
	const PATH = `${programs}:${process.env.PATH}`;
	return promisify(execFile)(join(DEPLOY, path), { env: { ...process.env, PATH, ...env } });
}

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
	const tests = ['alarms.yml', 'machine-alarms.yml'].map((file) => fileURLToPath(new URL(file, import.meta.url)));
	await promtool('test', 'rules', ...tests);
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
	const figures = metricsOf(await tellFigures());
	const wanted = readdirSync(MONITORING)
		.filter((file) => file.endsWith('-alerts.yml') || file.startsWith('grafana-'))
		.flatMap((file) => [...queriedMetrics(file)]);
	assert.ok(wanted.length > 30, `${wanted.length} figures`);
	// A counter is exposed once it counts: within the time of a few blocks.
	let missing = wanted;
	const from = server.indexed();
	for (let block = from; missing.length > 0 && block <= from + MAX_BLOCKS; block += 1) {
		await server.untilBlock(block);
		const there = new Set([
			...await exposedMetrics(nodeMetrics), ...await exposedMetrics(platformMetrics), ...figures, ...DISK_METRICS,
		]);
		missing = wanted.filter((name) => !there.has(name));
	}
	assert.deepEqual(missing, []);
});

/** The folder of the backups. */
const backups = () => join(folder, 'backups');

/** Runs the scripts of the timers. @returns {Promise<string>} the file that the node exporter reads */
async function tellFigures(env = {}) {
	mkdirSync(backups(), { recursive: true });
	await script('monitoring/suyuan-figures', {
		SUYUAN_BACKUPS: backups(), SUYUAN_CERTIFICATES: proxy.certificate, SUYUAN_FIGURES: folder, ...env,
	});
	return readFileSync(join(folder, 'suyuan.prom'), 'utf8');
}

/** The value of a metric, of which there is one. */
function valueOf(text, name) {
	return Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'm').exec(text)[1]);
}

test('a backup is checked, counted by its age, and makes the oldest go', async () => {
	const env = { SUYUAN_DATABASE: `sqlite:${join(folder, 'platform.db')}`, SUYUAN_BACKUPS: backups(), SUYUAN_BACKUPS_KEPT: '2' };
	assert.equal(valueOf(await tellFigures(), 'suyuan_backup_timestamp_seconds'), 0, 'there is none yet');
	for (const name of ['backup-2026-01-01T000000Z', 'backup-2026-01-02T000000Z', 'unchecked', 'of-others']) {
		writeFileSync(join(backups(), name), '');
		utimesSync(join(backups(), name), 1, 1);
	}
	await script('platform/suyuan-platform-backup', env);
	const names = readdirSync(backups()).sort();
	assert.equal(names.length, 3, names.join());
	const [old, young, others] = names;
	assert.equal(old, 'backup-2026-01-02T000000Z', 'the older one is gone');
	assert.equal(others, 'of-others');
	await runPlatform('verify', join(backups(), young));

	const figures = await tellFigures();
	const age = Date.now() / 1000 - valueOf(figures, 'suyuan_backup_timestamp_seconds');
	assert.ok(age >= 0 && age < 600, `${age} s`);
	assert.ok(valueOf(figures, 'suyuan_backup_size_bytes') > 0);
	// A backup that fails is none.
	await assert.rejects(script('platform/suyuan-platform-backup', { ...env, SUYUAN_DATABASE: `sqlite:${join(folder, 'none.db')}` }));
	assert.deepEqual(readdirSync(backups()).sort(), names);
	await assert.rejects(script('platform/suyuan-platform-backup', { ...env, SUYUAN_BACKUPS_KEPT: '0' }), /must be 1 or more/);
});

test('the expiry of a certificate is told, and one that is not there is as bad as expired', async () => {
	const expiry = (text) => valueOf(text, 'suyuan_certificate_expiry_timestamp_seconds');
	const left = expiry(await tellFigures()) - Date.now() / 1000;
	// It was made for two days.
	assert.ok(left > 86_400 && left <= 2 * 86_400, `${left} s`);
	const nowhere = await tellFigures({ SUYUAN_CERTIFICATES: join(folder, 'none.pem') });
	assert.equal(expiry(nowhere), 0);
	const neither = await tellFigures({ SUYUAN_BACKUPS: '', SUYUAN_CERTIFICATES: '' });
	assert.deepEqual([...metricsOf(neither)], ['suyuan_figures_timestamp_seconds']);
	await promisify(execFile)('sh', ['-c', `promtool check metrics < ${join(folder, 'suyuan.prom')}`]);
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

test('systemd understands every unit and finds it hardened', { skip: !hasSystemd() && 'there is no systemd' }, () => {
	for (const path of UNITS) {
		const file = join(DEPLOY, `${path}.service`);
		// systemd also checks that the program is there.
		const here = join(folder, basename(file));
		writeFileSync(here, readFileSync(file, 'utf8').replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true'));
		const timer = join(DEPLOY, `${path}.timer`);
		const files = existsSync(timer) ? [here, timer] : [here];
		const verify = `systemd-analyze verify --recursive-errors=no ${files.join(' ')} 2>&1`;
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

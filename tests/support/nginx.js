// The reverse proxies of deploy/: the installed nginx, with the very files that an operator installs.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { onExit, startChild } from './children.js';
import { freePort } from './network/ports.js';

const NGINX = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find(existsSync);
const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));

const START_TIMEOUT_MS = 60_000;

/** A certificate for `localhost` that nobody else has: its file, its key's file, and itself. */
function certificate(folder) {
	const [file, key] = ['fullchain.pem', 'privkey.pem'].map((name) => join(folder, name));
	execFileSync('openssl', [
		...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
		...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', file],
	], { stdio: 'ignore' });
	return { file, key, pem: readFileSync(file, 'utf8') };
}

/** Another machine, as far as an address tells. */
const CLIENT_ADDRESS = '127.0.0.2';

/**
 * Has every TLS connection of this process trust a certificate and come from elsewhere. What opens WebSockets can't be told
 * so by itself.
 */
function trust(pem) {
	const { connect } = tls;
	tls.connect = (options, ...more) => connect({ ca: pem, localAddress: CLIENT_ADDRESS, ...options }, ...more);
}

/** Puts in place what an operator changes, each at as many places as the file has it. */
function changed(text, changes) {
	return changes.reduce((text, [from, to, times]) => {
		const parts = text.split(from);
		if (parts.length !== times + 1) {
			throw new Error(`${from} stands ${parts.length - 1} times in the configuration, not ${times}`);
		}
		return parts.join(to);
	}, text);
}

/**
 * Starts nginx with a file of deploy/ and waits until it answers.
 *
 * @param {string} name the file's
 * @param {(port: number, plain: number) => [string, string, number][]} changes beside those of the certificate
 */
export async function startNginx(name, changes) {
	if (!NGINX) {
		throw new Error('no nginx: scripts/setup installs it');
	}
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-nginx-'));
	const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	const keep = onExit(remove);
	mkdirSync(join(folder, 'temporary'));
	const { file, key, pem } = certificate(folder);
	const [port, plain] = [await freePort(), await freePort()];
	writeFileSync(join(folder, 'site.conf'), changed(readFileSync(join(DEPLOY, name), 'utf8'), [
		['/etc/ssl/suyuan/fullchain.pem', file, 1],
		['/etc/ssl/suyuan/privkey.pem', key, 1],
		...changes(port, plain),
	]));
	// What Debian's own nginx.conf says around it, as far as it matters to whoever asks.
	writeFileSync(join(folder, 'nginx.conf'), `
		${process.getuid() === 0 ? 'user root;' : ''}
		worker_processes 1;
		pid ${folder}/pid;
		error_log stderr notice;
		daemon off;
		events { worker_connections 768; }
		http {
			access_log off;
			${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/temporary;`).join('\n')}
			gzip on;
			include ${folder}/site.conf;
		}
	`);
	// It has workers of its own, which it ends before itself when it is asked to.
	const { child, ended, stop } = startChild(NGINX, ['-c', join(folder, 'nginx.conf'), '-p', folder], {
		stdio: ['ignore', 'ignore', 'pipe'],
		exitSignal: 'SIGTERM',
	});
	trust(pem);
	const lines = [];
	const fails = (reject) => () => reject(new Error(`nginx did not start:\n${lines.join('\n')}`));
	let deadline;
	await new Promise((resolve, reject) => {
		createInterface({ input: child.stderr }).on('line', (line) => {
			lines.push(line);
			if (/start worker process /.test(line)) {
				resolve();
			}
		});
		ended.then(fails(reject), reject);
		deadline = setTimeout(fails(reject), START_TIMEOUT_MS);
	}).finally(() => clearTimeout(deadline));
	return {
		port,
		plain,
		async stop() {
			await stop();
			keep();
			remove();
		},
	};
}

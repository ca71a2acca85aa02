// SPDX-License-Identifier: Apache-2.0
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

/** Makes a certificate for `localhost`: its file, its key's file, and its text. */
function certificate(folder) {
	const [file, key] = ['fullchain.pem', 'privkey.pem'].map((name) => join(folder, name));
	execFileSync('openssl', [
		...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
		...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', file],
	], { stdio: 'ignore' });
	return { file, key, pem: readFileSync(file, 'utf8') };
}

/** An address other than that of the server, so that clients seem to be on another machine. */
const CLIENT_ADDRESS = '127.0.0.2';

/**
 * Makes every TLS connection of this process trust a certificate and come from another address.
 *
 * The WebSocket client has no option for either.
 */
function trust(pem) {
	const { connect } = tls;
	tls.connect = (options, ...more) => connect({ ca: pem, localAddress: CLIENT_ADDRESS, ...options }, ...more);
}

/** Applies an operator's changes to a file, each at the number of places where the file has it. */
function changed(text, changes) {
	return changes.reduce((text, [from, to, times]) => {
		const parts = text.split(from);
		if (parts.length !== times + 1) {
			throw new Error(`${from} is in the configuration ${parts.length - 1} times, not ${times}`);
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
		throw new Error('There is no nginx: scripts/setup installs it');
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
	// The parts of Debian's own nginx.conf around the site that clients notice.
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
	// nginx has workers of its own, which it ends before itself on SIGTERM.
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
		/** The file of its certificate. */
		certificate: file,
		async stop() {
			await stop();
			keep();
			remove();
		},
	};
}

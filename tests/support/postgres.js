// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL server of its own, from the installed binaries, in a temporary folder.

import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onExit, startChild } from './children.js';

const INSTALLED = '/usr/lib/postgresql';
const READY = /database system is ready to accept connections/;

const START_TIMEOUT_MS = 120_000;

/** The folder of the newest installed server's programs. */
export function binaries() {
	const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : [];
	const found = versions.map((version) => join(INSTALLED, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
	if (!found) {
		throw new Error(`There is no PostgreSQL in ${INSTALLED}: scripts/setup installs it`);
	}
	return found;
}

/** The server refuses to be run by root, so root runs it as the user that its package brings. */
export function asUser() {
	if (process.getuid() !== 0) {
		return {};
	}
	const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })));
	return { uid, gid };
}

/** Starts a server and waits until it answers, on a socket in a folder of its own. */
export async function startPostgres() {
	const bin = binaries();
	const user = asUser();
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-pg-'));
	const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	const keep = onExit(remove);
	chmodSync(folder, 0o755);
	if (user.uid !== undefined) {
		chownSync(folder, user.uid, user.gid);
	}
	const data = join(folder, 'data');
	// The user is changed here and not by another program, which would not pass signals on.
	const options = { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] };
	// PostgreSQL has children of its own, which it ends before itself: fast, without waiting for clients.
	const FAST = 'SIGINT';
	execFileSync(
		join(bin, 'initdb'),
		['--pgdata', data, '--auth', 'trust', '--username', 'suyuan', '--encoding', 'UTF8', '--locale', 'C'],
		options,
	);
	/** The running process, if there is one. */
	let server;
	const start = async () => {
		const args = ['-D', data, '-k', folder, '-c', 'listen_addresses='];
		server = startChild(join(bin, 'postgres'), args, { ...options, exitSignal: FAST });
		const { child, ended } = server;
		const lines = [];
		const fails = (reject) => () => reject(new Error(`PostgreSQL did not start:\n${lines.join('\n')}`));
		let deadline;
		await new Promise((resolve, reject) => {
			createInterface({ input: child.stderr }).on('line', (line) => {
				lines.push(line);
				if (READY.test(line)) {
					resolve();
				}
			});
			ended.then(fails(reject), reject);
			deadline = setTimeout(fails(reject), START_TIMEOUT_MS);
		}).finally(() => clearTimeout(deadline));
	};
	const halt = async () => {
		const halted = server;
		server = undefined;
		await halted?.stop(FAST);
	};
	await start();

	const sql = (database, statement) => {
		return execFileSync(
			'psql',
			['--host', folder, '--username', 'suyuan', '--no-psqlrc', '--tuples-only', '--no-align', '--quiet',
				'--set', 'ON_ERROR_STOP=1', '--dbname', database, '--command', statement],
			{ encoding: 'utf8' },
		).trim();
	};
	return {
		/** Runs a statement by psql. @returns its output */
		sql,
		/** Creates a database. @returns its URL */
		create(name) {
			sql('postgres', `CREATE DATABASE ${name}`);
			return `postgres://suyuan@localhost/${name}?host=${encodeURIComponent(folder)}`;
		},
		/** Stops the server and keeps its data. */
		halt,
		/** Starts the server again, if it was stopped. */
		async restart() {
			if (!server) {
				await start();
			}
		},
		async stop() {
			await halt();
			keep();
			remove();
		},
	};
}

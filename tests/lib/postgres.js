// A PostgreSQL server of its own, from the installed binaries, in a temporary folder.

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const INSTALLED = '/usr/lib/postgresql';
const READY = /database system is ready to accept connections/;

const servers = new Set();
process.on('exit', () => servers.forEach((server) => server.end()));

function binaries() {
	const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : [];
	const found = versions.map((version) => join(INSTALLED, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
	if (!found) {
		throw new Error(`no PostgreSQL in ${INSTALLED}: scripts/setup installs it`);
	}
	return found;
}

/** The server refuses to be run by root, so root runs it as the user that its package brings. */
function asUser() {
	if (process.getuid() !== 0) {
		return {};
	}
	const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })));
	return { uid, gid };
}

/** Starts a server and waits until it answers: by a socket in a folder that nobody else knows. */
export async function startPostgres() {
	const bin = binaries();
	const user = asUser();
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-pg-'));
	chmodSync(folder, 0o755);
	if (user.uid !== undefined) {
		chownSync(folder, user.uid, user.gid);
	}
	const data = join(folder, 'data');
	// Directly, and not by a program that changes the user: such a one keeps the signals to itself.
	const options = { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] };
	execFileSync(
		join(bin, 'initdb'),
		['--pgdata', data, '--auth', 'trust', '--username', 'suyuan', '--encoding', 'UTF8', '--locale', 'C'],
		options,
	);
	let child;
	let ended;
	const begin = async () => {
		child = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses='], options);
		const said = [];
		ended = new Promise((resolve) => child.once('close', resolve));
		await new Promise((resolve, reject) => {
			createInterface({ input: child.stderr }).on('line', (line) => {
				said.push(line);
				if (READY.test(line)) {
					resolve();
				}
			});
			ended.then(() => reject(new Error(`PostgreSQL ended before it answered:\n${said.join('\n')}`)));
		});
	};
	const halt = async () => {
		child.kill('SIGINT');
		await ended;
	};
	const server = {
		end() {
			child.kill('SIGINT');
			rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
		},
	};
	servers.add(server);
	await begin();

	const sql = (database, statement) => {
		return execFileSync(
			'psql',
			['--host', folder, '--username', 'suyuan', '--no-psqlrc', '--tuples-only', '--no-align', '--quiet',
				'--set', 'ON_ERROR_STOP=1', '--dbname', database, '--command', statement],
			{ encoding: 'utf8' },
		).trim();
	};
	return {
		/** What a statement answers. */
		sql,
		/** A new database. Answers its URL. */
		create(name) {
			sql('postgres', `CREATE DATABASE ${name}`);
			return `postgres://suyuan@localhost/${name}?host=${encodeURIComponent(folder)}`;
		},
		/** Stops it, and leaves its data. */
		halt,
		/** Starts it again. */
		begin,
		async stop() {
			servers.delete(server);
			await halt();
			rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
		},
	};
}

// SPDX-License-Identifier: Apache-2.0
// Two PostgreSQL servers that stand in for each other, as deploy/postgres/ sets them up: etcd, Patroni, HAProxy and
// PgBouncer from the installed packages, each "machine" with a loopback address of its own.

import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onExit, startChild } from './children.js';
import { eventually } from './eventually.js';
import { asUser, binaries } from './postgres.js';

const DEPLOY = fileURLToPath(new URL('../../deploy/postgres/', import.meta.url));
const TAIL_LINES = 40;

/** The network of the examples, and the one on loopback that stands in for it. */
const NETWORK = ['10.0.0.', '127.77.0.'];
/** The address of the machine on which the platform, HAProxy and PgBouncer run. */
const PLATFORM_ADDRESS = '127.77.0.1';
const ETCD_ADDRESS = '127.77.0.21';
const PASSWORD = { postgres: 'p-postgres', suyuan: 'p-suyuan' };

function program(name) {
	const found = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'].map((folder) => join(folder, name)).find(existsSync);
	if (!found) {
		throw new Error(`There is no ${name}: scripts/setup --failover installs it`);
	}
	return found;
}

/** Applies an operator's changes to a file of deploy/postgres, each of which must find its place. */
function configured(name, changes) {
	return changes.reduce((text, [from, to]) => {
		if (!text.includes(from)) {
			throw new Error(`deploy/postgres/${name} has no ${from}`);
		}
		return text.replaceAll(from, to);
	}, readFileSync(join(DEPLOY, name), 'utf8'));
}

/** Starts a program that goes on, and keeps the end of what it says. */
function startProgram(name, args, options) {
	const started = startChild(program(name), args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], exitSignal: 'SIGTERM' });
	const tail = [];
	for (const stream of [started.child.stdout, started.child.stderr]) {
		createInterface({ input: stream }).on('line', (line) => {
			tail.push(line);
			tail.splice(0, tail.length - TAIL_LINES);
		});
	}
	return { ...started, tail };
}

/** One database server: Patroni, and the PostgreSQL that it keeps. */
class Server {
	constructor(folder, number, user) {
		this.name = `pg${number}`;
		this.address = `127.77.0.1${number}`;
		this.home = join(folder, this.name);
		this.data = join(this.home, 'data');
		this.user = user;
		mkdirSync(this.home);
		this.config = join(this.home, 'patroni.yml');
		writeFileSync(this.config, configured('patroni.yml', [
			['10.0.0.21:2379,10.0.0.22:2379,10.0.0.23:2379', `${ETCD_ADDRESS}:2379`],
			['10.0.0.11', this.address],
			NETWORK,
			// Who speaks to another loopback address has the first one.
			['127.77.0.0/24', '127.0.0.0/8'],
			['name: pg1', `name: ${this.name}`],
			['/usr/lib/postgresql/15/bin', binaries()],
			['/var/lib/postgresql/suyuan', this.data],
			['/var/lib/postgresql/.pgpass-patroni', join(this.home, 'pgpass')],
			['/var/run/postgresql', this.home],
			['CHANGE-', 'p-'],
		]));
		if (user.uid !== undefined) {
			[this.home, this.config].forEach((path) => chownSync(path, user.uid, user.gid));
		}
		chmodSync(this.home, 0o700);
	}

	start() {
		this.patroni = startProgram('patroni', [this.config], { ...this.user, cwd: this.home });
	}

	/** The state as Patroni tells it, or undefined if nobody answers. */
	async state() {
		try {
			return await (await fetch(`http://${this.address}:8008/patroni`)).json();
		} catch {
			return undefined;
		}
	}

	/** Hands the lead over to another server, as for maintenance. */
	async yieldTo(server) {
		const response = await fetch(`http://${this.address}:8008/switchover`, {
			method: 'POST',
			body: JSON.stringify({ leader: this.name, candidate: server.name }),
		});
		if (!response.ok) {
			throw new Error(`${this.name} does not yield: ${await response.text()}`);
		}
	}

	/** Kills Patroni and every process of the server, as a power cut does. */
	async kill() {
		const [postmaster] = readFileSync(join(this.data, 'postmaster.pid'), 'utf8').split('\n');
		const children = execFileSync('pgrep', ['--parent', postmaster], { encoding: 'utf8' }).trim().split('\n');
		this.patroni.child.kill('SIGKILL');
		[postmaster, ...children].forEach((pid) => process.kill(Number(pid), 'SIGKILL'));
		await this.patroni.ended;
	}

	stop() {
		return this.patroni?.stop();
	}
}

/** Starts two servers behind HAProxy and PgBouncer, with the platform's empty database, and waits until one follows the other. */
export async function startPair() {
	const user = asUser();
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-pair-'));
	chmodSync(folder, 0o755);
	if (user.uid !== undefined) {
		chownSync(folder, user.uid, user.gid);
	}
	const started = [];
	const stop = async () => {
		for (const { stop } of started.reverse()) {
			await stop();
		}
		keep();
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	const keep = onExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
	try {
		const client = `http://${ETCD_ADDRESS}:2379`;
		const peer = `http://${ETCD_ADDRESS}:2380`;
		started.push(startProgram('etcd', [
			...['--data-dir', join(folder, 'etcd'), '--name', 'etcd', '--initial-cluster', `etcd=${peer}`],
			...['--listen-client-urls', client, '--advertise-client-urls', client],
			...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
		], { ...user, cwd: folder }));
		const servers = [1, 2].map((number) => new Server(folder, number, user));
		for (const server of servers) {
			server.start();
			started.push({ stop: () => server.stop(), tail: server.patroni.tail });
		}
		const states = () => Promise.all(servers.map((server) => server.state()));
		const isPair = (states) => {
			return states.filter((state) => ['master', 'primary'].includes(state?.role) && state.state === 'running').length === 1
				&& states.filter((state) => state?.role === 'replica' && state.sync_standby).length === 1;
		};
		/** Waits until one server leads and the other has all that it has. @returns [leader, follower] */
		const untilPair = async () => {
			await eventually('a pair of servers', states, isPair);
			const [first] = await states();
			return first.role === 'replica' ? [...servers].reverse() : servers;
		};
		const [leader] = await untilPair();
		const psql = (server, database, statement) => execFileSync(
			'psql',
			['--host', server.address, '--username', 'postgres', '--no-psqlrc', '--tuples-only', '--no-align', '--quiet',
				'--set', 'ON_ERROR_STOP=1', '--dbname', database, '--command', statement],
			{ encoding: 'utf8', env: { ...process.env, PGPASSWORD: PASSWORD.postgres } },
		).trim();
		psql(leader, 'postgres', `CREATE ROLE suyuan LOGIN PASSWORD '${PASSWORD.suyuan}'`);
		psql(leader, 'postgres', 'CREATE DATABASE suyuan OWNER suyuan');

		writeFileSync(join(folder, 'haproxy.cfg'), configured('haproxy.cfg', [['127.0.0.1:', `${PLATFORM_ADDRESS}:`], NETWORK]));
		writeFileSync(join(folder, 'userlist.txt'), `"suyuan" "${PASSWORD.suyuan}"\n`);
		writeFileSync(join(folder, 'pgbouncer.ini'), configured('pgbouncer.ini', [
			['127.0.0.1', PLATFORM_ADDRESS],
			['/etc/pgbouncer/userlist.txt', join(folder, 'userlist.txt')],
		]));
		started.push(startProgram('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { cwd: folder }));
		started.push(startProgram('pgbouncer', [join(folder, 'pgbouncer.ini')], { ...user, cwd: folder }));
		const url = (database) => `postgres://suyuan:${PASSWORD.suyuan}@${PLATFORM_ADDRESS}:6432/${database}`;
		return {
			/** The URL of the database by the server that leads. */
			writing: url('suyuan'),
			/** The URL of the database by either server. */
			reading: url('suyuan_reading'),
			/** The URL of the database on one server, past HAProxy and PgBouncer. */
			on: (server) => `postgres://suyuan:${PASSWORD.suyuan}@${server.address}:5432/suyuan`,
			untilPair,
			/** Runs a statement as superuser on one server. @returns its output */
			sql: (server, statement) => psql(server, 'suyuan', statement),
			stop,
		};
	} catch (error) {
		const said = started.flatMap(({ tail = [] }) => tail).join('\n');
		await stop();
		throw new Error(`${error.message}\n${said}`, { cause: error });
	}
}

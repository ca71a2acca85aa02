// SPDX-License-Identifier: Apache-2.0
// The indexer against a real node on which the demo was played: complete rows on both engines, whatever happens to it.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { manufacturer, regulators, seats } from '../support/accounts.js';
import { connect, finalBlock, until, untilFinal } from '../support/chain.js';
import { playCustoms } from '../support/customs-job.js';
import { BLOCKS } from '../support/digest.js';
import { startChain } from '../support/fixture.js';
import { goods, playGenealogy } from '../support/genealogy-job.js';
import { EARPHONES } from '../support/items.js';
import { playMainJob } from '../support/main-job.js';
import { startNode } from '../support/node.js';
import { dumpRows, indexUntil, runPlatform, spawnPlatform } from '../support/platform.js';
import { startPostgres } from '../support/postgres.js';

/** The number of times that the indexer is killed on each of the two engines. */
const KILLS = Number(process.env.SUYUAN_KILLS ?? 50);
/** The most transactions between two kills: few enough that every kill falls into catching up. */
const MAX_COMMITS_BETWEEN_KILLS = 12;
/** The longest time from a commit to the kill. About that of a transaction, so that any part of it is hit. */
const MAX_KILL_DELAY_MS = 6;

let folder;
let chain;
let postgres;
let last;
let undisturbed;

const file = (name) => `sqlite:${join(folder, `${name}.db`)}`;

/** The rows of a table as objects. */
function table(rows, name) {
	return rows.map((line) => JSON.parse(line)).filter(([of]) => of === name).map(([, row]) => row);
}

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-platform-'));
	postgres = await startPostgres();
	chain = await startChain();
	const step = async (_, run) => void (await run());
	await playMainJob(chain.api, step);
	await playGenealogy(chain.api, step);
	await playCustoms(chain.api, step);
	await untilFinal(chain.api);
	last = await finalBlock(chain.api);
	await indexUntil(chain.url, file('undisturbed'), last);
	undisturbed = await dumpRows(file('undisturbed'));
});
after(async () => {
	await chain?.stop();
	await postgres?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('a node that forgets old states and keeps events serves a platform from its first block', async () => {
	const node = await startNode({ args: ['--dev', '--keep-events'], pruning: '8' });
	let api;
	try {
		api = await connect(node.url);
		await playMainJob(api, async (_, run) => void (await run()));
		await untilFinal(api);
		const told = await finalBlock(api);
		// The states with all of this are pruned once so many blocks after them are final.
		await until(api.rpc.chain.subscribeFinalizedHeads, (head) => head.number.toNumber() > told + 12);
		await assert.rejects(api.query.system.events.at(await api.rpc.chain.getBlockHash(told)));
		const last = await finalBlock(api);
		await indexUntil(node.url, file('kept'), last);
		const rows = await dumpRows(file('kept'));
		assert.equal(table(rows, 'blocks').length, last + 1);
		const heads = table(rows, 'heads');
		assert.ok(heads.length > 0 && heads.every(({ agrees }) => agrees === 1));
		assert.ok(table(rows, 'participants').some(({ department }) => department === 'Customs'));
		assert.ok(table(rows, 'declarations').every((declaration) => declaration.heading && declaration.lines));
	} finally {
		await api?.disconnect();
		await node.stop();
	}
});

describe('what is taken is what the chain says', () => {
	test('every record of every head, and every head agrees', async () => {
		const heads = table(undisturbed, 'heads');
		let count = 0;
		for (const pallet of BLOCKS) {
			const block = pallet.replace('Info', '');
			const at = await chain.api.at(await chain.api.rpc.chain.getBlockHash(last));
			for (const [key, head] of await at.query[pallet].heads.entries()) {
				const code = key.args[0].toString();
				const ours = heads.find((head) => head.code === code && head.info_block === block);
				assert.equal(ours?.digest, head.unwrap().digest.toHex(), `${block} of ${code}`);
				assert.equal(ours.agrees, 1);
				const records = table(undisturbed, `${block}_records`).filter((record) => record.code === code);
				assert.equal(records.length, head.unwrap().records.toNumber());
				count += 1;
			}
		}
		assert.equal(heads.length, count);
		assert.ok(count > 0);
	});

	test('every unit, as the state has it', async () => {
		const at = await chain.api.at(await chain.api.rpc.chain.getBlockHash(last));
		const units = table(undisturbed, 'units');
		const entries = await at.query.traceUnits.units.entries();
		assert.equal(units.length, entries.length);
		for (const [key, value] of entries) {
			const unit = value.unwrap();
			const ours = units.find(({ code }) => code === key.args[0].toString());
			const hold = unit.hold.isSome ? unit.hold.unwrap().kind.type : null;
			assert.deepEqual(
				[ours.kind, ours.owner, ours.custodian, ours.stage, ours.hold, ours.remaining, ours.packed_in, ours.made_by],
				[
					unit.kind.type, unit.owner.toString(), unit.custodian.toString(), unit.stage.type, hold,
					unit.remaining.toNumber(), unit.packedIn.isSome ? unit.packedIn.unwrap().toString() : null,
					unit.madeBy.isSome ? unit.madeBy.unwrap().toNumber() : null,
				],
				ours.code,
			);
		}
	});

	test('every participant that is in force, and every regulator with its department', async () => {
		const participants = table(undisturbed, 'participants');
		const entries = await chain.api.query.participants.participants.entries();
		for (const [key, value] of entries) {
			const ours = participants.find(({ account }) => account === key.args[0].toString());
			assert.deepEqual([ours?.status, ours?.kind], [value.unwrap().status.type, value.unwrap().kind.type]);
			assert.ok(ours.name);
		}
		const seated = participants.filter(({ department }) => department);
		assert.equal(seated.length, regulators.length);
		assert.equal(seated.find(({ department }) => department === 'Customs').account, seats.customs.address);
		assert.ok(table(undisturbed, 'validators').length > 0);
	});

	test('every declaration with its units, verdicts and statuses, and every loop', async () => {
		const declarations = table(undisturbed, 'declarations');
		const entries = await chain.api.query.customs.declarations.entries();
		assert.equal(declarations.length, entries.length);
		for (const [key, value] of entries) {
			const number = key.args[0].toUtf8();
			const ours = declarations.find(({ entry_number: entry }) => entry === number);
			const view = (await chain.api.call.traceApi.declaration(key.args[0])).unwrap();
			const declaration = value.unwrap();
			assert.deepEqual(
				[ours.status, ours.code, ours.declarant, ours.declaration_hash],
				[declaration.status.type, declaration.code.toNumber(), declaration.declarant.toString(), declaration.declarationHash.toHex()],
			);
			const of = (name) => table(undisturbed, name).filter(({ entry_number: entry }) => entry === number);
			assert.deepEqual(
				of('declaration_units').map(({ code }) => code).sort(),
				view.units.map(({ code }) => code.toString()).sort(),
			);
			const verdicts = view.verdicts.map(([department, verdict]) => `${department.type} ${verdict.agrees} ${verdict.by}`);
			assert.deepEqual(
				of('declaration_verdicts').map(({ department, agrees, regulator }) => `${department} ${agrees === 1} ${regulator}`).sort(),
				verdicts.sort(),
			);
			const changes = of('declaration_changes').sort((a, b) => a.block - b.block || a.event - b.event);
			assert.deepEqual([changes[0].from_status, changes.at(-1).to_status], [null, declaration.status.type]);
		}
		const loops = table(undisturbed, 'loops');
		assert.ok(loops.length > 0);
		for (const loop of loops) {
			const order = { platform: loop.platform, merchant: loop.merchant_code, number: loop.number };
			const view = (await chain.api.call.traceApi.reconciliation(loop.merchant, order)).unwrap();
			assert.equal(loop.state, view.state.type);
		}
	});

	test('the way of a unit, and where it came from', async () => {
		const events = table(undisturbed, 'unit_events').filter(({ code }) => code === EARPHONES);
		const kinds = events.sort((a, b) => a.block - b.block || a.event - b.event).map(({ kind }) => kind);
		assert.equal(kinds[0], 'Registered');
		assert.ok(kinds.includes('Declared') && kinds.includes('Closed'), kinds.join());
		const inputs = table(undisturbed, 'transformation_inputs').filter(({ code }) => code === goods.cells);
		assert.ok(inputs.length > 0);
		const unit = table(undisturbed, 'units').find(({ code }) => code === EARPHONES);
		assert.deepEqual([unit.gtin, unit.serial, unit.owner], ['06901234567892', 'SN-0001', manufacturer.account.address]);
	});
});

test('PostgreSQL holds the same rows as SQLite', async () => {
	const database = postgres.create('same');
	await indexUntil(chain.url, database, last);
	assert.deepEqual(await dumpRows(database), undisturbed);
});

test('where batches end makes no difference', async () => {
	await indexUntil(chain.url, file('one-by-one'), last, '--batch-blocks', '1');
	assert.deepEqual(await dumpRows(file('one-by-one')), undisturbed);
});

for (const engine of ['SQLite', 'PostgreSQL']) {
	test(`killed ${KILLS} times while it catches up, ${engine} loses and doubles nothing`, async () => {
		let passes = 0;
		const fresh = () => {
			passes += 1;
			return engine === 'SQLite' ? file(`killed-${passes}`) : postgres.create(`killed_${passes}`);
		};
		let database = fresh();
		const moments = [];
		for (let kills = 0; kills < KILLS;) {
			// The moment is random, the number of kills is not: a run that gets to the end is compared, and another begins.
			let commits = Math.floor(Math.random() * MAX_COMMITS_BETWEEN_KILLS);
			const after = Math.random() * MAX_KILL_DELAY_MS;
			moments.push(`${commits} commits and ${after.toFixed(1)} ms`);
			const args = ['index', '--once', '--node', chain.url, '--database', database, '--until', String(last), '--batch-blocks', '1'];
			const run = spawnPlatform(args, (line, child) => {
				if (/committed/.test(line) && commits-- === 0) {
					setTimeout(() => child.kill('SIGKILL'), after);
				}
			});
			const { code, signal, tail } = await run.ended;
			if (signal === 'SIGKILL') {
				kills += 1;
				continue;
			}
			assert.equal(code, 0, `after ${moments.join(', ')}:\n${tail.join('\n')}`);
			assert.deepEqual(await dumpRows(database), undisturbed, `killed after ${moments.join(', ')}`);
			database = fresh();
		}
		await indexUntil(chain.url, database, last);
		assert.deepEqual(await dumpRows(database), undisturbed, `killed after ${moments.join(', ')}`);
	});
}

test('asked to stop, it ends well and goes on where it stood', async () => {
	const database = file('stopped');
	const args = ['index', '--node', chain.url, '--database', database, '--until', String(last), '--batch-blocks', '1'];
	const run = spawnPlatform(args, (line, child) => /committed block=20\b/.test(line) && child.kill('SIGTERM'));
	const { code } = await run.ended;
	assert.equal(code, 0);
	const [cursor] = table(await dumpRows(database), 'cursor');
	assert.ok(cursor.block >= 20 && cursor.block < last, String(cursor.block));
	await indexUntil(chain.url, database, last);
	assert.deepEqual(await dumpRows(database), undisturbed);
});

describe('what somebody else wrote in the database is said loudly', () => {
	const DISAGREES = /A HEAD DOES NOT AGREE WITH THE CHAIN/;

	async function tampered(name, statement, why = /./) {
		const database = postgres.create(name);
		assert.doesNotMatch(await indexUntil(chain.url, database, last), DISAGREES);
		postgres.sql(name, statement);
		const said = await indexUntil(chain.url, database, last);
		assert.match(said, DISAGREES);
		assert.match(said, new RegExp(EARPHONES));
		assert.match(said, why);
		assert.equal(postgres.sql(name, 'SELECT COUNT(*) FROM heads WHERE agrees = 0'), '1');
	}

	const of = `WHERE code = '${EARPHONES}'`;
	/** SQL that changes the first letter of a text within the bytes of a record. A column has the same text. */
	const altered = (column) => `record = overlay(record placing 'Z'::bytea from position(convert_to(${column}, 'UTF8') in record))`;

	test('a digest', () => tampered('digest', `UPDATE heads SET digest = '0x00' ${of} AND info_block = 'product'`));
	test('a record that was taken out', () => tampered('removed', `DELETE FROM logistics_records ${of} AND record_index = 0`));
	test('a record that was exchanged for another', () => tampered(
		'exchanged',
		`UPDATE product_records SET record = (SELECT record FROM product_records ${of} AND record_index = 1) ${of} AND record_index = 0`,
		/another one's place/,
	));
	test('what a record says', () => tampered(
		'said', `UPDATE product_records SET ${altered('model')} ${of} AND model IS NOT NULL`, /column model/,
	));
	test('what a record says, with what it is found by', () => tampered(
		'bytes_and_column',
		`UPDATE product_records SET ${altered('model')}, model = overlay(model placing 'Z' from 1) ${of} AND model IS NOT NULL`,
		/replay/,
	));
	test('what a record is found by', () => tampered(
		'found', `UPDATE product_records SET brand = 'another' ${of} AND brand IS NOT NULL`, /column brand/,
	));
	test('who wrote a record', () => tampered(
		'provider', `UPDATE logistics_records SET provider = 'nobody' ${of} AND record_index = 1`, /column provider/,
	));
	test('that a record was amended', () => tampered(
		'amended', `UPDATE logistics_records SET superseded_by = 1 ${of} AND record_index = 0`, /which one amends it/,
	));

	test('by what records decode, and that is put right', async () => {
		const database = postgres.create('types');
		await indexUntil(chain.url, database, last);
		postgres.sql('types', "UPDATE runtimes SET forms = overlay(forms placing 'Z'::bytea from position('brand'::bytea in forms))");
		assert.match(await indexUntil(chain.url, database, last), /THE TYPES OF RECORDS WERE NOT THE CHAIN'S/);
		assert.deepEqual(await dumpRows(database), undisturbed);
	});
});

describe('it refuses by name', () => {
	const refusal = async (...args) => (await assert.rejects(runPlatform(...args), (error) => {
		refusal.said = error.stderr;
		return true;
	}), refusal.said);

	test('the database of another chain', async () => {
		const database = postgres.create('another');
		await indexUntil(chain.url, database, last);
		postgres.sql('another', `UPDATE cursor SET genesis = '0x${'11'.repeat(32)}'`);
		const said = await refusal('index', '--once', '--node', chain.url, '--database', database);
		assert.match(said, /give each chain a database of its own/);
	});

	test('what is no address of a node', async () => {
		const said = await refusal('index', '--node', 'http://127.0.0.1:9944', '--database', file('nowhere'));
		assert.match(said, /begins with ws:\/\//);
	});

	test('a node that is not there', async () => {
		assert.match(await refusal('index', '--once', '--node', 'ws://127.0.0.1:1', '--database', file('nowhere')), /no connection to ws:/);
	});

	test('a node that forgets old states and keeps no events', async () => {
		const node = await startNode({ args: ['--dev'], pruning: '8' });
		let api;
		try {
			api = await connect(node.url);
			// The state of the first blocks is pruned once so many blocks after them are final.
			await until(api.rpc.chain.subscribeFinalizedHeads, (head) => head.number.toNumber() > 12);
			const said = await refusal('index', '--once', '--node', node.url, '--database', file('pruned'));
			assert.match(said, /--keep-events/);
		} finally {
			await api?.disconnect();
			await node.stop();
		}
	});
});

// SPDX-License-Identifier: Apache-2.0
// The exchange interface of GB/T 39106, exports, and the client that brings sheets onto the chain: with a real node and
// the real platform.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { account, bank, carrier, manufacturer, platform } from '../support/accounts.js';
import { submit, traceState, untilFinal } from '../support/chain.js';
import { BLOCKS, walkForward } from '../support/digest.js';
import { csvSheet, parseCsv, runImport, startExchange, workspace } from '../support/exchange.js';
import { recordAll, register as registerUnit, startPopulatedChain } from '../support/fixture.js';
import { serial } from '../support/items.js';

const CODE = '制造追溯信息/追溯码';
const BARCODE = '制造追溯信息/商品条码';
const LOT = '制造追溯信息/批次号';

/** Registers an item and waits until that is final: the client asks the chain about what is final only. */
async function register(api, code) {
	await registerUnit(api, code);
	await untilFinal(api);
	return code;
}

/** The answer of table A.4 in GB/T 39106. */
const TABLE_A_4 = {
	status: '1',
	message: '成功',
	data: {
		design_subject_data: {
			enterprise_name: '企业名称',
			identifier: '统一社会信用代码',
			representative: '法定代表人',
			address: '地址',
			telephone: '联系电话',
		},
		design_safety_traceability_data: {
			design_safety_traceability_dataunit: [{
				design_product_data: {
					product_name: '产品名称',
					classification: '产品类别',
					product_code: '产品分类代码',
					brand: '品牌',
					specification: '规格',
					model: '型号',
					product_ID: '产品编号',
					standards: '执行标准',
					picture: '产品图片',
				},
				director_data: { director_dataunit: [{ director: '负责人' }] },
				design_description_data: {
					applicable: '适用人群',
					intended: '预期功能与用途',
					life: '设计寿命',
					application: '使用条件',
					restrictive: '限制条件',
				},
			}],
		},
	},
};

/** The names in an answer, with the types of their values. */
function shapeOf(value) {
	if (Array.isArray(value)) {
		return value.map(shapeOf);
	}
	if (value && typeof value === 'object') {
		return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]).sort());
	}
	return typeof value;
}

describe('exchange', () => {
	const files = workspace();
	let chain;
	let api;
	let exchange;
	let keys;
	before(async () => {
		chain = await startPopulatedChain();
		api = chain.api;
		keys = Object.fromEntries(Object.entries({ manufacturer, platform, bank, carrier }).map(([name]) => {
			const uri = `//${name[0].toUpperCase()}${name.slice(1)}`;
			return [name, files.write(`${name}.key`, `${uri}\n`, 0o600)];
		}));
	});
	after(async () => {
		await exchange?.stop();
		await chain?.stop();
		files.remove();
	});

	const node = () => chain.url;
	const send = (sheet, party, ...more) => {
		return runImport([sheet, '--node', node(), '--key', keys[party], ...more]);
	};
	/** The records of a unit, block by block, without those that the chain wrote for customs. */
	const said = async (code) => {
		await untilFinal(api);
		const records = await walkForward(api, code);
		return BLOCKS.map((block) => {
			const own = records.filter((record) => record.block === block && !record.record.source.isClearance);
			// Platform and bank write into one block, whoever of them is first.
			const texts = own.map(({ record }) => JSON.stringify([record.item.toHuman(), record.source.toHuman()]));
			return texts.sort();
		});
	};

	test('an official request is answered, exported, and the trace comes back the same in a fresh unit', async (t) => {
		const code = await register(api, serial('EXCHANGE-1'));
		await recordAll(api, code);
		const storage = (await walkForward(api, code)).find(({ record }) => record.item.isStorage).record.item;
		await submit(api, manufacturer.account, api.tx.logisticsInfo.import(code, storage, '=Ontario "3", LLC'));
		exchange = await startExchange(node(), files);
		await exchange.untilIndexed(api);
		const token = await exchange.token('regulator', 'exchange');

		await t.test('the request of table A.2 has an answer in the shape of table A.4', async () => {
			const answer = await exchange.post('/design/search', { token, param: { traceability_code: code } });
			assert.equal(answer.status, '1', answer.message);
			assert.deepEqual(shapeOf(answer), shapeOf(TABLE_A_4));
			const [unit] = answer.data.design_safety_traceability_data.design_safety_traceability_dataunit;
			assert.equal(unit.design_product_data.model, 'SL-B5');
			assert.equal(answer.data.design_subject_data.enterprise_name, manufacturer.name);
			assert.equal(answer.data.design_subject_data.identifier, '91440300708461136T');
		});
		await t.test('so have those about manufacture and market', async () => {
			for (const path of ['/manufacture/search', '/market/search']) {
				const answer = await exchange.post(path, { token, param: [{ traceability_code: `https://id.example/${code}` }] });
				assert.equal(answer.status, '1', answer.message);
			}
		});
		await t.test('what is wrong with a request is said in its message', async () => {
			const wrong = await exchange.post('/design/search', { token: 'guessed', param: { traceability_code: code } });
			assert.equal(wrong.status, '2');
			assert.match(wrong.message, /令牌无效/);
			assert.match((await exchange.post('/design/search', '{')).message, /JSON/);
		});
		await t.test('feedback comes in and is found again', async () => {
			const param = { traceability_code: code, stage: 'design', data: TABLE_A_4.data };
			assert.equal((await exchange.post('/feedback/business', { token, param })).status, '1');
			const found = await exchange.post('/feedback/search', { token, param: { traceability_code: code } });
			assert.deepEqual(found.data.feedback_dataunit.map(({ kind, direction }) => `${direction} ${kind}`), [
				'in business',
				'out prompt',
			]);
		});
		await t.test('the export, brought into a fresh unit by those who may, says the same', async () => {
			const fresh = await register(api, serial('EXCHANGE-2'));
			const response = await fetch(`${exchange.url}/api/export.csv?code=${encodeURIComponent(code)}`);
			assert.equal(response.status, 200);
			const sheet = files.write('exported.csv', (await response.text()).replaceAll(code, fresh));
			for (const [party, block] of [
				['manufacturer', 'product'],
				['platform', 'transaction'],
				['bank', 'transaction'],
				['carrier', 'logistics'],
			]) {
				const { code: exit, out, err } = await send(sheet, party, '--only', block, '--skip-faulty');
				// The platform writes no receipt, the bank no order. The carrier may not import what a warehouse abroad said:
				// the owner does, below.
				assert.equal(exit, party === 'manufacturer' ? 0 : 1, out + err);
			}
			const { out, err } = await send(sheet, 'manufacturer', '--only', 'logistics', '--skip-faulty');
			assert.match(out, /1 records are final/, err);
			assert.match(err, /WrongNode/);
			assert.deepEqual(await said(fresh), await said(code));
		});
		await t.test('a workbook has the same cells', async () => {
			const response = await fetch(`${exchange.url}/api/export.xlsx?code=${encodeURIComponent(code)}`);
			assert.equal(response.status, 200);
			const book = files.write('exported.xlsx', Buffer.from(await response.arrayBuffer()));
			const { code: exit, out, err } = await runImport([book, '--dry-run']);
			assert.equal(exit, 0, err);
			assert.match(out, /say 14 records/);
		});
	});

	test('a sheet with ten mistakes has its ten lines named and nothing of it is sent', async () => {
		const code = await register(api, serial('MISTAKES-1'));
		const production = {
			'制造追溯信息/生产/加工企业名称': '某某科技',
			'制造追溯信息/所属国家/地区': 'CN',
			'制造追溯信息/生产时间': '2026-01-01 08:00:00',
		};
		const closed = { [CODE]: serial('NOBODY-REGISTERED') };
		const lines = [
			{ [CODE]: code, [BARCODE]: '6901234567892' },
			{ ...production },
			{ [CODE]: '01/06901234567893/21/A', ...production },
			{ [CODE]: code, ...production, '制造追溯信息/所属国家/地区': 'XX' },
			{ [CODE]: code, ...production, '制造追溯信息/生产时间': 'yesterday' },
			{ [CODE]: code, ...production, '制造追溯信息/生产时间': '2999-01-01' },
			{ [CODE]: code, ...production, '制造追溯信息/生产/加工企业名称': '' },
			{ [CODE]: code, [BARCODE]: '6901234567893' },
			{ [CODE]: code, [BARCODE]: '6901234567892', [LOT]: '批次一' },
			{ [CODE]: code, '市场追溯信息/交付异常': '爆炸' },
			{ ...closed, ...production },
		];
		const sheet = files.write('mistakes.csv', csvSheet(files, lines));
		const before = await traceState(api);
		const report = files.path('mistakes-report.csv');
		const { code: exit, out, err } = await send(sheet, 'manufacturer', '--report', report);
		assert.equal(exit, 1);
		assert.match(out, /Nothing was sent/);
		const [, ...rows] = parseCsv(files.read('mistakes-report.csv'));
		assert.deepEqual(rows.map(([line, , , error]) => `${line} ${error}`), [
			'4 MissingCode',
			'5 WrongCheckDigit',
			'6 UnknownCountry',
			'7 MalformedTime',
			'8 InTheFuture',
			'9 MissingValue',
			'10 WrongCheckDigit',
			'11 MalformedCode',
			'12 UnknownChoice',
			'13 UnitNotFound',
		]);
		assert.ok(rows.every(([, , , , advice]) => advice.length > 10), 'each says what to do');
		assert.match(err, /line 6, 制造追溯信息\/所属国家\/地区 "XX": UnknownCountry/);
		assert.deepEqual(await traceState(api), before);

		// Lines without a mistake are sent with `--skip-faulty`.
		const partly = await send(sheet, 'manufacturer', '--skip-faulty');
		assert.equal(partly.code, 1);
		assert.match(partly.out, /1 records are final/);
		assert.equal((await api.query.productInfo.heads(code)).unwrap().records.toNumber(), 1);
	});

	test('a record that the sheet holds twice, or that the chain has already, is sent only if it is meant', async () => {
		const code = await register(api, serial('AGAIN-1'));
		const records = async () => (await api.query.productInfo.heads(code)).unwrap().records.toNumber();
		const line = { [CODE]: code, [BARCODE]: '6901234567892' };
		const twice = files.write('twice.csv', csvSheet(files, [line, line]));
		const asked = await send(twice, 'manufacturer');
		assert.equal(asked.code, 1);
		assert.match(asked.err, /line 4, [^]*SameRecordTwice: Line 3 says the same/);
		const first = await send(twice, 'manufacturer', '--skip-faulty');
		assert.match(first.out, /1 records are final/, first.err);

		// A copy of the sheet has no journal.
		const copy = files.write('copy.csv', csvSheet(files, [line]));
		const known = await send(copy, 'manufacturer');
		assert.equal(known.code, 1);
		assert.match(known.err, /line 3, [^]*AlreadyOnChain: Block [0-9]+ of the chain has this record/);
		await untilFinal(api);
		assert.equal(await records(), 1);
		const again = await send(copy, 'manufacturer', '--again');
		assert.equal(again.code, 0, again.out + again.err);
		await untilFinal(api);
		assert.equal(await records(), 2);
	});

	test('a dry run checks against the chain and sends nothing', async () => {
		const code = await register(api, serial('DRY-1'));
		const sheet = files.write('dry.csv', csvSheet(files, [{ [CODE]: code, [BARCODE]: '6901234567892' }]));
		const before = await traceState(api);
		const nonce = await api.rpc.system.accountNextIndex(manufacturer.account.address);
		const { code: exit, out } = await send(sheet, 'manufacturer', '--dry-run');
		assert.equal(exit, 0);
		assert.match(out, /1 are to be sent, in 1 calls/);
		const stranger = await runImport([sheet, '--node', node(), '--dry-run', '--account', carrier.account.address]);
		assert.equal(stranger.code, 1);
		assert.match(stranger.err, /WrongNode: No node of the caller writes this category/);
		assert.deepEqual(await traceState(api), before);
		assert.ok((await api.rpc.system.accountNextIndex(manufacturer.account.address)).eq(nonce));
		assert.ok(!files.has('dry.csv.journal') && !files.has('dry.csv.seals'));
	});

	test('an import that is killed again and again brings every record in, and none twice', async () => {
		const units = Array.from({ length: 24 }, (_, n) => serial(`RESUME-${n}`));
		await submit(api, manufacturer.account, api.tx.traceUnits.registerMany(units.map((code) => {
			return { code, kind: { Item: { mode: 'FullChain' } } };
		}), []));
		await untilFinal(api);
		const lines = units.map((code) => ({ [CODE]: code, [BARCODE]: '6901234567892' }));
		const sheet = files.write('resume.csv', csvSheet(files, lines));
		const notes = (name) => (files.has('resume.csv.journal') ? files.read('resume.csv.journal') : '').split(`"${name}"`).length - 1;
		const run = (killWhen) => runImport(
			[sheet, '--node', node(), '--key', keys.manufacturer, '--batch', '2', '--window', '2'],
			{ killWhen },
		);
		// The first kill comes just as a transaction was sent, whose outcome the client never sees, the second as one is final.
		assert.equal((await run(() => notes('sent') >= 1)).code, null);
		assert.equal((await run(() => notes('done') >= 2)).code, null);
		const last = await run();
		assert.equal(last.code, 0, last.out + last.err);
		assert.match(last.out, /are final already, from an earlier run/);
		const heads = await Promise.all(units.map((code) => api.query.productInfo.heads(code)));
		assert.deepEqual(heads.map((head) => head.unwrap().records.toNumber()), units.map(() => 1));
		const again = await run();
		assert.match(again.out, /24 are final already[^]*0 are to be sent/);
	});

	test('an operator writes for its principal', async () => {
		const code = await register(api, serial('OPERATOR-1'));
		const operator = account('//Operator');
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			api.tx.participants.addOperator(operator.address),
			api.tx.proxy.addProxy(operator.address, 'RecordOnly', 0),
		]));
		await submit(api, operator, api.tx.participants.acceptOperator(manufacturer.account.address));
		const key = files.write('operator.key', '//Operator\n', 0o600);
		const sheet = files.write('operator.csv', csvSheet(files, [{ [CODE]: code, [BARCODE]: '6901234567892' }]));
		const arguments_ = [sheet, '--node', node(), '--key', key, '--account', manufacturer.account.address];
		const { code: exit, out, err } = await runImport(arguments_);
		assert.equal(exit, 0, out + err);
		const [, ...rest] = await said(code);
		assert.deepEqual(rest, [[], [], []]);
		assert.equal((await api.query.productInfo.heads(code)).unwrap().records.toNumber(), 1);
	});

	test('personal data reaches the chain sealed, and can be proved from the file that stays here', async () => {
		const code = await register(api, serial('SEALED-1'));
		const order = {
			'市场追溯信息/订单-商品名称': '耳机',
			'市场追溯信息/交易时间': '2026-01-01 08:00:00',
			'市场追溯信息/交易平台': platform.name,
			'市场追溯信息/交易金额': '49.90',
			'市场追溯信息/交易币制': 'USD',
			'市场追溯信息/收货地址': '1234 S Hope St, Los Angeles',
			'市场追溯信息/收货人': 'Emily Carter',
			'市场追溯信息/收货人联系方式': '+1 213 555 0142',
		};
		const sheet = files.write('sealed.csv', csvSheet(files, [{ [CODE]: code, ...order }]));
		const without = await send(sheet, 'platform');
		assert.equal(without.code, 1, without.out + without.err);
		assert.match(without.err, /MissingKeyring/);
		assert.ok(!files.has('sealed.csv.seals'));

		const keyring = files.path('own.keyring');
		assert.equal((await runImport(['keyring', 'make', keyring])).code, 0);
		const { code: exit, out, err } = await send(sheet, 'platform', '--keyring', keyring);
		assert.equal(exit, 0, out + err);
		await untilFinal(api);
		const [{ record }] = await walkForward(api, code);
		assert.ok(!files.read('sealed.csv.seals').includes('Emily'));
		const opened = await runImport(['seals', files.path('sealed.csv.seals'), '--keyring', keyring]);
		const seals = opened.out.trim().split('\n').map((line) => JSON.parse(line));
		const { consignee, amount } = record.item.asOrder;
		assert.equal(consignee.toHex(), seals.find(({ plaintext }) => plaintext === 'Emily Carter').sealed);
		assert.equal(amount.asPlain.minorUnits.toNumber(), 4990);
		assert.ok(!JSON.stringify(record.toHuman()).includes('Emily'));
	});

	test('a key that the chain does not admit gets the reason', async () => {
		const code = await register(api, serial('ADMISSION-1'));
		const key = files.write('stranger.key', '//Stranger\n', 0o600);
		const sheet = files.write('admission.csv', csvSheet(files, [{ [CODE]: code, [BARCODE]: '6901234567892' }]));
		const { code: exit, err } = await runImport([sheet, '--node', node(), '--key', key]);
		assert.equal(exit, 1);
		assert.match(err, /NotInForce: The caller's admission is not in force/);
	});
});

// SPDX-License-Identifier: Apache-2.0
// A loop whose amounts nobody shows: committed to by platform, bank and broker, and proven to agree.

import { decodeAddress } from '@polkadot/util-crypto';
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bank, carrier, manufacturer, otherManufacturer, platform, stranger } from '../support/accounts.js';
import { amountOf, inClear, openingOf, proofOf } from '../support/amounts.js';
import { assertNoop, chainTime, submit } from '../support/chain.js';
import { declare, fileAndAgree, formOf, loopOf } from '../support/customs.js';
import { findings, loopTable } from '../support/customs-table.js';
import { register, startPopulatedChain } from '../support/fixture.js';
import { itemsOf, serial } from '../support/items.js';

/** Large enough not to be found in a block by chance. */
const CENTS = 12_345_600_789n;

describe('amounts that nobody shows', () => {
	let chain;
	let api;
	let now;
	before(async () => {
		chain = await startPopulatedChain(otherManufacturer);
		api = chain.api;
		now = await chainTime(api);
		await fileAndAgree(api, manufacturer, 'DirectToConsumer');
	});
	after(() => chain?.stop());

	const usd = (cents) => openingOf(cents, 'USD');
	const changed = (item, fields) => {
		const [[category, value]] = Object.entries(item);
		return { [category]: { ...value, ...fields } };
	};
	const stateOf = async (items) => (await loopOf(api, items.order.Order.key)).state;
	const unproven = async (items) => {
		const { missing } = (await stateOf(items)).asOpen;
		return missing.filter((lacks) => lacks.isProof).map((lacks) => lacks.asProof.of.type);
	};

	/** Records and declares a purchase whose amounts are committed to, and returns their openings. */
	async function purchase(number) {
		const items = itemsOf(now, { number });
		const code = await register(api, serial(number));
		const openings = {
			ordered: usd(CENTS),
			lines: [usd(CENTS - 789n), usd(789)],
			receipts: [usd(CENTS - 1n), usd(1)],
			declared: [usd(CENTS)],
		};
		const [line] = items.order.Order.lines;
		const order = changed(items.order, {
			amount: amountOf(openings.ordered),
			lines: openings.lines.map((total) => ({ ...line, total: amountOf(total) })),
		});
		const receipts = openings.receipts.map((amount, n) => changed(items.receipt, {
			amount: amountOf(amount),
			settled: null,
			settledAt: null,
			settlementVoucher: null,
			key: { ...items.receipt.Receipt.key, number: `${number}-${n}` },
		}));
		const { transactionInfo, logisticsInfo } = api.tx;
		await submit(api, platform.account, transactionInfo.record(code, order));
		for (const receipt of receipts) {
			await submit(api, bank.account, transactionInfo.record(code, receipt));
		}
		await submit(api, carrier.account, logisticsInfo.record(code, items.transport));
		const form = formOf(items, [code]);
		const value = amountOf(openings.declared[0]);
		await declare(api, { ...form, lines: [{ ...form.lines[0], value }] });
		return { items, openings };
	}

	const of = ({ items }, comparison) => ({
		genesis: api.genesisHash.toHex(),
		merchant: decodeAddress(manufacturer.account.address),
		order: items.order.Order.key,
		comparison,
	});

	/** The call of a proof; of receipts no amounts are given. */
	function proving(bought, comparison, compared, bound = of(bought, comparison)) {
		const { openings: { ordered } } = bought;
		const amounts = comparison === 'Receipts' ? [] : compared.map(amountOf);
		return api.tx.reconciliation.matchByProof(
			manufacturer.account.address,
			bought.items.order.Order.key,
			comparison,
			amounts,
			proofOf(bound, compared, ordered),
		);
	}

	test('a loop is matched by three proofs, and its amounts stand nowhere', async () => {
		const bought = await purchase('HIDDEN-1');
		const { items, openings: { lines, receipts, declared } } = bought;
		assert.deepEqual(await unproven(items), ['OrderLines', 'Receipts', 'Declaration']);
		assert.match(loopTable(await loopOf(api, items.order.Order.key)), /USD ⟨committed [0-9a-f]{8}…⟩/);
		assert.ok(findings(await stateOf(items)).some(([what, said]) => what === 'missing proof' && said.startsWith('receipts')));
		// Any participant may bring the proof; it says nothing of who made it.
		await submit(api, platform.account, proving(bought, 'OrderLines', lines));
		await submit(api, bank.account, proving(bought, 'Receipts', receipts));
		assert.deepEqual(await unproven(items), ['Declaration']);
		await submit(api, manufacturer.account, proving(bought, 'Declaration', declared));
		const view = await loopOf(api, items.order.Order.key);
		assert.equal(view.state.asMatched.parties.toNumber(), 4);
		assert.deepEqual(view.proven.map(({ type }) => type), ['OrderLines', 'Receipts', 'Declaration']);

		const little = Buffer.alloc(8);
		little.writeBigUInt64LE(CENTS);
		const last = (await api.rpc.chain.getHeader()).number.toNumber();
		for (let number = last; number > 0; number -= 1) {
			const hash = await api.rpc.chain.getBlockHash(number);
			const { block } = await api.rpc.chain.getBlock(hash);
			const bytes = block.toHex() + (await (await api.at(hash)).query.system.events()).toHex();
			assert.ok(!bytes.includes(little.toString('hex')), `block ${number} has the amount`);
			assert.ok(!bytes.includes(Buffer.from(String(CENTS)).toString('hex')));
		}
	});

	test('a proof of anything else is refused by name', async () => {
		const bought = await purchase('HIDDEN-2');
		const { items, openings: { ordered, lines, receipts } } = bought;
		const refused = (error, call, who = manufacturer) => {
			return assertNoop(api, `reconciliation.${error}`, () => submit(api, who.account, call));
		};
		const bound = of(bought, 'Receipts');
		await refused('InvalidProof', proving(bought, 'Receipts', receipts, { ...bound, genesis: `0x${'01'.repeat(32)}` }));
		await refused('InvalidProof', proving(bought, 'Receipts', receipts, { ...bound, comparison: 'Declaration' }));
		await refused('InvalidProof', proving(bought, 'Receipts', receipts, {
			...bound,
			order: { ...bound.order, number: 'another' },
		}));
		await refused('InvalidProof', proving(bought, 'Receipts', receipts, {
			...bound,
			merchant: decodeAddress(otherManufacturer.account.address),
		}));
		await refused('InvalidProof', proving(bought, 'Receipts', [receipts[0]]));
		await refused('AmountsDiffer', proving(bought, 'OrderLines', [...lines].reverse()));
		await refused('AmountsDiffer', proving(bought, 'OrderLines', [inClear(CENTS, 'USD')]));
		const unknown = proving({ ...bought, items: itemsOf(now, { number: 'HIDDEN-9' }) }, 'Receipts', receipts);
		await refused('NotFound', unknown);
		await submit(api, manufacturer.account, proving(bought, 'Receipts', receipts));
		await refused('AlreadyProven', proving(bought, 'Receipts', receipts));
		assert.deepEqual(await unproven(items), ['OrderLines', 'Declaration']);

		// The same commitment on both sides, under which any signature would verify.
		const twin = itemsOf(now, { number: 'HIDDEN-3' });
		const code = await register(api, serial('HIDDEN-3'));
		const amount = amountOf(ordered);
		await submit(api, platform.account, api.tx.transactionInfo.record(code, changed(twin.order, { amount, lines: [] })));
		await submit(api, bank.account, api.tx.transactionInfo.record(code, changed(twin.receipt, { amount })));
		const { address } = manufacturer.account;
		const { matchByProof } = api.tx.reconciliation;
		await refused('EqualCommitments', matchByProof(address, twin.order.Order.key, 'Receipts', [], `0x${'00'.repeat(64)}`));
		await refused('NothingToProve', matchByProof(address, twin.order.Order.key, 'Declaration', [], `0x${'00'.repeat(64)}`));
	});

	test('who is not admitted proves nothing', async () => {
		const bought = await purchase('HIDDEN-4');
		const call = proving(bought, 'Receipts', bought.openings.receipts);
		await assert.rejects(submit(api, stranger, call), { name: 'NotAdmitted' });
	});
});

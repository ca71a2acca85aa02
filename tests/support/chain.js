// SPDX-License-Identifier: Apache-2.0
// The chain as a client sees it: transactions, their outcomes, and the state.

import assert from 'node:assert/strict';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { rpcDefinitions } from '@polkadot/types';
import { xxhashAsHex } from '@polkadot/util-crypto';
import { EventReader } from './events.js';

/** The chain's transaction extension, which encodes to nothing. polkadot.js warns of extensions that it doesn't know. */
const signedExtensions = { CheckAdmission: { extrinsic: {}, payload: {} } };

const INVALID_TRANSACTION = 1010;
/** The pool's error for a call that the runtime can't decode. */
const UNREADABLE = 'Transaction call is not expected';
const TIMEOUT_MS = 180_000;
const KEYS_PER_PAGE = 1000;

/** Statuses by which the pool drops a transaction. */
export const POOL_FAILURES = ['isInvalid', 'isDropped', 'isUsurped', 'isFinalityTimeout'];

/** The errors of `CheckAdmission` by their numbers in `InvalidTransaction::Custom`. */
const ADMISSION_ERRORS = new Map([
	[1, 'NotAdmitted'],
	[2, 'MayOnlyApply'],
	[3, 'Suspended'],
	[4, 'Revoked'],
	[5, 'Expired'],
	[6, 'AllowanceExhausted'],
	[7, 'OperatorCallOnly'],
	[8, 'CallNotAllowed'],
	[9, 'ExceedsAllowance'],
	[10, 'NestedTooDeep'],
	[11, 'PersonalIdentityNumber'],
]);

/** The pallets whose state only calls change. Others change with every block. */
const TRACING_PALLETS = [
	...['Participants', 'TraceUnits', 'ProductInfo', 'TransactionInfo', 'LogisticsInfo', 'CustomsInfo'],
	...['Customs', 'Reconciliation'],
];

/** An error by its name. `traceUnits.Incomplete` is of a call in a block, `NotAdmitted` of a rejection by the pool. */
class TransactionError extends Error {
	constructor(name, { rejectedByPool = false } = {}) {
		super(`refused: ${name}`);
		this.name = name;
		this.rejectedByPool = rejectedByPool;
	}
}

/** RPC methods for polkadot.js. Rejections by the pool are thrown and not logged too; polkadot.js doesn't know the node's own methods. */
const rpc = {
	author: Object.fromEntries(['submitExtrinsic', 'submitAndWatchExtrinsic'].map((method) => {
		return [method, { ...rpcDefinitions.author[method], noErrorLog: true }];
	})),
	suyuan: {
		submitExtrinsics: {
			description: 'Submits many signed transactions at once',
			params: [{ name: 'extrinsics', type: 'Vec<Bytes>' }],
			type: 'Json',
			noErrorLog: true,
		},
	},
};

/** The clients of chains on which blocks may be reverted before they are final. */
const waitForFinality = new WeakSet();

/** The reader of events for each client's chain. @type {WeakMap<ApiPromise, EventReader>} */
const eventReaders = new WeakMap();

/**
 * @param {string} url
 * @param {object} [options]
 * @param {boolean} [options.final] whether {@link submit} waits until a call is final: for a chain with many authors
 */
export async function connect(url, { final = false } = {}) {
	const provider = new WsProvider(url);
	const options = { provider, signedExtensions, rpc, noInitWarn: true, throwOnConnect: true };
	const api = await ApiPromise.create(options).catch(async (error) => {
		// Otherwise the provider would try again for ever, and keep this process.
		await provider.disconnect();
		throw error;
	});
	eventReaders.set(api, new EventReader(provider));
	if (final) {
		waitForFinality.add(api);
	}
	return api;
}

/** The chain's clock, in milliseconds since 1970, which starts with the first block. */
export async function chainTime(api) {
	let time;
	await until(api.query.timestamp.now, (now) => (time = now.toNumber()) > 0);
	return time;
}

/**
 * Waits until a subscription gives a value that holds.
 *
 * For example `until(api.query.timestamp.now, (now) => now.gtn(1))`.
 *
 * @param subscribe a query or a subscription of the api
 * @param {(value: any) => boolean} holds
 * @param {...any} args of the subscription
 */
export async function until(subscribe, holds, ...args) {
	let unsubscribe;
	let deadline;
	try {
		await new Promise((resolve, reject) => {
			deadline = setTimeout(() => reject(new Error('The subscription gave no such value in time')), TIMEOUT_MS);
			subscribe(...args, (value) => holds(value) && resolve()).then((stop) => {
				unsubscribe = stop;
			}, reject);
		});
	} finally {
		clearTimeout(deadline);
		unsubscribe?.();
	}
}

/** Signs and sends a call, and waits until it is in the pool. */
export async function send(signer, call, nonce = -1) {
	await call.signAndSend(signer, { nonce }).catch((error) => {
		throw poolError(error);
	});
}

/** The number of the latest block that is final. */
export async function finalBlock(api) {
	return (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();
}

/** Waits until the block that is best now is final. */
export async function untilFinal(api) {
	const best = (await api.rpc.chain.getHeader()).number.toNumber();
	await until(api.rpc.chain.subscribeFinalizedHeads, (head) => head.number.toNumber() >= best);
}

/**
 * Signs and sends a call and waits until it is in a block.
 *
 * A chain with one author has no forks, so state that is read after that stays; see {@link untilFinal} for finality, and
 * {@link connect} for chains with many authors.
 *
 * @param {number} [nonce] by default the account's next one, counting what is in the pool
 * @returns {Promise<{block: number, events: object[]}>} where it stands and what it caused
 * @throws {TransactionError} if it was refused
 */
export async function submit(api, signer, call, nonce = -1) {
	// Signing changes the extrinsic, and the same call may be signed by others just now.
	const signed = await api.tx(call.method).signAsync(signer, { nonce });
	let outcome;
	const watch = (progress) => api.rpc.author.submitAndWatchExtrinsic(signed, progress);
	await until(watch, (status) => {
		const isSettled = (status.isInBlock && !waitForFinality.has(api)) || status.isFinalized;
		if (isSettled || POOL_FAILURES.some((end) => status[end])) {
			outcome ??= status;
		}
		return outcome !== undefined;
	}).catch((error) => {
		throw poolError(error);
	});
	if (!outcome.isInBlock && !outcome.isFinalized) {
		throw new TransactionError(outcome.type);
	}
	const { block, events } = await eventReaders.get(api).eventsOf(outcome.inner.toHex(), signed.toHex());
	const failure = events.find(({ section, method }) => section === 'system' && method === 'ExtrinsicFailed');
	if (failure) {
		throw new TransactionError(errorName(failure.data.dispatchError));
	}
	return { block, events };
}

/** The only event of a name. */
export function eventOf(events, section, method) {
	const found = events.filter((event) => event.section === section && event.method === method);
	assert.equal(found.length, 1, `one ${section}.${method} among ${events.map((event) => event.method)}`);
	return found[0];
}

/** A `DispatchError` by its name: `section.Name` if it comes from a pallet. */
function errorName(error) {
	if (error.isModule) {
		// By the metadata of the runtime that dispatched it.
		const { section, name } = error.registry.findMetaError(error.asModule);
		return `${section}.${name}`;
	}
	return error.type;
}

/** Throws the error of a call within another, which succeeds all the same. */
export function throwIfFailed(_api, result) {
	if (result.isErr) {
		// Some results have the used weight beside the error.
		const { error = result.asErr } = result.asErr;
		throw new TransactionError(errorName(error));
	}
}

function poolError(error) {
	if (error.code !== INVALID_TRANSACTION) {
		return error;
	}
	const said = String(error.data ?? error.message);
	const number = /Custom error: (\d+)/.exec(said)?.[1];
	return new TransactionError(ADMISSION_ERRORS.get(Number(number)) ?? said, { rejectedByPool: true });
}

/** Asserts that a call doesn't decode, because it has more elements than its type holds. */
export async function undecodable(signer, call) {
	await assert.rejects(call.signAndSend(signer, { nonce: -1 }), (error) => {
		return (error.code === INVALID_TRANSACTION && error.data === UNREADABLE) || assert.fail(`refused for another reason: ${error.message}`);
	});
}

/** The state of the tracing pallets: each key with its value. */
export async function traceState(api) {
	const pallets = await Promise.all(TRACING_PALLETS.map(async (pallet) => {
		const prefix = xxhashAsHex(pallet, 128);
		const keys = [];
		for (let page; page?.length !== 0; keys.push(...page)) {
			page = (await api.rpc.state.getKeysPaged(prefix, KEYS_PER_PAGE, keys.at(-1))).map((key) => key.toHex());
		}
		return Promise.all(keys.map(async (key) => [key, await api.rpc.state.getStorage.raw(key)]));
	}));
	return new Map(pallets.flat());
}

/**
 * Asserts that an attempt fails with an error and leaves the state as it was, as `assert_noop!` does.
 *
 * @param {string} name of the error
 * @param {() => Promise<unknown>} attempt
 * @returns {Promise<TransactionError>}
 */
export async function assertNoop(api, name, attempt) {
	const before = await traceState(api);
	const refusal = await transactionErrorOf(attempt());
	assert.equal(refusal?.name, name);
	assert.deepEqual(await traceState(api), before, `${name} must change nothing`);
	return refusal;
}

/** The error of an attempt, or undefined if it succeeds. */
export async function transactionErrorOf(attempt) {
	try {
		await attempt;
	} catch (error) {
		if (error instanceof TransactionError) {
			return error;
		}
		throw error;
	}
}

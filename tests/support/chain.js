// The chain as a client sees it: transactions, what becomes of them, and what the state says.

import assert from 'node:assert/strict';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { rpcDefinitions } from '@polkadot/types';
import { xxhashAsHex } from '@polkadot/util-crypto';
import { EventReader } from './events.js';

/** The extension adds nothing to a transaction. Saying so keeps polkadot.js from warning that it doesn't know it. */
const signedExtensions = { CheckAdmission: { extrinsic: {}, payload: {} } };

const INVALID_TRANSACTION = 1010;
/** What is said of a call that the runtime can't read. */
const UNREADABLE = 'Transaction call is not expected';
const TIMEOUT_MS = 180_000;
const KEYS_PER_PAGE = 1000;

/** How the pool says that it gives a transaction up. */
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

/** The pallets of what is traced. The others change with every block. */
const TRACING_PALLETS = [
	...['Participants', 'TraceUnits', 'ProductInfo', 'TransactionInfo', 'LogisticsInfo', 'CustomsInfo'],
	...['Customs', 'Reconciliation'],
];

/** An error of the chain: `name` is `traceUnits.Incomplete` for a call in a block, `NotAdmitted` for a rejection by the pool. */
class TransactionError extends Error {
	constructor(name, { rejectedByPool = false } = {}) {
		super(`refused: ${name}`);
		this.name = name;
		this.rejectedByPool = rejectedByPool;
	}
}

/** RPC methods: a rejection by the pool is thrown and not logged too, and polkadot.js doesn't know the node's own methods. */
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

/** The clients of chains on which what stands in a block may yet be undone. */
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
		// Otherwise it would try again for ever, and keep this process.
		await provider.disconnect();
		throw error;
	});
	eventReaders.set(api, new EventReader(provider));
	if (final) {
		waitForFinality.add(api);
	}
	return api;
}

/** The chain's clock, in milliseconds since 1970. It begins to run with the first block. */
export async function chainTime(api) {
	let time;
	await until(api.query.timestamp.now, (now) => (time = now.toNumber()) > 0);
	return time;
}

/**
 * Waits until what is subscribed to is as it should be: `until(api.query.timestamp.now, (now) => now.gtn(1))`.
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
			deadline = setTimeout(() => reject(new Error('What was waited for did not come in time')), TIMEOUT_MS);
			subscribe(...args, (value) => holds(value) && resolve()).then((stop) => {
				unsubscribe = stop;
			}, reject);
		});
	} finally {
		clearTimeout(deadline);
		unsubscribe?.();
	}
}

/** Signs and sends a call and waits no longer than until it is in the pool. */
export async function send(signer, call, nonce = -1) {
	await call.signAndSend(signer, { nonce }).catch((error) => {
		throw poolError(error);
	});
}

/** The number of the latest block that is final. */
export async function finalBlock(api) {
	return (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();
}

/** Waits until what stands in the best block is final. */
export async function untilFinal(api) {
	const best = (await api.rpc.chain.getHeader()).number.toNumber();
	await until(api.rpc.chain.subscribeFinalizedHeads, (head) => head.number.toNumber() >= best);
}

/**
 * Signs and sends a call and waits until it stands in a block. A chain with one author has no forks, so what is read
 * after that stays true; see {@link untilFinal} for what must be final, and {@link connect} for chains with many authors.
 *
 * @param {number} [nonce] by default the account's next one, counting what is in the pool
 * @returns {Promise<{block: number, events: object[]}>} where it stands and what it caused
 * @throws {TransactionError} if it was refused
 */
export async function submit(api, signer, call, nonce = -1) {
	// Signing changes what is signed, and others may be signing the same call just now.
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

/** The one event of that name. */
export function eventOf(events, section, method) {
	const found = events.filter((event) => event.section === section && event.method === method);
	assert.equal(found.length, 1, `one ${section}.${method} among ${events.map((event) => event.method)}`);
	return found[0];
}

/** A `DispatchError` by its name: `section.Name` if it comes from a pallet. */
function errorName(error) {
	if (error.isModule) {
		// In the words of the runtime that said so.
		const { section, name } = error.registry.findMetaError(error.asModule);
		return `${section}.${name}`;
	}
	return error.type;
}

/** Throws what a call within another came to, if it failed: the outer one succeeds all the same. */
export function throwIfFailed(_api, result) {
	if (result.isErr) {
		// Some calls say beside the error how much of their weight was used.
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

/** Makes sure that a call doesn't even decode: it has more of something than its type holds. */
export async function undecodable(signer, call) {
	await assert.rejects(call.signAndSend(signer, { nonce: -1 }), (error) => {
		return (error.code === INVALID_TRANSACTION && error.data === UNREADABLE) || assert.fail(`refused for another reason: ${error.message}`);
	});
}

/** Everything in state that tracing is about: each key with its value. */
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
 * Makes sure that an attempt is refused, just so, and changes nothing.
 *
 * @param {string} name the refusal
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

/** What the chain says no with, or undefined if it accepts. */
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

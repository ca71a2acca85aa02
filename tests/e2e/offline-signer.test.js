// SPDX-License-Identifier: Apache-2.0
// Offline signers: a transaction signed over the hash of the metadata, as a Ledger signs it, and the fee that wallets ask for.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { merkleizeMetadata, proof } from '@polkadot-api/merkleize-metadata';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { manufacturer } from '../support/accounts.js';
import { until } from '../support/chain.js';
import { startPopulatedChainOn } from '../support/fixture.js';
import { serial } from '../support/items.js';
import { runSuyuan } from '../support/process.js';
import { itemUnit } from '../support/values.js';

/** The version of the metadata that the hash is of. */
const METADATA_VERSION = 15;

/** The blob of `scripts/runtime`, which has the hash of its metadata. That of the node itself has none. */
const BLOB = process.env.SUYUAN_RUNTIME_BLOB;
const skip = BLOB ? false : 'SUYUAN_RUNTIME_BLOB names no runtime with the hash: scripts/test offline builds one';

let folder;
let chain;
before(async () => {
	chain = await startPopulatedChainOn(BLOB ? developmentChainOf(BLOB) : undefined);
});
after(async () => {
	await chain?.stop();
	if (folder) {
		rmSync(folder, { recursive: true, force: true });
	}
});

/** Options of a node with a development chain that begins with another runtime than the node's. */
function developmentChainOf(blob) {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-offline-'));
	const chain = JSON.parse(runSuyuan('export-chain-spec', '--chain', 'dev'));
	chain.genesis.runtimeGenesis.code = u8aToHex(readFileSync(blob));
	const specification = join(folder, 'chain.json');
	writeFileSync(specification, JSON.stringify(chain));
	return { args: ['--chain', specification, '--alice', '--validator', '--force-authoring'] };
}

/** The metadata as an offline signer trusts it: with the properties of the chain's specification. */
async function merkleized() {
	const { api } = chain;
	const metadata = (await api.call.metadata.metadataAtVersion(METADATA_VERSION)).unwrap();
	const { tokenSymbol, tokenDecimals } = (await api.rpc.system.properties()).toJSON();
	return merkleizeMetadata(hexToU8a(metadata.toHex()), {
		tokenSymbol: tokenSymbol.flat()[0],
		decimals: tokenDecimals.flat()[0],
	});
}

/** A registration, signed over a hash of the metadata. */
async function registration(code, metadataHash) {
	const { api } = chain;
	const nonce = await api.rpc.system.accountNextIndex(manufacturer.account.address);
	const call = api.tx.traceUnits.register(itemUnit(code));
	return call.signAsync(manufacturer.account, { nonce, mode: 1, metadataHash });
}

/** The pool's answer to a transaction that it refuses. */
async function refusal(transaction) {
	try {
		await chain.api.rpc.author.submitExtrinsic(transaction);
	} catch (error) {
		return { code: error.code, data: String(error.data) };
	}
	return assert.fail('it was not refused');
}

test('the chain takes what was signed over the hash of its metadata', { skip }, async () => {
	const metadata = await merkleized();
	const code = serial('OFFLINE-1');
	const transaction = await registration(code, u8aToHex(metadata.digest()));
	assert.equal(transaction.toHex().includes(u8aToHex(metadata.digest()).slice(2)), false, 'the hash is signed and not sent');
	await chain.api.rpc.author.submitExtrinsic(transaction);
	await until(chain.api.query.traceUnits.units, (unit) => unit.isSome, code);
});

test('an offline signer can show the call from the metadata that the hash is of', { skip }, async () => {
	const metadata = await merkleized();
	const transaction = await registration(serial('OFFLINE-2'), u8aToHex(metadata.digest()));
	// The parts of the metadata that a signer needs to decode this one transaction, with the proof that they are of the hash.
	const { extrinsic, info } = proof.dec(metadata.getProofForExtrinsic(hexToU8a(transaction.toHex())));
	const extensions = extrinsic.signedExtensions.map((extension) => extension.identifier);
	assert.ok(extensions.includes('CheckMetadataHash') && extensions.includes('CheckAdmission'), extensions.join());
	assert.equal(info.specVersion, chain.api.runtimeVersion.specVersion.toNumber());
});

test('what was signed over the hash of other metadata has a bad signature', { skip }, async () => {
	const transaction = await registration(serial('OFFLINE-3'), `0x${'07'.repeat(32)}`);
	const { code, data } = await refusal(transaction);
	assert.equal(code, 1010);
	assert.match(data, /bad signature/);
});

test('the hash covers the token, so that a signer that takes another one for it is refused', { skip }, async () => {
	const { api } = chain;
	const metadata = (await api.call.metadata.metadataAtVersion(METADATA_VERSION)).unwrap();
	const other = merkleizeMetadata(hexToU8a(metadata.toHex()), { tokenSymbol: 'UNIT', decimals: 12 });
	const { code, data } = await refusal(await registration(serial('OFFLINE-4'), u8aToHex(other.digest())));
	assert.equal(code, 1010);
	assert.match(data, /bad signature/);
});

test('a runtime that was built without the hash says so', { skip: BLOB ? 'the runtime has it' : false }, async () => {
	const { code, data } = await refusal(await registration(serial('OFFLINE-5'), `0x${'07'.repeat(32)}`));
	assert.equal(code, 1011);
	assert.match(data, /lookup/);
});

test('wallets that ask for the fee are told that there is none, and what the call weighs', async () => {
	const { api } = chain;
	const call = api.tx.traceUnits.register(itemUnit(serial('FEE-1')));
	const { partialFee, weight } = await call.paymentInfo(manufacturer.account);
	assert.equal(partialFee.toNumber(), 0);
	assert.ok(weight.refTime.toBigInt() > 0n);
	const signed = await call.signAsync(manufacturer.account, { nonce: -1 });
	const info = await api.rpc.payment.queryInfo(signed.toHex());
	assert.equal(info.partialFee.toNumber(), 0);
	const details = await api.rpc.payment.queryFeeDetails(signed.toHex());
	assert.ok(details.inclusionFee.isNone);
});

// SPDX-License-Identifier: Apache-2.0
// Verifies a file of evidence offline: the second implementation, written from docs/evidence.md and not from the Rust.
//
// Both give the same name of refusal for the same file, which tests/platform/evidence.test.js holds them to.

import { blake2AsU8a, ed25519Verify, xxhashAsU8a } from '@polkadot/util-crypto';

const MAX = { file: 16 << 20, anchor: 1 << 20, code: 209, changes: 1024, nodes: 4096, records: 4096, seals: 1024 };
const MAX_AUTHORITIES = 1024;
const MAX_ANCESTRIES = 4096;
const MAX_DIGEST_ITEMS = 64;
const MAX_NIBBLES = 65_535;

const BLOCKS = ['product', 'transaction', 'logistics', 'customs'];
const INFO_PALLETS = ['ProductInfo', 'TransactionInfo', 'LogisticsInfo', 'CustomsInfo'];
const MODES = ['FullChain', 'Manufacturer', 'Trader'];
const MEASURES = ['Piece', 'Pair', 'Set', 'Carton', 'Kilogram', 'Litre', 'Metre', 'SquareMetre', 'CubicMetre'];
const DEPARTMENTS = ['Commerce', 'Customs', 'ForeignExchange', 'Tax', 'PortOffice', 'MarketSupervision'];
const HOLDS = ['Quarantine', 'Recall'];

/** The refusals that say that the anchor or this program knows too little. */
const UNDECIDABLE = ['unknown-format', 'malformed-anchor', 'other-chain', 'unknown-set', 'forced-change', 'unknown-runtime'];

/** A refusal with its name. */
class Refusal extends Error {
	constructor(name, detail = '') {
		super(`${name} ${detail}`);
		this.refusal = name;
	}
}

function need(condition, refusal, detail) {
	if (!condition) {
		throw new Refusal(refusal, detail);
	}
}

const utf8 = new TextEncoder();
const text = (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
const hash = (bytes) => blake2AsU8a(bytes, 256);
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const concat = (...parts) => Uint8Array.from(Buffer.concat(parts));
const equal = (one, other) => Buffer.compare(one, other) === 0;

/** Bytes of base64url without padding, in their only form. */
function base64(value) {
	need(typeof value === 'string', 'malformed-file');
	const bytes = Buffer.from(value, 'base64url');
	need(bytes.toString('base64url') === value, 'malformed-file', 'base64url');
	return new Uint8Array(bytes);
}

/** Reads SCALE; whatever is not readable is refused by the name of what it was part of. */
class Reader {
	constructor(bytes, refusal) {
		this.bytes = bytes;
		this.at = 0;
		this.refusal = refusal;
	}

	need(condition) {
		need(condition, this.refusal);
	}

	take(length) {
		this.need(this.at + length <= this.bytes.length);
		this.at += length;
		return this.bytes.subarray(this.at - length, this.at);
	}

	number(length) {
		return this.take(length).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
	}

	byte() {
		return this.take(1)[0];
	}

	u16() {
		return Number(this.number(2));
	}

	u32() {
		return Number(this.number(4));
	}

	u64() {
		return this.number(8);
	}

	bool() {
		const byte = this.byte();
		this.need(byte < 2);
		return byte === 1;
	}

	compact() {
		const first = this.byte();
		this.at -= 1;
		const mode = first & 3;
		if (mode === 3) {
			this.need(first === 3);
			this.at += 1;
			const value = this.u32();
			this.need(value >= 2 ** 30);
			return value;
		}
		const value = Number(this.number([1, 2, 4][mode]) >> 2n);
		this.need(value >= [0, 64, 16_384][mode]);
		return value;
	}

	length(most) {
		const length = this.compact();
		this.need(length <= most);
		return length;
	}

	sized() {
		return this.take(this.length(this.bytes.length - this.at));
	}

	option(read) {
		return this.bool() ? read() : null;
	}

	/** 32 bytes in words: an account's key or a hash. */
	key() {
		return `0x${hex(this.take(32))}`;
	}

	name(names) {
		const name = names[this.byte()];
		this.need(name !== undefined);
		return name;
	}

	text(bytes) {
		try {
			return text(bytes);
		} catch {
			throw new Refusal(this.refusal);
		}
	}

	end() {
		this.need(this.at === this.bytes.length);
	}
}

// The file

/** Refuses an object whose fields are others than these, or stand in another order. */
function fields(value, names) {
	need(typeof value === 'object' && value !== null && !Array.isArray(value), 'malformed-file');
	const given = Object.keys(value);
	need(given.length === names.length && names.every((name) => given.includes(name)), 'malformed-file', given.join());
	need(names.every((name, index) => given[index] === name), 'not-canonical', 'order');
}

function list(value, read) {
	need(Array.isArray(value), 'malformed-file');
	return value.map(read);
}

function whole(value) {
	need(Number.isInteger(value) && value >= 0 && value < 2 ** 32, 'malformed-file');
	return value;
}

function string(value) {
	need(typeof value === 'string', 'malformed-file');
	return value;
}

function signed(value) {
	fields(value, ['header', 'justification']);
	return { header: base64(value.header), justification: base64(value.justification) };
}

function readFile(bytes) {
	need(bytes.length <= MAX.file, 'too-large', 'bytes');
	let json;
	let written;
	try {
		written = text(bytes);
		json = JSON.parse(written);
	} catch {
		throw new Refusal('malformed-file');
	}
	need(typeof json === 'object' && json !== null && !Array.isArray(json), 'malformed-file');
	need(whole(json.v) === 1, 'unknown-format');
	fields(json, ['v', 'chain', 'code', 'history', 'final', 'state', 'records', 'seals', 'said']);
	fields(json.chain, ['genesis', 'set']);
	fields(json.state, ['nodes']);
	fields(json.records, BLOCKS);
	const file = {
		genesis: string(json.chain.genesis),
		set: whole(json.chain.set),
		code: string(json.code),
		history: list(json.history, signed),
		final: signed(json.final),
		nodes: list(json.state.nodes, base64),
		records: BLOCKS.map((block) => list(json.records[block], base64)),
		seals: list(json.seals, (seal) => {
			fields(seal, ['block', 'record', 'salt', 'plain']);
			return { block: string(seal.block), record: whole(seal.record), salt: base64(seal.salt), plain: string(seal.plain) };
		}),
		said: json.said,
	};
	need(JSON.stringify(json) === written, 'not-canonical');
	const counts = {
		code: utf8.encode(file.code).length,
		changes: file.history.length,
		nodes: file.nodes.length,
		records: Math.max(...file.records.map((block) => block.length)),
		seals: file.seals.length,
	};
	for (const [what, count] of Object.entries(counts)) {
		need(count <= MAX[what], 'too-large', what);
	}
	return file;
}

// The anchor

function readAnchor(bytes) {
	const key = (value) => {
		const digits = typeof value === 'string' ? value.replace(/^0x/, '') : '';
		need(/^[0-9a-fA-F]{64}$/.test(digits), 'malformed-anchor');
		return digits.toLowerCase();
	};
	let json;
	try {
		need(bytes.length <= MAX.anchor, 'malformed-anchor');
		json = JSON.parse(text(bytes));
	} catch {
		throw new Refusal('malformed-anchor');
	}
	need(typeof json === 'object' && json !== null && Array.isArray(json.authorities), 'malformed-anchor');
	const set = (id, after, keys) => {
		const authorities = keys.map(key);
		const distinct = new Set(authorities).size === authorities.length;
		need(authorities.length > 0 && distinct, 'malformed-anchor');
		return { id, after, authorities };
	};
	return {
		genesis: key(json.genesis),
		set(id) {
			if (id === 0) {
				return set(0, 0, json.authorities);
			}
			const later = (json.later ?? []).find((beginning) => beginning.set === id);
			need(later !== undefined, 'unknown-set');
			return set(id, later.block, later.authorities);
		},
	};
}

// Headers and votes

function readHeader(reader) {
	const start = reader.at;
	const parent = hex(reader.take(32));
	const number = reader.compact();
	const stateRoot = reader.take(32);
	reader.take(32);
	const grandpa = [];
	for (let left = reader.length(MAX_DIGEST_ITEMS); left > 0; left--) {
		const kind = reader.byte();
		need([0, 4, 5, 6, 8].includes(kind), 'unknown-digest-item', kind);
		if (kind === 8) {
			continue;
		}
		const engine = kind === 0 ? undefined : String.fromCharCode(...reader.take(4));
		const message = reader.sized();
		if (kind === 4 && engine === 'FRNK') {
			grandpa.push(message);
		}
	}
	return { parent, number, stateRoot, grandpa, hash: hex(hash(reader.bytes.subarray(start, reader.at))) };
}

function decodeHeader(bytes) {
	const reader = new Reader(bytes, 'malformed-header');
	const header = readHeader(reader);
	reader.end();
	return header;
}

/** The set that a header announces, or undefined. */
function setChange(header) {
	let next;
	for (const message of header.grandpa) {
		const reader = new Reader(message, 'malformed-change');
		const kind = reader.byte();
		need(kind !== 2, 'forced-change', header.number);
		if (kind !== 1) {
			continue;
		}
		const authorities = [];
		for (let left = reader.length(MAX_AUTHORITIES); left > 0; left--) {
			authorities.push(hex(reader.take(32)));
			need(reader.u64() === 1n, 'invalid-set');
		}
		const delay = reader.u32();
		reader.end();
		need(delay === 0, 'delayed-change');
		need(next === undefined, 'two-changes');
		next = authorities;
	}
	return next;
}

/** Checks that a set made the header's block final. @returns how many signed */
function checkVotes(bytes, header, set) {
	const reader = new Reader(bytes, 'malformed-justification');
	const round = reader.take(8);
	const target = hex(reader.take(32));
	const targetNumber = reader.u32();
	const votes = [];
	for (let left = reader.length(MAX_AUTHORITIES); left > 0; left--) {
		votes.push({ block: reader.take(32), number: reader.take(4), signature: reader.take(64), id: reader.take(32) });
	}
	const given = reader.length(MAX_ANCESTRIES);
	const between = new Map();
	for (let left = given; left > 0; left--) {
		reader.refusal = 'malformed-header';
		const ancestor = readHeader(reader);
		between.set(ancestor.hash, ancestor);
	}
	reader.refusal = 'malformed-justification';
	reader.end();
	need(target === header.hash && targetNumber === header.number, 'other-block');

	const setId = new Uint8Array(8);
	new DataView(setId.buffer).setBigUint64(0, BigInt(set.id), true);
	const visited = new Set();
	const signers = new Set();
	for (const { block, number, signature, id } of votes) {
		const signer = hex(id);
		need(set.authorities.includes(signer), 'stranger-vote', signer);
		need(!signers.has(signer), 'double-vote', signer);
		signers.add(signer);
		let at = hex(block);
		let height = new DataView(number.buffer, number.byteOffset).getUint32(0, true);
		let known = false;
		while (at !== target && !known) {
			const ancestor = between.get(at);
			need(ancestor !== undefined, 'vote-elsewhere');
			need(ancestor.number === height, 'wrong-vote-number');
			known = visited.has(at);
			visited.add(at);
			at = ancestor.parent;
			height -= 1;
			need(height >= 0, 'vote-elsewhere');
		}
		need(known || height === targetNumber, 'wrong-vote-number');
		const message = concat(Uint8Array.of(1), block, number, round, setId);
		let good = false;
		try {
			good = ed25519Verify(message, signature, id);
		} catch {
			// A key that is no point of the curve.
		}
		need(good, 'bad-signature', signer);
	}
	const all = set.authorities.length;
	need(signers.size >= all - Math.floor((all - 1) / 3), 'too-few-votes', `${signers.size} of ${all}`);
	need(visited.size === given, 'unused-header');
	return signers.size;
}

function followChange(set, { header: bytes, justification }) {
	const header = decodeHeader(bytes);
	need(header.number > set.after, 'history-backwards');
	const next = setChange(header);
	need(next !== undefined, 'no-change');
	checkVotes(justification, header, set);
	need(next.length > 0 && new Set(next).size === next.length, 'invalid-set');
	return { id: set.id + 1, after: header.number, authorities: next };
}

// The proof of the state

const nibbleOf = (bytes, index) => (index % 2 === 0 ? bytes[index >> 1] >> 4 : bytes[index >> 1] & 15);

/** The kinds of nodes: from which first byte on, whether with children, value, hashed value, and the bits of the count. */
const KINDS = [
	{ from: 0xC0, children: true, value: true, hashed: false, mask: 63 },
	{ from: 0x80, children: true, value: false, hashed: false, mask: 63 },
	{ from: 0x40, children: false, value: true, hashed: false, mask: 63 },
	{ from: 0x20, children: false, value: true, hashed: true, mask: 31 },
	{ from: 0x10, children: true, value: true, hashed: true, mask: 15 },
];

function decodeNode(bytes) {
	const reader = new Reader(bytes, 'malformed-node');
	const first = reader.byte();
	if (first === 0) {
		reader.end();
		return { count: 0, partial: bytes, shift: 0, children: new Map() };
	}
	const kind = KINDS.find(({ from }) => first >= from);
	reader.need(kind !== undefined);
	let count = first & kind.mask;
	if (count === kind.mask) {
		let more = 255;
		while (more === 255) {
			more = reader.byte();
			count += more;
			reader.need(count <= MAX_NIBBLES);
		}
	}
	const partial = reader.take(Math.ceil(count / 2));
	reader.need(count % 2 === 0 || nibbleOf(partial, 0) === 0);
	const bitmap = kind.children ? reader.u16() : 0;
	reader.need(!kind.children || bitmap !== 0);
	const node = { count, partial, shift: count % 2, children: new Map() };
	if (kind.value && kind.hashed) {
		node.valueHash = hex(reader.take(32));
	} else if (kind.value) {
		node.value = reader.sized();
	}
	for (let nibble = 0; nibble < 16; nibble++) {
		if ((bitmap >> nibble) % 2 === 1) {
			const child = reader.sized();
			reader.need(child.length > 0 && child.length <= 32);
			node.children.set(nibble, child);
		}
	}
	reader.end();
	return node;
}

class Proof {
	constructor(root, nodes) {
		this.root = hex(root);
		this.nodes = new Map();
		this.used = new Set();
		for (const node of nodes) {
			const name = hex(hash(node));
			need(!this.nodes.has(name), 'duplicate-node');
			this.nodes.set(name, node);
		}
	}

	node(name) {
		need(this.nodes.has(name), 'missing-node');
		this.used.add(name);
		return this.nodes.get(name);
	}

	/** The value under a key, or undefined if there is none. */
	value(key) {
		let depth = 0;
		let node = decodeNode(this.node(this.root));
		for (;;) {
			if (node.count > key.length * 2 - depth) {
				return undefined;
			}
			for (let index = 0; index < node.count; index++) {
				if (nibbleOf(node.partial, index + node.shift) !== nibbleOf(key, depth + index)) {
					return undefined;
				}
			}
			depth += node.count;
			if (depth === key.length * 2) {
				return node.valueHash === undefined ? node.value : this.node(node.valueHash);
			}
			const child = node.children.get(nibbleOf(key, depth));
			if (child === undefined) {
				return undefined;
			}
			depth += 1;
			node = decodeNode(child.length === 32 ? this.node(hex(child)) : child);
		}
	}

	end() {
		need(this.used.size === this.nodes.size, 'unused-node');
	}
}

// Keys and values

const prefix = (pallet, item) => concat(xxhashAsU8a(pallet, 128), xxhashAsU8a(item, 128));

function keyOf(pallet, item, code) {
	const bytes = utf8.encode(code);
	const length = bytes.length < 64 ? [bytes.length << 2] : [(bytes.length << 2 & 255) | 1, bytes.length >> 6];
	const key = concat(Uint8Array.from(length), bytes);
	return concat(prefix(pallet, item), blake2AsU8a(key, 128), key);
}

function readUnit(bytes) {
	const reader = new Reader(bytes, 'malformed-value');
	const number = () => String(reader.u64());
	const unit = {
		owner: reader.key(),
		custodian: reader.key(),
		kind: reader.name(['Item', 'Batch', 'LogisticUnit', 'Service']),
		mode: null,
		quantity: null,
		measure: null,
		customer: null,
	};
	if (unit.kind === 'Item' || unit.kind === 'Batch') {
		unit.mode = reader.name(MODES);
	}
	if (unit.kind === 'Batch') {
		unit.quantity = number();
		unit.measure = reader.name(MEASURES);
	}
	if (unit.kind === 'Service') {
		unit.customer = reader.key();
	}
	unit.stage = reader.name(['Open', 'Closed']);
	unit.retainUntil = unit.stage === 'Closed' ? number() : null;
	unit.closedByOrder = reader.bool();
	unit.hold = reader.option(() => ({
		kind: reader.name(HOLDS),
		departments: DEPARTMENTS.filter(() => reader.bool()),
		byCustodian: reader.bool(),
	}));
	unit.remaining = number();
	unit.madeBy = reader.option(number);
	unit.leftUnder = reader.option(() => reader.text(reader.take(18)));
	unit.packedIn = reader.option(() => reader.text(reader.sized()));
	unit.inside = [reader.u32(), reader.u32(), reader.u32(), reader.u32()];
	unit.heldInside = reader.u32();
	const offer = reader.option(() => [reader.key(), reader.option(number)]);
	[unit.offeredTo, unit.offerExpires] = offer ?? [null, null];
	unit.titleOffer = reader.option(() => ({
		to: reader.key(),
		expires: number(),
		terms: reader.option(() => reader.key()),
		units: reader.u32(),
		id: reader.key(),
	}));
	unit.formerOwners = [];
	for (let left = reader.length(Math.floor((bytes.length - reader.at) / 32)); left > 0; left--) {
		unit.formerOwners.push(reader.key());
	}
	const progress = reader.option(() => [reader.u32(), reader.option(() => [reader.bool(), reader.u32()])]);
	[unit.steps, unit.feedback] = progress ?? [null, null];
	unit.unprovenRight = reader.bool();
	unit.registeredAt = reader.u32();
	reader.end();
	return unit;
}

function readHead(bytes) {
	const reader = new Reader(bytes, 'malformed-value');
	const records = reader.u32();
	reader.take(4);
	reader.bool();
	const digest = reader.take(32);
	reader.take(4);
	reader.end();
	return { records, digest };
}

function checkRuntime(bytes) {
	need(bytes !== undefined, 'malformed-value', 'version');
	const reader = new Reader(bytes, 'malformed-value');
	const version = reader.compact();
	const name = hex(reader.sized());
	reader.end();
	need(name === hex(utf8.encode('suyuan')) && version === 1, 'unknown-runtime');
}

function readState(file, header, genesis) {
	const proof = new Proof(header.stateRoot, file.nodes);
	const zero = new Uint8Array(4);
	const first = proof.value(concat(prefix('System', 'BlockHash'), xxhashAsU8a(zero, 64), zero));
	const runtime = proof.value(prefix('System', 'LastRuntimeUpgrade'));
	const time = proof.value(prefix('Timestamp', 'Now'));
	const unit = proof.value(keyOf('TraceUnits', 'Units', file.code));
	const heads = INFO_PALLETS.map((pallet) => proof.value(keyOf(pallet, 'Heads', file.code)));
	const declared = proof.value(keyOf('Customs', 'DeclaredIn', file.code));
	proof.end();
	need(first !== undefined && hex(first) === genesis, 'state-of-other-chain');
	checkRuntime(runtime);
	need(time?.length === 8, 'malformed-value', 'time');
	need(declared === undefined || declared.length === 18, 'malformed-value', 'declaration');
	const entry = new Reader(declared ?? zero, 'malformed-value');
	return {
		time: Number(new Reader(time, 'malformed-value').u64()),
		unit: unit === undefined ? null : readUnit(unit),
		heads: heads.map((head) => head && readHead(head)),
		declaredIn: declared === undefined ? null : entry.text(declared),
	};
}

function checkRecords(records, head) {
	if (head === undefined) {
		need(records.length === 0, 'records-of-empty-block');
		return;
	}
	need(records.length === head.records, 'record-count', `${records.length} of ${head.records}`);
	const digest = records.reduce((before, record) => hash(concat(before, hash(record))), new Uint8Array(32));
	need(equal(digest, head.digest), 'other-records');
}

function checkSeal(seal, records) {
	const record = records[BLOCKS.indexOf(seal.block)]?.[seal.record];
	const opens = record !== undefined && seal.salt.length === 32
		&& Buffer.from(record).includes(hash(concat(seal.salt, utf8.encode(seal.plain))));
	need(opens, 'seal-does-not-open');
}

function check(fileBytes, anchorBytes) {
	const anchor = readAnchor(anchorBytes);
	const file = readFile(fileBytes);
	need(file.genesis === `0x${anchor.genesis}`, 'other-chain');
	const set = file.history.reduce(followChange, anchor.set(file.set));
	const header = decodeHeader(file.final.header);
	need(header.number > set.after, 'history-backwards');
	const signers = checkVotes(file.final.justification, header, set);
	const state = readState(file, header, anchor.genesis);
	file.records.forEach((records, index) => checkRecords(records, state.heads[index]));
	for (const seal of file.seals) {
		checkSeal(seal, file.records);
	}
	const said = {
		block: header.number,
		time: state.time,
		unit: state.unit,
		records: state.heads.map((head) => head?.records ?? 0),
		declaredIn: state.declaredIn,
	};
	need(JSON.stringify(said) === JSON.stringify(file.said), 'said-differs');
	return { said, validators: `${signers} of ${set.authorities.length}` };
}

/**
 * Verifies a file against an anchor.
 *
 * @param {Uint8Array} file
 * @param {Uint8Array} anchor
 * @returns {{ outcome: 'proven' | 'refuted' | 'undecidable', refusal: string | null, said?: object, validators?: string }}
 */
export function verify(file, anchor) {
	try {
		return { outcome: 'proven', refusal: null, ...check(file, anchor) };
	} catch (error) {
		if (!(error instanceof Refusal)) {
			throw error;
		}
		const outcome = UNDECIDABLE.includes(error.refusal) ? 'undecidable' : 'refuted';
		return { outcome, refusal: error.refusal };
	}
}

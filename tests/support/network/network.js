// SPDX-License-Identifier: Apache-2.0
// A network of machines on this one: validators run by the regulators' departments, and an archive node for clients.

import { u8aToHex } from '@polkadot/util';
import { decodeAddress } from '@polkadot/util-crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeChainSpec } from './chain-spec.js';
import { generateKeys, generateNodeKey, insertSessionKeys } from './keys.js';
import { filesOf, filesOfMachine } from './layout.js';
import { Machine } from './machine.js';
import { freePort } from './ports.js';

/** The departments of the validators, in this order. From the seventh validator on they have another seat each. */
const DEPARTMENTS = [
	['customs', 'Customs'],
	['tax', 'Tax'],
	['foreign-exchange', 'ForeignExchange'],
	['market-supervision', 'MarketSupervision'],
	['commerce', 'Commerce'],
	['port-office', 'PortOffice'],
];

/** The ports of the archive, before those of the validators: polkadot.js Apps looks for 9944. */
const FIRST_PORTS = { p2p: 30400, rpc: 9944, prometheus: 9700 };

export class Network {
	/** The validators in the order in which they sit, and the archive. @type {Machine[]} */
	machines;

	/** Looks whether a network was set up in a folder. */
	static isIn(folder) {
		return existsSync(filesOf(folder).network);
	}

	/**
	 * Sets a network up, with new keys and a chain whose genesis has them.
	 *
	 * @param {string} folder
	 * @param {object} [options]
	 * @param {number} [options.validators]
	 * @param {number} [options.sessionLength] in blocks
	 * @param {boolean} [options.anyPorts] for a network beside others
	 */
	static async create(folder, { validators: count = 4, sessionLength, anyPorts = false } = {}) {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		const files = filesOf(folder);

		const validators = Array.from({ length: count }, (_, seat) => {
			const [name, department] = seatOf(seat);
			const keys = generateKeys(filesOfMachine(folder, name).secrets, ['account', 'aura', 'grandpa']);
			return { name, department, validates: true, ...keys };
		});
		writeChainSpec(files, validators, { sessionLength });

		const machines = [];
		for (const [place, machine] of [{ name: 'archive', validates: false }, ...validators].entries()) {
			const home = filesOfMachine(folder, machine.name);
			const peerId = generateNodeKey(files.spec, home);
			if (machine.validates) {
				insertSessionKeys(files.spec, home);
			}
			machines.push({ ...machine, peerId, ports: await portsOf(place, anyPorts) });
		}
		const [archive, ...others] = machines;
		save(folder, [...others, archive]);
		return new Network(folder);
	}

	/** @param {string} folder in which {@link Network.create} has set one up */
	constructor(folder) {
		this.folder = folder;
		this.files = filesOf(folder);
		this.machines = JSON.parse(readFileSync(this.files.network, 'utf8')).machines
			.map((description) => new Machine(this, description));
	}

	get validators() {
		return this.machines.filter(({ validates }) => validates);
	}

	get archive() {
		return this.machines.find(({ validates }) => !validates);
	}

	get running() {
		return this.machines.filter(({ isRunning }) => isRunning);
	}

	/** The Aura key of a validator, in the form of {@link Heads}. @param {{aura: string}} validator */
	keyOf({ aura }) {
		return u8aToHex(decodeAddress(aura));
	}

	/** Starts every node that does not run. @param {Parameters<Machine['start']>[0]} [options] */
	async start(options) {
		await Promise.all(this.machines.filter(({ isRunning }) => !isRunning).map((machine) => machine.start(options)));
	}

	async stop() {
		await Promise.all(this.running.map((machine) => machine.stop()));
	}

	/**
	 * Adds a machine for a regulator who is yet to be voted in.
	 *
	 * The validators that run accept it at once; an archive, which answers safe methods alone, when it starts the next time.
	 *
	 * @returns {Promise<Machine>} not started, with an account and without session keys
	 */
	async add(name, department) {
		const home = filesOfMachine(this.folder, name);
		const keys = generateKeys(home.secrets, ['account']);
		const peerId = generateNodeKey(this.files.spec, home);
		const ports = await portsOf(this.machines.length, true);
		const machine = new Machine(this, { name, department, validates: true, ...keys, peerId, ports });
		this.machines.push(machine);
		const validators = this.running.filter(({ validates }) => validates);
		await Promise.all(validators.map(({ heads }) => heads.ask('system_addReservedPeer', machine.address)));
		return machine;
	}
}

function seatOf(seat) {
	const [name, department] = DEPARTMENTS[seat % DEPARTMENTS.length];
	const round = Math.floor(seat / DEPARTMENTS.length);
	return [round === 0 ? name : `${name}-${round + 1}`, department];
}

async function portsOf(place, any) {
	const ports = {};
	for (const [name, first] of Object.entries(FIRST_PORTS)) {
		ports[name] = await freePort(any ? 0 : first + place);
	}
	return ports;
}

function save(folder, machines) {
	writeFileSync(filesOf(folder).network, JSON.stringify({ machines }, null, '\t'));
}

// SPDX-License-Identifier: Apache-2.0
// The specification of a chain whose genesis has these regulators and no others.

import { writeFileSync } from 'node:fs';
import { runSuyuan } from '../process.js';
import { CHAIN_ID } from './layout.js';

/**
 * Writes the chain specification twice: plain, to be read, and raw, for the nodes.
 *
 * @param {{spec: string, plainSpec: string}} files to be written
 * @param {{account: string, aura: string, grandpa: string, department: string}[]} validators
 * @param {{sessionLength?: number}} options the blocks of a session, by default those of the runtime
 */
export function writeChainSpec({ spec, plainSpec }, validators, { sessionLength }) {
	const chain = JSON.parse(runSuyuan('export-chain-spec', '--chain', 'local'));
	const { patch } = chain.genesis.runtimeGenesis;

	patch.session.keys = validators.map(({ account, aura, grandpa }) => [account, account, { aura, grandpa }]);
	patch.regulators.members = validators.map(({ account }) => account);
	patch.participants.seats = validators.map(({ account, department }) => [account, department]);
	if (sessionLength) {
		patch.validatorSeats = { ...patch.validatorSeats, sessionLength };
	}

	writeFileSync(plainSpec, JSON.stringify({ ...chain, name: 'Suyuan Network', id: CHAIN_ID, bootNodes: [] }, null, '\t'));
	writeFileSync(spec, runSuyuan('export-chain-spec', '--chain', plainSpec, '--raw'));
}

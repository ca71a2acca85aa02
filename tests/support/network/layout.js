// SPDX-License-Identifier: Apache-2.0
// The layout of the folder of a network, with one folder per machine, as if each were on its own:
//
// chain.json           the chain specification, raw: every node is started with it
// chain.plain.json     the same, to be read
// network.json         the machines with their public keys and ports; nothing secret
// <machine>/secrets/   the phrases of its keys, for the operator alone
// <machine>/data/      database, keystore and node key
// <machine>/node.log

import { join } from 'node:path';

/** The id of the chain, after which a node names the folder of its data. */
export const CHAIN_ID = 'suyuan_network';

/** The files of a network. */
export function filesOf(folder) {
	return {
		plainSpec: join(folder, 'chain.plain.json'),
		spec: join(folder, 'chain.json'),
		network: join(folder, 'network.json'),
	};
}

/** The files of one machine in it. */
export function filesOfMachine(folder, name) {
	const home = join(folder, name);
	const data = join(home, 'data');
	const chain = join(data, 'chains', CHAIN_ID);
	return {
		home,
		data,
		secrets: join(home, 'secrets'),
		log: join(home, 'node.log'),
		nodeKey: join(chain, 'network', 'secret_ed25519'),
		database: join(chain, 'paritydb', 'full'),
	};
}

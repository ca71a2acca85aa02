// SPDX-License-Identifier: Apache-2.0
// Ports on this machine.

import { createServer } from 'node:net';

/** The preferred port if it is free, or else any that is free. */
export async function freePort(preferred = 0) {
	const port = await bind(preferred);
	return port ?? bind(0);
}

function bind(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const { port: bound } = server.address();
			server.close(() => resolve(bound));
		});
	});
}

// SPDX-License-Identifier: Apache-2.0
// Accounts: the regulators' seats of the development chains, and the participants that they admit.

import { Keyring } from '@polkadot/api';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { evidence } from './values.js';

await cryptoWaitReady();
const keyring = new Keyring({ type: 'sr25519' });

/** The account of a development URI such as `//Alice`, whose key is public. */
export function account(uri) {
	return keyring.addFromUri(uri);
}

/** The seats of both presets. */
export const seats = {
	customs: account('//Alice'),
	tax: account('//Bob'),
	foreignExchange: account('//Charlie'),
	marketSupervision: account('//Dave'),
};

/** The seats in the order in which they sit. */
export const regulators = Object.values(seats);

function party(uri, business, nodes, name, creditCode) {
	return {
		account: account(uri),
		name,
		profile: {
			business,
			nodes,
			identity: { Organisation: { name, creditCode } },
			evidence: [evidence('BusinessLicence', `${name} 营业执照`)],
		},
	};
}

/** The first of five parties to a cross-border sale from Shenzhen. The names are invented. */
export const manufacturer = party(
	'//Manufacturer',
	'Manufacturer',
	['Manufacturer'],
	'深圳市声澜电子有限公司',
	'91440300708461136T',
);
export const platform = party(
	'//Platform',
	'ECommercePlatform',
	['TradingPlatform'],
	'深圳市海桥跨境电商平台有限公司',
	'91440300MA5HQ0KT10',
);
export const bank = party(
	'//Bank',
	'Bank',
	['CrossBorderCollection'],
	'前海汇通银行股份有限公司',
	'91440300MA5QH0BK2A',
);
export const carrier = party(
	'//Carrier',
	'InternationalLogistics',
	[
		'PickupAndConsolidation',
		'TallyAndPicking',
		'InternationalTransport',
		'OverseasWarehousing',
		'OverseasClearanceAndDelivery',
	],
	'深圳市远鸿国际物流有限公司',
	'91440300MA5YH0WL3E',
);
export const broker = party(
	'//Broker',
	'CustomsBroker',
	['PortClearance'],
	'深圳市鹏关报关有限公司',
	'91440300MA5PG0BG43',
);
export const cast = [manufacturer, platform, bank, carrier, broker];

/** An applicant whose credit code has a wrong check digit. */
export const doubtful = party(
	'//Doubtful',
	'Trader',
	['DomesticProcurement'],
	'闽都贸易有限公司',
	'91350100M0001TGQXM',
);

/** A merchant that buys what it exports. */
export const merchant = party(
	'//Merchant',
	'Trader',
	['DomesticProcurement'],
	'深圳市前海优购贸易有限公司',
	'91440300MA5YG0TQ3F',
);

/** Another manufacturer, for a chain that has more than one. */
export const otherManufacturer = party(
	'//OtherManufacturer',
	'Manufacturer',
	['Manufacturer'],
	'深圳市微仁智能科技有限公司',
	'91440300MA5WR0MY50',
);

/** An account that was never invited. */
export const stranger = account('//Stranger');

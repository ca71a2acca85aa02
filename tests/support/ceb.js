// SPDX-License-Identifier: Apache-2.0
// Translation of the single window's messages for cross-border exports into the chain's vocabulary: ISO codes, minor units,
// thousandths, grams and milliseconds in place of customs' own codes, decimals and local times. An unknown code is
// refused by its name, never guessed.

import { XMLParser } from 'fast-xml-parser';

/** Customs' own currency codes: the ISO 4217 code, and the decimals of its minor unit. */
const CURRENCIES = new Map([
	['110', ['HKD', 2]],
	['116', ['JPY', 0]],
	['132', ['SGD', 2]],
	['133', ['KRW', 0]],
	['142', ['CNY', 2]],
	['300', ['EUR', 2]],
	['303', ['GBP', 2]],
	['501', ['CAD', 2]],
	['502', ['USD', 2]],
	['601', ['AUD', 2]],
]);

/** Customs' own country codes, in ISO 3166-1. */
const COUNTRIES = new Map([
	['110', 'HK'],
	['116', 'JP'],
	['132', 'SG'],
	['133', 'KR'],
	['142', 'CN'],
	['303', 'GB'],
	['304', 'DE'],
	['305', 'FR'],
	['501', 'CA'],
	['502', 'US'],
	['601', 'AU'],
]);

/** Customs' own units of measure. */
const UNITS = new Map([
	['006', 'Set'],
	['007', 'Piece'],
	['025', 'Pair'],
	['030', 'Metre'],
	['032', 'SquareMetre'],
	['033', 'CubicMetre'],
	['035', 'Kilogram'],
	['095', 'Litre'],
	['120', 'Carton'],
]);

/** Customs' own codes of the supervision modes. */
const MODES = new Map([
	['0110', 'General'],
	['1039', 'MarketProcurement'],
	['1210', 'BondedZone'],
	['9610', 'DirectToConsumer'],
	['9710', 'DirectToBusiness'],
	['9810', 'OverseasWarehouse'],
]);

/** The customs offices and foreign ports that trade goes through here, by their UN/LOCODE. */
const PORTS = new Map([
	['5304', 'CNSHK'],
	['5316', 'CNYTN'],
	['5317', 'CNSZX'],
	['3154', 'USLAX'],
]);

/** The status of a declaration by the code of the single window's receipt. */
const STATUSES = new Map([
	[2, 'Declared'],
	[3, 'Declared'],
	[100, 'Rejected'],
	[120, 'Received'],
	[300, 'ManualReview'],
	[399, 'Concluded'],
	[500, 'Inspection'],
	[501, 'Detained'],
	[502, 'Detained'],
	[503, 'Detained'],
	[599, 'Detained'],
	[700, 'Returned'],
	[800, 'Released'],
	[899, 'Closed'],
]);

/** The chain's bounds on texts, in bytes of UTF-8. */
const MAX_NAME_BYTES = 128;
const MAX_LABEL_BYTES = 64;
const MAX_DOCUMENT_NUMBER_BYTES = 80;

/** An entry 报关单 has a digit at the ninth place, a list 清单 a letter. */
const ENTRY_NUMBER = /^\d{8}[01EI]\d{9}$/;
const HS_CODE = /^\d{10}$/;
/** Messages write 14 digits, receipts 17: with milliseconds. */
const LOCAL_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})?$/;
const EXCEPTION = /^-\d+$/;
/** The messages' clock is Beijing's. */
const UTC_OFFSET_MS = 8 * 3_600_000;

/** What a reader does not see: format characters, and what Unicode says to show as nothing. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** What stands in a message more than once. */
const REPEATED_ELEMENTS = new Set([
	...['Order', 'OrderList', 'Receipts', 'Logistics', 'Inventory', 'InventoryList', 'InventoryReturn'],
]);

const parser = new XMLParser({
	removeNSPrefix: true,
	// Numbers stay as they are written: an order number may begin with zeros, and an amount is no binary fraction.
	parseTagValue: false,
	isArray: (name) => REPEATED_ELEMENTS.has(name),
});

/** An error for a message that the vocabulary can't express: `name` is the reason. */
export class TranslationError extends Error {
	constructor(name, what) {
		super(`${name}: ${what}`);
		this.name = name;
	}
}

/**
 * Translates the electronic order 订单 (CEB303Message), which a platform records.
 *
 * @param {string} xml
 * @param {{shipTo: string, consignee: string, contact: string}} sealed the buyer's personal data, which no message carries
 */
export function orderOf(xml, sealed) {
	const { OrderHead: head, OrderList: list = [] } = one(bodies(xml, 'CEB303Message', 'Order'));
	if (head.orderType !== 'E') {
		throw new TranslationError('NotAnExport', `order type ${head.orderType}`);
	}
	const lines = list.map((line) => ({
		productName: text(line, 'itemName', MAX_NAME_BYTES),
		quantity: quantity(line),
		total: money(line, 'totalPrice'),
	}));
	if (lines.length === 0) {
		throw new TranslationError('MissingField', 'OrderList');
	}
	return {
		Order: {
			productName: lines[0].productName,
			orderedAt: time(head, 'appTime'),
			platform: text(head, 'ebpName', MAX_NAME_BYTES),
			amount: money(head, 'goodsValue'),
			...sealed,
			key: orderKey(head),
			lines,
		},
	};
}

/**
 * Translates the receipts 收款单 (CEB403Message), which a bank records.
 *
 * @param {string} xml
 * @param {string} productName
 * @param {(amount: object, receivedAt: number) => {settled: object, settledAt: number}} [settle] the settlement in local
 * currency, which is not in the message: without it the receipt is not settled yet
 */
export function receiptsOf(xml, productName, settle = () => ({})) {
	return bodies(xml, 'CEB403Message', 'Receipts').map((receipt) => {
		const [amount, receivedAt] = [money(receipt, 'charge'), time(receipt, 'accountingDate')];
		return {
			Receipt: {
				productName,
				receivedAt,
				amount,
				...settle(amount, receivedAt),
				payee: text(receipt, 'ebcName', MAX_NAME_BYTES),
				key: {
					order: orderKey(receipt),
					institution: text(receipt, 'payCode', MAX_LABEL_BYTES),
					number: text(receipt, 'payNo', MAX_DOCUMENT_NUMBER_BYTES),
				},
				receiptVoucher: null,
				settlementVoucher: null,
			},
		};
	});
}

/**
 * Translates the waybills 运单 (CEB505Message), which a carrier records.
 *
 * @param {string} xml
 * @param {{mode: string, departure: object, destination: object}} leg the mode of transport and
 * the places, which are not in the message
 */
export function waybillsOf(xml, { mode, departure, destination }) {
	return bodies(xml, 'CEB505Message', 'Logistics').map((waybill) => ({
		Transport: {
			carrier: text(waybill, 'logisticsName', MAX_NAME_BYTES),
			mode,
			departure,
			shipper: text(waybill, 'ebcName', MAX_NAME_BYTES),
			waybill: {
				key: waybillKey(waybill),
				packages: packages(waybill),
				grossWeight: mass(waybill, 'grossWeight'),
				freight: moneyIfAny(waybill, 'freight'),
				insurance: moneyIfAny(waybill, 'insuredFee'),
			},
			destination,
		},
	}));
}

/**
 * Translates the lists 清单 (CEB603Message) of one order, one per waybill, into one declaration.
 *
 * @param {string} xml
 * @param {string} declarant the account of the merchant
 * @param {Map<string, string[]>} unitsOf the trace codes by the item number of the merchant
 */
export function declarationOf(xml, declarant, unitsOf) {
	const lists = bodies(xml, 'CEB603Message', 'Inventory');
	const heads = lists.map(({ InventoryHead: head }) => head);
	const [first] = heads;
	for (const head of heads) {
		if (head.ieFlag !== 'E') {
			throw new TranslationError('NotAnExport', `flag ${head.ieFlag}`);
		}
		for (const field of ['ebpCode', 'ebcCode', 'orderNo', 'tradeMode', 'portCode', 'POD', 'country']) {
			if (head[field] !== first[field]) {
				throw new TranslationError('ListsDisagree', `${field} is ${first[field]} and ${head[field]}`);
			}
		}
	}
	const sum = (values) => values.reduce((sum, value) => sum + value, 0);
	const lines = lists.flatMap(({ InventoryList: list = [] }) => list);
	return {
		declarant,
		heading: {
			mode: known(MODES, 'UnknownMode', text(first, 'tradeMode')),
			portOfDeparture: known(PORTS, 'UnknownPort', text(first, 'portCode')),
			portOfArrival: known(PORTS, 'UnknownPort', text(first, 'POD')),
			destination: known(COUNTRIES, 'UnknownCountry', text(first, 'country')),
			declaredAt: Math.max(...heads.map((head) => time(head, 'appTime'))),
			order: orderKey(first),
			waybills: heads.map(waybillKey),
			// Each list says how much of the order goes under its waybill.
			shares: heads.map((head) => ({ packages: packages(head), grossWeight: mass(head, 'grossWeight') })),
			packages: sum(heads.map(packages)),
			grossWeight: { grams: sum(heads.map((head) => mass(head, 'grossWeight').grams)) },
		},
		lines: lines.map((line) => ({
			hsCode: shaped(line, 'gcode', HS_CODE),
			productName: text(line, 'gname', MAX_NAME_BYTES),
			quantity: quantity(line),
			value: money(line, 'totalPrice'),
			origin: known(COUNTRIES, 'UnknownCountry', text(line, 'country')),
		})),
		units: declaredUnits(lines.map((line) => known(unitsOf, 'UnknownItem', text(line, 'itemNo')))),
	};
}

/**
 * The units of a declaration, each once, with the lines that it belongs to.
 *
 * @param {string[][]} codes the units of each line
 */
export function declaredUnits(codes) {
	const lines = new Map();
	for (const [line, units] of codes.entries()) {
		for (const code of units) {
			lines.set(code, [...lines.get(code) ?? [], line]);
		}
	}
	return [...lines].map(([code, lines]) => ({ code, lines }));
}

/**
 * What the single window answers 回执 (CEB604Message): how declarations stand, each with the raw code.
 *
 * A code below zero is an exception of the window itself and no status, so it is refused as one. A receipt that comes
 * before customs gave a number names the sender's own number or the order: its entry number is the one that these are
 * known to have, or null.
 *
 * @param {string} xml
 * @param {Map<string, string>} [numbers] the entry numbers of what was sent, by copNo or orderNo
 */
export function statusesOf(xml, numbers = new Map()) {
	return bodies(xml, 'CEB604Message', 'InventoryReturn').map((answer) => {
		if (EXCEPTION.test(answer.returnStatus)) {
			throw new TranslationError('ReceiptException', `${answer.returnStatus} ${answer.returnInfo ?? ''}`.trim());
		}
		const code = number(answer, 'returnStatus', 0);
		return {
			...declaredAs(answer, numbers),
			status: known(STATUSES, 'UnknownReceipt', code),
			code,
			changedAt: time(answer, 'returnTime'),
		};
	});
}

/** The declaration that a receipt is for, by every number that it names. */
function declaredAs(answer, numbers) {
	const [copNo, orderNo] = ['copNo', 'orderNo'].map((field) => (answer[field] ? text(answer, field) : null));
	const known = numbers.get(copNo) ?? numbers.get(orderNo) ?? null;
	if (!answer.invtNo && !copNo && !orderNo) {
		throw new TranslationError('MissingField', 'invtNo, copNo and orderNo');
	}
	const entryNumber = answer.invtNo ? shaped(answer, 'invtNo', ENTRY_NUMBER) : known;
	if (known && known !== entryNumber) {
		throw new TranslationError('NumbersDisagree', `${copNo ?? orderNo} is ${known} and ${entryNumber}`);
	}
	return { entryNumber, copNo, orderNo };
}

/** A moment as messages write it. */
export function localTime(moment) {
	return receiptTime(moment).slice(0, 14);
}

/** A moment as receipts write it, with milliseconds. */
export function receiptTime(moment) {
	return new Date(moment + UTC_OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, 17);
}

/** The moment of a message's time. */
export function momentOf(written) {
	const [, ...parts] = LOCAL_TIME.exec(written) ?? [];
	const [year, month, day, hour, minute, second, millisecond] = parts.map((part) => Number(part ?? 0));
	const moment = Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - UTC_OFFSET_MS;
	// The 31st of February would become a day of March.
	if (Number.isNaN(moment) || receiptTime(moment).slice(0, written.length) !== written) {
		throw new TranslationError('MalformedTime', written);
	}
	return moment;
}

function bodies(xml, type, element) {
	let messages;
	try {
		messages = parser.parse(xml, true);
	} catch (error) {
		throw new TranslationError('MalformedMessage', error.message);
	}
	if (!messages[type]) {
		throw new TranslationError('OtherMessage', `${Object.keys(messages).at(-1)} in place of ${type}`);
	}
	return messages[type][element] ?? raise('MissingField', element);
}

function raise(name, what) {
	throw new TranslationError(name, what);
}

function one(list) {
	return list.length === 1 ? list[0] : raise('MoreThanOne', `${list.length} in one message`);
}

function known(table, name, code) {
	return table.get(code) ?? raise(name, code);
}

function text(part, field, bytes = MAX_NAME_BYTES) {
	const written = part[field];
	if (typeof written !== 'string' || written === '') {
		throw new TranslationError('MissingField', field);
	}
	// As the chain asks for it: Normalization Form C, plain spaces, and nothing that can't be seen.
	const value = written.normalize('NFC').replace(/\p{Zs}/gu, ' ').trim();
	const [hidden] = INVISIBLE.exec(value) ?? [];
	if (hidden) {
		const code = hidden.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
		throw new TranslationError('InvisibleCharacter', `${field} has U+${code}`);
	}
	if (Buffer.byteLength(value) > bytes) {
		throw new TranslationError('TooLong', `${field} has more than ${bytes} bytes`);
	}
	return value;
}

function shaped(part, field, shape) {
	const value = text(part, field);
	return shape.test(value) ? value : raise('MalformedCode', `${field} ${value}`);
}

/** Reads a decimal as a whole number of its smallest parts, without rounding. */
function number(part, field, decimals) {
	const written = text(part, field);
	const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(written) ?? raise('MalformedNumber', `${field} ${written}`);
	const [kept, rest] = [fraction.slice(0, decimals), fraction.slice(decimals)];
	if (/[1-9]/.test(rest)) {
		throw new TranslationError('TooFine', `${field} ${written} has more than ${decimals} decimals`);
	}
	const value = Number(whole + kept.padEnd(decimals, '0'));
	return Number.isSafeInteger(value) ? value : raise('TooLarge', `${field} ${written}`);
}

function money(part, field) {
	const [currency, decimals] = known(CURRENCIES, 'UnknownCurrency', text(part, 'currency'));
	return { minorUnits: number(part, field, decimals), currency };
}

/** Reads an optional amount: messages write a zero where there is none, and the chain takes no zero. */
function moneyIfAny(part, field) {
	const value = money(part, field);
	return value.minorUnits === 0 ? null : value;
}

function quantity(line) {
	return { thousandths: number(line, 'qty', 3), unit: known(UNITS, 'UnknownUnit', text(line, 'unit')) };
}

/** Reads kilograms as grams. */
function mass(part, field) {
	return { grams: number(part, field, 3) };
}

function packages(part) {
	return number(part, 'packNo', 0);
}

function time(part, field) {
	return momentOf(text(part, field));
}

function orderKey(part) {
	return {
		platform: text(part, 'ebpCode', MAX_LABEL_BYTES),
		merchant: text(part, 'ebcCode', MAX_LABEL_BYTES),
		number: text(part, 'orderNo', MAX_DOCUMENT_NUMBER_BYTES),
	};
}

function waybillKey(part) {
	return {
		company: text(part, 'logisticsCode', MAX_LABEL_BYTES),
		number: text(part, 'logisticsNo', MAX_DOCUMENT_NUMBER_BYTES),
	};
}

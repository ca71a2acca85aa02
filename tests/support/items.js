// SPDX-License-Identifier: Apache-2.0
// The items that are recorded of the pair of earphones that the demo follows from Shenzhen to Los Angeles: one per category
// of the standard's tables 1 to 4, and the positions of its §5.2.

import { bank, carrier, manufacturer, platform } from './accounts.js';
import { cny, evidence, pieces, seal, usd } from './values.js';

/** A pair of earphones by its Digital Link: barcode 6901234567892, serial number SN-0001. */
export const EARPHONES = '01/06901234567892/21/SN-0001';

const GTIN = '06901234567892';
const BATCH = 'L20261018A';
const PRODUCT = '蓝牙耳机 SL-B5 Bluetooth earphones';
/** A number that no declaration of the stories has. */
const ENTRY_NUMBER = '530120260000000001';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Another unit of the same product. */
export function serial(number) {
	return `01/${GTIN}/21/${number}`;
}

/** The order's personal data, which never reach the chain in clear. */
export function personalData() {
	return {
		shipTo: seal('1234 S Hope St, Apt 5B, Los Angeles, CA 90015, USA'),
		consignee: seal('Emily Carter'),
		contact: seal('+1 213 555 0142'),
		courier: seal('M. Alvarez'),
	};
}

/**
 * One item of every category, with times before now.
 *
 * @param {number} now the chain's time
 * @param {object} [options]
 * @param {ReturnType<typeof personalData>} [options.personal]
 * @param {string} [options.number] of the order, its receipt and its waybill, other than those of other purchases
 */
export function itemsOf(now, { personal = personalData(), number = '000871' } = {}) {
	const ago = (days) => now - Math.round(days * DAY);
	const order = { platform: '4403160HQ1', merchant: '91440300708461136T', number: `HQ20261105-${number}` };
	return {
		rawMaterials: {
			RawMaterials: {
				name: '锂聚合物电池 3.7 V 55 mAh',
				supplier: '东莞市锂源电池有限公司',
				address: '广东省东莞市松山湖园区工业南路 6 号',
				contact: '+86 769 2289 0001',
				quality: 'GB 31241-2022 合格',
				producedAt: ago(45),
				shelfLife: { Days: 730 },
			},
		},
		production: {
			Production: {
				producer: manufacturer.name,
				country: 'CN',
				producedAt: ago(30),
				address: '广东省深圳市宝安区福海街道大洋路 88 号',
				contact: '+86 755 2799 0002',
				licence: '粤深宝 XK-2026-0417',
			},
		},
		features: {
			Features: {
				brand: '声澜 SHENGLAN',
				model: 'SL-B5',
				shelfLife: 'Unlimited',
				certificates: [evidence('Certificate', 'FCC ID 2A5HL-B5'), evidence('Certificate', 'CCC 2026010901')],
				certificateOfOrigin: evidence('CertificateOfOrigin', 'CCPIT 264403B0/001234'),
				testReports: [evidence('TestReport', 'SMQ 射频检验报告 2026-10-20')],
			},
		},
		productCode: { ProductCode: { barcode: GTIN, batch: BATCH } },

		order: {
			Order: {
				productName: PRODUCT,
				orderedAt: ago(14),
				platform: platform.name,
				amount: usd(4990),
				shipTo: personal.shipTo.sealed,
				consignee: personal.consignee.sealed,
				contact: personal.contact.sealed,
				key: order,
				lines: [{ productName: PRODUCT, quantity: pieces(1), total: usd(4990) }],
			},
		},
		receipt: {
			Receipt: {
				productName: PRODUCT,
				receivedAt: ago(2),
				amount: usd(4990),
				settled: cny(35_479),
				settledAt: ago(1),
				payee: manufacturer.name,
				key: { order, institution: '4403690001', number: `QH20261118-${number}` },
				receiptVoucher: evidence('ReceiptVoucher', `${bank.name} 入账通知 QH20261118-${number}`),
				settlementVoucher: evidence('SettlementVoucher', `${bank.name} 结汇水单 QH20261118-${number}`),
			},
		},
		tradedProductCode: { ProductCode: { barcode: GTIN, batch: BATCH } },

		tally: {
			Tally: {
				screening: { site: '深圳宝安国际机场货站', screenedAt: ago(9), outcome: 'Passed' },
				loading: { vehicle: '粤B·D12345', loadedAt: ago(9.2) },
			},
		},
		transport: {
			Transport: {
				carrier: carrier.name,
				mode: 'Air',
				departure: { name: '深圳宝安国际机场', location: 'CNSZX' },
				shipper: manufacturer.name,
				waybill: {
					key: { company: '440398T012', number: `999-20261112-${number}` },
					packages: 1,
					grossWeight: { grams: 640 },
				},
				destination: { name: 'Los Angeles International Airport', location: 'USLAX' },
			},
		},
		storage: {
			Storage: {
				warehouse: 'Ontario Cross-Border Warehouse 3',
				address: '4100 E Jurupa St, Ontario, CA 91761, USA',
				mode: '海外仓 overseas warehouse',
				enteredAt: ago(6),
				leftAt: ago(4),
				temperature: { lowest: 182, highest: 246 },
				humidity: { lowest: 380, highest: 520 },
			},
		},
		delivery: {
			Delivery: {
				company: 'Pacific Last Mile Inc.',
				number: 'PLM-7730415',
				courier: personal.courier.sealed,
				receiver: personal.consignee.sealed,
				deliveryNumber: 'D-20261118-0219',
				place: personal.shipTo.sealed,
				vehicle: 'van',
				signedAt: ago(0.5),
			},
		},
		deliveryException: { DeliveryException: 'NoneOccurred' },
		positions: {
			Positions: [
				// No nearer than the district, for the carrier delivers too: where the consignee lives is sealed.
				{ system: 'Bds', latitude: 225_600_000, longitude: 1_138_800_000, accuracyCm: 150, takenAt: ago(9.2) },
				{ system: 'Pas', latitude: 226_400_000, longitude: 1_138_100_000, accuracyCm: 5, takenAt: ago(9) },
				{ system: 'Gps', latitude: 339_400_000, longitude: -1_184_100_000, accuracyCm: 400, takenAt: ago(7) },
				{ system: 'Gps', latitude: 340_600_000, longitude: -1_176_500_000, accuracyCm: 400, takenAt: ago(6) },
				{ system: 'Gps', latitude: 340_400_000, longitude: -1_182_600_000, accuracyCm: 200_000, takenAt: ago(3) },
			],
		},

		declaration: {
			Declaration: {
				lines: [{
					hsCode: '8518300000',
					productName: PRODUCT,
					quantity: pieces(1),
					value: usd(4990),
					origin: 'CN',
				}],
				entryNumber: ENTRY_NUMBER,
				portOfDeparture: 'CNSZX',
				portOfArrival: 'USLAX',
				declaredAt: ago(8.5),
				releasedAt: ago(8),
			},
		},
		// The code of the single window's receipt.
		released: { Status: { entryNumber: ENTRY_NUMBER, status: 'Released', code: 800, changedAt: ago(8) } },
	};
}

// SPDX-License-Identifier: Apache-2.0
// Trace codes as paths of GS1 Digital Links.

/** The check digit that closes a GS1 number: modulo 10, the digits weighted 3, 1, 3, 1… from the right. */
function checkDigit(digits) {
	const sum = [...digits].reverse().reduce((sum, digit, place) => sum + Number(digit) * (place % 2 ? 1 : 3), 0);
	return (10 - sum % 10) % 10;
}

/** A commodity barcode of 13 digits from its first 12, as it is stored: 14 digits. */
export function gtin(digits) {
	return `0${digits}${checkDigit(digits)}`;
}

/** A batch of the product with that barcode. */
export function lot(barcode, number) {
	return `01/${barcode}/10/${number}`;
}

/** A carton or pallet of the company with that prefix of seven digits; the extension digit is free. */
export function sscc(extension, companyPrefix, serial) {
	const digits = `${extension}${companyPrefix}${String(serial).padStart(9, '0')}`;
	return `00/${digits}${checkDigit(digits)}`;
}

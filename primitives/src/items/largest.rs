//! The largest item of each block, filled to its bounds, for measuring what a record can cost.

use super::*;
use crate::{
	codes::{Country, Currency, EntryNumber, HsCode, Location},
	values::{
		Evidence, EvidenceKind, Fix, Mass, MeasureUnit, Moment, Money, Packages, Place, PositionSystem,
		Quantity, Sealed, ShelfLife, Text,
	},
};
use alloc::vec;
use sp_core::{bounded::BoundedVec, Get};

fn text<const N: u32>() -> Text<N> {
	Text::try_from("x".repeat(N as usize).as_str()).expect("it is as long as the bound")
}

fn full<T: Clone, N: Get<u32>>(part: T) -> BoundedVec<T, N> {
	BoundedVec::truncate_from(vec![part; N::get() as usize])
}

/// The last currency of the list, which takes longest to find.
fn money() -> Money {
	Money { minor_units: u64::MAX, currency: Currency(*b"ZWG") }
}

/// One of so many parts of all the money that can be counted.
fn part_of(parts: u64) -> Money {
	Money { minor_units: u64::MAX / parts, ..money() }
}

fn quantity() -> Quantity {
	Quantity { thousandths: u64::MAX, unit: MeasureUnit::Piece }
}

fn evidence() -> Evidence {
	Evidence { kind: EvidenceKind::Other, sha256: [0xff; 32] }
}

/// The largest item of [`ProductInfo`].
pub fn raw_materials() -> RawMaterials {
	RawMaterials {
		name: text(),
		supplier: text(),
		address: text(),
		contact: text(),
		quality: Some(text()),
		produced_at: Some(Moment(0)),
		shelf_life: Some(ShelfLife::Until(u64::MAX)),
	}
}

/// The largest item of [`TransactionInfo`]. Without its key it feeds no loop, and is still larger than any other.
pub fn order() -> Order {
	Order {
		product_name: text(),
		ordered_at: Moment(0),
		platform: text(),
		amount: money(),
		ship_to: Sealed([0xff; 32]),
		consignee: Sealed([0xff; 32]),
		contact: Sealed([0xff; 32]),
		key: Some(OrderKey { platform: text(), merchant: text(), number: text() }),
		lines: full(OrderLine { product_name: text(), quantity: quantity(), total: part_of(16) }),
	}
}

/// The largest transport, which with its waybill is the largest item of [`LogisticsInfo`] that feeds a loop.
pub fn transport() -> Transport {
	let place = || Place { name: text(), location: Some(Location(*b"ZWHRE")) };
	Transport {
		carrier: text(),
		mode: TransportMode::Other,
		departure: place(),
		shipper: Some(text()),
		waybill: Some(Waybill {
			key: WaybillKey { company: text(), number: text() },
			packages: Packages(u32::MAX),
			gross_weight: Mass { grams: u64::MAX },
			freight: Some(money()),
			insurance: Some(money()),
		}),
		destination: Some(place()),
	}
}

/// The largest item of [`LogisticsInfo`].
pub fn positions() -> Positions {
	Positions(full(Fix {
		system: PositionSystem::Gps,
		latitude: 0,
		longitude: 0,
		accuracy_cm: 0,
		taken_at: Moment(0),
	}))
}

/// The largest item of [`CustomsInfo`].
pub fn declaration() -> Declaration {
	Declaration {
		lines: full(DeclaredLine {
			hs_code: HsCode(*b"9999999999"),
			product_name: text(),
			quantity: quantity(),
			value: money(),
			origin: Country(*b"ZW"),
		}),
		entry_number: EntryNumber(*b"530420240999999999"),
		port_of_departure: Location(*b"ZWHRE"),
		port_of_arrival: Location(*b"ZWHRE"),
		declared_at: Moment(0),
		released_at: Moment(0),
		duty_paid: Some(DutyPaid { amount: money(), paid_at: Moment(0), voucher: Some(evidence()) }),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Clock;
	use codec::{Encode, MaxEncodedLen};

	/// The size of an item that must be sound.
	fn size(item: &(impl Check + Encode)) -> usize {
		assert_eq!(item.check(&Clock { latest: 0 }), Ok(()));
		item.encoded_size()
	}

	#[test]
	fn no_item_of_a_block_is_larger() {
		assert_eq!(size(&ProductInfo::largest()), ProductInfo::max_encoded_len());
		assert_eq!(size(&LogisticsInfo::largest()), LogisticsInfo::max_encoded_len());
		assert_eq!(size(&CustomsInfo::largest()), CustomsInfo::max_encoded_len());
		let largest = size(&TransactionInfo::largest_feeding().unwrap());
		assert_eq!(largest, TransactionInfo::max_encoded_len());
	}

	#[test]
	fn no_transaction_without_a_key_is_larger() {
		let largest = size(&TransactionInfo::largest());
		assert_eq!(largest, TransactionInfo::max_encoded_len() - OrderKey::max_encoded_len());
		assert!(largest > Receipt::max_encoded_len().max(ProductCode::max_encoded_len()));
	}

	#[test]
	fn no_item_that_feeds_a_loop_is_larger() {
		// The variant takes a byte.
		let transport = size(&LogisticsInfo::largest_feeding().unwrap());
		assert_eq!(transport, 1 + Transport::max_encoded_len());
		assert!(TransactionInfo::largest_feeding().is_some_and(|item| item.feeds_loop()));
		assert!(LogisticsInfo::largest_feeding().is_some_and(|item| item.feeds_loop()));
		assert!(!TransactionInfo::largest().feeds_loop());
		assert!(!LogisticsInfo::largest().feeds_loop());
		assert!(ProductInfo::largest_feeding().is_none() && CustomsInfo::largest_feeding().is_none());
	}
}

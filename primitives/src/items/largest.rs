// SPDX-License-Identifier: Apache-2.0

//! The largest item of each block, filled to its bounds or to a length, for benchmarks of records.

use super::*;
use crate::{
	codes::{Country, Currency, EntryNumber, HsCode, Location},
	values::{
		Amount, Commitment, Evidence, EvidenceKind, Fix, Mass, MeasureUnit, Moment, Packages, Place,
		PositionSystem, Quantity, Sealed, ShelfLife, Text, VALUE_BASE,
	},
};
use sp_core::{bounded::BoundedVec, Get};

/// The bytes that an item may still take.
///
/// Its texts and lists take of them as many as they may, and some in any case.
struct Room(usize);

impl Room {
	/// The bytes that an item of this length has left when all but its texts and lists took their share.
	fn of(length: u32, taken: usize) -> Self {
		Self((length as usize).saturating_sub(taken))
	}

	/// As long a text as there is room for, in the letters that take longest to read.
	fn text<const N: u32>(&mut self) -> Text<N> {
		let length = self.0.clamp(1, N as usize);
		self.0 = self.0.saturating_sub(length);
		let text = "源".repeat(length / 3) + &"x".repeat(length % 3);
		Text::try_from(text.as_str()).expect("it is no longer than the bound")
	}

	/// As many parts as there is room for, one of which takes so many bytes besides its text.
	fn list<T, N: Get<u32>>(
		&mut self,
		at_least: usize,
		besides: usize,
		part: impl Fn(&mut Self) -> T,
	) -> BoundedVec<T, N> {
		let mut list = BoundedVec::new();
		while list.len() < at_least || self.0 > besides {
			self.0 = self.0.saturating_sub(besides);
			if list.try_push(part(self)).is_err() {
				break;
			}
		}
		list
	}
}

/// An amount as it takes most room: committed to, in the last currency of the list.
fn amount() -> Amount {
	Amount::Committed { commitment: Commitment(VALUE_BASE), currency: Currency(*b"ZWG") }
}

fn quantity() -> Quantity {
	Quantity { thousandths: u64::MAX, unit: MeasureUnit::Piece }
}

fn evidence() -> Evidence {
	Evidence { kind: EvidenceKind::Other, sha256: [0xff; 32] }
}

/// The largest item of [`ProductInfo`] of about this length.
pub(super) fn raw_materials(length: u32) -> RawMaterials {
	let mut room = Room::of(length, 29);
	RawMaterials {
		name: room.text(),
		supplier: room.text(),
		address: room.text(),
		contact: room.text(),
		quality: Some(room.text()),
		produced_at: Some(Moment(0)),
		shelf_life: Some(ShelfLife::Until(u64::MAX)),
	}
}

/// The largest item of [`TransactionInfo`] of about this length, and its key besides. Without the key it feeds no loop,
/// and is still larger than any other.
pub(super) fn order(length: u32) -> Order {
	let mut room = Room::of(length, 145);
	let mut key = Room(usize::MAX);
	Order {
		product_name: room.text(),
		ordered_at: Moment(0),
		platform: room.text(),
		amount: amount(),
		ship_to: Sealed([0xff; 32]),
		consignee: Sealed([0xff; 32]),
		contact: Sealed([0xff; 32]),
		key: Some(OrderKey { platform: key.text(), merchant: key.text(), number: key.text() }),
		lines: room.list(0, 47, |room| OrderLine {
			product_name: room.text(),
			quantity: quantity(),
			total: amount(),
		}),
	}
}

/// The longest transport without its waybill, in bytes. Beyond that positions are larger.
pub(super) const MAX_TRANSPORT: u32 = 540;

/// The largest transport of about this length, and its waybill besides.
///
/// With the waybill it is the largest item of [`LogisticsInfo`] that feeds a loop.
pub(super) fn transport(length: u32) -> Transport {
	fn place(room: &mut Room) -> Place {
		Place { name: room.text(), location: Some(Location(*b"ZWHRE")) }
	}
	let mut room = Room::of(length, 26);
	let mut key = Room(usize::MAX);
	Transport {
		carrier: room.text(),
		mode: TransportMode::Other,
		departure: place(&mut room),
		shipper: Some(room.text()),
		waybill: Some(Waybill {
			key: WaybillKey { company: key.text(), number: key.text() },
			packages: Packages(u32::MAX),
			gross_weight: Mass { grams: u64::MAX },
			freight: Some(amount()),
			insurance: Some(amount()),
		}),
		destination: Some(place(&mut room)),
	}
}

/// The positions of about this length, which are the largest item of [`LogisticsInfo`].
pub(super) fn positions(length: u32) -> Positions {
	let fix =
		Fix { system: PositionSystem::Gps, latitude: 0, longitude: 0, accuracy_cm: 0, taken_at: Moment(0) };
	Positions(Room::of(length, 3).list(1, 21, |_| fix))
}

/// The largest item of [`CustomsInfo`] of about this length.
pub(super) fn declaration(length: u32) -> Declaration {
	Declaration {
		lines: Room::of(length, 126).list(1, 59, |room| DeclaredLine {
			hs_code: HsCode(*b"9999999999"),
			product_name: room.text(),
			quantity: quantity(),
			value: amount(),
			origin: Country(*b"ZW"),
		}),
		entry_number: EntryNumber(*b"530420240999999999"),
		port_of_departure: Location(*b"ZWHRE"),
		port_of_arrival: Location(*b"ZWHRE"),
		declared_at: Moment(0),
		released_at: Moment(0),
		duty_paid: Some(DutyPaid { amount: amount(), paid_at: Moment(0), voucher: Some(evidence()) }),
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

	/// Checks that there is a sound item of about every length, and none longer than all.
	fn is_about_as_long_as_asked<Item: InfoItem + Encode + MaxEncodedLen>() {
		let (shortest, longest) = (size(&Item::largest_within(0)), size(&Item::largest()));
		for length in shortest..longest {
			let item = Item::largest_within(length as u32);
			assert!(!item.feeds_loop());
			assert!(size(&item).abs_diff(length) < 64, "{} instead of {length}", size(&item));
		}
	}

	#[test]
	fn there_are_items_of_every_length() {
		is_about_as_long_as_asked::<ProductInfo>();
		is_about_as_long_as_asked::<TransactionInfo>();
		is_about_as_long_as_asked::<LogisticsInfo>();
		is_about_as_long_as_asked::<CustomsInfo>();
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

//! The largest item of each block, filled to its bounds, for measuring what a record can cost.

use super::*;
use crate::{
	codes::{Country, Currency, EntryNumber, HsCode, Location},
	values::{
		Evidence, EvidenceKind, Fix, MeasureUnit, Moment, Money, PositionSystem, Quantity, Sealed, ShelfLife,
		Text,
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

/// The largest item of [`TransactionInfo`].
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
		lines: full(OrderLine { product_name: text(), quantity: quantity(), total: money() }),
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

	fn is_sound_and_fills_its_bounds<Item: InfoItem + Encode + MaxEncodedLen>() {
		let item = Item::largest();
		assert_eq!(item.check(&Clock { latest: 0 }), Ok(()));
		assert_eq!(item.encoded_size(), Item::max_encoded_len());
	}

	#[test]
	fn no_item_of_a_block_is_larger() {
		is_sound_and_fills_its_bounds::<ProductInfo>();
		is_sound_and_fills_its_bounds::<TransactionInfo>();
		is_sound_and_fills_its_bounds::<LogisticsInfo>();
		is_sound_and_fills_its_bounds::<CustomsInfo>();
	}
}

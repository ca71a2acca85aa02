// SPDX-License-Identifier: Apache-2.0

//! Items of records: the four information blocks of DB4403/T 471-2024 §6.4.
//!
//! One variant per category of tables 1 to 4. Basic items 基础数据项 are plain fields, extension items 可拓展数据项 are
//! `Option`s or lists that may be empty.

mod customs;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod largest;
mod logistics;
mod product;
mod transaction;

pub use customs::{
	CustomsInfo, CustomsStatus, Declaration, DeclaredLine, DutyPaid, StatusChange, MAX_LINES_OF_UNIT,
};
pub use logistics::{
	Delivery, DeliveryException, ExceptionDetails, Loading, LogisticsInfo, Positions, Range, Screening,
	ScreeningOutcome, Storage, Tally, Transport, TransportMode, Waybill, WaybillKey,
};
pub use product::{Features, ProductCode, ProductInfo, Production, RawMaterials};
pub use transaction::{Order, OrderKey, OrderLine, Receipt, ReceiptKey, TransactionInfo};

use crate::{
	codes::TraceCode,
	requirement::{Category, InfoBlock},
	values::Name,
	Check,
};

/// An item of one information block.
pub trait InfoItem: Check {
	/// The block that holds such items.
	const BLOCK: InfoBlock;

	/// The category that the item fills. None for positions, which stand beside the tables (§5.2).
	fn category(&self) -> Option<Category>;

	/// Returns true if the item comes from a clearance alone.
	///
	/// No participant records such an item, for a unit's trace and its declaration must not disagree.
	fn only_from_clearance(&self) -> bool {
		false
	}

	/// Returns true if the provider needs the owner's authorization.
	///
	/// The owner itself records such an item too, but holding the unit doesn't suffice.
	fn needs_authorization(&self) -> bool {
		false
	}

	/// The party whose deed the item tells, where the item names one.
	///
	/// Nobody enters the deed of a participant for it.
	fn doer(&self) -> Option<&Name> {
		None
	}

	/// Returns true if the item contradicts the trace code of the unit that it is recorded of.
	fn contradicts(&self, _code: &TraceCode) -> bool {
		false
	}

	/// Returns true if the item says that there was no exception on the way.
	fn denies_exception(&self) -> bool {
		false
	}

	/// Returns true if the item tells of an exception on the way.
	fn tells_of_exception(&self) -> bool {
		false
	}

	/// Returns true if the item tells a position more closely than by its district.
	///
	/// Beside a sealed place of receipt such a position would tell where the consumer lives, so none is taken on the leg of
	/// the delivery.
	fn tells_exact_position(&self) -> bool {
		false
	}

	/// Returns true if the item has all basic items of its category, so that it fills the category.
	///
	/// Some are not known yet when the first are told: goods are in the house before they leave it, and money is received
	/// before it is settled. Such a record stands, and what it lacks is told by an amendment or another record.
	fn is_complete(&self) -> bool {
		true
	}

	/// The most keys of a loop of order, goods and money that the item may bring into the state.
	///
	/// None if it is no document of a loop.
	fn keys_of_loop(&self) -> u32 {
		0
	}

	/// Returns true if the item is a document of a loop of order, goods and money.
	///
	/// The pallet that computes with records has work to do for it. Any other item costs nothing there.
	fn feeds_loop(&self) -> bool {
		self.keys_of_loop() > 0
	}

	/// The costliest item of about so many encoded bytes that feeds no loop, for benchmarks.
	///
	/// No other takes more to check, hash and carry. There is one of every length that an item can have.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_within(length: u32) -> Self;

	/// The costliest of the items that feed no loop.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest() -> Self
	where
		Self: Sized,
	{
		Self::largest_within(u32::MAX)
	}

	/// The costliest of the items that feed a loop. `None` for a block that has no such items.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_feeding() -> Option<Self>
	where
		Self: Sized,
	{
		None
	}
}

/// Defines a part of an item, and checks every field of it.
///
/// `agrees` checks fields against each other.
macro_rules! part {
	(
		$(#[$doc:meta])*
		pub struct $name:ident {
			$( $(#[$field_doc:meta])* pub $field:ident: $kind:ty, )*
		}
		$( agrees |$this:ident| $agreement:expr; )?
	) => {
		$(#[$doc])*
		#[derive(
			Clone,
			Debug,
			PartialEq,
			Eq,
			codec::Encode,
			codec::Decode,
			codec::DecodeWithMemTracking,
			codec::MaxEncodedLen,
			scale_info::TypeInfo,
		)]
		pub struct $name {
			$( $(#[$field_doc])* pub $field: $kind, )*
		}

		impl crate::Check for $name {
			fn check(&self, clock: &crate::Clock) -> Result<(), crate::ValueError> {
				$( crate::Check::check(&self.$field, clock)?; )*
				$( let $this = self; $agreement?; )?
				Ok(())
			}
		}
	};
}
use part;

/// Defines the items of a block: one variant per category.
macro_rules! block_items {
	(
		$(#[$doc:meta])*
		pub enum $name:ident {
			$( $(#[$variant_doc:meta])* $variant:ident($kind:ty) => $category:expr, )*
		}
	) => {
		$(#[$doc])*
		#[derive(
			Clone,
			Debug,
			PartialEq,
			Eq,
			codec::Encode,
			codec::Decode,
			codec::DecodeWithMemTracking,
			codec::MaxEncodedLen,
			scale_info::TypeInfo,
		)]
		// Items live in calls and events, one at a time: boxing the large ones would only cost.
		#[allow(clippy::large_enum_variant)]
		pub enum $name {
			$( $(#[$variant_doc])* $variant($kind), )*
		}

		impl $name {
			fn category_of(&self) -> Option<crate::requirement::Category> {
				match self { $( Self::$variant(_) => $category, )* }
			}
		}

		impl crate::Check for $name {
			fn check(&self, clock: &crate::Clock) -> Result<(), crate::ValueError> {
				match self { $( Self::$variant(part) => crate::Check::check(part, clock), )* }
			}
		}
	};
}
use block_items;

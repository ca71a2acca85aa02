//! # Reconciliation
//!
//! The closed loop of orders, goods and money 订单、实物、资金的闭环: order, receipt, waybill and declaration of one
//! purchase, held against each other.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module. Records come in through [`OnRecorded`], declarations through
//! [`Loops`](suyuan_primitives::traits::Loops), and [`Pallet::view`] reads a loop. What nobody declared in time anybody
//! may remove: [`reap_loop`](Call::reap_loop) and [`reap_waybill`](Call::reap_waybill).
//!
//! ## Overview
//!
//! DB4403/T 471-2024 §6.3.1.4 asks for a loop that closes: what was ordered was sent, what was sent was paid, and what
//! was declared to customs is that. What the information blocks record stays in events; of an order, a receipt and a
//! waybill that is known elsewhere too, this pallet keeps the key and what can be compared, and says of the order
//! whether everything agrees.
//!
//! A loop belongs to a merchant: whoever owns the units that the documents were recorded of. So nobody spoils the loops of
//! somebody else, whatever key they write.
//!
//! ### The documents
//!
//! They are those of the single window's export messages, with the same keys and the same fields:
//!
//! | | order 303 | receipt 403 | waybill 505 | declaration list 603 |
//! |---|---|---|---|---|
//! | from | `Order` | `Receipt` | `Transport.waybill` | [`DeclaredSide`] |
//! | the order's key | `ebpCode`, `ebcCode`, `orderNo` | `ebpCode`, `ebcCode`, `orderNo` | | `ebpCode`, `ebcCode`, `orderNo` |
//! | its own key | | `payCode`, `payNo` | `logisticsCode`, `logisticsNo` | `invtNo` |
//! | the waybills' keys | | | | `logisticsCode`, `logisticsNo` |
//! | money | `goodsValue`, `currency`; sum of `totalPrice` | `charge`, `currency` | | sum of `totalPrice`, `currency` |
//! | goods | | | `packNo`, `grossWeight` | `packNo`, `grossWeight` |
//!
//! A document is recorded of every unit that it is about, and says the whole each time: an order of ten units is recorded
//! ten times with the amount of the order. So a document that is told again counts once:
//!
//! - If it says the same, then nothing changes.
//! - If it says something else, then it is refused, for an error would slip in otherwise: amend what is wrong. An
//!   amendment takes the place of what stood under the same key.
//! - What was imported (§6.3.2.2) stands as imported until a provider says it too. It gives way to whatever is told
//!   after it, because whoever imported it for want of a node may not be able to amend it.
//!
//! An order may be paid in parts, by up to [`MAX_RECEIPTS`] receipts. What was received counts in the currency of the
//! order (收款金额, not what it was settled for); receipts in another are kept, and are a disagreement. A receipt whose
//! money went back or never came is amended with a reversal voucher and counts no longer, as is one with a wrong number.
//!
//! ### How a loop stands
//!
//! [`LoopState::Matched`] when order, receipts, declaration and every waybill that it names are there and agree.
//! [`LoopState::Open`] when nothing disagrees, with everything that is missing:
//!
//! | missing | |
//! |---|---|
//! | `Order` | no order is recorded. There is nothing to hold the money against. |
//! | `Receipt` | less was received than ordered; how much is outstanding |
//! | `Declaration` | no declaration stands for the order |
//! | `AnyWaybill` | the declaration names none |
//! | `Waybill` | the declaration names one that is not recorded of the merchant's units |
//!
//! [`LoopState::Mismatch`] when documents disagree, whatever may be missing, with every field that does, in this order:
//!
//! | disagreement | of | |
//! |---|---|---|
//! | `OrderLines` | 303 | The lines, if the order lists any, do not sum up to `goodsValue`. |
//! | `ReceiptCurrency` | 403, 303 | Money came in another `currency` than that of the order. One for each such currency. |
//! | `ReceivedAmount` | 403, 303 | The sum of `charge` is more than `goodsValue`. |
//! | `DeclaredCurrency` | 603, 303 | The declaration is in another `currency` than the order. |
//! | `DeclaredValue` | 603, 303 | The declared lines do not sum up to `goodsValue`. |
//! | `Packages` | 603, 505 | The waybills, all being there, carry more or fewer packages than `packNo`. |
//! | `GrossWeight` | 603, 505 | The waybills, all being there, weigh more or less than `grossWeight`. |
//!
//! What amends a document or adds one puts the loop right again.
//!
//! ## Low-level details
//!
//! - A loop is one value, with its receipts in it, so that an order or a receipt costs one read, and one write if it
//!   changes anything; to tell in the event how the loop then stands costs a read for each waybill declared. A waybill
//!   costs one read and one write. What has no key costs nothing.
//! - A waybill knows no order: several may name it. So it changes no loop when it is recorded and has no event here;
//!   that of its information block carries it. The loop's state is read with it from then on.
//! - The state is worked out whenever it is asked for and never kept, so that it can't be out of date.
//! - There are as many loops as orders, however many units and records an order has.
//! - A loop stays as long as a declaration stands for its order, and a waybill as long as one names it. Any other goes, at
//!   anybody's word, when nothing was told of it for [`Config::UndeclaredTerm`]. To find that out at bounded cost, a
//!   waybill counts the declarations that name it.
//! - What this costs is measured where records and declarations are written.
//!
//! [`OnRecorded`]: suyuan_primitives::traits::OnRecorded
//! [`DeclaredSide`]: suyuan_primitives::reconciliation::DeclaredSide
//! [`LoopState::Matched`]: suyuan_primitives::reconciliation::LoopState::Matched
//! [`LoopState::Open`]: suyuan_primitives::reconciliation::LoopState::Open
//! [`LoopState::Mismatch`]: suyuan_primitives::reconciliation::LoopState::Mismatch

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod features;
mod impl_loops;
mod impl_on_recorded;
mod matching;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod types;
mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(feature = "runtime-benchmarks")]
mod largest;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::{Loop, StoredWaybill, WeightInfo};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use suyuan_primitives::{
		items::{OrderKey, WaybillKey},
		reconciliation::LoopState,
	};

	/// The version of what stands in state. A migration that changes it raises this by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The closed loops of all merchants.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The term after which documents go, and what that costs.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// For how many blocks documents stay that no declaration stands for.
		#[pallet::constant]
		type UndeclaredTerm: Get<u32>;

		/// What the calls cost.
		type WeightInfo: WeightInfo;
	}

	/// Why a document or a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The order is known already and says something else. Amend the record that is wrong.
		OrderDiffers,
		/// The receipt is known already and says something else. Amend the record that is wrong.
		ReceiptDiffers,
		/// The waybill is known already and says something else. Amend the record that is wrong.
		WaybillDiffers,
		/// Amounts sum up to more than can be counted. Look for a slip of the pen.
		AmountOverflow,
		/// The order has as many receipts as it may have.
		MaxReceiptsExceeded,
		/// Another declaration stands for the same order. Have it cancelled, or name the order that this one is for.
		OrderAlreadyDeclared,
		/// The declaration names a waybill twice.
		DuplicateWaybill,
		/// There is no such loop or waybill. Look at its key.
		NotFound,
		/// A declaration stands for the order, or names the waybill, which stays as long as that.
		Declared,
		/// The documents may still be declared. Wait until nothing was told of them for `UndeclaredTerm`.
		TooEarly,
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An order, a receipt or a declaration changed a loop. A waybill knows no order and changes none by itself.
		LoopChanged {
			/// Whose loop it is.
			merchant: T::AccountId,
			/// The order that it is about.
			order: OrderKey,
			/// How it stands now.
			state: LoopState,
		},
		/// A loop that nobody declared in time was removed.
		LoopReaped {
			/// Whose loop it was.
			merchant: T::AccountId,
			/// The order that it was about.
			order: OrderKey,
		},
		/// A waybill that no declaration named in time was removed.
		WaybillReaped {
			/// Whose goods it carried.
			merchant: T::AccountId,
			/// Its key.
			waybill: WaybillKey,
		},
	}

	/// The loops by their merchants and orders.
	///
	/// Participants choose the orders' keys, so the hasher is one that cannot be driven into collisions; it keeps the
	/// keys, so that the loops of a merchant can be listed.
	#[pallet::storage]
	pub type Loops<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, OrderKey, Loop, ValueQuery>;

	/// The waybills by the merchants whose goods they carry, and their own keys.
	///
	/// Hashed as the loops are, for the same reason.
	#[pallet::storage]
	pub type Waybills<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		WaybillKey,
		StoredWaybill,
		ValueQuery,
	>;

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Removes a loop that nobody declared in time.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody.
		///
		/// ## Details
		///
		/// The records stay in the chain's own blocks. If a document of the order is told again, a new loop begins.
		///
		/// ## Errors
		///
		/// - [`Error::NotFound`], [`Error::Declared`], [`Error::TooEarly`]: the loop.
		///
		/// ## Events
		///
		/// - [`Event::LoopReaped`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::reap_loop())]
		pub fn reap_loop(origin: OriginFor<T>, merchant: T::AccountId, order: OrderKey) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_reap_loop(merchant, order)
		}

		/// Removes a waybill that no declaration named in time.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody.
		///
		/// ## Details
		///
		/// The records stay in the chain's own blocks. If the waybill is told again, it is kept anew.
		///
		/// ## Errors
		///
		/// - [`Error::NotFound`], [`Error::Declared`], [`Error::TooEarly`]: the waybill.
		///
		/// ## Events
		///
		/// - [`Event::WaybillReaped`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::reap_waybill())]
		pub fn reap_waybill(
			origin: OriginFor<T>,
			merchant: T::AccountId,
			waybill: WaybillKey,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_reap_waybill(merchant, waybill)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}

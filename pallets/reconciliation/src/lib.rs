// SPDX-License-Identifier: Apache-2.0

//! # Reconciliation
//!
//! The closed loop of orders, goods and money 订单、实物、资金的闭环: order, receipt, waybill and declaration of one
//! purchase, compared with each other.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module. Records come in through [`OnRecorded`], declarations through
//! [`Loops`](suyuan_primitives::traits::Loops), and [`Pallet::view`] reads a loop. That committed amounts agree any account
//! may prove: [`match_by_proof`](Call::match_by_proof). Documents that were not declared in time any account may remove:
//! [`reap_loop`](Call::reap_loop) and [`reap_waybill`](Call::reap_waybill).
//!
//! ## Overview
//!
//! DB4403/T 471-2024 §6.3.1.4 asks for a loop that closes: the goods ordered were sent, the goods sent were paid for,
//! and these were declared to customs. Records of the information blocks stay in events; of an order, a receipt and a
//! waybill with a key that is known elsewhere too, this pallet keeps the key and the fields that can be compared, and
//! determines for the order whether everything agrees.
//!
//! A loop belongs to a merchant: the owner of the units that the documents were recorded of. So no participant spoils
//! the loops of another, whatever key it writes.
//!
//! ### The documents
//!
//! The documents are those of the single window's export messages, with the same keys and the same fields:
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
//! A document is recorded of every unit that it is about, and is whole each time: an order of ten units is recorded ten
//! times with the amount of the order. So a document that is recorded again counts once:
//!
//! - If it is the same, then nothing changes.
//! - If it differs, then it is refused, for an error would slip in otherwise: amend what is wrong. An amendment by the
//!   provider of the document takes its place under the same key; nobody amends the document of another.
//! - An imported document (§6.3.2.2) stands as imported until a provider records the same. It gives way to any record
//!   after it, because the owner that imported it for want of a node may not be able to amend it.
//!
//! An order may be paid in parts, by up to [`MAX_RECEIPTS`] receipts. What was received counts in the currency of the
//! order (收款金额, not what it was settled for); receipts in another are kept, and are a disagreement. A receipt whose
//! money went back or never came is amended with a reversal voucher and counts no longer, as is one with a wrong number.
//!
//! A receipt counts once: its institution gives a number once, so that no other order, of whatever merchant, is paid by
//! it. A receipt that was reversed frees its number.
//!
//! Money is received before it is settled 结汇. What was received is matched, and [`LoopView`] says how much of it waits
//! for its settlement; the provider of the receipt completes it by an amendment or another record.
//!
//! ### Amounts that nobody shows
//!
//! Any amount is told in clear or as a commitment; its currency is told always. Amounts that are all told in clear are
//! compared by the chain. If one of them is committed to, then a proof compares them: a signature that only who knows the
//! blinding factors can make, and only if the amounts are equal (see [`suyuan_primitives::amounts`]). There are three
//! comparisons with the amount of the order: of its lines, of its receipts, which are then proven to pay it fully, and of the
//! declared lines. Each that takes a proof and has none is missing, and the loop is not matched. For a release, that counts
//! as what it hides may be: as unpaid of receipts, as a mismatch of the others.
//!
//! A proof names the chain, the merchant, the order, the currency, both sides and the comparison, so that it is good for
//! nothing else. It holds for the amounts that it was given for: if a document is amended, it is proven anew.
//!
//! ### Waybills
//!
//! A waybill carries the goods of one order or of several. A declaration that names one waybill takes its own packages and
//! weight of it; one that names several takes each of them whole, or says its share in each. The waybill is compared with
//! the sum over all declarations that name it, so that it closes no more orders than it carries, and carries nothing that
//! is declared under none.
//!
//! ### How a loop stands
//!
//! [`LoopState::Matched`] when order, receipts, declaration and every waybill that it names are there and agree, by the
//! word of two parties or more that are independent of each other. A party is a participant with the operators that
//! serve it; what the merchant imported or declared is its own word. [`LoopState::SelfStated`] if all is the word of one
//! party. [`LoopState::Open`] when nothing disagrees, with everything that is missing:
//!
//! | missing | |
//! |---|---|
//! | `Order` | no order is recorded. There is nothing to compare the money with. |
//! | `Receipt` | less was received than ordered; how much is outstanding |
//! | `Proof` | amounts are not proven to agree of which one at least is committed to |
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
//! | `SharedWaybill` | 603 | A waybill that one declaration takes whole is named by others. |
//! | `Packages` | 603, 505 | A waybill, or those taken whole together, carry other than the sum of `packNo` under them. |
//! | `GrossWeight` | 603, 505 | A waybill, or those taken whole together, weigh other than the sum of `grossWeight`. |
//!
//! Waybills that are taken whole are compared once all are there; what is recorded may be too much before. A record that
//! amends a document or adds one may resolve the mismatch. A declaration over goods that disagree, or the next one for the
//! order after it fell, names recorded waybills alone: an invented one would leave open what disagrees.
//!
//! The digest of a loop is what the departments read: a verdict is bound to it. Once goods were released, a change of
//! their loop says so in its event.
//!
//! ## Low-level details
//!
//! - A loop is one value, with its receipts in it, so that an order or a receipt costs one read, and one write if it
//!   changes anything; the state of the loop in the event costs a read for each waybill declared. A waybill costs one
//!   read and one write. A document without a key costs nothing. A receipt brings its number, by its hash.
//! - A waybill names no order, and several orders may go under it. So it has an event of its own, which names no loop: it
//!   changes those whose declarations name it, and their states are read with it from then on.
//! - The event of a loop carries all of it, as [`Pallet::view`] reads it, so that an indexer asks for no state.
//! - The state is computed whenever it is read and never stored, so that it can't be out of date.
//! - There are as many loops as orders, however many units and records an order has.
//! - A loop stays as long as a declaration stands for its order, and a waybill as long as one names it. Any account may
//!   remove another one that has not changed for [`Config::UndeclaredTerm`]. To find that out at bounded cost, a waybill
//!   counts the declarations that name it. The numbers of receipts go with their loop.
//! - The weight of all this is measured where records and declarations are written.
//!
//! [`OnRecorded`]: suyuan_primitives::traits::OnRecorded
//! [`DeclaredSide`]: suyuan_primitives::reconciliation::DeclaredSide
//! [`LoopState::Matched`]: suyuan_primitives::reconciliation::LoopState::Matched
//! [`LoopState::SelfStated`]: suyuan_primitives::reconciliation::LoopState::SelfStated
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
	use super::{Document, Loop, LoopView, StoredWaybill, WaybillSide, WeightInfo};
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use suyuan_primitives::{
		items::{OrderKey, WaybillKey},
		reconciliation::Comparison,
		traits::Principals,
		values::Amount,
	};

	/// The version of the storage layout. A migration that changes the layout raises it by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The pallet of the merchants' closed loops.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The types and constants that the runtime gives the pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The number of blocks for which documents stay that no declaration stands for.
		#[pallet::constant]
		type UndeclaredTerm: Get<u32>;

		/// The keys of participants: a participant and the operators that serve it are one party.
		type Principals: Principals<Self::AccountId>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Errors for which a document or a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The order was recorded before and differs from that record. Amend the record that is wrong.
		OrderDiffers,
		/// The receipt was recorded before and differs from that record. Amend the record that is wrong.
		ReceiptDiffers,
		/// The waybill was recorded before and differs from that record. Amend the record that is wrong.
		WaybillDiffers,
		/// Amounts sum up to more than can be counted. Look for a typing error.
		AmountOverflow,
		/// The order has as many receipts as it may have. Record the rest under another order.
		MaxReceiptsExceeded,
		/// The institution's receipt of this number pays another order, or this one under another spelling. Look at the
		/// number, or have the other receipt reversed.
		ReceiptNumberTaken,
		/// The shares are not one for each waybill, or together not the packages and the weight of the declaration. Give
		/// the share in each waybill, or none.
		SharesDisagree,
		/// Goods disagree with their waybills, and the declaration names one that nobody recorded. Have the carrier record
		/// it first.
		WaybillNotRecorded,
		/// Another declaration stands for the same order. Have it cancelled, or name the order that this one is for.
		OrderAlreadyDeclared,
		/// The declaration names a waybill twice. Name it once.
		DuplicateWaybill,
		/// No loop or waybill has this key. Look at its spelling.
		NotFound,
		/// A declaration stands for the order or names the waybill, so that it stays. Wait until the declaration falls.
		Declared,
		/// The documents may still be declared. Wait until they have not changed for `UndeclaredTerm`.
		TooEarly,
		/// No amount of the comparison is committed to, or there is nothing to compare in the currency of the order. Look at
		/// the loop: what is told in clear needs no proof, and a document that is missing has none.
		NothingToProve,
		/// The comparison is proven already, of the same amounts. Nothing is left to do.
		AlreadyProven,
		/// The amounts are not those that were recorded or declared, in their order. Give them as they stand in the record;
		/// give none for receipts, nor for a list that is told in clear.
		AmountsDiffer,
		/// A commitment is no point of Ristretto255, or the identity. Have the document amended that it stands in.
		MalformedCommitment,
		/// Both sides are the same commitment, under which any signature would verify. Have one of the documents amended
		/// with a commitment of another blinding factor.
		EqualCommitments,
		/// The proof is not one that these amounts agree, of this order, merchant, currency, comparison and chain. Make it
		/// anew of the loop as it is; if the amounts differ, there is none.
		InvalidProof,
	}

	/// Events of the pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An order, a receipt or a declaration changed a loop.
		LoopChanged {
			/// The merchant that the loop belongs to.
			merchant: T::AccountId,
			/// The order that the loop is about.
			order: OrderKey,
			/// The loop from now on: its documents, and how they agree.
			view: Box<LoopView<T::AccountId>>,
		},
		/// A waybill was recorded or changed, and with it the loops whose declarations name it.
		WaybillChanged {
			/// The merchant whose goods the waybill carries.
			merchant: T::AccountId,
			/// The key of the waybill.
			waybill: WaybillKey,
			/// The document from now on.
			document: Document<WaybillSide, T::AccountId>,
			/// The number of standing declarations that name the waybill.
			named_by: u32,
		},
		/// A loop was removed that no declaration stood for in time.
		LoopReaped {
			/// The merchant that the loop belonged to.
			merchant: T::AccountId,
			/// The order that the loop was about.
			order: OrderKey,
		},
		/// A waybill was removed that no declaration named in time.
		WaybillReaped {
			/// The merchant whose goods the waybill carried.
			merchant: T::AccountId,
			/// The key of the waybill.
			waybill: WaybillKey,
		},
	}

	/// The loops by their merchants and orders.
	///
	/// Participants choose the orders' keys, so the hasher is one that cannot be driven into collisions; the keys are
	/// part of the hashed ones, so that the loops of a merchant can be listed.
	#[pallet::storage]
	pub type Loops<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		OrderKey,
		Loop<T::AccountId>,
		ValueQuery,
	>;

	/// The waybills by the merchants whose goods they carry, and by their own keys.
	///
	/// Hashed as the loops are, for the same reason.
	#[pallet::storage]
	pub type Waybills<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		WaybillKey,
		StoredWaybill<T::AccountId>,
		ValueQuery,
	>;

	/// The receipts that count, by `blake2_256` of institution and number: `blake2_256` of the merchant and order that each
	/// pays.
	///
	/// The keys are hashes, so that they need none more.
	#[pallet::storage]
	pub type Receipts<T: Config> = StorageMap<_, Identity, H256, H256>;

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Proves that amounts of a loop agree with that of its order, without showing any of them.
		///
		/// ## Dispatch Origin
		///
		/// Signed by any account: whoever knows the blinding factors can make the proof, and it says nothing of who that is.
		///
		/// ## Details
		///
		/// `amounts` are the lines of the order or of the declaration, as they were recorded, if one of them is committed to;
		/// otherwise none, and none for receipts. `signature` is one of sr25519 under the difference of both sides, over the
		/// message of [`match_message`](suyuan_primitives::amounts::match_message). Wallets cannot make it, for its secret is
		/// no account's: `suyuan-import` does, or the library for clients.
		///
		/// ## Errors
		///
		/// - [`Error::NotFound`]: the order, which is not recorded.
		/// - [`Error::NothingToProve`], [`Error::AlreadyProven`]: the comparison.
		/// - [`Error::AmountsDiffer`]: the amounts.
		/// - [`Error::MalformedCommitment`], [`Error::EqualCommitments`]: the commitments.
		/// - [`Error::InvalidProof`]: the signature.
		///
		/// ## Events
		///
		/// - [`Event::LoopChanged`].
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::weight_of_proof(*comparison, amounts.len()))]
		pub fn match_by_proof(
			origin: OriginFor<T>,
			merchant: T::AccountId,
			order: OrderKey,
			comparison: Comparison,
			amounts: Vec<Amount>,
			signature: [u8; 64],
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_match_by_proof(merchant, order, comparison, amounts, signature)
		}

		/// Removes a loop that no declaration stood for in time.
		///
		/// ## Dispatch Origin
		///
		/// Signed by any account.
		///
		/// ## Details
		///
		/// The records stay in the chain's own blocks. If a document of the order is recorded again, a new loop begins. The
		/// numbers of its receipts are free.
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
		/// Signed by any account.
		///
		/// ## Details
		///
		/// The records stay in the chain's own blocks. If the waybill is recorded again, it is stored anew.
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

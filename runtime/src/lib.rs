// SPDX-License-Identifier: Apache-2.0

//! # The runtime of Suyuan 溯源
//!
//! The runtime of a trace chain that regulators run.
//!
//! They author the blocks, vote in a collective, and admit all other participants. This crate wires the pallets together
//! and decides which calls the chain as a whole allows.
//!
//! - [`configs`]: the configuration of each pallet, in one file per group.
//! - [`apis`]: the runtime APIs. Three are this chain's own: [`authoring`](apis::authoring) fills blocks,
//!   [`validation`](apis::validation) validates for the pool, [`trace`](apis::trace) reads units and participants back.
//! - [`tx_extension`]: the transaction extension.
//! - [`genesis`]: the presets `development` and `local_testnet`.
//! - `storage_cache`: a cache of storage reads and key hashes.
//! - `allocator`: the global allocator of the WASM blob.
//! - `migrations`: the storage migrations of this version.
//! - `rehearsal`: the migration of the runtime with which an upgrade is rehearsed.
//!
//! There are no fees, no balances and no sudo. Root is reached in one way only: two thirds of the council whitelist a call,
//! and it is dispatched through the whitelist.

#![cfg_attr(not(feature = "std"), no_std)]
// Every pallet and every runtime API is one more step of the macros' recursion.
#![recursion_limit = "256"]
// The macros write items without docs into this module and into `apis`; the others are asked for them again below.
#![allow(missing_docs)]

extern crate alloc;

#[cfg(target_arch = "wasm32")]
mod allocator;
pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarks;
#[warn(missing_docs)]
pub mod configs;
#[warn(missing_docs)]
pub mod genesis;
mod migrations;
#[cfg(feature = "rehearsal")]
mod rehearsal;
mod storage_cache;
#[cfg(test)]
mod tests;
/// The token that offline signers show.
pub mod token;
pub mod tx_extension;
mod version;
mod weights;

// `WASM_BINARY`: this runtime as a blob, from the build script.
#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub use apis::RuntimeApi;
pub use tx_extension::TxExtension;
pub use version::VERSION;

use alloc::vec::Vec;
use pallet_session::historical as pallet_historical;
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};

/// The time between two blocks, which is Aura's slot.
pub const MILLISECS_PER_BLOCK: u64 = 2_000;
/// Blocks in a minute.
pub const MINUTES: BlockNumber = 60_000 / (MILLISECS_PER_BLOCK as BlockNumber);
/// Blocks in an hour.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Blocks in a day.
pub const DAYS: BlockNumber = 24 * HOURS;

/// The signature of a transaction: sr25519, ed25519 or ECDSA.
pub type Signature = MultiSignature;
/// An account: the public key, or its hash, behind a [`Signature`].
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// The name of an account in a call.
pub type Address = MultiAddress<AccountId, ()>;
/// The unit of the currency that no account holds; see [`configs::system`].
pub type Balance = u128;
/// The number of transactions that an account has sent.
pub type Nonce = u32;
/// The hash of blocks, transactions and the state.
pub type Hash = sp_core::H256;
/// The height of a block.
pub type BlockNumber = u32;
/// The header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block of this runtime.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// A transaction or an inherent as it comes off the wire.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// The payload that the signer of a transaction signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// Applies transactions and executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// The types that a node works with.
///
/// A transaction is only bytes to a node, so that the node survives runtime upgrades.
pub mod opaque {
	use super::{Aura, Grandpa, Header};
	use alloc::vec::Vec;
	use sp_runtime::{generic, OpaqueExtrinsic};

	/// A block whose transactions are opaque.
	pub type Block = generic::Block<Header, OpaqueExtrinsic>;

	sp_runtime::impl_opaque_keys! {
		/// The keys with which a validator takes part in consensus.
		pub struct SessionKeys {
			/// Signs the blocks it authors.
			pub aura: Aura,
			/// Signs its votes on finality.
			pub grandpa: Grandpa,
		}
	}
}

// Indices are part of every encoded call, event and error: a pallet keeps its own for good. They come in groups: the
// chain itself, how accounts act, who governs, from 30 on the trace chain and from 40 on the alliance chain.
//
// Hooks and genesis follow the order in which the pallets are declared here. It is that of the indices but for two that
// come before `Session`: `Authorship`, because the author of a block belongs to the set that acted before the block, and
// `Regulators`, because it is among them that the first validators are looked for.
#[frame_support::runtime(legacy_ordering)]
mod runtime {
	/// The runtime that every pallet is configured for.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(3)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(5)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(20)]
	pub type Regulators = pallet_membership;
	#[runtime::pallet_index(4)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(6)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(7)]
	pub type Historical = pallet_historical;
	#[runtime::pallet_index(8)]
	pub type Offences = pallet_offences;

	#[runtime::pallet_index(10)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(11)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(12)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(13)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(14)]
	pub type Whitelist = pallet_whitelist;
	#[runtime::pallet_index(15)]
	pub type TxPause = pallet_tx_pause;

	#[runtime::pallet_index(21)]
	pub type Council = pallet_collective<Instance1>;
	#[runtime::pallet_index(22)]
	pub type ValidatorSeats = pallet_validator_seats;
	#[runtime::pallet_index(23)]
	pub type CouncilLimits = pallet_council_limits;

	#[runtime::pallet_index(30)]
	pub type Participants = pallet_participants;
	#[runtime::pallet_index(31)]
	pub type TraceUnits = pallet_trace_units;
	#[runtime::pallet_index(32)]
	pub type ProductInfo = pallet_info_block<Instance1>;
	#[runtime::pallet_index(33)]
	pub type TransactionInfo = pallet_info_block<Instance2>;
	#[runtime::pallet_index(34)]
	pub type LogisticsInfo = pallet_info_block<Instance3>;
	#[runtime::pallet_index(35)]
	pub type CustomsInfo = pallet_info_block<Instance4>;

	#[runtime::pallet_index(40)]
	pub type Customs = pallet_customs;
	#[runtime::pallet_index(41)]
	pub type Reconciliation = pallet_reconciliation;
	#[runtime::pallet_index(43)]
	pub type CompanyPrefixes = pallet_company_prefixes;
	#[runtime::pallet_index(44)]
	pub type Trade = pallet_trade;
}

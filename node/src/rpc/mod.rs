// SPDX-License-Identifier: Apache-2.0

//! RPC methods beside those of every Substrate node.

mod budget;
mod finality_history;
mod kept;
mod submit;

use crate::{
	client::{Backend, Client},
	event_archive::EventArchive,
	pool::Pool,
};
use budget::Budgets;
use finality_history::{FinalityHistoryApiServer, History};
use jsonrpsee::{core::RegisterMethodError, RpcModule};
use kept::{Kept, KeptApiServer};
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sp_core::traits::SpawnNamed;
use std::{num::NonZeroU32, sync::Arc};
use submit::{Submit, SubmitApiServer};
use substrate_frame_rpc_system::{System, SystemApiServer};
use suyuan_runtime::{opaque::Block, BlockNumber, Hash};

pub(crate) use submit::decode_any;

/// The dependencies of the RPC methods.
pub(crate) struct FullDeps {
	pub(crate) client: Arc<Client>,
	pub(crate) pool: Arc<Pool>,
	pub(crate) authorities: SharedAuthoritySet<Hash, BlockNumber>,
	pub(crate) voters: SharedVoterState,
	/// The stream of justifications, with which clients check finality without trusting this node.
	pub(crate) justifications: GrandpaJustificationStream<Block>,
	pub(crate) proofs: Arc<FinalityProofProvider<Backend, Block>>,
	/// Enables [`PROVE_FINALITY`].
	pub(crate) prove_finality: bool,
	/// The most transactions that a connection may submit in bulk in a minute.
	pub(crate) bulk_rate_limit: Option<NonZeroU32>,
	/// The events that are kept, if any are.
	pub(crate) archive: Option<EventArchive>,
}

/// The method that proves that a block is final, off unless the operator enables it.
///
/// For an old block, the node loads the headers of all blocks up to the next justification that it keeps, a hundred
/// thousand at the most.
const PROVE_FINALITY: &str = "grandpa_proveFinality";

impl FullDeps {
	/// Creates the module of all methods; `executor` runs subscriptions.
	///
	/// The methods are `suyuan_submitExtrinsics`, `suyuan_keptEvents`, `suyuan_keptMetadata`, `suyuan_finalityHistory`,
	/// `system_accountNextIndex`, `system_dryRun`, those of `payment` and of `grandpa`.
	pub(crate) fn create_full(
		&self,
		executor: Arc<dyn SpawnNamed>,
	) -> Result<RpcModule<()>, RegisterMethodError> {
		let mut module = RpcModule::new(());
		let budgets = self.bulk_rate_limit.map(Budgets::new);
		module.merge(Submit { client: self.client.clone(), pool: self.pool.clone(), budgets }.into_rpc())?;
		module.merge(System::new(self.client.clone(), self.pool.clone()).into_rpc())?;
		// Wallets ask for the fee before they sign. There is none.
		module.merge(TransactionPayment::new(self.client.clone()).into_rpc())?;
		let history = History { client: self.client.clone(), authorities: self.authorities.clone() };
		module.merge(history.into_rpc())?;
		module.merge(Kept { archive: self.archive.clone() }.into_rpc())?;
		let mut grandpa = Grandpa::new(
			executor,
			self.authorities.clone(),
			self.voters.clone(),
			self.justifications.clone(),
			self.proofs.clone(),
		)
		.into_rpc();
		if !self.prove_finality {
			grandpa.remove_method(PROVE_FINALITY);
		}
		module.merge(grandpa)?;
		Ok(module)
	}
}

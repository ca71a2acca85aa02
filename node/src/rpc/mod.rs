//! What clients may ask the node beside the calls that every Substrate node answers.

mod budget;
mod submit;

use crate::{
	client::{Backend, Client},
	pool::Pool,
};
use budget::Budgets;
use jsonrpsee::{core::RegisterMethodError, RpcModule};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sp_core::traits::SpawnNamed;
use std::{num::NonZeroU32, sync::Arc};
use submit::{Submit, SubmitApiServer};
use substrate_frame_rpc_system::{System, SystemApiServer};
use suyuan_runtime::{opaque::Block, BlockNumber, Hash};

#[cfg(test)]
pub(crate) use submit::read_any;

/// What the answers come from.
pub struct Sources {
	/// The chain.
	pub client: Arc<Client>,
	/// The transactions that are waiting.
	pub pool: Arc<Pool>,
	/// Who votes on finality.
	pub authorities: SharedAuthoritySet<Hash, BlockNumber>,
	/// How the vote of this moment stands.
	pub voters: SharedVoterState,
	/// Every justification as it is made: with one, a client checks finality without trusting this node.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Proofs that older blocks are final.
	pub proofs: Arc<FinalityProofProvider<Backend, Block>>,
	/// Lets clients have those proofs.
	pub prove_finality: bool,
	/// The transactions that a connection may submit in bulk, in a minute.
	pub bulk_rate_limit: Option<NonZeroU32>,
}

/// The method that proves that a block is final. For one that is long past, the node loads the headers of all blocks up to
/// the next justification that it keeps, a hundred thousand at the most, so it is off unless the operator asks for it.
const PROVE_FINALITY: &str = "grandpa_proveFinality";

impl Sources {
	/// The methods `suyuan_submitExtrinsics`, `system_accountNextIndex`, `system_dryRun` and those of `grandpa`; `executor`
	/// runs subscriptions.
	pub fn module(&self, executor: Arc<dyn SpawnNamed>) -> Result<RpcModule<()>, RegisterMethodError> {
		let mut module = RpcModule::new(());
		let budgets = self.bulk_rate_limit.map(Budgets::new);
		module.merge(Submit { client: self.client.clone(), pool: self.pool.clone(), budgets }.into_rpc())?;
		module.merge(System::new(self.client.clone(), self.pool.clone()).into_rpc())?;
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

// SPDX-License-Identifier: Apache-2.0

//! The assembly of the node: database, transaction pool, network, authoring and finality.

use crate::{
	cli::NodeParams,
	client::{Backend, Client, HostFunctions},
	event_archive::{EventArchive, KeepingBlockImport},
	executor::Executor,
	gossip::{self, Gossip, NoPropagationPool},
	hardware,
	pool::{self, LocalPool, Pool},
	proposer::{ProposerFactory, PROPOSAL_SLOT_PORTION},
	reconnect, rpc, runtime_log,
	signature_cache::PreverifyBlockImport,
};
use futures::FutureExt;
use sc_client_api::{Backend as _, BlockBackend};
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_aura::{
	CheckForEquivocation, ImportQueueParams, SlotDuration, SlotProportion, StartAuraParams,
};
use sc_consensus_grandpa::{
	warp_proof, FinalityProofProvider, GrandpaBlockImport, GrandpaParams, LinkHalf, SharedVoterState,
	VotingRulesBuilder,
};
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	Litep2pNetworkBackend, NetworkBackend, NetworkWorker,
};
use sc_proposer_metrics::MetricsLink;
use sc_service::{
	error::Error, BuildNetworkParams, ChainType, Configuration, PartialComponents, SpawnTasksParams,
	TaskManager, WarpSyncConfig,
};
use sc_storage_monitor::StorageMonitorService;
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool::Options as PoolOptions;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::{
	inherents::InherentDataProvider as Slot,
	sr25519::{AuthorityId as AuraId, AuthorityPair as AuraPair},
};
use sp_timestamp::InherentDataProvider as Timestamp;
use std::{path::Path, sync::Arc, time::Duration};
use suyuan_runtime::{opaque::Block, Hash, RuntimeApi};

/// The choice of the block to build on: the longest chain that contains the latest final block.
type SelectChain = LongestChain<Backend, Block>;

/// A node without network, authoring and finality, as commands on the database need it.
pub(crate) type Partial =
	PartialComponents<Client, Backend, SelectChain, DefaultImportQueue<Block>, Pool, ConsensusParts>;

/// The parts of a node for authoring and finality.
pub(crate) struct ConsensusParts {
	/// The import of new blocks, in which GRANDPA follows changes of the authorities and events are kept.
	block_import: KeepingBlockImport<GrandpaBlockImport<Backend, Block, Client, SelectChain>>,
	/// The link between the voter and the block import.
	grandpa: LinkHalf<Block, Client, SelectChain>,
	telemetry: Option<Telemetry>,
}

/// The most blocks between two justifications that are kept for good.
///
/// Justifications in between serve subscribers only.
const JUSTIFICATION_PERIOD: u32 = 512;

/// The expected time for a GRANDPA message to reach all voters.
///
/// A round may wait four times as long, which has to stay below a slot for finality to keep up with the blocks.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// The inherents of a block: its slot and the time.
fn inherents(slot_duration: SlotDuration) -> (Slot, Timestamp) {
	let now = Timestamp::from_system_time();
	(Slot::from_timestamp_and_slot_duration(*now, slot_duration), now)
}

/// Opens the database and builds all parts that don't need the network. Events are kept if `keep_events` is true.
pub(crate) fn new_partial(
	config: &Configuration,
	pool_options: PoolOptions,
	keep_events: bool,
) -> Result<Partial, Error> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;
	let telemetry_handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());

	let executor = Executor::new(
		sc_service::new_wasm_executor::<HostFunctions>(&config.executor),
		config.prometheus_registry(),
	);
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, _>(
			config,
			telemetry_handle.clone(),
			executor,
			Vec::new(),
		)?;
	let client = Arc::new(client);

	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = LongestChain::new(backend.clone());
	let transaction_pool =
		Arc::new(pool::build(config, pool_options, &client, task_manager.spawn_essential_handle()));

	let (block_import, grandpa) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry_handle.clone(),
	)?;

	let justification_import = Box::new(block_import.clone());
	let archive = keep_events.then(|| EventArchive::open(client.clone(), &backend)).transpose()?;
	let block_import = KeepingBlockImport { archive, import: block_import };

	let runtime = client.clone();
	let import_queue = sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
		block_import: PreverifyBlockImport { client: client.clone(), import: block_import.clone() },
		justification_import: Some(justification_import),
		client: client.clone(),
		create_inherent_data_providers: move |parent, ()| {
			let runtime = runtime.clone();
			async move {
				// Read at the parent, because an upgrade may change it.
				let slot_duration =
					sc_consensus_aura::standalone::slot_duration_at::<AuraId, _, _>(&*runtime, parent)?;
				Ok(inherents(slot_duration))
			}
		},
		spawner: &task_manager.spawn_essential_handle(),
		registry: config.prometheus_registry(),
		// Only logged: for two blocks in one slot, unlike for two votes, the SDK has no report.
		check_for_equivocation: CheckForEquivocation::Yes,
		telemetry: telemetry_handle,
		compatibility_mode: Default::default(),
	})?;

	Ok(Partial {
		client,
		backend,
		task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool,
		other: ConsensusParts { block_import, grandpa, telemetry },
	})
}

/// Starts the node on the network backend that `config` names.
pub(crate) fn new_full(
	config: Configuration,
	pool_options: PoolOptions,
	params: NodeParams,
) -> Result<TaskManager, Error> {
	let database = config.database.path().map(Path::to_path_buf);
	// A chain for development runs on any machine.
	if config.role.is_authority()
		&& config.chain_spec.chain_type() != ChainType::Development
		&& !params.no_hardware_benchmarks
	{
		hardware::check(database.as_deref());
	}
	let storage_monitor = params.storage_monitor.clone();
	let task_manager = match config.network.network_backend {
		NetworkBackendType::Litep2p => new_full_on::<Litep2pNetworkBackend>(config, pool_options, params),
		NetworkBackendType::Libp2p => new_full_on::<NetworkWorker<Block, Hash>>(config, pool_options, params),
	}?;
	if let Some(database) = database {
		// Stops the node while there is still room for its last writes.
		StorageMonitorService::try_spawn(storage_monitor, database, &task_manager.spawn_essential_handle())
			.map_err(|error| Error::Application(error.into()))?;
	}
	Ok(task_manager)
}

/// Starts the parts of [`new_partial`], the network, the RPC server, authoring and voting.
fn new_full_on<Net: NetworkBackend<Block, Hash>>(
	config: Configuration,
	pool_options: PoolOptions,
	params: NodeParams,
) -> Result<TaskManager, Error> {
	let Partial {
		client,
		backend,
		mut task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool,
		other: ConsensusParts { block_import, grandpa, mut telemetry },
	} = new_partial(&config, pool_options, params.keep_events)?;

	let role = config.role;
	let keystore = keystore_container.keystore();
	let prometheus = config.prometheus_registry().cloned();
	if let Some(Err(error)) = prometheus.as_ref().map(runtime_log::register_metrics) {
		log::warn!("No metrics of the runtime's log: {error}");
	}
	let genesis = client.block_hash(0)?.expect("a database that was opened has a genesis; qed");

	let metrics = Net::register_notification_metrics(prometheus.as_ref());
	let mut net_config =
		FullNetworkConfiguration::<Block, Hash, Net>::new(&config.network, prometheus.clone());
	let grandpa_protocol = sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
	let (grandpa_net_config, grandpa_notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, Net>(
		grandpa_protocol.clone(),
		metrics.clone(),
		net_config.peer_store_handle(),
	);
	net_config.add_notification_protocol(grandpa_net_config);
	let protocol =
		gossip::Protocol::register(genesis, config.chain_spec.fork_id(), &mut net_config, metrics.clone());

	let announces = sc_network_sync::block_announces_protocol_name(genesis, config.chain_spec.fork_id());

	let warp_sync =
		warp_proof::NetworkProvider::new(backend.clone(), grandpa.shared_authority_set().clone(), Vec::new());
	let (network, system_rpc_tx, tx_handler_controller, sync, _) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: Arc::new(NoPropagationPool::new(transaction_pool.clone())),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(Arc::new(warp_sync))),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	let gossip = Gossip {
		protocol,
		network: network.clone(),
		sync: sync.clone(),
		client: client.clone(),
		pool: transaction_pool.clone(),
		spawner: task_manager.spawn_handle(),
	};
	task_manager.spawn_essential_handle().spawn("gossip", Some("networking"), gossip.run(prometheus.clone()));

	task_manager.spawn_essential_handle().spawn(
		"reconnect",
		Some("networking"),
		reconnect::reconnect_when_stalled(client.clone(), network.clone(), sync.clone(), announces.into()),
	);

	if config.offchain_worker.enabled {
		let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
			runtime_api_provider: client.clone(),
			keystore: Some(keystore.clone()),
			offchain_db: backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(LocalPool(transaction_pool.clone()))),
			network_provider: Arc::new(network.clone()),
			is_validator: role.is_authority(),
			// No worker of the runtime makes HTTP requests, and none of a later runtime shall begin to unnoticed.
			enable_http_requests: false,
			custom_extensions: |_| Vec::new(),
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(client.clone(), task_manager.spawn_handle()).boxed(),
		);
	}

	task_manager.spawn_essential_handle().spawn(
		"resubmit-retracted",
		Some("transaction-pool"),
		pool::resubmit_retracted(client.clone(), transaction_pool.clone()),
	);
	task_manager.spawn_essential_handle().spawn(
		"revalidate-on-upgrade",
		Some("transaction-pool"),
		pool::revalidate_on_upgrade(client.clone(), transaction_pool.clone()),
	);

	let voters = SharedVoterState::empty();
	let rpc_deps = rpc::FullDeps {
		client: client.clone(),
		pool: transaction_pool.clone(),
		authorities: grandpa.shared_authority_set().clone(),
		voters: voters.clone(),
		justifications: grandpa.justification_stream(),
		proofs: FinalityProofProvider::new_for_service(
			backend.clone(),
			Some(grandpa.shared_authority_set().clone()),
		),
		prove_finality: params.rpc_prove_finality,
		bulk_rate_limit: params.rpc_bulk_rate_limit.or(config.rpc.rate_limit),
		archive: block_import.archive.clone(),
	};

	// Copied for below, because spawning the tasks consumes the configuration.
	let force_authoring = config.force_authoring;
	let votes = !config.disable_grandpa;
	let name = config.network.node_name.clone();

	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: client.clone(),
		backend,
		task_manager: &mut task_manager,
		keystore: keystore.clone(),
		transaction_pool: transaction_pool.clone(),
		rpc_builder: Box::new(move |executor| {
			rpc_deps.create_full(executor).map_err(|error| Error::Application(error.into()))
		}),
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	let telemetry = telemetry.map(|telemetry| telemetry.handle());

	if role.is_authority() {
		let slot_duration = sc_consensus_aura::slot_duration::<AuraId, _, _>(&*client)?;
		let proposer_factory = ProposerFactory {
			client: client.clone(),
			pool: transaction_pool.clone(),
			spawner: task_manager.spawn_handle(),
			metrics: MetricsLink::new(prometheus.as_ref()),
			finalize_estimate: Arc::default(),
			slot_duration,
		};
		let aura =
			sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(StartAuraParams {
				slot_duration,
				client,
				select_chain,
				block_import,
				proposer_factory,
				sync_oracle: sync.clone(),
				justification_sync_link: sync.clone(),
				create_inherent_data_providers: move |_, ()| async move { Ok(inherents(slot_duration)) },
				force_authoring,
				backoff_authoring_blocks: None::<()>,
				keystore: keystore.clone(),
				block_proposal_slot_portion: SlotProportion::new(PROPOSAL_SLOT_PORTION),
				max_block_proposal_slot_portion: Some(SlotProportion::new(PROPOSAL_SLOT_PORTION)),
				telemetry: telemetry.clone(),
				compatibility_mode: Default::default(),
			})?;
		// Essential, as is the voter: a validator that has stopped doing either had better stop altogether.
		task_manager.spawn_essential_handle().spawn_blocking("aura", Some("block-authoring"), aura);
	}

	if votes {
		let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
			config: sc_consensus_grandpa::Config {
				gossip_duration: GOSSIP_DURATION,
				justification_generation_period: JUSTIFICATION_PERIOD,
				observer_enabled: false,
				local_role: role,
				name: Some(name),
				// Without a keystore the voter follows the votes and casts none.
				keystore: role.is_authority().then_some(keystore),
				telemetry: telemetry.clone(),
				protocol_name: grandpa_protocol,
			},
			link: grandpa,
			network,
			sync,
			notification_service: grandpa_notifications,
			// Every voter votes for the best block at once. The SDK's default stays two blocks behind it, which spares a
			// large set votes on blocks that lose to others. Here the authors know each other and rarely build on different
			// ones, and four seconds later is late.
			voting_rule: VotingRulesBuilder::new().build(),
			prometheus_registry: prometheus,
			shared_voter_state: voters,
			telemetry,
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(LocalPool(transaction_pool)),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	}

	Ok(task_manager)
}

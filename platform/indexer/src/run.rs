// SPDX-License-Identifier: Apache-2.0

//! The indexer as a task: session after session, with ever longer pauses between those that fail.
//!
//! Whatever fails, the process goes on: the data in the database is served meanwhile. A session begins with the node, since
//! a process without one has no use for the lease, and gives the lease back at its end, so that another process may do what
//! this one can't.

use crate::{
	backoff::Backoff,
	cause::cause_of,
	keep::keep,
	observe::{self, Observer},
	session::Session,
	verify::Verifier,
};
use anyhow::anyhow;
use futures::FutureExt;
use std::{
	future::{pending, Future},
	panic::AssertUnwindSafe,
	sync::atomic::{AtomicBool, Ordering::Relaxed},
	time::Duration,
};
use suyuan_chain_client::Node;
use suyuan_store::{now, Cause, Database, Holder, Lease, LeaseRow, Progress, Watch, WriterState};
use tokio::{
	sync::watch,
	time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

/// Longest wait for a session's work when the process is told to stop.
const STOP_TIMEOUT: Duration = Duration::from_secs(6);
/// Longest time that giving the lease back may take.
const RELEASE_TIMEOUT: Duration = Duration::from_secs(2);

/// The indexer with its settings.
pub struct Indexer {
	/// Address of the node that its blocks come from.
	pub node: String,
	/// Database that the facts go to.
	pub database: Database,
	/// Channel of the progress.
	pub progress: watch::Sender<Progress>,
	/// Cancelled to stop the indexer.
	pub stop: CancellationToken,
	/// Blocks that go into one transaction at most.
	pub batch_blocks: usize,
	/// True to end once every final block is indexed and every head compared.
	pub once: bool,
	/// Number of the last block to index.
	pub until: u64,
	/// True if the process also serves, so that no error may end it.
	pub serving: bool,
}

/// State that lasts over sessions.
#[derive(Default)]
struct Kept {
	/// The node's connection, once there was one.
	node: Option<Node>,
	lease: Option<Lease>,
	/// Epoch of the lease under which heads were last compared, and their verifier.
	verifier: (i64, Option<Verifier>),
	backoff: Backoff,
	/// Cause that was last logged.
	logged: Option<Cause>,
}

impl Indexer {
	/// Runs until told to stop, or until an error that another attempt doesn't mend.
	pub async fn run(self) -> anyhow::Result<()> {
		// While this process doesn't write, it reports how far others are.
		let observed = AtomicBool::new(true);
		tokio::select! {
			ended = self.sessions(&observed) => ended,
			() = self.observe(&observed) => Ok(()),
		}
	}

	async fn sessions(&self, observed: &AtomicBool) -> anyhow::Result<()> {
		let mut kept = Kept::default();
		loop {
			let ended = AssertUnwindSafe(self.session(&mut kept, observed)).catch_unwind().await;
			observed.store(true, Relaxed);
			let ended = ended.unwrap_or_else(|panic| Err(anyhow!("it panicked: {}", said(&*panic))));
			let error = match ended {
				Ok(()) => None,
				Err(error) => Some(self.explain(error).await),
			};
			let cause = error.as_ref().map(cause_of);
			if let Some(cause) = cause {
				self.progress.send_modify(|progress| progress.stand_still(cause, now()));
			}
			self.release(&mut kept).await;
			let (Some(error), Some(cause)) = (error, cause) else { return Ok(()) };
			self.log(&mut kept, cause, &error);
			if self.is_end(&kept, cause) {
				return Err(error);
			}
			let pause = async {
				match cause.is_final() {
					true => pending().await,
					false => sleep(kept.backoff.next()).await,
				}
			};
			if self.unless_stopped(pause).await.is_none() {
				return Ok(());
			}
		}
	}

	/// Runs one session, until it ends or fails.
	async fn session(&self, kept: &mut Kept, observed: &AtomicBool) -> anyhow::Result<()> {
		let ready = self.unless_stopped(self.begin(kept));
		let Some(ready) = ready.await else { return Ok(()) };
		let (node, lease) = ready?;
		observed.store(false, Relaxed);
		let Kept { verifier: (epoch, verifier), backoff, logged, .. } = kept;
		// Heads that another process wrote meanwhile were not compared by this one.
		if *epoch + 1 != lease.epoch {
			*verifier = None;
		}
		*epoch = lease.epoch;
		let mut on_success = || {
			backoff.reset();
			let waited = self.progress.borrow().waiting;
			self.progress.send_modify(|progress| progress.waiting = None);
			if let (Some(_), Some(waiting)) = (logged.take(), waited) {
				let seconds = now().saturating_sub(waiting.since) / 1_000;
				tracing::info!(waited_for = waiting.cause.name(), seconds, "writing again");
			}
		};
		let session = Session {
			node: &node,
			lease: &lease,
			verifier,
			progress: &self.progress,
			stop: self.stop.clone(),
			batch_blocks: self.batch_blocks,
			once: self.once,
			until: self.until,
			on_success: &mut on_success,
		};
		tokio::select! {
			ended = session.run() => ended,
			error = keep(&lease, &node, &self.progress) => Err(error),
			// Told to stop, the session may finish its transaction.
			() = self.stopped_for(STOP_TIMEOUT) => Ok(()),
		}
	}

	/// Connects the node, then brings the schema up to date, then takes the lease.
	async fn begin(&self, kept: &mut Kept) -> anyhow::Result<(Node, Lease)> {
		let node = match &kept.node {
			Some(node) => node.clone(),
			None => kept.node.insert(Node::connect(&self.node).await?).clone(),
		};
		node.heartbeat().await?;
		self.database.migrate().await?;
		let lease = self.lease(kept).await?;
		kept.lease = Some(lease.clone());
		Ok((node, lease))
	}

	/// Takes the lease as soon as no other process holds it.
	async fn lease(&self, kept: &mut Kept) -> anyhow::Result<Lease> {
		let (mut watch, holder) = (Watch::default(), Holder::current());
		loop {
			let row = LeaseRow::read(&self.database).await?;
			// A lease that this process took and could not give back is its own.
			let is_own = row.process.as_deref() == Some(&*holder.process);
			if is_own || !watch.is_held(&row) {
				if let Some(lease) = Lease::take(&self.database, &row, &holder).await? {
					tracing::debug!(epoch = lease.epoch, "took the lease");
					return Ok(lease);
				}
			}
			self.progress.send_modify(|progress| {
				let (connected, caught_up) = (progress.connected, progress.caught_up);
				progress.stand_still(Cause::Lease, now());
				// The process that holds the lease sees to both.
				(progress.connected, progress.caught_up) = (connected, caught_up);
			});
			if kept.logged.replace(Cause::Lease) != Some(Cause::Lease) {
				let holder = row.holder.unwrap_or_else(|| "a process that is just beginning".into());
				tracing::warn!(
					waits_for = Cause::Lease.name(),
					holder,
					"another process writes into the database; waiting until it ends"
				);
			}
			sleep(observe::INTERVAL).await;
		}
	}

	/// Gives the lease back with the present state, which names the cause.
	async fn release(&self, kept: &mut Kept) {
		let Some(lease) = kept.lease.take() else { return };
		let state = WriterState::of(&self.progress.borrow());
		match timeout(RELEASE_TIMEOUT, lease.release(&state)).await {
			Ok(Ok(())) => (),
			Ok(Err(error)) => tracing::debug!(%error, "the lease was not given back, and expires"),
			Err(_) => tracing::debug!("the lease was not given back in time, and expires"),
		}
	}

	/// Finds the reason for which no connection was to be had: the pool doesn't say.
	async fn explain(&self, error: anyhow::Error) -> anyhow::Error {
		let is_mute = |cause: &(dyn std::error::Error + 'static)| {
			matches!(cause.downcast_ref::<sqlx::Error>(), Some(sqlx::Error::PoolTimedOut))
		};
		if !error.chain().any(is_mute) {
			return error;
		}
		match self.database.check().await {
			Ok(()) => error,
			Err(reason) => reason.into(),
		}
	}

	/// Logs a cause once for as long as it lasts.
	fn log(&self, kept: &mut Kept, cause: Cause, error: &anyhow::Error) {
		metrics::counter!("suyuan_attempts_failed_total", "for" => cause.name()).increment(1);
		let error = format!("{error:#}");
		if cause == Cause::Lease {
			// The process that took the lease is logged while this one waits for it.
			kept.logged = None;
			tracing::warn!(error, "what was being written is undone");
			return;
		}
		if kept.logged.replace(cause) == Some(cause) {
			tracing::debug!(waits_for = cause.name(), error, "trying again");
			return;
		}
		let advice = cause.advice();
		if cause.is_final() {
			tracing::error!(
				waits_for = cause.name(),
				error,
				advice,
				"{}; not trying again",
				cause.sentence()
			);
		} else {
			tracing::warn!(waits_for = cause.name(), error, advice, "{}; trying again", cause.sentence());
		}
	}

	/// Returns true if an error ends the process: never if it serves. If it runs once, any error does that doesn't pass by
	/// itself, and so does a node that was never reached.
	fn is_end(&self, kept: &Kept, cause: Cause) -> bool {
		let never_there = cause == Cause::Node && kept.node.is_none();
		!self.serving && (cause.is_final() || self.once && (!cause.is_passing() || never_there))
	}

	/// Reports how far others are, for as long as this process doesn't write.
	async fn observe(&self, observed: &AtomicBool) {
		let mut observer = Observer::of_current();
		loop {
			sleep(observe::INTERVAL).await;
			if observed.load(Relaxed) {
				let seen = observer.look(&self.database).await;
				if observed.load(Relaxed) {
					self.progress.send_modify(|progress| seen.tell(progress));
				}
			}
		}
	}

	async fn unless_stopped<T>(&self, task: impl Future<Output = T>) -> Option<T> {
		tokio::select! {
			biased;
			() = self.stop.cancelled() => None,
			done = task => Some(done),
		}
	}

	/// Completes some time after the indexer was told to stop.
	async fn stopped_for(&self, time: Duration) {
		self.stop.cancelled().await;
		sleep(time).await;
	}
}

fn said(panic: &(dyn std::any::Any + Send)) -> &str {
	let text = panic.downcast_ref::<String>().map(String::as_str);
	text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("nothing")
}

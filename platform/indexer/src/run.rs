//! The indexer as it runs: session after session, with ever longer pauses between those that fail.
//!
//! Whatever fails, the process goes on: what is in the database already is read meanwhile. A session begins with the node,
//! for whoever hears none has no use for the lease, and gives the lease back at its end, so that another process may do what
//! this one can't.

use crate::{
	backoff::Backoff,
	cause::cause_of,
	keep::keep,
	observe::{self, Observer},
	session::Session,
	stop::stopped,
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

/// The longest that a session's work is waited for when the process is told to stop.
const STOP_TIMEOUT: Duration = Duration::from_secs(6);
/// The longest that giving the lease back may take.
const RELEASE_TIMEOUT: Duration = Duration::from_secs(2);

/// The indexer.
pub struct Indexer {
	/// Address of the node that its blocks come from.
	pub node: String,
	/// Where their facts go.
	pub database: Database,
	/// Whom it tells how far it has come.
	pub progress: watch::Sender<Progress>,
	/// Set when it shall stop.
	pub stop: watch::Receiver<bool>,
	/// How many blocks go into one transaction at most.
	pub batch_blocks: usize,
	/// Whether to end once everything final is there and compared.
	pub once: bool,
	/// The last block to be taken.
	pub until: u64,
	/// Whether the process has more to do than this, so that no error may end it.
	pub serving: bool,
}

/// State that lasts from one session to the next.
#[derive(Default)]
struct Kept {
	/// The connection, once there was one.
	node: Option<Node>,
	lease: Option<Lease>,
	/// Compares heads, and the epoch of the lease that it last did that under.
	verifier: (i64, Option<Verifier>),
	backoff: Backoff,
	/// The cause that the log names last.
	logged: Option<Cause>,
}

impl Indexer {
	/// Runs until told to stop, or until something is wrong that trying again doesn't mend.
	pub async fn run(self) -> anyhow::Result<()> {
		// While it doesn't write itself, it tells how far others are.
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

	/// Runs one session.
	async fn session(&self, kept: &mut Kept, observed: &AtomicBool) -> anyhow::Result<()> {
		let ready = self.unless_stopped(self.begin(kept));
		let Some(ready) = ready.await else { return Ok(()) };
		let (node, lease) = ready?;
		observed.store(false, Relaxed);
		let Kept { verifier: (epoch, verifier), backoff, logged, .. } = kept;
		// What another process wrote meanwhile, this one has not compared.
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
			// Told to stop, it may finish what it is at.
			() = self.stopped_for(STOP_TIMEOUT) => Ok(()),
		}
	}

	/// Makes sure of the node, then of the database, then of the lease.
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

	/// Takes the lease, as soon as nobody else has it.
	async fn lease(&self, kept: &mut Kept) -> anyhow::Result<Lease> {
		let (mut watch, holder) = (Watch::default(), Holder::current());
		loop {
			let row = LeaseRow::read(&self.database).await?;
			// What this process took and could not give back is its own.
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
				// Another process sees to that.
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

	/// Gives the lease back, and tells why.
	async fn release(&self, kept: &mut Kept) {
		let Some(lease) = kept.lease.take() else { return };
		let state = WriterState::of(&self.progress.borrow());
		match timeout(RELEASE_TIMEOUT, lease.release(&state)).await {
			Ok(Ok(())) => (),
			Ok(Err(error)) => tracing::debug!(%error, "the lease was not given back, and expires"),
			Err(_) => tracing::debug!("the lease was not given back in time, and expires"),
		}
	}

	/// Finds out why no connection was to be had: the pool doesn't say.
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
			// Who took it is logged when it is waited for.
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

	/// Answers whether an error ends the process: never one that serves pages, and one that runs once at whatever doesn't
	/// pass by itself, or if the node never was there.
	fn is_end(&self, kept: &Kept, cause: Cause) -> bool {
		let never_there = cause == Cause::Node && kept.node.is_none();
		!self.serving && (cause.is_final() || self.once && (!cause.is_passing() || never_there))
	}

	/// Tells how far others are, for as long as this process doesn't write.
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
		let mut stop = self.stop.clone();
		tokio::select! {
			biased;
			() = stopped(&mut stop) => None,
			done = task => Some(done),
		}
	}

	/// Ends some time after this was told to stop.
	async fn stopped_for(&self, time: Duration) {
		let mut stop = self.stop.clone();
		stopped(&mut stop).await;
		sleep(time).await;
	}
}

fn said(panic: &(dyn std::any::Any + Send)) -> &str {
	let text = panic.downcast_ref::<String>().map(String::as_str);
	text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("nothing")
}

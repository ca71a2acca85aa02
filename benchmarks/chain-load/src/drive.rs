// SPDX-License-Identifier: Apache-2.0
//! Sends signed transactions, keeps the window, and waits until all of them are final.

use crate::{
	date,
	follow::ChainEvent,
	ledger::{Counted, FinalBlock, Ledger},
	machine::folder_bytes,
	percentiles::Percentiles,
	rpc::{Answer, RpcClient},
	shutdown::Shutdown,
	sign::Signed,
	window::Window,
};
use indicatif::ProgressBar;
use serde::Serialize;
use std::{
	path::Path,
	sync::{Arc, Mutex, MutexGuard},
	time::{Duration, Instant},
};
use tokio::{
	sync::{mpsc, Notify},
	task::JoinSet,
	time::{sleep, sleep_until},
};

/// Transactions in one message.
const MAX_MESSAGE_TRANSACTIONS: usize = 128;

/// Bytes of one message.
const MAX_MESSAGE_BYTES: usize = 1024 * 1024;

/// The pause before a message is sent again to a full pool.
const POOL_FULL_INTERVAL: Duration = Duration::from_millis(200);

/// The longest wait for another final block with transactions of ours.
const FINALITY_TIMEOUT: Duration = Duration::from_secs(60);

/// The reason for which sending ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Ended {
	/// The time was up.
	InTime,
	/// All that was signed was sent.
	AllSent,
	/// No transaction became final any more.
	Stalled,
	/// Ctrl-C or SIGTERM stopped the run.
	Interrupted,
	/// The node refused a transaction, for this reason.
	Refused(String),
}

/// A load to send.
pub(crate) struct Load {
	/// The transactions, a lane for each connection.
	pub(crate) lanes: Vec<Vec<Signed>>,
	pub(crate) counted: Counted,
	pub(crate) window: Window,
	/// The time for which to send. Without a limit all of it is sent.
	pub(crate) duration: Option<Duration>,
}

/// The result of a load.
#[derive(Debug)]
pub(crate) struct Outcome {
	/// The reason for which sending ended.
	pub(crate) ended: Ended,
	/// Transactions of each lane that were sent.
	pub(crate) sent_of_lane: Vec<usize>,
	/// Transactions that the node took.
	pub(crate) sent: u64,
	/// Bytes of these transactions.
	pub(crate) sent_bytes: u64,
	/// Transactions in final blocks that succeeded.
	pub(crate) succeeded: u64,
	/// Transactions in final blocks that failed.
	pub(crate) failed: u64,
	/// Transactions that were not final when the waiting ended.
	pub(crate) unfinished: u64,
	/// The count of what succeeded.
	pub(crate) total: u64,
	/// The reason for which the first one failed.
	pub(crate) first_failure: Option<String>,
	/// From sending to being seen in a block.
	pub(crate) to_inclusion: Option<Percentiles>,
	/// From sending to finality.
	pub(crate) to_finality: Option<Percentiles>,
	/// From the first sending to the last finality.
	pub(crate) end_to_end: Duration,
	/// The time when sending ended: milliseconds since 1970-01-01 UTC.
	pub(crate) sent_until: u64,
	pub(crate) blocks: Vec<FinalBlock>,
}

/// State that the lanes share.
struct Shared {
	state: Mutex<State>,
	/// Notified when there is room again.
	room: Notify,
}

struct State {
	ledger: Ledger,
	window: Window,
}

impl Shared {
	fn state(&self) -> MutexGuard<'_, State> {
		self.state.lock().expect("no thread panics while it holds the lock; qed")
	}

	/// Waits until there is room, and takes up to `most` of it.
	async fn take(&self, most: usize) -> usize {
		loop {
			let notified = self.room.notified();
			tokio::pin!(notified);
			// Before looking, so that room that comes meanwhile is not missed.
			notified.as_mut().enable();
			{
				let mut state = self.state();
				let count = state.window.room().min(most);
				if count > 0 {
					state.window.sent(count);
					return count;
				}
			}
			notified.await;
		}
	}

	fn included(&self, count: usize) {
		self.state().window.included(count);
		self.room.notify_waiters();
	}
}

/// Drives a load through `clients`, one for each lane.
///
/// Watches the chain in `chain_events` and the database in the folder `data`.
pub(crate) async fn drive(
	clients: &[RpcClient],
	data: &Path,
	chain_events: &mut mpsc::UnboundedReceiver<ChainEvent>,
	load: Load,
	shutdown: &Shutdown,
	bar: &ProgressBar,
) -> anyhow::Result<Outcome> {
	// Events of the time before are not about this load.
	while let Ok(chain_event) = chain_events.try_recv() {
		if let ChainEvent::Lost(error) = chain_event {
			return Err(error);
		}
	}
	let Load { lanes, counted, window, duration } = load;
	anyhow::ensure!(lanes.len() <= clients.len(), "every lane needs a connection");
	let state = Mutex::new(State { ledger: Ledger::new(counted), window });
	let shared = Arc::new(Shared { state, room: Notify::new() });
	let begun = Instant::now();
	let deadline = duration.map(|duration| begun + duration);

	let mut senders = JoinSet::new();
	let mut sent_of_lane = vec![0; lanes.len()];
	for (lane, (transactions, rpc)) in lanes.into_iter().zip(clients).enumerate() {
		let (shared, rpc, shutdown) = (shared.clone(), rpc.clone(), shutdown.clone());
		senders.spawn(async move { (lane, send(&shared, &rpc, &transactions, deadline, &shutdown).await) });
	}

	let mut ended = Ended::InTime;
	let mut sent_until = None;
	let mut last_news = Instant::now();
	let mut tick = tokio::time::interval(Duration::from_millis(500));
	loop {
		tokio::select! {
			Some(joined) = senders.join_next() => {
				let (lane, result) = joined?;
				let (sent, reason) = result?;
				sent_of_lane[lane] = sent;
				// The worst of all reasons is reported.
				ended = worse(ended, reason);
				if matches!(ended, Ended::Refused(_)) {
					senders.abort_all();
					senders.detach_all();
				}
				if senders.is_empty() {
					sent_until = Some(date::now());
					last_news = Instant::now();
				}
			}
			chain_event = chain_events.recv() => match chain_event {
				Some(ChainEvent::Imported { block, at }) => {
					let count = shared.state().ledger.imported(&block, at);
					shared.included(count);
				}
				Some(ChainEvent::Final { block, results, at }) => {
					let database_bytes = folder_bytes(data);
					let new = {
						let ledger = &mut shared.state().ledger;
						let before = ledger.succeeded + ledger.failed;
						let new = ledger.finalised(&block, &results, database_bytes, at);
						if ledger.succeeded + ledger.failed > before {
							last_news = Instant::now();
						}
						new
					};
					if new > 0 {
						shared.included(new);
					}
				}
				Some(ChainEvent::Lost(error)) => return Err(error),
				None => anyhow::bail!("nothing more is seen of the chain"),
			},
			_ = tick.tick() => show(bar, &shared.state(), begun, duration),
		}
		let in_flight = shared.state().ledger.in_flight();
		if last_news.elapsed() > FINALITY_TIMEOUT {
			ended = worse(ended, Ended::Stalled);
			break;
		}
		if sent_until.is_some() && (in_flight == 0 || shutdown.is_requested()) {
			break;
		}
	}

	let State { ledger, .. } = &mut *shared.state();
	Ok(Outcome {
		ended,
		sent_of_lane,
		sent: ledger.sent,
		sent_bytes: ledger.sent_bytes,
		succeeded: ledger.succeeded,
		failed: ledger.failed,
		unfinished: ledger.in_flight() as u64,
		total: ledger.total,
		first_failure: ledger.first_failure.take(),
		to_inclusion: Percentiles::of(&ledger.to_inclusion),
		to_finality: Percentiles::of(&ledger.to_finality),
		end_to_end: ledger.last_final_at.map_or(Duration::ZERO, |at| at - begun),
		sent_until: sent_until.unwrap_or_else(date::now),
		blocks: std::mem::take(&mut ledger.blocks),
	})
}

fn worse(one: Ended, other: Ended) -> Ended {
	let rank = |ended: &Ended| match ended {
		Ended::InTime => 0,
		Ended::AllSent => 1,
		Ended::Interrupted => 2,
		Ended::Stalled => 3,
		Ended::Refused(_) => 4,
	};
	if rank(&other) > rank(&one) {
		other
	} else {
		one
	}
}

fn show(bar: &ProgressBar, state: &State, begun: Instant, duration: Option<Duration>) {
	let State { ledger, window } = state;
	let elapsed = begun.elapsed();
	let seconds = elapsed.as_secs_f64();
	bar.set_position(
		duration
			.map_or(ledger.succeeded + ledger.failed, |duration| elapsed.min(duration).as_millis() as u64),
	);
	bar.set_message(format!(
		"{} final ({:.0}/s), {} on their way, window {}",
		ledger.total,
		ledger.total as f64 / seconds.max(0.001),
		ledger.in_flight(),
		window.size(),
	));
}

/// Sends one lane. Returns the number of transactions sent, and the reason for which it ended.
async fn send(
	shared: &Shared,
	rpc: &RpcClient,
	transactions: &[Signed],
	deadline: Option<Instant>,
	shutdown: &Shutdown,
) -> anyhow::Result<(usize, Ended)> {
	let mut sent = 0;
	while sent < transactions.len() {
		let count = tokio::select! {
			biased;
			_ = shutdown.requested() => return Ok((sent, Ended::Interrupted)),
			_ = until(deadline) => return Ok((sent, Ended::InTime)),
			count = shared.take(message(&transactions[sent..])) => count,
		};
		let batch = &transactions[sent..sent + count];
		let now = Instant::now();
		{
			let ledger = &mut shared.state().ledger;
			batch.iter().for_each(|transaction| ledger.sent(transaction, now));
		}
		if let Err(reason) = submit(shared, rpc, batch.to_vec(), shutdown).await? {
			return Ok((sent, reason));
		}
		sent += count;
	}
	Ok((sent, Ended::AllSent))
}

async fn until(deadline: Option<Instant>) {
	match deadline {
		Some(deadline) => sleep_until(deadline.into()).await,
		None => std::future::pending().await,
	}
}

/// The number of transactions for the next message.
fn message(transactions: &[Signed]) -> usize {
	let mut bytes = 0;
	let fitting = transactions.iter().take(MAX_MESSAGE_TRANSACTIONS).take_while(|transaction| {
		bytes += transaction.bytes.len();
		bytes <= MAX_MESSAGE_BYTES
	});
	fitting.count().max(1)
}

/// Sends a message until the node has taken all of it. Fails with the reason for which it can't.
async fn submit(
	shared: &Shared,
	rpc: &RpcClient,
	mut batch: Vec<Signed>,
	shutdown: &Shutdown,
) -> anyhow::Result<Result<(), Ended>> {
	loop {
		let answers = rpc.submit(&batch).await?;
		let mut refused = None;
		let mut answers = answers.into_iter();
		batch.retain(|transaction| match answers.next() {
			Some(Answer::Taken) => false,
			Some(Answer::Full) | None => true,
			Some(Answer::Refused(reason)) => {
				shared.state().ledger.refused(transaction);
				refused.get_or_insert(reason);
				false
			}
		});
		let is_interrupted = !batch.is_empty() && shutdown.is_requested();
		if refused.is_some() || is_interrupted {
			batch.iter().for_each(|transaction| shared.state().ledger.refused(transaction));
			return Ok(Err(refused.map_or(Ended::Interrupted, Ended::Refused)));
		}
		if batch.is_empty() {
			return Ok(Ok(()));
		}
		sleep(POOL_FULL_INTERVAL).await;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::window::WindowSize;

	fn signed(length: usize) -> Signed {
		Signed { bytes: vec![0; length], hash: Default::default(), counts: 1 }
	}

	#[test]
	fn a_message_keeps_to_its_bounds_and_is_never_empty() {
		assert_eq!(message(&vec![signed(100); 1_000]), MAX_MESSAGE_TRANSACTIONS);
		assert_eq!(message(&vec![signed(100); 3]), 3);
		assert_eq!(message(&vec![signed(MAX_MESSAGE_BYTES / 2); 5]), 2);
		assert_eq!(message(&vec![signed(MAX_MESSAGE_BYTES + 1); 5]), 1);
	}

	#[test]
	fn the_worst_reason_is_told() {
		let refused = || Ended::Refused("1010".into());
		assert_eq!(worse(Ended::AllSent, Ended::InTime), Ended::AllSent);
		assert_eq!(worse(Ended::InTime, Ended::Interrupted), Ended::Interrupted);
		assert_eq!(worse(refused(), Ended::Interrupted), refused());
	}

	#[tokio::test]
	async fn a_sender_that_waits_for_room_gets_it_when_a_block_comes() {
		let state = State {
			ledger: Ledger::new(Counted::Records),
			window: Window::new(WindowSize::Transactions(10), 100),
		};
		let shared = Arc::new(Shared { state: Mutex::new(state), room: Notify::new() });
		assert_eq!(shared.take(8).await, 8);
		assert_eq!(shared.take(8).await, 2);
		let waiting = tokio::spawn({
			let shared = shared.clone();
			async move { shared.take(8).await }
		});
		tokio::task::yield_now().await;
		assert!(!waiting.is_finished());
		shared.included(5);
		assert_eq!(waiting.await.unwrap(), 5);
	}
}

// SPDX-License-Identifier: Apache-2.0

//! The numbers of validation workers, and of those that pause while this node authors.

/// The names of all possible workers. More would wait for the queue and for the database most of the time.
const NAMES: [&str; 8] = [
	"batch-validator-0",
	"batch-validator-1",
	"batch-validator-2",
	"batch-validator-3",
	"batch-validator-4",
	"batch-validator-5",
	"batch-validator-6",
	"batch-validator-7",
];

/// The names of the workers on a machine with so many cores: one for each core, up to eight.
pub(super) fn names(cores: usize) -> &'static [&'static str] {
	&NAMES[..cores.clamp(1, NAMES.len())]
}

/// The number of workers that pause while this node fills a block.
///
/// The author has one thread, and its block has to be done in time, while a transaction that isn't validated yet comes into
/// the next one anyway. With one core or two all workers pause: two threads beside the author's, the network's and the
/// database's leave the author about half of a core, and two cores that share their parts of a processor run at their whole
/// speed only one at a time. With more cores one worker pauses, which leaves the author a core of its own, and the others
/// go on.
pub(super) fn paused_while_authoring(cores: usize) -> usize {
	match cores {
		0..=2 => names(cores).len(),
		_ => 1,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn there_are_as_many_workers_as_cores_but_one_at_least_and_no_crowd() {
		assert_eq!([0, 1, 2, 5, 8, 64].map(|cores| names(cores).len()), [1, 1, 2, 5, 8, 8]);
	}

	#[test]
	fn all_pause_for_an_author_on_two_cores_and_one_on_more() {
		assert_eq!([0, 1, 2, 3, 16].map(paused_while_authoring), [1, 1, 2, 1, 1]);
	}
}

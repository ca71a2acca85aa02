// SPDX-License-Identifier: Apache-2.0

//! Stop signal of the process.

use tokio::sync::watch;

/// Waits until told to stop, or until the sender is dropped.
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
	// A dropped sender can no longer tell, and counts as a stop.
	drop(stop.wait_for(|stop| *stop).await);
}

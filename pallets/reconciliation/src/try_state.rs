//! What holds of the loops at the end of every block.

use crate::{pallet::*, Loop};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (_, _, standing) in Loops::<T>::iter() {
			Self::try_loop(&standing)?;
		}
		for (_, _, waybill) in Waybills::<T>::iter() {
			let carries = waybill.says.packages.0 > 0 && waybill.says.gross_weight.grams > 0;
			ensure!(carries, "a waybill carries something");
		}
		Ok(())
	}

	fn try_loop(standing: &Loop) -> Result<(), TryRuntimeError> {
		ensure!(!standing.is_empty(), "a loop has a paper at least");
		if let Some(order) = &standing.order {
			let lines = order.says.lines;
			ensure!(order.says.amount.minor_units > 0, "something was ordered");
			ensure!(
				lines.is_none_or(|lines| lines.currency == order.says.amount.currency),
				"the lines of an order are in its currency"
			);
		}
		for (n, receipt) in standing.receipts.iter().enumerate() {
			let key = |n: usize| (&standing.receipts[n].says.institution, &standing.receipts[n].says.number);
			ensure!(!(0..n).any(|before| key(before) == key(n)), "a receipt counts once");
			ensure!(receipt.says.amount.minor_units > 0, "a receipt is of some money");
			ensure!(
				standing.received_in(receipt.says.amount.currency).is_some(),
				"what was received in a currency can be counted"
			);
		}
		for received in standing.received() {
			ensure!(
				standing.received_in(received.currency) == Some(received.minor_units),
				"what was received is the sum of the receipts"
			);
		}
		if let Some(declared) = &standing.declared {
			let waybills = &declared.waybills;
			ensure!(
				(0..waybills.len()).all(|n| !waybills[..n].contains(&waybills[n])),
				"a declaration names a waybill once"
			);
		}
		Ok(())
	}
}

// SPDX-License-Identifier: Apache-2.0

//! Approval in parallel 并联式审批: all required departments are asked at once, and each answers when it likes.

use crate::{pallet::*, Approval, Matter, Verdict};
use frame_support::ensure;
use sp_core::H256;
use suyuan_primitives::{parties::Department, traits::Register, values::Note, Check};

/// A holder of a regulator's seat, and the department whose seat it is.
pub(crate) struct Seat<AccountId> {
	pub(crate) holder: AccountId,
	pub(crate) department: Department,
}

impl<T: Config> Pallet<T> {
	/// The seat of a caller.
	pub(crate) fn seat(holder: T::AccountId) -> Result<Seat<T::AccountId>, Error<T>> {
		ensure!(T::Register::in_force(&holder).is_some(), Error::<T>::NotInForce);
		let department = T::Register::department(&holder).ok_or(Error::<T>::NoDepartment)?;
		Ok(Seat { holder, department })
	}

	/// Puts a matter before every department that must agree from now on.
	pub(crate) fn ask(matter: &Matter<T::AccountId>) -> Approval {
		let approval = Approval::asked(Requirement::<T>::get());
		approval.must_agree.iter().for_each(|department| WorkList::<T>::insert(department, matter, ()));
		approval
	}

	/// Takes a matter off the work lists of the departments that have not decided yet.
	pub(crate) fn stop_asking(matter: &Matter<T::AccountId>, approval: &Approval) {
		approval.waits_for().iter().for_each(|department| WorkList::<T>::remove(department, matter));
	}

	/// Removes the verdicts on a matter, which is another one now, or none.
	pub(crate) fn void_verdicts(matter: &Matter<T::AccountId>, approval: &Approval) {
		let gave_one = approval.must_agree.minus(approval.waits_for());
		gave_one.iter().for_each(|department| Verdicts::<T>::remove(matter, department));
	}

	/// Stores a department's verdict, its first or a revised one.
	///
	/// Returns the holder of another seat of the department whose verdict it takes the place of. Once all agree, such a
	/// verdict stands as long as its holder has a seat of the department, so that no seat reopens what a colleague decided.
	/// A verdict on an earlier state of the loop is outdated, and any seat gives the next.
	pub(crate) fn store_verdict(
		Seat { holder, department }: &Seat<T::AccountId>,
		matter: &Matter<T::AccountId>,
		approval: &mut Approval,
		agrees: bool,
		reason: &Option<Note>,
		loop_digest: Option<H256>,
	) -> Result<Option<T::AccountId>, Error<T>> {
		ensure!(approval.must_agree.contains(*department), Error::<T>::NotAsked);
		ensure!(agrees || reason.is_some(), Error::<T>::ReasonMissing);
		reason.check(&Self::clock())?;
		let before = Verdicts::<T>::get(matter, department);
		let is_outdated = before.as_ref().is_some_and(|before| before.loop_digest != loop_digest);
		let overrules = before.map(|before| before.by).filter(|by| by != holder);
		if let Some(colleague) = overrules.as_ref().filter(|_| approval.is_given() && !is_outdated) {
			let has_left = T::Register::department(colleague) != Some(*department);
			ensure!(has_left, Error::<T>::VerdictOfAnotherSeat);
		}
		approval.count_verdict(*department, agrees);
		WorkList::<T>::remove(department, matter);
		let (reason, by, given_at) = (reason.clone(), holder.clone(), Self::moment());
		let verdict = Verdict { agrees, reason, by, given_at, loop_digest };
		Verdicts::<T>::insert(matter, department, verdict);
		Ok(overrules)
	}
}

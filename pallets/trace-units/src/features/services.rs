// SPDX-License-Identifier: Apache-2.0

//! Services: the process, the customer's feedback, and the end (the traceability guide's annex B).

use crate::{clock::ANY_CLOCK, pallet::*, rules::Action, Feedback, Stage};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use suyuan_primitives::{
	codes::TraceCode,
	values::{Note, Sealed},
	Check,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_serve(who: T::AccountId, code: TraceCode, note: Note) -> DispatchResult {
		let mut unit = Self::unit_for(Action::Serve, &Self::caller(who)?, &code)?;
		note.check(&ANY_CLOCK).map_err(Error::<T>::from)?;
		let progress = unit.service.get_or_insert_default();
		progress.steps = progress.steps.checked_add(1).ok_or(Error::<T>::MaxStepsExceeded)?;
		let step = progress.steps;
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::Served { code, step, note });
		Ok(())
	}

	pub(crate) fn do_give_feedback(
		who: T::AccountId,
		code: TraceCode,
		satisfied: bool,
		note: Sealed,
	) -> DispatchResult {
		let mut unit = Self::unit_for(Action::GiveFeedback, &Self::caller(who)?, &code)?;
		let progress = unit.service.get_or_insert_default();
		let rated = progress.feedback.map_or(0, |feedback| feedback.after_steps);
		ensure!(progress.steps > rated, Error::<T>::NoStepSinceFeedback);
		progress.feedback = Some(Feedback { satisfied, after_steps: progress.steps });
		let after_steps = progress.steps;
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::FeedbackGiven { code, satisfied, after_steps, note });
		Ok(())
	}

	pub(crate) fn do_end_service(who: T::AccountId, code: TraceCode) -> DispatchResult {
		let mut unit = Self::unit_for(Action::EndService, &Self::caller(who)?, &code)?;
		let progress = unit.service.unwrap_or_default();
		let satisfied = Feedback { satisfied: true, after_steps: progress.steps };
		ensure!(progress.feedback == Some(satisfied), Error::<T>::NotSatisfied);
		let retain_until = Self::now().saturating_add(T::Retention::get());
		unit.stage = Stage::Closed { retain_until };
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::ServiceEnded { code, retain_until });
		Ok(())
	}
}

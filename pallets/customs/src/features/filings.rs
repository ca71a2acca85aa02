// SPDX-License-Identifier: Apache-2.0

//! Filings 备案 of export enterprises.

use super::approvals::Seat;
use crate::{pallet::*, Documents, Filing, Matter, Standing};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::{CustomsCode, SupervisionMode, SupervisionModes},
	parties::ParticipantKind,
	traits::Register,
	values::Note,
	Check,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_file(
		exporter: T::AccountId,
		customs_code: CustomsCode,
		scope: SupervisionModes,
		evidence: Documents,
	) -> DispatchResult {
		let kind = T::Register::in_force(&exporter).ok_or(Error::<T>::NotInForce)?;
		ensure!(kind == ParticipantKind::TradeEntity, Error::<T>::NotTradeEntity);
		customs_code.check(&Self::clock()).map_err(Error::<T>::from)?;
		ensure!(!scope.is_empty(), Error::<T>::EmptyScope);
		ensure!(!evidence.is_empty(), Error::<T>::EmptyList);

		let matter = Matter::Filing(exporter.clone());
		if let Some(before) = Filings::<T>::get(&exporter) {
			Self::stop_asking(&matter, &before.approval);
			Self::void_verdicts(&matter, &before.approval);
		}
		let filing_hash = BlakeTwo256::hash_of(&(customs_code, scope, &evidence));
		let filing = Filing {
			customs_code,
			scope,
			evidence,
			filed_at: Self::moment(),
			filing_hash,
			approval: Self::ask(&matter),
			lapses_at: None,
		};
		Filings::<T>::insert(&exporter, &filing);
		Self::deposit_event(Event::Filed { exporter, filing });
		Ok(())
	}

	pub(crate) fn do_withdraw_filing(exporter: T::AccountId) -> DispatchResult {
		ensure!(T::Register::in_force(&exporter).is_some(), Error::<T>::NotInForce);
		let filing = Filings::<T>::take(&exporter).ok_or(Error::<T>::NotFiled)?;
		let matter = Matter::Filing(exporter.clone());
		Self::stop_asking(&matter, &filing.approval);
		Self::void_verdicts(&matter, &filing.approval);
		Self::deposit_event(Event::FilingWithdrawn { exporter });
		Ok(())
	}

	pub(crate) fn do_decide_filing(
		who: T::AccountId,
		exporter: T::AccountId,
		filing_hash: H256,
		agrees: bool,
		reason: Option<Note>,
	) -> DispatchResult {
		let seat = Self::seat(who)?;
		let mut filing = Filings::<T>::get(&exporter).ok_or(Error::<T>::NotFiled)?;
		ensure!(filing.filing_hash == filing_hash, Error::<T>::FilingChanged);
		let now = Self::now();
		let before = filing.standing(now);
		ensure!(before != Standing::Lapsed, Error::<T>::FilingLapsed);
		let matter = Matter::Filing(exporter.clone());
		let overrules = Self::store_verdict(&seat, &matter, &mut filing.approval, agrees, &reason, None)?;

		let Seat { holder: by, department } = seat;
		let (of, approval) = (exporter.clone(), filing.approval);
		Self::deposit_event(Event::FilingDecided {
			exporter: of,
			department,
			agrees,
			reason,
			by,
			overrules,
			approval,
		});
		match (before == Standing::Good, filing.approval.is_given()) {
			(false, true) => {
				let lapses_at = now.saturating_add(T::FilingTerm::get());
				filing.lapses_at = Some(lapses_at);
				Self::deposit_event(Event::FilingGood { exporter: exporter.clone(), lapses_at });
			}
			(true, false) => {
				filing.lapses_at = None;
				Self::deposit_event(Event::FilingTakenBack { exporter: exporter.clone(), department });
			}
			_ => (),
		}
		Filings::<T>::insert(exporter, filing);
		Ok(())
	}

	/// Checks that an exporter may declare under a mode.
	pub(crate) fn ensure_filed_for(exporter: &T::AccountId, mode: SupervisionMode) -> Result<(), Error<T>> {
		let filing = Filings::<T>::get(exporter).ok_or(Error::<T>::NotFiled)?;
		match filing.standing(Self::now()) {
			Standing::Good => (),
			Standing::Lapsed => return Err(Error::<T>::FilingLapsed),
			Standing::Open { .. } | Standing::Refused { .. } => return Err(Error::<T>::FilingNotGood),
		}
		ensure!(filing.scope.contains(mode), Error::<T>::ModeNotInScope);
		Ok(())
	}
}

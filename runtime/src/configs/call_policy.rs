// SPDX-License-Identifier: Apache-2.0

//! The calls that each role may sign, and the keys that they may bring into the state.
//!
//! | role | may sign |
//! |---|---|
//! | participant | the calls of the trade chain and the alliance chain; proxy, multisig and batches of such |
//! | regulator | that, and the calls by which the council, its seats and the chain itself are governed |
//! | operator | proxy and multisig calls, announcements of such, and `set_sealing_key` for itself |
//! | applicant | `apply` and `withdraw` |
//! | operator of an applicant | proxy and multisig calls for that applicant |
//!
//! Carried calls are checked too, at most [`MAX_DEPTH`] deep. A call that is carried for another account, through a proxy
//! or by a multisig account, is one that this account may sign by its own standing. So no account acts through others while
//! it is suspended, and a derived account that the register does not know leaves nothing in the state.
//!
//! An application that gives a person's identity number in clear is refused here, at every depth, so that no block carries
//! it.

use crate::{AccountId, Participants, Regulators, Runtime, RuntimeCall};
use alloc::vec::Vec;
use frame_support::traits::{Contains, Get};
use pallet_participants::{AdmissionError, CallPolicy, Role};
use sp_runtime::traits::StaticLookup;
use suyuan_primitives::items::InfoItem;

/// The deepest nesting of calls: a batch of proxied calls of a multisig account, and one more.
pub(crate) const MAX_DEPTH: u32 = 4;

/// The call policy of this runtime; see the [module](self).
pub struct SignedCalls;

impl CallPolicy<AccountId, RuntimeCall> for SignedCalls {
	fn new_keys(
		role: Role<AccountId>,
		signer: &AccountId,
		call: &RuntimeCall,
	) -> Result<u32, AdmissionError> {
		signed(role, signer, call, 0)
	}

	fn carriers(call: &RuntimeCall) -> u32 {
		carriers(call, 0)
	}
}

/// The keys that a call of an account in this role may bring.
fn signed(
	role: Role<AccountId>,
	who: &AccountId,
	call: &RuntimeCall,
	depth: u32,
) -> Result<u32, AdmissionError> {
	if depth > MAX_DEPTH {
		return Err(AdmissionError::NestedTooDeep);
	}
	if tells_personal_identity_number(call) {
		return Err(AdmissionError::PersonalIdentityNumber);
	}
	match role {
		Role::Applicant => applies(call).ok_or(AdmissionError::MayOnlyApply),
		Role::Operator | Role::OperatorOfApplicant { .. } => {
			let carried = match (Carried::of(who, call)?, role) {
				(Some(carried), _) => carried,
				(None, Role::Operator) => {
					let own = announces(call).or_else(|| seals(call));
					return own.ok_or(AdmissionError::OperatorCallOnly);
				}
				(None, _) => return Err(AdmissionError::OperatorCallOnly),
			};
			match role {
				Role::OperatorOfApplicant { principal } if carried.real != *principal => {
					Err(AdmissionError::MayOnlyApply)
				}
				_ => carried.new_keys(depth),
			}
		}
		Role::Participant | Role::Regulator => {
			if let Some(calls) = batched(call) {
				return calls.iter().try_fold(0u32, |keys, call| {
					Ok(keys.saturating_add(signed(role, who, call, depth + 1)?))
				});
			}
			if let Some(carried) = Carried::of(who, call)? {
				return carried.new_keys(depth);
			}
			let keys = of_trade(call).or_else(|| of_keys(call));
			let keys = keys.or_else(|| (role == Role::Regulator).then(|| of_governance(call)).flatten());
			keys.ok_or(AdmissionError::CallNotAllowed)
		}
	}
}

/// Returns true if the call applies with a person's identity number in the place of a credit code.
fn tells_personal_identity_number(call: &RuntimeCall) -> bool {
	use pallet_participants::Call;
	matches!(call, RuntimeCall::Participants(Call::apply { profile }) if profile.identity.has_personal_identity_number())
}

/// The calls of a batch.
fn batched(call: &RuntimeCall) -> Option<&[RuntimeCall]> {
	use pallet_utility::Call;
	match call {
		RuntimeCall::Utility(
			Call::batch { calls } | Call::batch_all { calls } | Call::force_batch { calls },
		) => Some(calls),
		_ => None,
	}
}

/// A call that is carried for another account.
struct Carried<'a> {
	/// The account that acts.
	real: AccountId,
	/// The call, unless only its hash is given: then it is checked when it is executed.
	call: Option<&'a RuntimeCall>,
	/// The entries that carrying it brings.
	keys: u32,
}

impl<'a> Carried<'a> {
	/// The call that a proxy or multisig call of this account carries.
	fn of(who: &AccountId, call: &'a RuntimeCall) -> Result<Option<Self>, AdmissionError> {
		use pallet_multisig::Call as Multisig;
		use pallet_proxy::Call as Proxy;
		let (real, call, keys) = match call {
			RuntimeCall::Proxy(
				Proxy::proxy { real, call, .. } | Proxy::proxy_announced { real, call, .. },
			) => {
				let real = <Runtime as frame_system::Config>::Lookup::lookup(real.clone());
				(real.map_err(|_| AdmissionError::CallNotAllowed)?, Some(&**call), 0)
			}
			RuntimeCall::Multisig(Multisig::as_multi_threshold_1 { other_signatories, call }) => {
				(multisig(who, other_signatories, 1)?, Some(&**call), 0)
			}
			RuntimeCall::Multisig(Multisig::as_multi { threshold, other_signatories, call, .. }) => {
				(multisig(who, other_signatories, *threshold)?, Some(&**call), 1)
			}
			RuntimeCall::Multisig(Multisig::approve_as_multi { threshold, other_signatories, .. }) => {
				(multisig(who, other_signatories, *threshold)?, None, 1)
			}
			RuntimeCall::Multisig(Multisig::cancel_as_multi { threshold, other_signatories, .. }) => {
				(multisig(who, other_signatories, *threshold)?, None, 0)
			}
			_ => return Ok(None),
		};
		Ok(Some(Self { real, call, keys }))
	}

	/// The keys that it may bring, by the standing of the account that acts.
	fn new_keys(&self, depth: u32) -> Result<u32, AdmissionError> {
		let role = Participants::own_role(&self.real)?;
		let Some(call) = self.call else { return Ok(self.keys) };
		let keys = match signed(role, &self.real, call, depth + 1) {
			// A participant may hold a seat as well.
			Err(AdmissionError::CallNotAllowed) if Regulators::contains(&self.real) => {
				signed(Role::Regulator, &self.real, call, depth + 1)
			}
			keys => keys,
		};
		Ok(keys?.saturating_add(self.keys))
	}
}

/// The multisig account of this signatory and others.
fn multisig(who: &AccountId, others: &[AccountId], threshold: u16) -> Result<AccountId, AdmissionError> {
	let max = <<Runtime as pallet_multisig::Config>::MaxSignatories as Get<u32>>::get() as usize;
	if others.is_empty() || others.len() >= max {
		return Err(AdmissionError::CallNotAllowed);
	}
	let mut signatories: Vec<_> = others.iter().chain([who]).cloned().collect();
	signatories.sort();
	Ok(pallet_multisig::Pallet::<Runtime>::multi_account_id(&signatories, threshold))
}

/// The number of proxy and multisig calls in a call: for each the standing of an account is looked up.
fn carriers(call: &RuntimeCall, depth: u32) -> u32 {
	use pallet_multisig::Call as Multisig;
	use pallet_proxy::Call as Proxy;
	if depth > MAX_DEPTH {
		return 0;
	}
	if let Some(calls) = batched(call) {
		return calls.iter().fold(0u32, |sum, call| sum.saturating_add(carriers(call, depth + 1)));
	}
	match call {
		RuntimeCall::Proxy(Proxy::proxy { call, .. } | Proxy::proxy_announced { call, .. })
		| RuntimeCall::Multisig(
			Multisig::as_multi_threshold_1 { call, .. } | Multisig::as_multi { call, .. },
		) => carriers(call, depth + 1).saturating_add(1),
		RuntimeCall::Multisig(_) => 1,
		_ => 0,
	}
}

/// The keys of a call by which an applicant applies.
fn applies(call: &RuntimeCall) -> Option<u32> {
	use pallet_participants::Call;
	match call {
		RuntimeCall::Participants(Call::apply { .. } | Call::withdraw {}) => of_trade(call),
		_ => None,
	}
}

/// The keys of a call by which an operator announces its call as a proxy with a delay.
fn announces(call: &RuntimeCall) -> Option<u32> {
	use pallet_proxy::Call;
	match call {
		RuntimeCall::Proxy(Call::announce { .. } | Call::remove_announcement { .. }) => of_keys(call),
		_ => None,
	}
}

/// The keys of a call by which an operator registers its own sealing key.
fn seals(call: &RuntimeCall) -> Option<u32> {
	use pallet_participants::Call;
	match call {
		RuntimeCall::Participants(Call::set_sealing_key { .. }) => of_trade(call),
		_ => None,
	}
}

/// The keys of a call of the trade chain or the alliance chain.
///
/// A unit and the heads of its blocks count as one.
fn of_trade(call: &RuntimeCall) -> Option<u32> {
	match call {
		RuntimeCall::Participants(call) => of_participants(call),
		RuntimeCall::TraceUnits(call) => Some(call.max_new_keys() as u32),
		RuntimeCall::ProductInfo(call) => of_records(call),
		RuntimeCall::TransactionInfo(call) => of_records(call),
		RuntimeCall::LogisticsInfo(call) => of_records(call),
		RuntimeCall::CustomsInfo(call) => of_records(call),
		RuntimeCall::Customs(call) => Some(call.max_new_keys() as u32),
		RuntimeCall::Reconciliation(_) => Some(0),
		RuntimeCall::CompanyPrefixes(call) => Some(call.max_new_keys() as u32),
		RuntimeCall::Trade(call) => Some(call.max_new_keys() as u32),
		_ => None,
	}
}

fn of_participants(call: &pallet_participants::Call<Runtime>) -> Option<u32> {
	use pallet_participants::Call;
	match call {
		// The invitation, the inviter's count, the account and its keys, and an account for each key.
		Call::invite { operators, .. } => Some(4 + operators.len() as u32),
		// A partnership, and the count of whoever proposed it.
		Call::add_operator { .. } | Call::authorize { .. } | Call::propose_partner { .. } => Some(2),
		Call::apply { .. }
		| Call::accept_operator { .. }
		| Call::confirm_partner { .. }
		| Call::set_sealing_key { .. } => Some(1),
		Call::uninvite { .. }
		| Call::withdraw {}
		| Call::remove_operator { .. }
		| Call::remove_multisig { .. }
		| Call::withdraw_authorization { .. }
		| Call::end_partner { .. } => Some(0),
		// The council's, which are refused by their origin.
		Call::admit { .. }
		| Call::admit_many { .. }
		| Call::reject { .. }
		| Call::suspend { .. }
		| Call::reinstate { .. }
		| Call::revoke { .. }
		| Call::renew { .. }
		| Call::assign_department { .. } => Some(0),
		_ => None,
	}
}

/// The keys of a call that records.
///
/// The head is counted with its unit; an item that feeds a loop of order, goods and money may begin one, and a receipt
/// brings its number.
fn of_records<I: 'static>(call: &pallet_info_block::Call<Runtime, I>) -> Option<u32>
where
	Runtime: pallet_info_block::Config<I>,
{
	use pallet_info_block::Call;
	match call {
		Call::record { item, .. } | Call::amend { item, .. } | Call::import { item, .. } => {
			Some(item.keys_of_loop())
		}
		Call::record_many { entries } => Some(entries.iter().map(|entry| entry.item.keys_of_loop()).sum()),
		_ => None,
	}
}

/// The keys of a call by which an account manages its proxies.
///
/// Pure proxies are left out: each would be one account more that may have proxies of its own.
fn of_keys(call: &RuntimeCall) -> Option<u32> {
	use pallet_proxy::Call;
	match call {
		RuntimeCall::Proxy(Call::add_proxy { .. } | Call::announce { .. }) => Some(1),
		RuntimeCall::Proxy(
			Call::remove_proxy { .. }
			| Call::remove_proxies {}
			| Call::remove_announcement { .. }
			| Call::reject_announcement { .. },
		) => Some(0),
		_ => None,
	}
}

/// The keys of a call by which a regulator governs.
fn of_governance(call: &RuntimeCall) -> Option<u32> {
	use frame_system::Call as System;
	match call {
		// A proposal, its votes and its proposer's share.
		RuntimeCall::Council(_) | RuntimeCall::Session(_) => Some(3),
		RuntimeCall::Preimage(_) | RuntimeCall::Whitelist(_) => Some(2),
		RuntimeCall::ValidatorSeats(_) | RuntimeCall::Regulators(_) | RuntimeCall::TxPause(_) => Some(1),
		RuntimeCall::Grandpa(_)
		| RuntimeCall::System(
			System::remark { .. }
			| System::remark_with_event { .. }
			| System::apply_authorized_upgrade { .. },
		) => Some(0),
		_ => None,
	}
}

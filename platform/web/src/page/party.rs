// SPDX-License-Identifier: Apache-2.0

//! View of a participant.

use super::format;
use crate::i18n::{called, parties, Lang};
use std::collections::BTreeMap;
use suyuan_store::model::Party;

/// A participant as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
	/// SS58 address of the participant.
	pub account: String,
	/// Registered name, if there is one that may be shown.
	pub name: Option<String>,
	/// Text that stands in place of a missing name.
	pub instead: String,
	/// Business of the participant, or its role as a regulator.
	pub does: String,
	/// Credit code, or the country of registration.
	pub registered: Option<String>,
	/// Remark on a status other than active.
	pub doubt: Option<String>,
}

impl Who {
	/// For templates: language of the name, see [`format::language_of`].
	pub fn language(&self) -> &'static str {
		self.name.as_deref().map_or("", format::language_of)
	}
}

/// Makes the view of an account, which need not be a participant's.
pub fn who(parties: &BTreeMap<String, Party>, account: &str, lang: Lang) -> Who {
	match parties.get(account) {
		Some(party) => known(party, lang),
		None => Who {
			account: account.to_string(),
			name: None,
			instead: format::short(account),
			does: String::new(),
			registered: None,
			doubt: None,
		},
	}
}

/// Makes the view of a participant.
pub fn known(party: &Party, lang: Lang) -> Who {
	let business = party.business.as_deref();
	let does = match (&party.department, business, &party.kind) {
		// Without a name of its own, its department stands in the name's place already.
		(Some(_), ..) if party.name.is_none() => lang.t("party-regulator").to_string(),
		(Some(department), ..) => {
			let department = called(parties::DEPARTMENTS, department, lang);
			lang.with("party-regulator-of", [("department", department.into())])
		}
		(None, Some(business), _) => called(parties::BUSINESSES, business, lang).into_owned(),
		(None, None, Some(kind)) => called(parties::KINDS, kind, lang).into_owned(),
		(None, None, None) => String::new(),
	};
	let instead = match (&party.department, &party.kind) {
		// A regulator is identified by its seat, and has no profile.
		(Some(department), _) => called(parties::DEPARTMENTS, department, lang).into_owned(),
		(None, Some(kind)) if kind != "Regulator" => lang.t("party-person").to_string(),
		(None, _) => format::short(&party.account),
	};
	let doubt = party.status.as_deref().filter(|status| *status != "Active").map(|status| {
		let status = called(parties::STATUSES, status, lang).to_lowercase();
		lang.with("party-doubt", [("status", status.into())])
	});
	let registered = match (&party.credit_code, &party.country) {
		(Some(code), _) => Some(code.clone()),
		(None, Some(country)) => Some(format::country(country, lang)),
		(None, None) => None,
	};
	Who { account: party.account.clone(), name: party.name.clone(), instead, does, registered, doubt }
}

#[cfg(test)]
mod tests {
	use super::*;

	fn party() -> Party {
		Party {
			account: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY".into(),
			name: None,
			kind: None,
			business: None,
			department: None,
			status: None,
			country: None,
			credit_code: None,
		}
	}

	#[test]
	fn a_person_is_not_named() {
		let person = Party { kind: Some("ConsumerOrOther".into()), ..party() };
		assert_eq!(known(&person, Lang::En).instead, "Natural person (identity sealed)");
	}

	#[test]
	fn a_seat_is_known_by_its_department() {
		let seat = Party { department: Some("Tax".into()), kind: Some("Regulator".into()), ..party() };
		assert_eq!(known(&seat, Lang::Zh).instead, "税务");
		assert_eq!(known(&seat, Lang::En).does, "Regulator");
		let named = Party { name: Some("深圳市税务局".into()), ..seat };
		assert_eq!(known(&named, Lang::En).does, "Regulator (Tax)");
	}

	#[test]
	fn who_is_not_in_force_is_marked() {
		let active = Party { status: Some("Active".into()), ..party() };
		let suspended = Party { status: Some("Suspended".into()), ..party() };
		assert_eq!(known(&active, Lang::Zh).doubt, None);
		assert_eq!(known(&suspended, Lang::Zh).doubt.as_deref(), Some("该主体已暂停"));
	}

	#[test]
	fn an_account_of_which_nothing_is_known_stands_for_itself() {
		assert_eq!(who(&BTreeMap::new(), "5Grwva", Lang::Zh).instead, "5Grwva");
	}
}

// SPDX-License-Identifier: Apache-2.0

//! Error responses in the OpenAPI document, shared by all operations.

use crate::problem::{Kind, Problem, MEDIA_TYPE};
use std::collections::BTreeMap;
use utoipa::{
	openapi::{
		response::{Response, ResponseBuilder},
		ContentBuilder, Ref, RefOr,
	},
	IntoResponses, ToSchema,
};

fn failures(kinds: &[Kind]) -> BTreeMap<String, RefOr<Response>> {
	let mut said: BTreeMap<String, Vec<&str>> = BTreeMap::new();
	for kind in kinds {
		said.entry(kind.status().as_str().to_owned()).or_default().push(kind.title());
	}
	let response = |titles: Vec<&str>| {
		let schema = Ref::from_schema_name(Problem::name());
		let content = ContentBuilder::new().schema(Some(schema)).build();
		ResponseBuilder::new().description(titles.join(". ")).content(MEDIA_TYPE, content).build().into()
	};
	said.into_iter().map(|(status, titles)| (status, response(titles))).collect()
}

/// Errors of any operation.
pub struct Failures;

impl IntoResponses for Failures {
	fn responses() -> BTreeMap<String, RefOr<Response>> {
		failures(&[
			Kind::MalformedRequest,
			Kind::TooManyRequests,
			Kind::Unauthorized,
			Kind::Internal,
			Kind::Unavailable,
			Kind::TimedOut,
		])
	}
}

/// Errors of operations on one unit.
pub struct OfCode;

impl IntoResponses for OfCode {
	fn responses() -> BTreeMap<String, RefOr<Response>> {
		let mut all = Failures::responses();
		all.extend(failures(&[
			Kind::MalformedTraceCode,
			Kind::WrongCheckDigit,
			Kind::MalformedRequest,
			Kind::UnknownCode,
			Kind::NamesProduct,
		]));
		all
	}
}

/// Errors of operations on an object with another key.
pub struct OfKey;

impl IntoResponses for OfKey {
	fn responses() -> BTreeMap<String, RefOr<Response>> {
		let mut all = Failures::responses();
		all.extend(failures(&[Kind::UnknownKey, Kind::UnknownProduct]));
		all
	}
}

/// Errors of the operations of the vault.
pub struct OfVault;

impl IntoResponses for OfVault {
	fn responses() -> BTreeMap<String, RefOr<Response>> {
		failures(&[
			Kind::MalformedRequest,
			Kind::MalformedEnvelope,
			Kind::Unauthorized,
			Kind::Unsigned,
			Kind::StatementExpired,
			Kind::NotInForce,
			Kind::NotOwner,
			Kind::NoGrant,
			Kind::GrantRevoked,
			Kind::GrantNotBegun,
			Kind::GrantEnded,
			Kind::ReadsUsedUp,
			Kind::WrongPurpose,
			Kind::NoCustody,
			Kind::CustodyEnded,
			Kind::ByLaw,
			Kind::NotDepartment,
			Kind::NotRead,
			Kind::NoVault,
			Kind::UnknownRecord,
			Kind::NonceUsed,
			Kind::NoSuchCommitment,
			Kind::AlreadyKept,
			Kind::TooManyGrants,
			Kind::Erased,
			Kind::TooLarge,
			Kind::TooManyRequests,
			Kind::Internal,
			Kind::Unavailable,
			Kind::TimedOut,
		])
	}
}

/// Errors of operations that need a token.
pub struct Guarded;

impl IntoResponses for Guarded {
	fn responses() -> BTreeMap<String, RefOr<Response>> {
		let mut all = Failures::responses();
		all.extend(failures(&[Kind::Unauthorized, Kind::Forbidden]));
		all
	}
}

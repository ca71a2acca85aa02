// SPDX-License-Identifier: Apache-2.0

//! Problem documents (RFC 9457): errors that programs and persons understand.

use crate::text::cut;
use axum::{
	http::{header, HeaderValue, StatusCode},
	response::{IntoResponse, Response},
};
use serde::Serialize;
use std::borrow::Cow;
use suyuan_store::Failure;
use utoipa::ToSchema;

/// Media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Longest detail of a problem, in bytes: part of it may come from the client.
const MAX_DETAIL: usize = 512;

macro_rules! kinds {
	($( $(#[$doc:meta])* $kind:ident, $name:literal, $status:ident, $title:literal; )*) => {
		/// Kind of problem.
		#[derive(Clone, Copy, Debug, PartialEq, Eq)]
		pub enum Kind {
			$( $(#[$doc])* $kind, )*
		}

		impl Kind {
			/// All kinds, in the order of their declaration.
			pub const ALL: &'static [Self] = &[$( Self::$kind, )*];

			/// Name of the kind, which is part of its address.
			pub const fn name(self) -> &'static str {
				match self { $( Self::$kind => $name, )* }
			}

			/// HTTP status of the response.
			pub const fn status(self) -> StatusCode {
				match self { $( Self::$kind => StatusCode::$status, )* }
			}

			/// Description of the kind, and the remedy.
			pub const fn title(self) -> &'static str {
				match self { $( Self::$kind => $title, )* }
			}
		}
	};
}

kinds! {
	/// A trace code has no form that any scheme knows.
	MalformedTraceCode, "malformed-trace-code", BAD_REQUEST,
		"This is no trace code: look at its path, its digits and what is percent-encoded";
	/// The last digit of a GS1 key is not the one that the others ask for.
	WrongCheckDigit, "wrong-check-digit", BAD_REQUEST,
		"The check digit is wrong: a digit was mistyped or misread, or the code was made up";
	/// A parameter or a body is not what the operation takes.
	MalformedRequest, "malformed-request", BAD_REQUEST,
		"A parameter or the body is not what this operation takes: see /api/docs";
	/// A token was sent that is not known, or none where one is needed.
	Unauthorized, "unauthorized", UNAUTHORIZED,
		"This needs a token: ask the operator, and send it as Authorization: Bearer";
	/// The token is known, and does not open this.
	Forbidden, "forbidden", FORBIDDEN,
		"This token does not open that: ask the operator for one with the scope";
	/// A page of another site had a browser send a form.
	CrossSite, "cross-site", FORBIDDEN,
		"This was sent from a page of another site: open the page here, and send it from there";
	/// Nothing is registered under the trace code.
	UnknownCode, "unknown-code", NOT_FOUND,
		"No unit is registered under this trace code: compare it with the label; if they agree, the label is not genuine";
	/// No unit of a product is registered, whose barcode alone was given.
	UnknownProduct, "unknown-product", NOT_FOUND,
		"No unit of this product is registered here: a barcode names a product and not a piece, and many products are not \
		traced; that says nothing of whether the product is genuine";
	/// The code names a product, where one of a unit is needed.
	NamesProduct, "names-product", NOT_FOUND,
		"This code names a product and no unit: add the serial number or the lot; /api/products has the product";
	/// All labels that were asked for are printed already.
	NothingToPrint, "nothing-to-print", CONFLICT,
		"Every label of these was printed before: name the run and a reason to print it again";
	/// Labels are to be printed again, and nobody says why.
	ReprintNeedsReason, "reprint-needs-reason", BAD_REQUEST,
		"Labels that were printed before are printed again for a reason alone: say it in reason";
	/// Nothing is known under a key other than a trace code.
	UnknownKey, "unknown-key", NOT_FOUND,
		"Nothing is known under this key";
	/// The resolver has no link of the type asked for.
	UnknownLinkType, "unknown-link-type", NOT_FOUND,
		"There is no link of this type: linkType=linkset lists those that there are";
	/// There is no such route.
	NoSuchRoute, "no-such-route", NOT_FOUND,
		"There is nothing here: /api/docs lists what there is";
	/// The route takes another method.
	WrongMethod, "wrong-method", METHOD_NOT_ALLOWED,
		"This is asked for with another method: the header Allow lists them";
	/// None of the media types that are accepted can be had.
	NotAcceptable, "not-acceptable", NOT_ACCEPTABLE,
		"This can be had as text/html, application/json, application/linkset+json and, of a product, application/ld+json";
	/// The request does not arrive in time.
	TooSlow, "too-slow", REQUEST_TIMEOUT,
		"The request did not arrive in time: send it whole and at once";
	/// The body is larger than anything that is asked for with one.
	TooLarge, "too-large", PAYLOAD_TOO_LARGE,
		"The body is too large: send less at a time";
	/// The body is of another media type.
	WrongMediaType, "wrong-media-type", UNSUPPORTED_MEDIA_TYPE,
		"The body is of a media type that this operation doesn't take";
	/// One address asks more often than it may.
	TooManyRequests, "too-many-requests", TOO_MANY_REQUESTS,
		"Too many requests: wait as long as Retry-After says";
	/// The platform keeps no vault.
	NoVault, "no-vault", NOT_FOUND,
		"This platform keeps no vault: ask the operator, who starts it with --vault";
	/// The body is no envelope of the vault, or a grant in it contradicts itself.
	MalformedEnvelope, "malformed-envelope", BAD_REQUEST,
		"This is no envelope, or a grant in it contradicts itself: look at content, wraps, times and recipients";
	/// A request of the vault is not signed, or not by this account for this request.
	Unsigned, "unsigned", UNAUTHORIZED,
		"This needs the signature of an account under this very request, in the header Suyuan-Signature";
	/// The time of a signed statement is over, or too long.
	StatementExpired, "statement-expired", UNAUTHORIZED,
		"The time of the signed statement is over, or longer than five minutes: sign it again";
	/// A signed request was sent a second time.
	NonceUsed, "nonce-used", CONFLICT,
		"A request with this nonce was taken already: sign each request anew";
	/// The admission of an account is not in force.
	NotInForce, "not-in-force", FORBIDDEN,
		"The account is not admitted to the chain, or suspended, revoked or expired: ask the regulators";
	/// No record of the unit has the commitment.
	NoSuchCommitment, "no-such-commitment", CONFLICT,
		"No record in force of this unit has this commitment, by you or of your unit: record it on the chain first";
	/// An envelope is kept for the commitment already.
	AlreadyKept, "already-kept", CONFLICT,
		"An envelope is kept for this commitment already: grant it to further readers";
	/// No envelope is kept for the commitment.
	UnknownRecord, "unknown-record", NOT_FOUND,
		"No envelope is kept for this commitment: ask its owner to put one";
	/// The record was erased, and nobody opens it any more.
	Erased, "erased", GONE,
		"This was erased for good: nobody opens it any more";
	/// The record is another's.
	NotOwner, "not-owner", FORBIDDEN,
		"This record is another's, who alone may do this";
	/// A record has as many grants as it may have.
	TooManyGrants, "too-many-grants", CONFLICT,
		"This record has as many grants as it may have: 64";
	/// Nothing was granted to the reader.
	NoGrant, "no-grant", FORBIDDEN,
		"Nothing was granted to you here: ask the owner";
	/// The grant was revoked.
	GrantRevoked, "grant-revoked", FORBIDDEN,
		"The owner revoked this grant";
	/// The grant has not begun.
	GrantNotBegun, "grant-not-begun", FORBIDDEN,
		"This grant has not begun: come back at its time";
	/// The grant has ended.
	GrantEnded, "grant-ended", FORBIDDEN,
		"This grant has ended: ask the owner for another";
	/// As many reads as were granted took place.
	ReadsUsedUp, "reads-used-up", FORBIDDEN,
		"As many reads as were granted took place: ask the owner for more";
	/// The purpose is not the one of the grant.
	WrongPurpose, "wrong-purpose", FORBIDDEN,
		"The record was granted for another purpose";
	/// The reader did not accept custody of the unit.
	NoCustody, "no-custody", FORBIDDEN,
		"You did not accept custody of this unit: accept it on the chain first";
	/// The reader's custody ended, and the days after it.
	CustodyEnded, "custody-ended", FORBIDDEN,
		"Your custody of this unit ended, and the days after it";
	/// A department reads by law, which is not the owner's to take back.
	ByLaw, "by-law", FORBIDDEN,
		"A department reads this by law while it holds its seat, which is not the owner's to take back";
	/// The reader holds no seat of a department.
	NotDepartment, "not-department", FORBIDDEN,
		"Only the holder of a department's seat reads by law";
	/// The reader has not read what it reports on.
	NotRead, "not-read", FORBIDDEN,
		"Only those who read a record may say what they found in it";
	/// Something failed here.
	Internal, "internal", INTERNAL_SERVER_ERROR,
		"Something failed here: the operator's log says what";
	/// The platform is overloaded, stopping, or not there yet.
	Unavailable, "unavailable", SERVICE_UNAVAILABLE,
		"Not now: try again in a moment";
	/// No evidence can be made at the moment.
	NoEvidence, "no-evidence", SERVICE_UNAVAILABLE,
		"No evidence can be made now: the detail says why; try again in a moment";
	/// The unit was archived, so that the state that evidence proves has it no more.
	Archived, "archived", GONE,
		"The unit was archived: the chain's state, which evidence proves, has it no more. Its page has its records, and \
		/api/archive/proof its place in the archive book";
	/// The answer took too long.
	TimedOut, "timed-out", GATEWAY_TIMEOUT,
		"This took too long: ask for less, or again later";
}

/// Problem document of a response.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
	/// Address of the kind of problem, with its description.
	#[serde(rename = "type")]
	pub address: String,
	/// Kind of problem and its remedy.
	pub title: &'static str,
	/// HTTP status of the response.
	pub status: u16,
	/// Description of this occurrence.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub detail: Option<String>,
	/// Kind of problem, from which address, title and status follow.
	#[serde(skip)]
	kind: Kind,
	#[serde(skip)]
	retry_after: Option<u64>,
}

impl Problem {
	/// Makes a problem of a kind, without detail.
	pub fn of(kind: Kind) -> Self {
		Self {
			address: format!("/problems/{}", kind.name()),
			title: kind.title(),
			status: kind.status().as_u16(),
			detail: None,
			kind,
			retry_after: None,
		}
	}

	/// Makes a problem of a kind with a detail, cut to its bound and without control characters.
	pub fn because(kind: Kind, detail: impl AsRef<str>) -> Self {
		Self { detail: Some(cut(detail.as_ref(), MAX_DETAIL)), ..Self::of(kind) }
	}

	/// Sets the seconds after which another attempt is worthwhile.
	pub fn retry_after(self, seconds: u64) -> Self {
		Self { retry_after: Some(seconds), ..self }
	}

	/// Gives the problem the type by which clients of another standard know it.
	pub fn named(self, address: String) -> Self {
		Self { address, ..self }
	}

	/// Returns the kind of problem.
	pub fn kind(&self) -> Kind {
		self.kind
	}

	/// Makes the problem for a status that came without a document of ours.
	pub fn of_status(status: StatusCode, detail: Option<String>) -> Self {
		let kind = match status {
			StatusCode::UNAUTHORIZED => Kind::Unauthorized,
			StatusCode::FORBIDDEN => Kind::Forbidden,
			StatusCode::NOT_FOUND => Kind::NoSuchRoute,
			StatusCode::METHOD_NOT_ALLOWED => Kind::WrongMethod,
			StatusCode::NOT_ACCEPTABLE => Kind::NotAcceptable,
			StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge,
			StatusCode::UNSUPPORTED_MEDIA_TYPE => Kind::WrongMediaType,
			StatusCode::TOO_MANY_REQUESTS => Kind::TooManyRequests,
			StatusCode::SERVICE_UNAVAILABLE => Kind::Unavailable,
			StatusCode::REQUEST_TIMEOUT => Kind::TooSlow,
			StatusCode::GATEWAY_TIMEOUT => Kind::TimedOut,
			status if status.is_client_error() => Kind::MalformedRequest,
			_ => Kind::Internal,
		};
		let detail = detail.map(|detail| cut(&detail, MAX_DETAIL));
		Self { status: status.as_u16(), detail, ..Self::of(kind) }
	}
}

impl From<sqlx::Error> for Problem {
	/// Hides the database's error, which is for the operator alone.
	fn from(error: sqlx::Error) -> Self {
		match Failure::of(&error) {
			// An outage that passes is in the log once, however many requests meet it.
			Failure::Unavailable | Failure::Full | Failure::Refused => {
				tracing::debug!(%error, "the database did not answer");
				Self::of(Kind::Unavailable).retry_after(1)
			}
			Failure::Damaged | Failure::Other => {
				tracing::error!(%error, "the database did not answer");
				Self::of(Kind::Internal)
			}
		}
	}
}

impl IntoResponse for Problem {
	fn into_response(self) -> Response {
		let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
		let body = serde_json::to_vec(&self).unwrap_or_default();
		let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
		let headers = response.headers_mut();
		headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
		if let Some(seconds) = self.retry_after {
			headers.insert(header::RETRY_AFTER, seconds.into());
		}
		if self.kind == Kind::Unauthorized {
			headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"suyuan\""));
		}
		response.extensions_mut().insert(self);
		response
	}
}

/// Describes a kind of problem, at its address.
pub async fn explain(
	axum::extract::Path(name): axum::extract::Path<String>,
) -> Result<Cow<'static, str>, Problem> {
	let kind =
		Kind::ALL.iter().find(|kind| kind.name() == name).ok_or_else(|| Problem::of(Kind::NoSuchRoute))?;
	Ok(Cow::Owned(format!("{}: {}.\n", kind.status(), kind.title())))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_kind_has_an_address_of_its_own() {
		let mut names: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
		names.sort_unstable();
		names.dedup();
		assert_eq!(names.len(), Kind::ALL.len());
	}

	#[test]
	fn a_status_of_others_becomes_a_problem_of_the_same_status() {
		for status in (400..600).filter_map(|status| StatusCode::from_u16(status).ok()) {
			assert_eq!(Problem::of_status(status, None).status, status.as_u16());
		}
	}

	#[test]
	fn whatever_is_said_of_a_problem_is_told_in_short_and_as_text() {
		let said = format!("{}\r\nSet-Cookie: a=b", "x".repeat(60_000));
		let problem = Problem::because(Kind::UnknownKey, &said);
		assert_eq!(problem.detail.unwrap().len(), MAX_DETAIL + '…'.len_utf8());
		let problem = Problem::of_status(StatusCode::BAD_REQUEST, Some(said));
		assert_eq!(problem.detail.unwrap().len(), MAX_DETAIL + '…'.len_utf8());
		let problem = Problem::because(Kind::UnknownKey, "a\r\nb");
		assert_eq!(problem.detail.as_deref(), Some("ab"));
	}

	#[test]
	fn what_the_database_says_is_not_told() {
		let problem = Problem::from(sqlx::Error::Protocol("password=secret".into()));
		assert!(!serde_json::to_string(&problem).unwrap().contains("secret"));
	}
}

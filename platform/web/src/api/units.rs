// SPDX-License-Identifier: Apache-2.0

//! Units and their records.

use crate::{
	extract::{Code, Paging, Params},
	failures::{Failures, OfCode},
	json::Json,
	problem::{Kind, Problem},
	App,
};
use axum::{
	extract::{FromRequestParts, RawPathParams, State},
	http::request::Parts,
};
use serde::Deserialize;
use suyuan_chain_client::Info;
use suyuan_primitives::codes::{TraceCode, UnitLevel};
use suyuan_store::{
	model::{Record, Trace, Unit},
	read::{self, units::Filter, Page},
};
use utoipa::IntoParams;

/// Condition on the units that are listed: one of these, or none.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Common {
	/// The account that owns the units.
	owner: Option<String>,
	/// The account that has custody. Of packed units, only the outermost has a custodian.
	custodian: Option<String>,
	/// Commodity barcode of the units, 8 to 14 digits.
	#[param(example = "06901234567892")]
	gtin: Option<String>,
	/// Batch or lot of the units, beside the barcode.
	lot: Option<String>,
	/// `Quarantine` or `Recall`, for isolated units.
	hold: Option<String>,
}

impl Common {
	fn filter(self) -> Result<Filter, Problem> {
		let wrong = |detail: &str| Problem::because(Kind::MalformedRequest, detail);
		let named = [&self.owner, &self.custodian, &self.gtin, &self.hold];
		if named.iter().filter(|name| name.is_some()).count() > 1 {
			return Err(wrong("name one of owner, custodian, gtin and hold"));
		}
		if self.lot.is_some() && self.gtin.is_none() {
			return Err(wrong("a lot is one of a product: name its gtin too"));
		}
		let gtin = self.gtin.map(|gtin| {
			let code = Code::read(&format!("01/{gtin}"))?;
			Ok::<_, Problem>(code.trim_start_matches("01/").to_owned())
		});
		Ok(Filter {
			owner: self.owner,
			custodian: self.custodian,
			gtin: gtin.transpose()?,
			lot: self.lot,
			hold: self.hold,
		})
	}
}

/// Units in the order of their registration.
#[utoipa::path(
	get, path = "/api/units", tag = "units", params(Common, Paging),
	responses((status = 200, description = "A page of units", body = Page<Unit>), Failures),
)]
pub async fn list_units(
	State(app): State<App>,
	Params(common): Params<Common>,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<Unit>>, Problem> {
	let (filter, limit) = (common.filter()?, paging.limit()?);
	let page = read::units::list(&app.database, &filter, paging.after.as_deref(), limit).await?;
	Ok(Json(page))
}

/// Problem of a code that nothing is registered under.
pub(crate) fn unknown(code: String) -> Problem {
	let level = code.parse::<TraceCode>().and_then(|code| code.level());
	let kind = if level == Ok(UnitLevel::ProductClass) { Kind::NamesProduct } else { Kind::UnknownCode };
	Problem::because(kind, code)
}

/// A unit with its records, history, neighbours and declarations.
#[utoipa::path(
	get, path = "/api/units/{code}", tag = "units",
	params(("code" = String, Path, description = "The trace code as one segment: its slashes are percent-encoded",
		example = "01/06901234567892/21/SN-0001")),
	responses((status = 200, description = "Its trace, as of one final block", body = Trace), OfCode),
)]
pub async fn read_unit(State(app): State<App>, Code(code): Code) -> Result<Json<Trace>, Problem> {
	let trace = read::trace::trace(&app.database, &code).await?;
	let mut trace = trace.ok_or_else(|| unknown(code.clone()))?;
	trace.scans = app.scans.so_far(&code, std::mem::take(&mut trace.scans));
	Ok(Json(trace))
}

/// Information block named in the path.
pub struct Block(Info);

impl<S: Send + Sync> FromRequestParts<S> for Block {
	type Rejection = Problem;

	async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
		let params = RawPathParams::from_request_parts(parts, state)
			.await
			.map_err(|rejection| Problem::because(Kind::MalformedRequest, rejection.body_text()))?;
		let name = params.iter().find(|(name, _)| *name == "block").map_or("", |(_, value)| value);
		let info = Info::named(name).ok_or_else(|| {
			Problem::because(
				Kind::MalformedRequest,
				"the blocks are product, transaction, logistics and customs",
			)
		})?;
		Ok(Self(info))
	}
}

/// Records of one information block of a unit, in their order.
#[utoipa::path(
	get, path = "/api/units/{code}/records/{block}", tag = "units",
	params(
		("code" = String, Path, description = "The trace code as one segment: its slashes are percent-encoded",
			example = "01/06901234567892/21/SN-0001"),
		("block" = String, Path, description = "`product`, `transaction`, `logistics` or `customs`", example = "product"),
		Paging,
	),
	responses((status = 200, description = "A page of records", body = Page<Record>), OfCode),
)]
pub async fn list_records(
	State(app): State<App>,
	Code(code): Code,
	Block(info): Block,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<Record>>, Problem> {
	let (after, limit) = (paging.place()?, paging.limit()?);
	let page = read::trace::records(&app.database, &code, info, after, limit).await?;
	if page.items.is_empty() {
		must_exist(&app, &code).await?;
	}
	Ok(Json(page))
}

/// Trace codes of the units packed directly in a unit.
#[utoipa::path(
	get, path = "/api/units/{code}/contents", tag = "units",
	params(("code" = String, Path, description = "The trace code as one segment: its slashes are percent-encoded",
		example = "00/106901234500000010"), Paging),
	responses((status = 200, description = "A page of trace codes", body = Page<String>), OfCode),
)]
pub async fn list_contents(
	State(app): State<App>,
	Code(code): Code,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<String>>, Problem> {
	let limit = paging.limit()?;
	let page = read::units::packed_in(&app.database, &code, paging.after.as_deref(), limit).await?;
	if page.items.is_empty() {
		must_exist(&app, &code).await?;
	}
	Ok(Json(page))
}

/// Returns a problem if the unit isn't registered, which tells an empty list from an unknown unit.
pub(super) async fn must_exist(app: &App, code: &str) -> Result<(), Problem> {
	match read::units::exists(&app.database, code).await? {
		true => Ok(()),
		false => Err(unknown(code.to_owned())),
	}
}

// SPDX-License-Identifier: Apache-2.0

//! The route of the events of one unit.

use super::{
	filter::Conditions,
	page::{cut, Paging, MAX_PAGE},
	refused::exception,
};
use crate::{
	api,
	digital_link::links::query,
	extract::{Code, Params},
	failures::OfCode,
	middleware::parameters,
	problem::{Kind, Problem},
	App,
};
use axum::{
	extract::State,
	http::{header, HeaderMap, Uri},
	response::{IntoResponse, Response},
	Router,
};
use suyuan_store::{now, read::events};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The route, which checks its parameters itself: a client of EPCIS knows the refusal by a name of its own.
pub(crate) const ROUTE: &str = "/epcis/units/{code}/events";

/// Header by which a client says what form codes have.
const FORMAT: &str = "gs1-epc-format";

/// The only form that codes have here.
const LINKS: &str = "Always_GS1_Digital_Link";

/// Entries of a unit that one request looks at for events that the conditions hold of. Behind them is another page.
const MAX_LOOKED_AT: usize = 1_000;

/// Headers of every answer, by which a client knows the versions of the standards.
const VERSIONS: [(&str, &str); 4] = [
	("gs1-epcis-version", "2.0.0"),
	("gs1-cbv-version", "2.0.0"),
	("gs1-extensions", "suyuan=urn:suyuan:"),
	(FORMAT, LINKS),
];

fn routes() -> OpenApiRouter<App> {
	OpenApiRouter::new().routes(routes!(unit_events))
}

/// OpenAPI document of the events.
pub(crate) fn document() -> OpenApi {
	routes().into_openapi()
}

/// Routes of the events without their descriptions.
pub(crate) fn router(app: App) -> Router {
	let (router, _) = routes().split_for_parts();
	router.with_state(app)
}

/// All events of a unit in EPCIS 2.0, each with its hash id by CBV 2.0: what the chain says of it, and then the records of
/// the four information blocks.
#[utoipa::path(
	get,
	operation_id = "read_epcis_events",
	path = "/epcis/units/{code}/events",
	tag = "units",
	params(("code" = String, Path, description = "The trace code as one segment: its slashes are percent-encoded",
		example = "01/06901234567892/21/SN-0001"), Paging, Conditions),
	responses(
		(status = 200, description = "An `EPCISQueryDocument`. The header Link names the next page, and the unit's evidence",
			body = Object),
		(status = 406, description = "GS1-EPC-Format asks for another form of codes than Always_GS1_Digital_Link",
			body = Problem, content_type = "application/problem+json"),
		OfCode,
	)
)]
async fn unit_events(
	State(app): State<App>,
	code: Result<Code, Problem>,
	uri: Uri,
	headers: HeaderMap,
) -> Response {
	let answered = match code {
		Ok(Code(code)) => answer(&app, &code, &uri, &headers).await,
		Err(problem) => Err(problem),
	};
	let mut response = match answered {
		Ok(response) => response,
		Err(problem) => exception(problem).into_response(),
	};
	for (name, value) in VERSIONS {
		response.headers_mut().insert(name, header::HeaderValue::from_static(value));
	}
	response
}

async fn answer(app: &App, code: &str, uri: &Uri, headers: &HeaderMap) -> Result<Response, Problem> {
	let known = [parameters::names::<Paging>(), parameters::names::<Conditions>()].concat();
	parameters::only(&known, uri.query())?;
	let Params(conditions) = Params::<Conditions>::of(uri)?;
	let filter = conditions.filter()?;
	let Params(paging) = Params::<Paging>::of(uri)?;
	let (most, from) = (paging.events()?, paging.token()?);
	let format = headers.get(FORMAT);
	if format.is_some_and(|format| format != LINKS && format != "No_Preference") {
		let detail = format!("codes are GS1 Digital Links here: GS1-EPC-Format is {LINKS} or No_Preference");
		return Err(Problem::because(Kind::NotAcceptable, detail));
	}
	let (mut events, mut next, mut looked_at) = (vec![], Some(from), 0);
	while let Some(from) = next.filter(|_| events.len() < most && looked_at < MAX_LOOKED_AT) {
		let found = events::of_unit(&app.database, code, from.after, MAX_PAGE).await?;
		let found = found.ok_or_else(|| api::unknown(code.to_owned()))?;
		let (page, end) = cut(&found, from, most - events.len(), &filter);
		events.extend(page);
		looked_at += found.entries.len();
		next = end;
	}
	let (base, segment) = (app.config.base(), query(code));
	let mut links = vec![format!("<{base}/evidence/{segment}>; rel=\"describedby\"")];
	if let Some(next) = next {
		let at = format!("{base}/epcis/units/{segment}/events");
		let conditions = conditions.pairs().map(|(name, value)| format!("{name}={}&", query(value)));
		let conditions: String = conditions.collect();
		links.insert(0, format!("<{at}?{conditions}perPage={most}&nextPageToken={next}>; rel=\"next\""));
	}
	let body = serde_json::to_vec(&suyuan_epcis::document(events, now())).map_err(|error| {
		tracing::error!(%error, "events are no JSON");
		Problem::of(Kind::Internal)
	})?;
	let headers = [
		(header::CONTENT_TYPE, "application/json".to_owned()),
		(header::CACHE_CONTROL, "no-cache".to_owned()),
		(header::LINK, links.join(", ")),
	];
	Ok((headers, body).into_response())
}

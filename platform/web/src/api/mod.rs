// SPDX-License-Identifier: Apache-2.0

//! The interface for programs: data of the chain by pages and without a token, other data with one.

mod archive;
mod declarations;
mod feedback;
mod genealogy;
mod log;
mod participants;
mod print_runs;
mod products;
mod statistics;
mod status;
mod units;

pub use products::{product_data, product_facts, ByBarcode};
pub(crate) use units::unknown;

use crate::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Routes of the API with their OpenAPI descriptions.
pub fn router() -> OpenApiRouter<App> {
	OpenApiRouter::new()
		.routes(routes!(units::list_units))
		.routes(routes!(units::read_unit))
		.routes(routes!(units::list_records))
		.routes(routes!(units::list_contents))
		.routes(routes!(archive::read_proof))
		.routes(routes!(products::read_product))
		.routes(routes!(products::read_master_data))
		.routes(routes!(genealogy::list_ancestors))
		.routes(routes!(genealogy::list_descendants))
		.routes(routes!(participants::list_participants))
		.routes(routes!(participants::read_participant))
		.routes(routes!(declarations::list_declarations))
		.routes(routes!(declarations::read_declaration))
		.routes(routes!(declarations::list_filings))
		.routes(routes!(declarations::read_filing))
		.routes(routes!(declarations::list_loops))
		.routes(routes!(status::read_status))
		.routes(routes!(statistics::count_queries))
		.routes(routes!(statistics::count_flows))
		.routes(routes!(log::list_queries))
		.routes(routes!(feedback::list_feedback))
		.routes(routes!(print_runs::list_runs, print_runs::print))
		.routes(routes!(print_runs::read_run))
		.routes(routes!(print_runs::draw))
}

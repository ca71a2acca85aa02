// SPDX-License-Identifier: Apache-2.0

//! Answers to the number of a place (GLN): the participant to whom the number was given.

use super::{
	linkset::{linkset, Level},
	media::Media,
	response::{by_link, json, of_type, sent_to, Asking},
};
use crate::{
	master_data,
	problem::{Kind, Problem},
	App,
};
use axum::response::Response;
use suyuan_store::read::{participants, places};

/// Answers the code of a place, which is no unit.
pub(super) async fn answer(
	app: &App,
	code: &str,
	gln: &str,
	asking: Asking<'_>,
) -> Result<Response, Problem> {
	let Some(granted) = places::of_place(&app.database, gln).await? else {
		let detail = format!("{code} names a place and no unit, and its prefix is granted to nobody here");
		return Err(Problem::because(Kind::UnknownKey, detail));
	};
	let base = app.config.base();
	let level = Level::of_place(code, &granted, base);
	let levels = [level];
	if let Some(response) = by_link(&levels, asking, base)? {
		return Ok(response);
	}
	match asking.media()? {
		Media::Linkset => Ok(of_type(Media::Linkset, json(&linkset(&levels, base))?)),
		Media::JsonLd => Ok(of_type(Media::JsonLd, json(&master_data::of_place(gln, &granted))?)),
		Media::Json => {
			let participant = participants::participant(&app.database, &granted.holder).await?;
			let unknown = || Problem::because(Kind::UnknownKey, granted.holder.clone());
			Ok(of_type(Media::Json, json(&participant.ok_or_else(unknown)?)?))
		}
		Media::Html => {
			let page = levels[0].default_link().map(|link| link.href.as_str()).unwrap_or_default();
			sent_to(page, asking.uri.query())
		}
	}
}

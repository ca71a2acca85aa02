// SPDX-License-Identifier: Apache-2.0

//! Proofs of the archive book, which calls of the chain take.

use crate::{
	extract::{Code, Params},
	failures::OfCode,
	json::Json,
	problem::{Kind, Problem},
	App,
};
use axum::extract::State;
use serde::Deserialize;
use suyuan_primitives::{archive_book::MAX_ARCHIVED, codes::TraceCode};
use suyuan_store::read::archive::{proof, ArchiveProof};
use utoipa::IntoParams;

/// Codes that a proof is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Codes {
	/// Trace codes with commas between them, 64 at most.
	#[param(example = "01/06901234567892/21/SN-0001,01/06901234567892/21/SN-0002")]
	codes: String,
}

impl Codes {
	fn read(&self) -> Result<Vec<TraceCode>, Problem> {
		let texts: Vec<_> = self.codes.split(',').collect();
		if texts.len() > MAX_ARCHIVED as usize {
			let said = format!("a proof is for {MAX_ARCHIVED} codes at most");
			return Err(Problem::because(Kind::MalformedRequest, said));
		}
		let read = |text: &&str| {
			let code = Code::read(text)?;
			code.parse().map_err(|_| Problem::because(Kind::MalformedTraceCode, *text))
		};
		texts.iter().map(read).collect()
	}
}

/// A proof that codes were never archived, or where they stand, at the newest roots.
///
/// Calls that register units under these codes, archive them or recall archived ones take `proof` as it is.
#[utoipa::path(
	get, path = "/api/archive/proof", tag = "units", params(Codes),
	responses((status = 200, description = "The proof, as of one final block", body = ArchiveProof), OfCode),
)]
pub async fn read_proof(
	State(app): State<App>,
	Params(codes): Params<Codes>,
) -> Result<Json<ArchiveProof>, Problem> {
	let codes = codes.read()?;
	match proof(&app.database, &codes).await {
		Ok(proof) => Ok(Json(proof)),
		Err(error) => Err(match error.downcast::<sqlx::Error>() {
			Ok(error) => error.into(),
			Err(error) => {
				tracing::error!(%error, "the archive book can't be read");
				Problem::of(Kind::Internal)
			}
		}),
	}
}

// SPDX-License-Identifier: Apache-2.0

//! Cache of the types by which records decode. The database keeps them per runtime version.

use sqlx::AnyConnection;
use std::{
	collections::HashMap,
	fmt,
	sync::{Arc, PoisonError, RwLock},
};
use suyuan_chain_client::RecordTypes;

/// Record types of each runtime, by its spec version.
pub type ByVersion = HashMap<i64, Arc<RecordTypes>>;

/// Record types read so far, shared by all clones of the database.
#[derive(Clone, Default)]
pub struct RecordTypesCache(Arc<RwLock<ByVersion>>);

impl RecordTypesCache {
	/// Reads the record types of these runtimes, from the database only if they are not cached. Leaves out a runtime that
	/// the database doesn't know, or whose types don't decode.
	pub async fn of(&self, connection: &mut AnyConnection, versions: &[i64]) -> sqlx::Result<ByVersion> {
		let mut known = self.known(versions);
		for version in versions {
			if known.contains_key(version) {
				continue;
			}
			let forms: Option<Vec<u8>> =
				sqlx::query_scalar("SELECT forms FROM runtimes WHERE spec_version = $1")
					.bind(*version)
					.fetch_optional(&mut *connection)
					.await?;
			let Some(Ok(forms)) = forms.map(|forms| RecordTypes::decode(&forms)) else { continue };
			let forms = Arc::new(forms);
			self.0.write().unwrap_or_else(PoisonError::into_inner).insert(*version, forms.clone());
			known.insert(*version, forms);
		}
		Ok(known)
	}

	/// Reads the record types of all runtimes in the database.
	pub async fn all(&self, connection: &mut AnyConnection) -> sqlx::Result<ByVersion> {
		let versions: Vec<i64> =
			sqlx::query_scalar("SELECT spec_version FROM runtimes").fetch_all(&mut *connection).await?;
		self.of(connection, &versions).await
	}

	/// Clears the cache, so that everything is read anew when next needed.
	pub fn forget(&self) {
		self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
	}

	fn known(&self, versions: &[i64]) -> ByVersion {
		let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
		versions.iter().filter_map(|version| Some((*version, known.get(version)?.clone()))).collect()
	}
}

impl fmt::Debug for RecordTypesCache {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.debug_tuple("RecordTypesCache").finish_non_exhaustive()
	}
}

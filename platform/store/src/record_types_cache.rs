//! By what the records in a database decode, which is kept there beside them: read once, and known from then on.

use sqlx::AnyConnection;
use std::{
	collections::HashMap,
	fmt,
	sync::{Arc, PoisonError, RwLock},
};
use suyuan_chain_client::Forms;

/// How the records of each runtime decode, by its version.
pub type ByVersion = HashMap<i64, Arc<Forms>>;

/// What is known of that. It is cheap to clone.
#[derive(Clone, Default)]
pub struct Kept(Arc<RwLock<ByVersion>>);

impl Kept {
	/// How the records of these runtimes decode. Those of one that the database doesn't know, or whose types are none,
	/// are left out.
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
			let Some(Ok(forms)) = forms.map(|forms| Forms::decode(&forms)) else { continue };
			let forms = Arc::new(forms);
			self.0.write().unwrap_or_else(PoisonError::into_inner).insert(*version, forms.clone());
			known.insert(*version, forms);
		}
		Ok(known)
	}

	/// How the records of all runtimes decode.
	pub async fn all(&self, connection: &mut AnyConnection) -> sqlx::Result<ByVersion> {
		let versions: Vec<i64> =
			sqlx::query_scalar("SELECT spec_version FROM runtimes").fetch_all(&mut *connection).await?;
		self.of(connection, &versions).await
	}

	/// Reads everything anew when it is next needed.
	pub fn forget(&self) {
		self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
	}

	fn known(&self, versions: &[i64]) -> ByVersion {
		let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
		versions.iter().filter_map(|version| Some((*version, known.get(version)?.clone()))).collect()
	}
}

impl fmt::Debug for Kept {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.debug_tuple("Kept").finish_non_exhaustive()
	}
}

// SPDX-License-Identifier: Apache-2.0

//! A consistent view of the database over several queries.

use super::Result;
use crate::{engine::Engine, Database};
use sqlx::{Any, AnyConnection, Transaction};

/// A consistent view: all that is read through it was true at the same final block.
pub struct Snapshot(Transaction<'static, Any>);

impl Snapshot {
	/// Begins a view of the present state.
	pub async fn of(database: &Database) -> Result<Self> {
		let mut transaction = database.pool().begin().await?;
		// SQLite shows a transaction the state that it began with; PostgreSQL does when it is told to.
		if database.engine() == Engine::Postgres {
			sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
				.execute(&mut *transaction)
				.await?;
		}
		Ok(Self(transaction))
	}

	/// Connection of the view, for its queries.
	pub fn connection(&mut self) -> &mut AnyConnection {
		&mut self.0
	}

	/// Ends the view. Dropping it does so too, but leaves the rollback to the connection's next user.
	pub async fn end(self) -> Result<()> {
		self.0.commit().await
	}
}

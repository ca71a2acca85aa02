//! One state of the database, however many queries it takes to read it.

use super::Result;
use crate::{engine::Engine, Database};
use sqlx::{Any, AnyConnection, Transaction};

/// One state of the database: all that is read through it was true at the same final block.
pub struct Snapshot(Transaction<'static, Any>);

impl Snapshot {
	/// The state as it is now.
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

	/// What queries are put to.
	pub fn connection(&mut self) -> &mut AnyConnection {
		&mut self.0
	}

	/// Ends it. Dropping it does so too, but leaves that to whoever uses the connection next.
	pub async fn end(self) -> Result<()> {
		self.0.commit().await
	}
}

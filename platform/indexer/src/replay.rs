// SPDX-License-Identifier: Apache-2.0

//! Replay of the records in the database. Recomputes their digest, and compares the columns beside the bytes with what the
//! bytes decode to.

use sp_crypto_hashing::blake2_256;
use std::{collections::HashMap, sync::Arc};
use suyuan_chain_client::{chained, Info, RecordTypes};
use suyuan_scale_json::hexadecimal;
use suyuan_store::{
	columns::{columns, COMMON},
	tables::Table,
	write::{Cell, Cells},
};

/// Result of a replay: the digest, or the difference between a record and its columns.
pub type Replayed = Result<String, String>;

/// The replay of one head, record by record.
#[derive(Default)]
pub struct Replay {
	digest: [u8; 32],
	fault: Option<String>,
	/// Category, provider and amending record of each record replayed.
	said: Vec<Said>,
	/// Interned cells, as the same texts recur.
	texts: HashMap<Cell, Arc<Cell>>,
}

struct Said {
	columns: [Arc<Cell>; 2],
	found: Option<i64>,
	expected: Option<i64>,
}

impl Replay {
	/// Replays the next record, given its row and the types by which it decodes.
	pub fn add(&mut self, table: &Table, info: Info, row: Cells, forms: Option<&RecordTypes>) {
		let index = self.said.len() as i64;
		if let Err(fault) = self.take(table, info, row, forms) {
			self.fault.get_or_insert_with(|| format!("record {index}: {fault}"));
		}
	}

	fn take(
		&mut self,
		table: &Table,
		info: Info,
		row: Cells,
		forms: Option<&RecordTypes>,
	) -> Result<(), String> {
		let [code, index, category, provider, superseded_by, _, Cell::Bytes(bytes), searched @ ..] =
			row.as_slice()
		else {
			return Err("it has no bytes".into());
		};
		self.digest = chained(&self.digest, &blake2_256(bytes));
		let place = self.said.len() as i64;
		let columns_found = [category, provider].map(|cell| self.kept(cell));
		self.said.push(Said { columns: columns_found, found: superseded_by.number(), expected: None });
		let forms = forms.ok_or("its runtime is not known")?;
		let skimmed = forms.skim(info, &mut bytes.as_slice()).map_err(|error| error.to_string())?;
		if *index != Cell::Number(place) || skimmed.index != place || code.text() != Some(&skimmed.code) {
			return Err("it stands in another one's place".into());
		}
		let follows = columns(info, &skimmed);
		let names = table.columns.iter().map(|(name, _)| *name);
		let pairs = [category, provider].into_iter().zip(&follows.said);
		let pairs = names.clone().skip(2).zip(pairs);
		let searched = names.skip(COMMON).zip(searched.iter().zip(&follows.searched));
		if let Some((name, _)) = pairs.chain(searched).find(|(_, (here, follows))| here != follows) {
			return Err(format!("its column {name} is not what its bytes say"));
		}
		if let Some(earlier) = skimmed.supersedes.and_then(|earlier| usize::try_from(earlier).ok()) {
			if earlier < self.said.len() - 1
				&& self.said[earlier].columns == self.said[place as usize].columns
			{
				self.said[earlier].expected = Some(place);
			}
		}
		Ok(())
	}

	fn kept(&mut self, cell: &Cell) -> Arc<Cell> {
		if !self.texts.contains_key(cell) {
			self.texts.insert(cell.clone(), Arc::new(cell.clone()));
		}
		self.texts[cell].clone()
	}

	/// Returns the result. None if there was no record.
	pub fn end(self) -> Option<Replayed> {
		if self.said.is_empty() {
			return None;
		}
		let amended = self.said.iter().position(|said| said.found != said.expected);
		let amended =
			amended.map(|index| format!("record {index}: which one amends it is not what their bytes say"));
		Some(match self.fault.or(amended) {
			Some(fault) => Err(fault),
			None => Ok(hexadecimal(&self.digest)),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use suyuan_fixtures::EARPHONES;
	use suyuan_store::{tables::records_of, write};

	async fn rows(info: Info) -> Vec<Cells> {
		let database = suyuan_fixtures::database().await;
		let mut connection = database.pool().acquire().await.unwrap();
		write::read(&mut connection, records_of(info), &[EARPHONES.into()]).await.unwrap()
	}

	fn replayed(info: Info, rows: Vec<Cells>) -> Option<Replayed> {
		let mut replay = Replay::default();
		for row in rows {
			replay.add(records_of(info), info, row, Some(suyuan_fixtures::forms()));
		}
		replay.end()
	}

	#[tokio::test]
	async fn what_is_as_it_was_written_gives_the_digest_of_its_head() {
		let database = suyuan_fixtures::database().await;
		for info in Info::ALL {
			let digest: String =
				sqlx::query_scalar("SELECT digest FROM heads WHERE code = $1 AND info_block = $2")
					.bind(EARPHONES)
					.bind(info.name())
					.fetch_one(database.pool())
					.await
					.unwrap();
			assert_eq!(replayed(info, rows(info).await), Some(Ok(digest)), "{}", info.name());
		}
		assert_eq!(replayed(Info::Product, vec![]), None);
	}

	#[tokio::test]
	async fn every_column_that_follows_from_the_bytes_is_held_against_them() {
		for info in Info::ALL {
			let table = records_of(info);
			for column in (0..table.columns.len()).filter(|column| table.columns[*column].0 != "block") {
				let mut rows = rows(info).await;
				let cell = &mut rows[0][column];
				*cell = match cell {
					Cell::Text(_) => "something else".into(),
					Cell::Number(number) => Cell::Number(*number + 1),
					Cell::Bytes(_) => vec![0xff].into(),
					Cell::Null => 3.into(),
				};
				let name = table.columns[column].0;
				assert!(matches!(replayed(info, rows), Some(Err(_))), "{name} of {}", info.name());
			}
		}
	}

	#[tokio::test]
	async fn an_amendment_that_was_hidden_is_found() {
		let mut rows = rows(Info::Product).await;
		assert_eq!(rows[1][4], Cell::Number(4), "the second is amended by the fifth");
		rows[1][4] = Cell::Null;
		let fault = replayed(Info::Product, rows).unwrap().unwrap_err();
		assert!(fault.starts_with("record 1: which one amends it"), "{fault}");
	}

	#[tokio::test]
	async fn a_byte_that_changed_in_a_text_gives_another_digest() {
		let mut rows = rows(Info::Product).await;
		let good = replayed(Info::Product, rows.clone()).unwrap().unwrap();
		let Cell::Bytes(bytes) = &mut rows[0][6] else { panic!("no bytes") };
		let at = bytes.windows(3).position(|three| three == b"+86").unwrap();
		bytes[at + 1] = b'9';
		let other = replayed(Info::Product, rows).unwrap().unwrap();
		assert_ne!(other, good);
	}
}

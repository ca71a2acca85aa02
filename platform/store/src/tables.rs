// SPDX-License-Identifier: Apache-2.0

//! Tables that the indexer writes: their names, their columns, and which of them are the key.

use suyuan_chain_client::Info;

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
	/// Text.
	Text,
	/// A whole number of 64 bits; 0 and 1 stand for truth, milliseconds since 1970 UTC for moments.
	Number,
	/// Bytes as they were encoded on the chain: BLOB or BYTEA.
	Bytes,
}

use Kind::{Bytes, Number, Text};

/// A table that the indexer writes.
#[derive(Debug)]
pub struct Table {
	/// Name in the schema.
	pub name: &'static str,
	/// Columns with their types; those of the key come first.
	pub columns: &'static [(&'static str, Kind)],
	/// Number of leading columns that are the primary key.
	pub key: usize,
}

impl Table {
	/// Position of a column in a row.
	///
	/// # Panics
	///
	/// If the table has no column of that name, which no input can bring about.
	pub fn position(&self, column: &str) -> usize {
		let found = self.columns.iter().position(|(name, _)| *name == column);
		found.unwrap_or_else(|| panic!("{} has no column {column}", self.name))
	}
}

macro_rules! tables {
	($( $name:ident = $sql:literal, $key:literal: $( $column:ident $kind:ident ),+ ; )*) => {
		$(
			#[doc = concat!("`", $sql, "`")]
			pub static $name: Table = Table {
				name: $sql,
				key: $key,
				columns: &[$( (stringify!($column), $kind) ),+],
			};
		)*

		/// All tables that the indexer writes; `dump` prints them in this order.
		pub static ALL: &[&Table] = &[$( &$name ),*];
	};
}

tables! {
	CURSOR = "cursor", 1: id Number, genesis Text, block Number, hash Text;
	BLOCKS = "blocks", 1: number Number, hash Text, time Number, spec_version Number, author Text, records Number;
	VALIDATORS = "validators", 1: account Text, department Text, name Text, since Number;
	PARTICIPANTS = "participants", 1: account Text, kind Text, business Text, nodes Text, name Text,
		credit_code Text, country Text, registration Text, status Text, until Number, department Text, profile Text,
		profile_hash Text, evidence Text, changed_at Number;
	PARTICIPANT_EVENTS = "participant_events", 3: account Text, block Number, event Number, time Number, kind Text,
		reason Text;
	APPLICATIONS = "applications", 1: account Text, profile Text, profile_hash Text, changed_at Number;
	AUTHORIZATIONS = "authorizations", 2: owner Text, provider Text, info_blocks Text;
	UNITS = "units", 1: code Text, gtin Text, variant Text, lot Text, serial Text, sscc Text, kind Text, mode Text,
		quantity Number, remaining Number, measure Text, owner Text, custodian Text, stage Text, retain_until Number,
		hold Text, hold_by Text, hold_reason Text, held_at Number, made_by Number, packed_in Text, offered_to Text,
		offer_expires_at Number, service Text, registered_at Number, registered_time Number, archived_digest Text,
		unproven_right Number;
	PREFIXES = "prefixes", 1: key Text, scheme Text, prefix Text, holder Text, until Number, granted_at Number;
	UNIT_EVENTS = "unit_events", 3: block Number, event Number, code Text, time Number, kind Text, by Text,
		other Text, detail Text;
	TRANSFORMATIONS = "transformations", 1: id Number, kind Text, by Text, block Number, time Number,
		yield_check Text;
	TRANSFORMATION_INPUTS = "transformation_inputs", 2: id Number, position Number, code Text, quantity Number;
	TRANSFORMATION_OUTPUTS = "transformation_outputs", 2: id Number, position Number, code Text;
	HEADS = "heads", 2: code Text, info_block Text, records Number, categories Text, imported Text, digest Text,
		last_at Number, checked_at Number, agrees Number;
	RUNTIMES = "runtimes", 1: spec_version Number, since Number, forms Bytes;
	RECORD_DAYS = "record_days", 3: day Number, info_block Text, category Text, records Number;
	PRODUCT_RECORDS = "product_records", 2: code Text, record_index Number, category Text, provider Text, superseded_by Number,
		block Number, record Bytes, brand Text, model Text, barcode Text, batch Text, producer Text;
	TRANSACTION_RECORDS = "transaction_records", 2: code Text, record_index Number, category Text, provider Text, superseded_by Number,
		block Number, record Bytes, product_name Text, platform Text, order_number Text, merchant Text,
		amount Number, currency Text;
	LOGISTICS_RECORDS = "logistics_records", 2: code Text, record_index Number, category Text, provider Text, superseded_by Number,
		block Number, record Bytes, carrier Text, waybill Text, delivery_number Text;
	CUSTOMS_RECORDS = "customs_records", 2: code Text, record_index Number, category Text, provider Text, superseded_by Number,
		block Number, record Bytes, entry_number Text, status Text, status_code Number;
	DECLARATIONS = "declarations", 1: entry_number Text, declarant Text, status Text, code Number,
		declaration_hash Text, loop_state Text, loop_digest Text, released_loop Text, supervision Text, heading Text,
		lines Text, approval Text, declared_at Number, changed_at Number;
	DECLARATION_UNITS = "declaration_units", 2: entry_number Text, code Text;
	DECLARATION_WAYBILLS = "declaration_waybills", 3: entry_number Text, company Text, number Text;
	DECLARATION_VERDICTS = "declaration_verdicts", 2: entry_number Text, department Text, agrees Number,
		reason Text, regulator Text, block Number, time Number;
	VERDICTS = "verdicts", 3: matter Text, block Number, event Number, time Number, department Text, agrees Number,
		reason Text, regulator Text, overrules Text;
	DECLARATION_CHANGES = "declaration_changes", 3: entry_number Text, block Number, event Number, time Number,
		from_status Text, to_status Text, code Number;
	FILINGS = "filings", 1: exporter Text, status Text, filing_hash Text, lapses_at Number, detail Text,
		changed_at Number;
	FILING_VERDICTS = "filing_verdicts", 2: exporter Text, department Text, agrees Number, reason Text,
		block Number, time Number;
	LOOPS = "loops", 4: merchant Text, platform Text, merchant_code Text, number Text, state Text, detail Text,
		changed_at Number;
	OUTDATED_LOOPS = "outdated_loops", 4: merchant Text, platform Text, merchant_code Text, number Text,
		changed_at Number;
}

/// Table of the records of an information block.
pub fn records_of(info: Info) -> &'static Table {
	match info {
		Info::Product => &PRODUCT_RECORDS,
		Info::Transaction => &TRANSACTION_RECORDS,
		Info::Logistics => &LOGISTICS_RECORDS,
		Info::Customs => &CUSTOMS_RECORDS,
	}
}

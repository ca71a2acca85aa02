// SPDX-License-Identifier: Apache-2.0

//! Types that the queries return. The HTTP interface serialises them, and the page is rendered from them.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A unit with its records, history, neighbours and declarations, all as of one final block.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Trace {
	/// The unit itself; its custodian is that of the outermost unit around it.
	pub unit: Unit,
	/// The four information blocks, in the order of tables 1 to 4 of the standard.
	pub blocks: Vec<InfoBlock>,
	/// The prefix that the code lies under, and the company that alone gives out the codes under it. None if none is granted.
	pub prefix: Option<GrantedPrefix>,
	/// Events of the unit in the order of the chain: the first 1,024.
	pub history: Vec<Happening>,
	/// The transformation that made the unit on the chain. None if it was registered as it is.
	pub made_of: Option<Transformation>,
	/// Transformations that used the unit directly: the first [`Trace::MANY`].
	pub used_in: Vec<Transformation>,
	/// Codes of the units packed directly in it: the first [`Trace::MANY`].
	pub contents: Vec<String>,
	/// The units around it, from the nearest to the outermost.
	pub packed_in: Vec<String>,
	/// Holds that concern the unit, recalls first: its own, and those on its batch, on what it is packed in or contains, and
	/// on the materials that it was made of. At most 64.
	pub holds: Vec<HeldUnit>,
	/// False if there are so many materials or contents that holds beyond those listed may concern the unit.
	pub holds_complete: bool,
	/// Declarations of the unit, the latest first: at most 16.
	pub declarations: Vec<Declaration>,
	/// Mandatory categories of the unit's mode for which no record exists.
	pub missing: Vec<String>,
	/// Recorded categories of which a record was entered by the owner for another party, so that their completeness rests
	/// on that word.
	pub imported: Vec<String>,
	/// Participants named in the trace, by account.
	pub parties: BTreeMap<String, Party>,
	/// The block as of which the trace was read, and whether the replayed heads agree with the chain's.
	pub check: Check,
	/// Look-ups of the code.
	pub scans: Scans,
}

impl Trace {
	/// Neighbours of one kind that a trace lists at most; further ones are read page by page.
	pub const MANY: i64 = 64;
}

/// A trace unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Unit {
	/// The trace code: the path of its GS1 Digital Link.
	pub code: String,
	/// `Item`, `Batch`, `LogisticUnit` or `Service`.
	pub kind: String,
	/// `FullChain`, `Manufacturer` or `Trader`: how far back a product is traced.
	pub mode: Option<String>,
	/// Commodity barcode, 14 digits.
	pub gtin: Option<String>,
	/// Batch or lot, decoded.
	pub lot: Option<String>,
	/// Serial number, decoded.
	pub serial: Option<String>,
	/// Serial shipping container code.
	pub sscc: Option<String>,
	/// Registered quantity of a batch, in thousandths of `measure`.
	pub quantity: Option<i64>,
	/// Quantity not used up yet, in thousandths; 1000 for a whole item.
	pub remaining: i64,
	/// Unit of measure of a batch.
	pub measure: Option<String>,
	/// Account that owns the unit.
	pub owner: String,
	/// Account that has custody: of a packed unit, the custodian of the outermost unit around it.
	pub custodian: String,
	/// `Open`, `Closed` or `Archived`.
	pub stage: String,
	/// End of the retention period of a closed unit's trace, in milliseconds since 1970 UTC.
	pub retain_until: Option<i64>,
	/// `Quarantine` or `Recall`, while it is isolated.
	pub hold: Option<Hold>,
	/// True if no prefix gave its owner the code, and market supervision has not confirmed it since.
	pub unproven_right: bool,
	/// Number of the block in which it was registered.
	pub registered_at: i64,
	/// Time of that block, in milliseconds since 1970 UTC.
	pub registered_time: i64,
}

/// Prefix of codes, granted to a company by market supervision or by vote.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GrantedPrefix {
	/// `Company` for a GS1 company prefix 厂商识别代码, `Product` for a single barcode, `LogisticUnits`, `Ecode` or `Other`.
	pub scheme: String,
	/// Digits of the prefix, the barcode, or the characters of the namespace.
	pub prefix: String,
	/// Account of the company that holds it.
	pub holder: String,
	/// Public identity of the holder.
	pub party: Option<Party>,
	/// End of the grant, in milliseconds since 1970 UTC. None if it has no end.
	pub until: Option<i64>,
}

/// Isolation of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Hold {
	/// `Quarantine` or `Recall`.
	pub kind: String,
	/// Account that isolated the unit.
	pub by: String,
	/// The reason given, in free text.
	pub reason: String,
	/// Time at which the isolation began, in milliseconds since 1970 UTC.
	pub since: i64,
}

/// Relation of a held unit to the one that was asked for, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub enum Relation {
	/// The unit itself.
	Itself,
	/// The batch that the unit belongs to.
	Batch,
	/// A unit that it is packed in.
	Container,
	/// A unit that is packed in it.
	Contents,
	/// A material that it was made of, or of which that was made, or the batch of such a material.
	Material,
	/// A batch of the product, if the code names no batch.
	Product,
}

/// A held unit that concerns the one that was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldUnit {
	/// Trace code of the unit that is held.
	pub code: String,
	/// Relation to the unit that was asked for.
	pub relation: Relation,
	/// The hold.
	pub hold: Hold,
}

/// One information block of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InfoBlock {
	/// `product`, `transaction`, `logistics` or `customs`.
	pub name: &'static str,
	/// Number of its records, of which `records` may carry only the first.
	pub total: i64,
	/// The first [`InfoBlock::MANY`] records in order; further ones are read page by page.
	pub records: Vec<Record>,
	/// Digest of its head, as replayed from the records.
	pub digest: Option<String>,
	/// True if the digest agreed with the chain's head when compared. None before the first comparison.
	pub agrees: Option<bool>,
	/// Number of the final block at which it was compared.
	pub checked_at: Option<i64>,
	/// True if the digest was computed anew for this answer. That takes all its records, whose digest is computed from the
	/// bytes that they are read from. If that is not the head's digest, `agrees` is false.
	pub recomputed: bool,
}

impl InfoBlock {
	/// Records of a block that a trace carries at most.
	pub const MANY: i64 = 256;
}

/// One record of an information block.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Record {
	/// Trace code of the unit that the record is about.
	pub code: String,
	/// Position in the information block, counted from 0.
	pub index: i64,
	/// The category of tables 1 to 4 that it fills. None for positions.
	pub category: Option<String>,
	/// Account of the provider that signed the record.
	pub provider: String,
	/// `Own`, `Imported` or `Clearance`.
	pub source: String,
	/// Name of the party that an imported record quotes. None of any other.
	pub party: Option<String>,
	/// Index of the record that this one amends.
	pub supersedes: Option<i64>,
	/// Reason given for the amendment.
	pub reason: Option<String>,
	/// Index of the record that amends this one, with the same category and provider.
	pub superseded_by: Option<i64>,
	/// Number of the final block that carries it.
	pub block: i64,
	/// Time of that block, in milliseconds since 1970 UTC.
	pub time: i64,
	/// `blake2_256` of the encoded record.
	pub hash: String,
	/// The decoded item: an object with its category's name as the only key.
	pub item: Value,
}

/// An event of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Happening {
	/// Number of the block that emitted the event.
	pub block: i64,
	/// Time of that block, in milliseconds since 1970 UTC.
	pub time: i64,
	/// Name of the event on the chain.
	pub kind: String,
	/// Account that caused the event, if the event names one.
	pub by: Option<String>,
	/// The other party's account, unit's code or declaration's number.
	pub other: Option<String>,
	/// Further fields of the event, as an object.
	pub detail: Value,
}

/// A transformation: units used, and units made of them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Transformation {
	/// Number that the chain gave it.
	pub id: i64,
	/// `Transform` or `Split`.
	pub kind: String,
	/// Account that made the transformation.
	pub by: String,
	/// Number of the block that carries it.
	pub block: i64,
	/// Time of that block, in milliseconds since 1970 UTC.
	pub time: i64,
	/// `WithinNorms`, or `Unproven` if a product has no norms of its yield. None of a split.
	pub yield_check: Option<String>,
	/// Codes of the units used, and of a batch the quantity in thousandths.
	pub inputs: Vec<(String, Option<i64>)>,
	/// Codes of the units that it made.
	pub outputs: Vec<String>,
}

/// Summary of a declaration.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Declaration {
	/// Entry number of the declaration 报关单号.
	pub entry_number: String,
	/// Account of the exporter that declares.
	pub declarant: String,
	/// Customs status of the declaration 通关状态.
	pub status: String,
	/// Status code of the single window's receipt.
	pub code: i64,
	/// Result of comparing order, goods and money: `Open`, `Matched`, `SelfStated` or `Mismatch`.
	pub loop_state: Option<String>,
	/// True if a document of the loop changed after the goods were released.
	pub changed_after_release: bool,
	/// Time of the declaration, in milliseconds since 1970 UTC.
	pub declared_at: i64,
	/// Verdicts of the departments, the last of each.
	pub verdicts: Vec<Verdict>,
	/// Changes of status in order: the first 256.
	pub changes: Vec<StatusChange>,
}

/// Verdict of a department on a declaration or a filing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Verdict {
	/// `Customs` or another department of the alliance chain.
	pub department: String,
	/// True if the department agrees.
	pub agrees: bool,
	/// The reason given, in free text.
	pub reason: Option<String>,
	/// Time of the verdict, in milliseconds since 1970 UTC.
	pub time: i64,
}

/// A change of a declaration's status.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatusChange {
	/// Status before the change. None for the first.
	pub from: Option<String>,
	/// Status after the change.
	pub to: String,
	/// Status code of the receipt that brought the change.
	pub code: i64,
	/// Time of the change, in milliseconds since 1970 UTC.
	pub time: i64,
}

/// Public identity of a participant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Party {
	/// SS58 address of the participant, with prefix 42.
	pub account: String,
	/// Registered name. None of a natural person, about whom nothing is stored in clear.
	pub name: Option<String>,
	/// Kind of participant, such as `TradeEntity` or `Regulator`.
	pub kind: Option<String>,
	/// Business of the participant, such as `Manufacturer` or `Carrier`.
	pub business: Option<String>,
	/// Department of a regulator.
	pub department: Option<String>,
	/// `Active`, `Suspended`, `Revoked` and so on.
	pub status: Option<String>,
	/// Country of registration, ISO 3166-1 alpha-2.
	pub country: Option<String>,
	/// Unified social credit code.
	pub credit_code: Option<String>,
}

/// The block as of which an answer was read, and the result of verifying it against the chain.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Check {
	/// Number of the last final block whose facts are all indexed.
	pub block: i64,
	/// Hash of that block.
	pub hash: String,
	/// Time of that block, in milliseconds since 1970 UTC.
	pub time: i64,
	/// True if every block of the unit that has records was replayed and agreed with the chain's own head. False if one did
	/// not. None while one was not compared yet.
	pub heads_agree: Option<bool>,
	/// Regulators that vote on finality.
	pub validators: Vec<Validator>,
}

/// A regulator that votes on finality.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Validator {
	/// SS58 address of the regulator, with prefix 42.
	pub account: String,
	/// Department that the regulator votes for.
	pub department: Option<String>,
	/// Registered name of the regulator.
	pub name: Option<String>,
}

/// Look-ups of a code, and its readers. A code that unusually many look up may have been copied.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Scans {
	/// Number of look-ups by people, this one included. Previews, crawlers, prefetches and reloads are none.
	pub count: i64,
	/// Number of readers among them. One that comes back after a day or more counts anew.
	pub readers: i64,
	/// Time of the first look-up, in milliseconds since 1970 UTC.
	pub first_at: Option<i64>,
	/// Time of the last look-up before this one, in milliseconds since 1970 UTC.
	pub last_at: Option<i64>,
}

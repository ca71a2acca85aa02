// SPDX-License-Identifier: Apache-2.0

//! The vault over the made-up trace: who is let in, what is logged, and what is left after an erasure.

use schnorrkel::{signing_context, ExpansionMode::Ed25519, Keypair, MiniSecretKey};
use sp_crypto_hashing::blake2_256;
use suyuan_envelope::{
	bearer,
	messages::{Basis, Grant, Kept, Purpose, Put},
	open,
	request::{Credentials, Statement, MAX_VALIDITY},
	seal, unwrap, wrap, Content, DataKey, Opening, Recipient, RecordId, SecretKey, Suite, Wrap,
};
use suyuan_fixtures::{CARRIER, CARTON, CUSTOMS, EARPHONES, MANUFACTURER, START};
use suyuan_primitives::values::Sealed;
use suyuan_store::{read::trace::trace, Database};
use suyuan_vault::{Refusal, Result, Vault, VaultError};

const DAY: i64 = 24 * 60 * 60 * 1_000;
const PLAINTEXT: &str = "Emily Carter, 加州大道 100 号, +1 415 555 0100";
const STATEMENT: &str = "statement";

/// The vault, and the keys of those who meet in it.
struct Scene {
	vault: Vault,
	facts: Database,
	record: RecordId,
	commitment: String,
	data_key: DataKey,
	content: Vec<u8>,
	/// A moment after the delivery of the unit.
	now: i64,
}

fn account(text: &str) -> Recipient {
	text.parse().unwrap()
}

fn owner() -> Recipient {
	account(MANUFACTURER)
}

fn key_of(reader: &Recipient) -> SecretKey {
	SecretKey::derived(reader.id())
}

fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> Refusal {
	match outcome {
		Err(VaultError::Refused(refusal)) => refusal,
		other => panic!("{other:?}"),
	}
}

impl Scene {
	async fn new() -> Self {
		Self::in_database(Database::connect("sqlite::memory:").await.unwrap()).await
	}

	async fn in_database(kept: Database) -> Self {
		let facts = suyuan_fixtures::database().await;
		// The commitment of the consignee, as the order has it.
		let commitment = format!("0x{}", "52".repeat(32));
		let vault = Vault::open(kept, facts.clone()).await.unwrap();
		let record = vault.record_id(EARPHONES, &commitment).await.unwrap();
		let opening = Opening { salt: [7; 32], plaintext: PLAINTEXT.to_owned().into() };
		let (content, data_key) = seal(Suite::ChaCha20Poly1305, &record, &opening).unwrap();
		let content = content.as_bytes().to_vec();
		let delivered = trace(&facts, EARPHONES).await.unwrap().unwrap();
		let delivered = delivered.blocks.iter().flat_map(|block| &block.records);
		let delivered = delivered.filter(|record| record.category.as_deref() == Some("Delivery"));
		let now = delivered.map(|record| record.time).max().unwrap() + 1;
		Self { vault, facts, record, commitment, data_key, content, now }
	}

	fn grant(&self, to: &Recipient, basis: Basis, purpose: Purpose) -> Grant {
		let public = match to {
			Recipient::Account(_) => key_of(to).public(),
			Recipient::Bearer(_) => SecretKey::derived(&SECRET).public(),
		};
		let wrapped = wrap(Suite::ChaCha20Poly1305, &self.record, &self.data_key, Some(to), &public).unwrap();
		let [from, until] = [0, (self.now + 365 * DAY) as u64];
		Grant { to: *to, basis, purpose, from, until, reads: None, wrap: hex::encode(wrapped.0) }
	}

	async fn put_with(&self, by: &str, grants: Vec<Grant>) -> Result<()> {
		let put = Put { path: "Order.consignee".into(), content: hex::encode(&self.content), grants };
		self.vault.put(&account(by), EARPHONES, &self.commitment, put, STATEMENT, self.now).await
	}

	async fn put(&self) {
		self.put_with(MANUFACTURER, vec![self.grant(&owner(), Basis::Owner, Purpose::Own)]).await.unwrap();
	}

	async fn give(&self, to: &Recipient, basis: Basis, purpose: Purpose) -> Result<()> {
		self.give_by(MANUFACTURER, self.grant(to, basis, purpose)).await
	}

	async fn give_by(&self, by: &str, grant: Grant) -> Result<()> {
		self.vault.grant(&account(by), EARPHONES, &self.commitment, grant, STATEMENT, self.now).await
	}

	async fn read_at(&self, reader: &Recipient, purpose: Purpose, now: i64) -> Result<Kept> {
		self.vault.read(reader, EARPHONES, &self.commitment, purpose, now).await
	}

	async fn read(&self, reader: &Recipient, purpose: Purpose) -> Result<Kept> {
		self.read_at(reader, purpose, self.now).await
	}

	/// The outcomes of what the log has of an act.
	async fn logged(&self, act: &str) -> Vec<(String, String)> {
		let page = self.vault.log_of_owner(&account(MANUFACTURER), 0, 256).await.unwrap();
		let of_act = page.items.into_iter().filter(|entry| entry.act == act);
		of_act.map(|entry| (entry.who, entry.outcome)).collect()
	}

	async fn set_status(&self, who: &str, status: &str) {
		let sql = "UPDATE participants SET status = $1 WHERE account = $2";
		sqlx::query(sql).bind(status).bind(who).execute(self.facts.pool()).await.unwrap();
	}
}

const SECRET: [u8; 32] = [0x21; 32];

fn opened(scene: &Scene, kept: &Kept, reader: &Recipient, key: &SecretKey) -> Opening {
	let content = Content::from_bytes(hex::decode(&kept.content).unwrap()).unwrap();
	let wrapped = Wrap::from_bytes(&hex::decode(&kept.wrap).unwrap()).unwrap();
	let data_key = unwrap(content.suite(), &scene.record, &wrapped, Some(reader), key).unwrap();
	open(&scene.record, &content, &data_key).unwrap()
}

#[tokio::test]
async fn a_reader_opens_what_its_owner_granted() {
	let scene = Scene::new().await;
	scene.put().await;
	for (reader, basis, purpose) in [
		(account(MANUFACTURER), Basis::Owner, Purpose::Own),
		(account(CUSTOMS), Basis::Law, Purpose::Clear),
		(account(CARRIER), Basis::Consent, Purpose::AfterSale),
	] {
		if basis != Basis::Owner {
			scene.give(&reader, basis, purpose).await.unwrap();
		}
		let kept = scene.read(&reader, purpose).await.unwrap();
		assert_eq!(kept.owner, MANUFACTURER);
		assert_eq!(&*opened(&scene, &kept, &reader, &key_of(&reader)).plaintext, PLAINTEXT);
	}
}

#[tokio::test]
async fn a_bearer_opens_with_the_secret_of_its_code_and_sees_who_read() {
	let scene = Scene::new().await;
	scene.put().await;
	let token = hex::encode(bearer::token(&SECRET));
	let buyer = scene.vault.bearer(&token).unwrap();
	assert_eq!(refused(scene.read(&buyer, Purpose::AfterSale).await), Refusal::NoGrant);
	scene.give(&buyer, Basis::Consent, Purpose::AfterSale).await.unwrap();
	let kept = scene.read(&buyer, Purpose::AfterSale).await.unwrap();
	let secret = SecretKey::derived(&SECRET);
	assert_eq!(&*opened(&scene, &kept, &buyer, &secret).plaintext, PLAINTEXT);
	let page = scene.vault.log_of_record(&buyer, EARPHONES, &scene.commitment, 0, 256).await.unwrap();
	assert!(page.items.iter().any(|entry| entry.who == buyer.to_string() && entry.outcome == "done"));
	let stranger = scene.vault.bearer(&"00".repeat(32)).unwrap();
	let log = scene.vault.log_of_record(&stranger, EARPHONES, &scene.commitment, 0, 256).await;
	assert_eq!(refused(log), Refusal::NotOwner);
	assert_eq!(refused(scene.vault.bearer("no token")), Refusal::Unsigned);
}

#[tokio::test]
async fn custody_opens_until_so_many_days_after_delivery() {
	let scene = Scene::new().await;
	scene.put().await;
	let carrier = account(CARRIER);
	scene.give(&carrier, Basis::Custody { days_after: 7 }, Purpose::Deliver).await.unwrap();
	scene.read_at(&carrier, Purpose::Deliver, scene.now + 7 * DAY - 2).await.unwrap();
	let late = scene.read_at(&carrier, Purpose::Deliver, scene.now + 7 * DAY).await;
	assert_eq!(refused(late), Refusal::CustodyEnded);
	// One that never held the unit, though the owner means it well.
	let customs = account(CUSTOMS);
	scene.give(&customs, Basis::Custody { days_after: 7 }, Purpose::Deliver).await.unwrap();
	assert_eq!(refused(scene.read(&customs, Purpose::Deliver).await), Refusal::NoCustody);
}

#[tokio::test]
async fn a_later_delivery_and_an_amendment_of_the_first_keep_nothing_open() {
	let scene = Scene::new().await;
	scene.put().await;
	let carrier = account(CARRIER);
	scene.give(&carrier, Basis::Custody { days_after: 7 }, Purpose::Deliver).await.unwrap();
	let late = scene.now + 8 * DAY;
	for sql in [
		"INSERT INTO blocks SELECT 4711, chain, hash, time + 600000000, spec_version, author, records FROM blocks WHERE number = 40",
		"INSERT INTO logistics_record_rows SELECT unit, 300, 4711, provider, NULL, carrier, category, waybill, delivery_number,
			record FROM logistics_record_rows WHERE category = (SELECT number FROM words WHERE word = 'Delivery')",
		"UPDATE logistics_record_rows SET superseded_by = 300
			WHERE record_index < 300 AND category = (SELECT number FROM words WHERE word = 'Delivery')",
	] {
		let changed = sqlx::query(sql).execute(scene.facts.pool()).await.unwrap();
		assert_eq!(changed.rows_affected(), 1, "{sql}");
	}
	scene.read(&carrier, Purpose::Deliver).await.unwrap();
	assert_eq!(refused(scene.read_at(&carrier, Purpose::Deliver, late).await), Refusal::CustodyEnded);
}

/// Adds an event to the history of a unit, in a block after all others.
async fn happens(scene: &Scene, block: i64, code: &str, kind: &str, other: &str, detail: serde_json::Value) {
	let row = serde_json::json!({
		"block": block, "event": 1, "code": code, "time": START + block * 2_000, "kind": kind, "by": CUSTOMS,
		"other": other, "detail": detail,
	});
	suyuan_fixtures::insert(&scene.facts, "unit_events", row).await;
}

#[tokio::test]
async fn custody_is_found_of_a_second_stay_in_the_same_container() {
	let scene = Scene::new().await;
	scene.put().await;
	let carrier = account(CARRIER);
	scene.give(&carrier, Basis::Custody { days_after: 7 }, Purpose::Deliver).await.unwrap();
	happens(&scene, 31, EARPHONES, "Unpacked", CARTON, serde_json::json!({})).await;
	happens(&scene, 32, EARPHONES, "Packed", CARTON, serde_json::json!({})).await;
	happens(&scene, 33, CARTON, "CustodyAccepted", CARRIER, serde_json::json!({})).await;
	suyuan_fixtures::set(&scene.facts, "units", CARTON, serde_json::json!({ "custodian": CUSTOMS })).await;
	scene.read(&carrier, Purpose::Deliver).await.unwrap();
}

#[tokio::test]
async fn custody_of_what_was_taken_out_by_order_ends_then() {
	let scene = Scene::new().await;
	scene.put().await;
	let carrier = account(CARRIER);
	scene.give(&carrier, Basis::Custody { days_after: 7 }, Purpose::Deliver).await.unwrap();
	let taken_out = serde_json::json!({ "packed_in": null, "custodian": MANUFACTURER });
	suyuan_fixtures::set(&scene.facts, "units", EARPHONES, taken_out).await;
	assert_eq!(refused(scene.read(&carrier, Purpose::Deliver).await), Refusal::NoCustody);
	let detail = serde_json::json!({ "from": CARRIER, "reason": "gone" });
	happens(&scene, 11, EARPHONES, "UnpackedByOrder", CARTON, detail).await;
	scene.read(&carrier, Purpose::Deliver).await.unwrap();
	let late = START + 11 * 2_000 + 7 * DAY;
	assert_eq!(refused(scene.read_at(&carrier, Purpose::Deliver, late).await), Refusal::CustodyEnded);
}

#[tokio::test]
async fn a_made_up_token_leaves_nothing_in_the_log() {
	let scene = Scene::new().await;
	scene.put().await;
	let head = scene.vault.log_head().await.unwrap();
	for token in 0..9_u8 {
		let stranger = scene.vault.bearer(&hex::encode([token; 32])).unwrap();
		assert_eq!(refused(scene.read(&stranger, Purpose::AfterSale).await), Refusal::NoGrant);
	}
	assert_eq!(scene.vault.log_head().await.unwrap(), head);
	// What is refused to one that something was granted to is logged.
	let buyer = bearer::recipient(&bearer::token(&SECRET));
	scene.give(&buyer, Basis::Consent, Purpose::AfterSale).await.unwrap();
	assert_eq!(refused(scene.read(&buyer, Purpose::Tax).await), Refusal::WrongPurpose);
	assert_eq!(scene.logged("read").await, [(buyer.to_string(), "wrong-purpose".to_owned())]);
	scene.vault.erase(&owner(), EARPHONES, &scene.commitment, scene.now).await.unwrap();
	let head = scene.vault.log_head().await.unwrap();
	assert_eq!(refused(scene.read(&buyer, Purpose::AfterSale).await), Refusal::Erased);
	assert_eq!(scene.vault.log_head().await.unwrap(), head);
}

#[tokio::test]
async fn reads_grants_and_revocations_at_once_all_end() {
	let folder = tempfile::tempdir().unwrap();
	let url = format!("sqlite:{}", folder.path().join("vault.db").display());
	let scene = Scene::in_database(Database::connect(&url).await.unwrap()).await;
	scene.put().await;
	let (carrier, by) = (account(CARRIER), owner());
	for _ in 0..8 {
		scene.give(&carrier, Basis::Consent, Purpose::Deliver).await.unwrap();
		let (read, again, revoked) = tokio::join!(
			scene.read(&carrier, Purpose::Deliver),
			scene.read(&carrier, Purpose::Deliver),
			scene.vault.revoke(&by, EARPHONES, &scene.commitment, &carrier, scene.now),
		);
		revoked.unwrap();
		for read in [read, again].into_iter().filter_map(Result::err) {
			assert!(matches!(read, VaultError::Refused(Refusal::GrantRevoked)), "{read:?}");
		}
	}
	assert!(scene.vault.log_agrees().await.unwrap());
}

#[tokio::test]
async fn a_vault_whose_database_is_away_is_made_once_it_is_there() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("later").join("vault.db");
	let kept = Database::at(&format!("sqlite:{}", file.display())).unwrap();
	let vault = Vault::at(kept, suyuan_fixtures::database().await);
	assert!(matches!(vault.log_head().await, Err(VaultError::Database(_))));
	std::fs::create_dir(file.parent().unwrap()).unwrap();
	assert_eq!(vault.log_head().await.unwrap().seq, 0);
}

#[tokio::test]
async fn processes_that_begin_with_one_database_at_once_all_find_the_tables() {
	let folder = tempfile::tempdir().unwrap();
	let url = format!("sqlite:{}", folder.path().join("vault.db").display());
	let begin = || async {
		let kept = Database::connect(&url).await.unwrap();
		Vault::open(kept.clone(), kept).await.unwrap().log_head().await.unwrap().seq
	};
	assert_eq!(tokio::join!(begin(), begin(), begin()), (0, 0, 0));
	let kept = Database::connect(&url).await.unwrap();
	sqlx::query("UPDATE vault_version SET version = 9").execute(kept.pool()).await.unwrap();
	let error = Vault::open(kept.clone(), kept).await.unwrap_err();
	assert!(error.to_string().contains("version 9"), "{error}");
}

#[tokio::test]
async fn a_revoked_grant_takes_no_room() {
	let scene = Scene::new().await;
	scene.put().await;
	let by = owner();
	let bearers = (0..70_u8).map(|n| Recipient::Bearer([n; 32])).collect::<Vec<_>>();
	for bearer in &bearers {
		scene.give(bearer, Basis::Consent, Purpose::AfterSale).await.unwrap();
		scene.vault.revoke(&by, EARPHONES, &scene.commitment, bearer, scene.now).await.unwrap();
	}
	// The owner's is one of 64.
	for bearer in &bearers[..63] {
		scene.give(bearer, Basis::Consent, Purpose::AfterSale).await.unwrap();
	}
	let one_more = scene.give(&bearers[63], Basis::Consent, Purpose::AfterSale).await;
	assert_eq!(refused(one_more), Refusal::TooManyGrants);
	// Nor do their rows pile up.
	assert!(scene.vault.list(&by, EARPHONES).await.unwrap()[0].grants.len() <= 128);
}

#[tokio::test]
async fn a_grant_ends_by_its_time_its_reads_and_its_revocation() {
	let scene = Scene::new().await;
	scene.put().await;
	let carrier = account(CARRIER);
	let grant = scene.grant(&carrier, Basis::Consent, Purpose::Deliver);
	let [begin, end] = [scene.now + 10, scene.now + 20];
	let timed = Grant { from: begin as u64, until: end as u64, ..grant.clone() };
	scene.give_by(MANUFACTURER, timed).await.unwrap();
	let read = |now| scene.read_at(&carrier, Purpose::Deliver, now);
	assert_eq!(refused(read(begin - 1).await), Refusal::GrantNotBegun);
	assert_eq!(refused(scene.read_at(&carrier, Purpose::Tax, begin).await), Refusal::WrongPurpose);
	read(begin).await.unwrap();
	assert_eq!(refused(read(end).await), Refusal::GrantEnded);

	scene.give_by(MANUFACTURER, Grant { reads: Some(2), ..grant }).await.unwrap();
	read(scene.now).await.unwrap();
	read(scene.now).await.unwrap();
	assert_eq!(refused(read(scene.now).await), Refusal::ReadsUsedUp);

	scene.give(&carrier, Basis::Consent, Purpose::Deliver).await.unwrap();
	read(scene.now).await.unwrap();
	let by = owner();
	let revoke = || scene.vault.revoke(&by, EARPHONES, &scene.commitment, &carrier, scene.now);
	revoke().await.unwrap();
	assert_eq!(refused(read(scene.now).await), Refusal::GrantRevoked);
	assert_eq!(refused(revoke().await), Refusal::NoGrant);
}

#[tokio::test]
async fn who_is_suspended_reads_its_own_and_nothing_else() {
	let scene = Scene::new().await;
	scene.put().await;
	let carrier = account(CARRIER);
	scene.give(&carrier, Basis::Consent, Purpose::Deliver).await.unwrap();
	for status in ["Suspended", "Revoked", "Applied"] {
		scene.set_status(CARRIER, status).await;
		assert_eq!(refused(scene.read(&carrier, Purpose::Deliver).await), Refusal::NotInForce);
	}
	scene.set_status(MANUFACTURER, "Suspended").await;
	scene.read(&owner(), Purpose::Own).await.unwrap();
	assert_eq!(refused(scene.give(&carrier, Basis::Consent, Purpose::Deliver).await), Refusal::NotInForce);
	// To take access away it needs no admission.
	scene.vault.revoke(&owner(), EARPHONES, &scene.commitment, &carrier, scene.now).await.unwrap();
	scene.vault.erase(&owner(), EARPHONES, &scene.commitment, scene.now).await.unwrap();
}

#[tokio::test]
async fn only_what_stands_on_the_chain_is_kept_once_and_by_its_owner() {
	let scene = Scene::new().await;
	assert_eq!(refused(scene.read(&owner(), Purpose::Own).await), Refusal::UnknownRecord);
	// The carrier copied the commitment into its own record, and customs made none.
	for stranger in [CARRIER, CUSTOMS] {
		assert_eq!(refused(scene.put_with(stranger, vec![]).await), Refusal::NoSuchCommitment);
	}
	let elsewhere = format!("0x{}", "99".repeat(32));
	let put = || Put { path: "Order.consignee".into(), content: hex::encode(&scene.content), grants: vec![] };
	let outcome = scene.vault.put(&owner(), EARPHONES, &elsewhere, put(), STATEMENT, scene.now).await;
	assert_eq!(refused(outcome), Refusal::NoSuchCommitment);
	scene.put().await;
	assert_eq!(refused(scene.put_with(MANUFACTURER, vec![]).await), Refusal::AlreadyKept);
	for (code, commitment) in [("no code", &*scene.commitment), (EARPHONES, "0x52"), (EARPHONES, "52")] {
		let outcome = scene.vault.put(&owner(), code, commitment, put(), STATEMENT, scene.now).await;
		assert_eq!(refused(outcome), Refusal::MalformedRecord);
	}
}

#[tokio::test]
async fn the_units_owner_takes_the_place_of_another() {
	let kept = Database::connect("sqlite::memory:").await.unwrap();
	let scene = Scene::in_database(kept.clone()).await;
	scene.put().await;
	// As if the provider of the order had put it.
	let put_by = "UPDATE vault_records SET owner = $1";
	sqlx::query(put_by).bind(CARRIER).execute(kept.pool()).await.unwrap();
	assert_eq!(
		refused(scene.give(&account(CARRIER), Basis::Consent, Purpose::Deliver).await),
		Refusal::NotOwner
	);
	scene.put().await;
	scene.give(&account(CARRIER), Basis::Consent, Purpose::Deliver).await.unwrap();
	assert_eq!(scene.read(&owner(), Purpose::Own).await.unwrap().owner, MANUFACTURER);
}

#[tokio::test]
async fn what_another_erased_is_no_end_for_the_units_owner() {
	let kept = Database::connect("sqlite::memory:").await.unwrap();
	let scene = Scene::in_database(kept.clone()).await;
	scene.put().await;
	// As if a provider had put rubbish and erased it.
	let erased_by = "UPDATE vault_records SET owner = $1, erased = 1, content = NULL";
	sqlx::query(erased_by).bind(CARRIER).execute(kept.pool()).await.unwrap();
	scene.put().await;
	assert_eq!(scene.read(&owner(), Purpose::Own).await.unwrap().owner, MANUFACTURER);
	scene.vault.erase(&owner(), EARPHONES, &scene.commitment, scene.now).await.unwrap();
	assert_eq!(refused(scene.put_with(MANUFACTURER, vec![]).await), Refusal::Erased);
}

#[tokio::test]
async fn envelopes_and_grants_that_contradict_themselves_are_refused() {
	let scene = Scene::new().await;
	let of_owner = scene.grant(&owner(), Basis::Owner, Purpose::Own);
	let carrier = scene.grant(&account(CARRIER), Basis::Consent, Purpose::Deliver);
	let buyer = scene.grant(&Recipient::Bearer([1; 32]), Basis::Custody { days_after: 1 }, Purpose::Deliver);
	let contradictory = [
		vec![carrier.clone(), carrier.clone()],
		vec![Grant { basis: Basis::Consent, ..of_owner }],
		vec![Grant { basis: Basis::Owner, ..carrier.clone() }],
		vec![buyer],
		vec![Grant { from: 5, until: 5, ..carrier.clone() }],
		vec![Grant { until: 6, ..carrier.clone() }],
		vec![Grant { reads: Some(0), ..carrier.clone() }],
		vec![Grant { wrap: "00".into(), ..carrier.clone() }],
		vec![Grant { wrap: "no wrap".into(), ..carrier.clone() }],
	];
	for grants in contradictory {
		assert_eq!(refused(scene.put_with(MANUFACTURER, grants).await), Refusal::MalformedEnvelope);
	}
	let by_law = Grant { basis: Basis::Law, ..carrier.clone() };
	assert_eq!(refused(scene.put_with(MANUFACTURER, vec![by_law]).await), Refusal::NotDepartment);
	let many = vec![carrier; 65];
	assert_eq!(refused(scene.put_with(MANUFACTURER, many).await), Refusal::TooManyGrants);
	let put = |path: &str, content: &str| Put { path: path.into(), content: content.into(), grants: vec![] };
	let content = hex::encode(&scene.content);
	for put in [put("", &content), put("a b", &content), put("Order", "00"), put("Order", "no content")] {
		let outcome =
			scene.vault.put(&owner(), EARPHONES, &scene.commitment, put, STATEMENT, scene.now).await;
		assert_eq!(refused(outcome), Refusal::MalformedEnvelope);
	}
}

#[tokio::test]
async fn another_neither_grants_nor_revokes_nor_erases_nor_sees_the_log() {
	let scene = Scene::new().await;
	scene.put().await;
	let (carrier, commitment) = (account(CARRIER), &scene.commitment);
	let grant = Grant { to: account(CUSTOMS), ..scene.grant(&carrier, Basis::Consent, Purpose::Deliver) };
	assert_eq!(refused(scene.give_by(CARRIER, grant).await), Refusal::NotOwner);
	let revoked = scene.vault.revoke(&carrier, EARPHONES, commitment, &owner(), scene.now).await;
	assert_eq!(refused(revoked), Refusal::NotOwner);
	assert_eq!(
		refused(scene.vault.erase(&carrier, EARPHONES, commitment, scene.now).await),
		Refusal::NotOwner
	);
	let log = scene.vault.log_of_record(&carrier, EARPHONES, commitment, 0, 1).await;
	assert_eq!(refused(log), Refusal::NotOwner);
	assert_eq!(scene.vault.list(&carrier, EARPHONES).await.unwrap(), []);
	// What failed left nothing.
	scene.read(&owner(), Purpose::Own).await.unwrap();
}

#[tokio::test]
async fn every_read_is_logged_before_it_is_answered_refused_ones_and_the_departments_too() {
	let scene = Scene::new().await;
	scene.put().await;
	let customs = account(CUSTOMS);
	scene.give(&customs, Basis::Law, Purpose::Clear).await.unwrap();
	scene.read(&customs, Purpose::Clear).await.unwrap();
	let _ = scene.read(&account(CARRIER), Purpose::Deliver).await;
	let expected = [(CUSTOMS.to_owned(), "done".to_owned()), (CARRIER.to_owned(), "no-grant".to_owned())];
	assert_eq!(scene.logged("read").await, expected);
	assert_eq!(scene.logged("put").await.len(), 1);
	assert_eq!(scene.logged("grant").await.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_logged_is_not_answered() {
	let kept = Database::connect("sqlite::memory:").await.unwrap();
	let scene = Scene::in_database(kept.clone()).await;
	scene.put().await;
	sqlx::query("DROP TABLE vault_log").execute(kept.pool()).await.unwrap();
	assert!(matches!(scene.read(&owner(), Purpose::Own).await, Err(VaultError::Database(_))));
}

#[tokio::test]
async fn the_head_of_the_log_is_that_of_its_replay_and_shows_what_was_changed() {
	let kept = Database::connect("sqlite::memory:").await.unwrap();
	let scene = Scene::in_database(kept.clone()).await;
	assert!(scene.vault.log_agrees().await.unwrap());
	scene.put().await;
	for _ in 0..300 {
		scene.read(&owner(), Purpose::Own).await.unwrap();
	}
	assert!(scene.vault.log_agrees().await.unwrap());
	let noted = scene.vault.log_head().await.unwrap();
	assert_eq!(noted.seq, 301);
	// Entries that come later, or while it is replayed, belong to later heads.
	scene.read(&owner(), Purpose::Own).await.unwrap();
	assert!(scene.vault.log_agrees_with(&noted).await.unwrap());
	let cut = "DELETE FROM vault_log WHERE seq = 302";
	sqlx::query(cut).execute(kept.pool()).await.unwrap();
	assert!(!scene.vault.log_agrees().await.unwrap());
	assert!(scene.vault.log_agrees_with(&noted).await.unwrap());
	let set_back = "UPDATE vault_log_head SET seq = 301, digest = $1";
	sqlx::query(set_back).bind(&noted.digest).execute(kept.pool()).await.unwrap();
	for (break_it, mend_it) in [
		("UPDATE vault_log SET who = 'nobody' WHERE seq = 7", "UPDATE vault_log SET who = $1 WHERE seq = 7"),
		(
			"UPDATE vault_log SET seq = 900 WHERE seq = 301",
			"UPDATE vault_log SET seq = 301 WHERE seq = 900 AND who = $1",
		),
	] {
		sqlx::query(break_it).execute(kept.pool()).await.unwrap();
		assert!(!scene.vault.log_agrees().await.unwrap(), "{break_it}");
		sqlx::query(mend_it).bind(MANUFACTURER).execute(kept.pool()).await.unwrap();
		assert!(scene.vault.log_agrees().await.unwrap());
	}
}

#[tokio::test]
async fn a_false_record_is_marked_by_those_who_read_it_and_may_be_put_anew() {
	let scene = Scene::new().await;
	scene.put().await;
	let (customs, commitment) = (account(CUSTOMS), &scene.commitment);
	let report = |agrees| scene.vault.report(&customs, EARPHONES, commitment, agrees, scene.now);
	assert_eq!(refused(report(false).await), Refusal::NotRead);
	scene.give(&customs, Basis::Law, Purpose::Clear).await.unwrap();
	let kept = scene.read(&customs, Purpose::Clear).await.unwrap();
	// Found out by the reader's own program: the salt is not that of the commitment.
	assert!(!opened(&scene, &kept, &customs, &key_of(&customs)).is_of(&Sealed([0x52; 32])));
	report(false).await.unwrap();
	assert_eq!(scene.read(&owner(), Purpose::Own).await.unwrap().disputed_by, [CUSTOMS]);
	// What takes its place is for the department as well.
	assert_eq!(refused(scene.put_with(MANUFACTURER, vec![]).await), Refusal::ByLaw);
	let by_law = scene.grant(&customs, Basis::Law, Purpose::Clear);
	let own = scene.grant(&owner(), Basis::Owner, Purpose::Own);
	scene.put_with(MANUFACTURER, vec![own, by_law]).await.unwrap();
	let kept = scene.read(&owner(), Purpose::Own).await.unwrap();
	assert_eq!((kept.disputed_by.len(), kept.confirmed_by.len()), (0, 0));
	// It read the one before, and not this one.
	assert_eq!(refused(report(false).await), Refusal::NotRead);
	scene.read(&customs, Purpose::Clear).await.unwrap();
}

#[tokio::test]
async fn an_owner_that_disputes_its_own_record_may_not_put_another() {
	let scene = Scene::new().await;
	scene.put().await;
	scene.read(&owner(), Purpose::Own).await.unwrap();
	scene.vault.report(&owner(), EARPHONES, &scene.commitment, false, scene.now).await.unwrap();
	assert_eq!(refused(scene.put_with(MANUFACTURER, vec![]).await), Refusal::AlreadyKept);
	scene.vault.erase(&owner(), EARPHONES, &scene.commitment, scene.now).await.unwrap();
	let report = scene.vault.report(&owner(), EARPHONES, &scene.commitment, true, scene.now).await;
	assert_eq!(refused(report), Refusal::Erased);
}

#[tokio::test]
async fn what_was_erased_is_gone_for_every_key_and_does_not_come_back() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("vault.db");
	let kept = Database::connect(&format!("sqlite:{}", path.display())).await.unwrap();
	let scene = Scene::in_database(kept.clone()).await;
	scene.put().await;
	let (carrier, commitment) = (account(CARRIER), &scene.commitment);
	scene.give(&carrier, Basis::Consent, Purpose::Deliver).await.unwrap();
	let wrapped = hex::decode(scene.read(&carrier, Purpose::Deliver).await.unwrap().wrap).unwrap();
	let in_files = |bytes: &[u8]| {
		let files = std::fs::read_dir(folder.path()).unwrap();
		let contents = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
		contents.into_iter().any(|content| content.windows(bytes.len()).any(|window| window == bytes))
	};
	assert!(in_files(&scene.content) && in_files(&wrapped));
	scene.vault.erase(&owner(), EARPHONES, commitment, scene.now).await.unwrap();
	assert!(!in_files(&scene.content) && !in_files(&wrapped));
	for (reader, purpose) in [(owner(), Purpose::Own), (carrier, Purpose::Deliver)] {
		assert_eq!(refused(scene.read(&reader, purpose).await), Refusal::Erased);
	}
	assert_eq!(refused(scene.put_with(MANUFACTURER, vec![]).await), Refusal::Erased);
	assert_eq!(refused(scene.give(&carrier, Basis::Consent, Purpose::Deliver).await), Refusal::Erased);
	assert_eq!(refused(scene.vault.erase(&owner(), EARPHONES, commitment, scene.now).await), Refusal::Erased);
	let listed = scene.vault.list(&owner(), EARPHONES).await.unwrap();
	assert!(listed[0].erased && listed[0].grants.is_empty());
	assert!(scene.vault.log_agrees().await.unwrap());
}

#[tokio::test]
async fn a_dump_of_the_database_has_no_plaintext() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("vault.db");
	let kept = Database::connect(&format!("sqlite:{}", path.display())).await.unwrap();
	let scene = Scene::in_database(kept.clone()).await;
	scene.put().await;
	let buyer = bearer::recipient(&bearer::token(&SECRET));
	scene.give(&buyer, Basis::Consent, Purpose::AfterSale).await.unwrap();
	scene.read(&buyer, Purpose::AfterSale).await.unwrap();
	kept.close().await;
	let dump = std::fs::read(&path).unwrap();
	let utf_16 = PLAINTEXT.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
	let secret_key = SecretKey::derived(&SECRET).to_bytes();
	for secret in [
		PLAINTEXT.as_bytes(),
		"Emily".as_bytes(),
		&utf_16,
		hex::encode(PLAINTEXT).as_bytes(),
		&SECRET,
		hex::encode(SECRET).as_bytes(),
		&bearer::token(&SECRET),
		&*secret_key,
		&[7; 32],
	] {
		assert!(!dump.windows(secret.len()).any(|window| window == secret), "{secret:x?}");
	}
}

#[tokio::test]
async fn what_a_department_reads_by_law_is_not_taken_back_while_it_holds_its_seat() {
	let scene = Scene::new().await;
	scene.put().await;
	let customs = account(CUSTOMS);
	scene.give(&customs, Basis::Law, Purpose::Clear).await.unwrap();
	let by = owner();
	let revoke = || scene.vault.revoke(&by, EARPHONES, &scene.commitment, &customs, scene.now);
	assert_eq!(refused(revoke().await), Refusal::ByLaw);
	assert_eq!(refused(scene.give(&customs, Basis::Consent, Purpose::Own).await), Refusal::ByLaw);
	// A new wrap, to a key that was rotated.
	scene.give(&customs, Basis::Law, Purpose::Clear).await.unwrap();
	scene.read(&customs, Purpose::Clear).await.unwrap();
	// Nor is it cut down, or erased.
	let same = scene.grant(&customs, Basis::Law, Purpose::Clear);
	for less in [
		Grant { until: same.until - 1, ..same.clone() },
		Grant { from: 1, ..same.clone() },
		Grant { reads: Some(1), ..same.clone() },
		Grant { purpose: Purpose::Tax, ..same.clone() },
	] {
		assert_eq!(refused(scene.give_by(MANUFACTURER, less).await), Refusal::ByLaw);
	}
	let erase = |now| scene.vault.erase(&by, EARPHONES, &scene.commitment, now);
	assert_eq!(refused(erase(scene.now).await), Refusal::ByLaw);
	let vacated = "UPDATE participants SET department = NULL WHERE account = $1";
	sqlx::query(vacated).bind(CUSTOMS).execute(scene.facts.pool()).await.unwrap();
	assert_eq!(refused(scene.read(&customs, Purpose::Clear).await), Refusal::NotDepartment);
	revoke().await.unwrap();
}

#[tokio::test]
async fn what_a_department_read_by_law_is_erased_once_its_grant_has_ended() {
	let scene = Scene::new().await;
	scene.put().await;
	let customs = account(CUSTOMS);
	let by_law = scene.grant(&customs, Basis::Law, Purpose::Clear);
	let end = by_law.until as i64;
	scene.give_by(MANUFACTURER, by_law).await.unwrap();
	let by = owner();
	let erase = |now| scene.vault.erase(&by, EARPHONES, &scene.commitment, now);
	assert_eq!(refused(erase(end - 1).await), Refusal::ByLaw);
	erase(end).await.unwrap();
	assert_eq!(refused(scene.read(&customs, Purpose::Clear).await), Refusal::Erased);
}

#[tokio::test]
async fn lists_show_an_owner_everything_and_others_their_own() {
	let scene = Scene::new().await;
	scene.put().await;
	scene.give(&account(CARRIER), Basis::Consent, Purpose::Deliver).await.unwrap();
	scene.give(&account(CUSTOMS), Basis::Law, Purpose::Clear).await.unwrap();
	let of_owner = scene.vault.list(&owner(), EARPHONES).await.unwrap();
	assert_eq!(of_owner.len(), 1);
	assert_eq!(of_owner[0].grants.len(), 3);
	let of_carrier = scene.vault.list(&account(CARRIER), EARPHONES).await.unwrap();
	let recipients: Vec<_> = of_carrier[0].grants.iter().map(|grant| grant.to.as_str()).collect();
	assert_eq!(recipients, [CARRIER]);
}

fn signer() -> Keypair {
	MiniSecretKey::from_bytes(&[5; 32]).unwrap().expand_to_keypair(Ed25519)
}

fn credentials(nonce: u8, now: i64, genesis: u8) -> Credentials {
	let account = signer().public.to_bytes();
	let statement = Statement {
		genesis: [genesis; 32],
		account,
		nonce: [nonce; 16],
		expires_at: now as u64 + 1_000,
		method: "GET".into(),
		target: "/vault/x".into(),
		body: blake2_256(b""),
	};
	let signature = signer().sign(signing_context(b"substrate").bytes(&statement.message())).to_bytes();
	Credentials { account, nonce: statement.nonce, expires_at: statement.expires_at, signature }
}

#[tokio::test]
async fn a_request_is_taken_once_on_this_chain_and_from_accounts_of_the_register() {
	let scene = Scene::new().await;
	let now = START;
	let authenticate = |credentials, now| {
		let (vault, credentials): (Vault, Credentials) = (scene.vault.clone(), credentials);
		async move { vault.authenticate(&credentials, "GET", "/vault/x", b"", now).await }
	};
	assert_eq!(refused(authenticate(credentials(1, now, 0xee), now).await), Refusal::NotInForce);
	let who = Recipient::Account(signer().public.to_bytes());
	let row = serde_json::json!({
		"account": who.to_string(), "kind": "TradeEntity", "business": "Manufacturer", "nodes": [], "status": "Active",
		"until": now + DAY, "profile": {}, "profile_hash": "0x00", "evidence": [], "changed_at": now,
	});
	suyuan_fixtures::insert(&scene.facts, "participants", row).await;
	assert_eq!(authenticate(credentials(1, now, 0xee), now).await.unwrap(), who);
	assert_eq!(refused(authenticate(credentials(1, now, 0xee), now).await), Refusal::NonceUsed);
	assert_eq!(authenticate(credentials(2, now, 0xee), now).await.unwrap(), who);
	assert_eq!(refused(authenticate(credentials(3, now, 0xef), now).await), Refusal::Unsigned);
	assert_eq!(
		refused(authenticate(credentials(3, now, 0xee), now + 1_000).await),
		Refusal::StatementExpired
	);
	// A clock that is set back opens no door, for a nonce is kept for a while after its end.
	assert_eq!(authenticate(credentials(9, now + 5_000, 0xee), now + 5_000).await.unwrap(), who);
	assert_eq!(refused(authenticate(credentials(1, now, 0xee), now).await), Refusal::NonceUsed);
	let later = now + 1_000 + MAX_VALIDITY as i64;
	assert_eq!(authenticate(credentials(1, later, 0xee), later).await.unwrap(), who);
}

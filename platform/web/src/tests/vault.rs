// SPDX-License-Identifier: Apache-2.0

//! The routes of the vault: signed requests, named refusals, and nothing kept on the way.

use super::*;
use schnorrkel::{signing_context, ExpansionMode::Ed25519, MiniSecretKey};
use serde_json::json;
use sp_crypto_hashing::blake2_256;
use suyuan_envelope::{
	bearer,
	request::{Credentials, Statement},
	seal, wrap, Opening, Recipient, RecordId, SecretKey, Suite,
};
use suyuan_fixtures::{CARRIER, MANUFACTURER};
use suyuan_primitives::values::Sealed;
use suyuan_vault::Vault;

/// Seeds of the development accounts //Bob, the manufacturer, and //Charlie, the carrier.
const BOB: &str = "398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89";
const CHARLIE: &str = "bc1ede780f784bb6991a585e4f6e61522c14e1cae6ad0895fb57b9a205a8f938";
const CODE: &str = "01%2F06901234567892%2F21%2FSN-0001";
const SECRET: [u8; 32] = [0x21; 32];

fn commitment() -> String {
	format!("0x{}", "52".repeat(32))
}

fn record() -> String {
	format!("/vault/{CODE}/{}", commitment())
}

async fn served() -> Served {
	let database = suyuan_fixtures::database().await;
	let kept = Database::connect("sqlite::memory:").await.unwrap();
	let vault = Vault::open(kept, database.clone()).await.unwrap();
	let progress =
		Progress { indexed: 40, finalised: 42, connected: true, caught_up: true, ..Progress::default() };
	Served::of(App::over(database, config(), progress).with_vault(Some(vault)))
}

/// A request that the account of a seed signed.
fn signed(seed: &str, nonce: u8, method: &str, target: &str, body: &str) -> Request<Body> {
	let seed: [u8; 32] = hex::decode(seed).unwrap().try_into().unwrap();
	let key = MiniSecretKey::from_bytes(&seed).unwrap().expand_to_keypair(Ed25519);
	let statement = Statement {
		genesis: [0xee; 32],
		account: key.public.to_bytes(),
		nonce: [nonce; 16],
		expires_at: suyuan_store::now() as u64 + 60_000,
		method: method.into(),
		target: target.into(),
		body: blake2_256(body.as_bytes()),
	};
	let signature = key.sign(signing_context(b"substrate").bytes(&statement.message())).to_bytes();
	let Statement { account, nonce, expires_at, .. } = statement;
	let header = Credentials { account, nonce, expires_at, signature }.to_string();
	let request = Request::builder().method(method).uri(target).header("suyuan-signature", header);
	request.body(Body::from(body.to_owned())).unwrap()
}

/// An envelope with grants to the owner and to a bearer.
fn envelope() -> String {
	let record = RecordId {
		genesis: [0xee; 32],
		code: "01/06901234567892/21/SN-0001".parse().unwrap(),
		commitment: Sealed([0x52; 32]),
	};
	let opening = Opening { salt: [7; 32], plaintext: "Emily Carter".to_owned().into() };
	let (content, data_key) = seal(Suite::Aes256Gcm, &record, &opening).unwrap();
	let owner: Recipient = MANUFACTURER.parse().unwrap();
	let buyer = bearer::recipient(&bearer::token(&SECRET));
	let grants = [(owner, "Owner", "Own"), (buyer, "Consent", "AfterSale")].map(|(to, basis, purpose)| {
		let public = SecretKey::derived(&SECRET).public();
		let wrapped = wrap(Suite::Aes256Gcm, &record, &data_key, Some(&to), &public).unwrap();
		json!({
			"to": to.to_string(), "basis": basis, "purpose": purpose, "from": 0, "until": 4_000_000_000_000_u64,
			"reads": null, "wrap": hex::encode(wrapped.0),
		})
	});
	json!({ "path": "Order.consignee", "content": hex::encode(content.as_bytes()), "grants": grants })
		.to_string()
}

async fn put(served: &Served) {
	let answer = served.ask(signed(BOB, 1, "PUT", &record(), &envelope())).await;
	assert_eq!(answer.status, 201, "{}", answer.text());
}

#[tokio::test]
async fn an_envelope_is_put_granted_read_and_erased() {
	let served = served().await;
	put(&served).await;
	let read = format!("{}?purpose=Own", record());
	let answer = served.ask(signed(BOB, 2, "GET", &read, "")).await;
	assert_eq!(
		(answer.status.as_u16(), answer.header("cache-control")),
		(200, "no-store"),
		"{}",
		answer.text()
	);
	assert_eq!(answer.json()["owner"], MANUFACTURER);
	assert!(!answer.text().contains("Emily"));

	let to_read = format!("{}?purpose=Deliver", record());
	let before = served.ask(signed(CHARLIE, 1, "GET", &to_read, "")).await;
	before.is_problem(403, "no-grant");
	let mut grant: Value = serde_json::from_str(&envelope()).unwrap();
	let mut grant = grant["grants"][0].take();
	(grant["to"], grant["basis"], grant["purpose"]) = (json!(CARRIER), json!("Consent"), json!("Deliver"));
	let grants = format!("{}/grants", record());
	let answer = served.ask(signed(BOB, 3, "PUT", &grants, &grant.to_string())).await;
	assert_eq!(answer.status, 204, "{}", answer.text());
	assert_eq!(served.ask(signed(CHARLIE, 2, "GET", &to_read, "")).await.status, 200);
	let finding = format!("{}/finding", record());
	let answer = served.ask(signed(CHARLIE, 3, "PUT", &finding, "{\"agrees\":false}")).await;
	assert_eq!(answer.status, 204, "{}", answer.text());
	let answer = served.ask(signed(BOB, 4, "GET", &read, "")).await;
	assert_eq!(answer.json()["disputed_by"], json!([CARRIER]));

	let revoked = format!("{grants}/{CARRIER}");
	assert_eq!(served.ask(signed(BOB, 5, "DELETE", &revoked, "")).await.status, 204);
	served.ask(signed(CHARLIE, 4, "GET", &to_read, "")).await.is_problem(403, "grant-revoked");
	let listed = served.ask(signed(BOB, 6, "GET", &format!("/vault/{CODE}"), "")).await.json();
	assert_eq!(listed[0]["grants"].as_array().unwrap().len(), 3);

	let log = served.ask(signed(BOB, 7, "GET", "/vault/log?limit=256", "")).await.json();
	let outcomes = log["items"].as_array().unwrap().iter().filter(|entry| entry["who"] == CARRIER);
	let outcomes: Vec<_> = outcomes.map(|entry| entry["outcome"].as_str().unwrap().to_owned()).collect();
	assert_eq!(outcomes, ["no-grant", "done", "done", "grant-revoked"]);

	assert_eq!(served.ask(signed(BOB, 8, "DELETE", &record(), "")).await.status, 204);
	served.ask(signed(BOB, 9, "GET", &read, "")).await.is_problem(410, "erased");
	let head = served.get("/vault/head").await.json();
	assert_eq!(head["seq"], json!(11));
}

#[tokio::test]
async fn a_bearer_reads_and_changes_nothing() {
	let served = served().await;
	put(&served).await;
	let token = hex::encode(bearer::token(&SECRET));
	let read = format!("{}?purpose=AfterSale", record());
	assert_eq!(served.get_as(&read, &[("suyuan-bearer", &token)]).await.status, 200);
	let log = served.get_as(&format!("{}/log", record()), &[("suyuan-bearer", &token)]).await;
	assert_eq!(log.json()["items"].as_array().unwrap().len(), 2, "{}", log.text());
	let other = "00".repeat(32);
	served.get_as(&read, &[("suyuan-bearer", &other)]).await.is_problem(403, "no-grant");
	served.get_as(&read, &[("suyuan-bearer", "溯")]).await.is_problem(401, "unsigned");
	let erase = Request::delete(record()).header("suyuan-bearer", &token).body(Body::empty()).unwrap();
	served.ask(erase).await.is_problem(401, "unsigned");
}

#[tokio::test]
async fn a_request_is_signed_for_itself_alone_and_taken_once() {
	let served = served().await;
	served.get(&format!("{}?purpose=Own", record())).await.is_problem(401, "unsigned");
	let moved = signed(BOB, 1, "PUT", "/vault/elsewhere/0x00", &envelope());
	let (parts, body) = moved.into_parts();
	let mut moved = Request::from_parts(parts, body);
	*moved.uri_mut() = record().parse().unwrap();
	served.ask(moved).await.is_problem(401, "unsigned");
	put(&served).await;
	// The same nonce once more, whatever it is asked for with.
	served.ask(signed(BOB, 1, "DELETE", &record(), "")).await.is_problem(409, "nonce-used");
	let garbled = Request::get("/vault/log").header("suyuan-signature", "a.b.c.d").body(Body::empty());
	served.ask(garbled.unwrap()).await.is_problem(401, "unsigned");
}

#[tokio::test]
async fn bodies_are_bounded_and_what_is_none_of_ours_is_refused() {
	let served = served().await;
	let long = "x".repeat(97 * 1_024);
	let answer = served.ask(signed(BOB, 1, "PUT", &record(), &long)).await;
	assert_eq!(answer.status, 413, "{}", answer.text());
	served.ask(signed(BOB, 2, "PUT", &record(), "{}")).await.is_problem(400, "malformed-request");
	let extra = envelope().replacen('{', "{\"plaintext\":\"Emily Carter\",", 1);
	served.ask(signed(BOB, 3, "PUT", &record(), &extra)).await.is_problem(400, "malformed-request");
	let body = json!({ "path": "Order.consignee", "content": "00", "grants": [] }).to_string();
	served.ask(signed(BOB, 4, "PUT", &record(), &body)).await.is_problem(400, "malformed-envelope");
	let nowhere = format!("/vault/{CODE}/0x52");
	served.ask(signed(BOB, 5, "PUT", &nowhere, &envelope())).await.is_problem(400, "malformed-request");
}

#[tokio::test]
async fn without_a_vault_its_routes_say_so() {
	let served = Served::new().await;
	for uri in ["/vault/head", "/vault/log", &format!("{}?purpose=Own", record())] {
		served.get(uri).await.is_problem(404, "no-vault");
	}
}

// SPDX-License-Identifier: Apache-2.0
//! The owner's and the reader's side of a vault: envelopes are sealed and opened here, and nowhere else.
//!
//! Requests themselves are sent by whatever speaks HTTP and TLS, such as curl: what is secret never leaves this program.

use crate::{
	chain::Chain,
	cli::{Account, VaultCommand},
	files, key,
	keyring::{self, Keyring},
	seals,
};
use anyhow::{bail, ensure, Context};
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::blake2_256;
use std::{
	path::Path,
	time::{SystemTime, UNIX_EPOCH},
};
use suyuan_envelope::{
	bearer,
	messages::{Basis, Grant, Kept, Purpose, Put},
	open,
	request::{Credentials, Statement},
	seal, unwrap, wrap, Content, DataKey, Opening, Recipient, RecordId, SecretKey, Suite, Wrap,
};
use suyuan_primitives::values::{Sealed, SealingKey};
use zeroize::Zeroizing;

/// The most bytes of a body, an answer, or a list of grants.
const MAX_BYTES: u64 = 1024 * 1024;

/// Milliseconds for which a signed statement is good.
const VALIDITY: u64 = 2 * 60 * 1_000;

/// A grant as its owner writes it down: with the reader's public key, to which the data key is wrapped.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
	to: Recipient,
	/// Public key of the reader, as `traceApi.sealingKeys` answers it.
	key: String,
	basis: Basis,
	purpose: Purpose,
	from: u64,
	until: u64,
	reads: Option<u32>,
}

/// The key of whoever opens an answer.
enum Opener {
	Account(Recipient, Keyring),
	Bearer(Recipient, SecretKey),
}

impl Opener {
	fn of(account: &Account) -> anyhow::Result<Self> {
		if let Some(path) = &account.bearer {
			let secret = secret_of(path)?;
			let reader = bearer::recipient(&bearer::token(&secret));
			return Ok(Self::Bearer(reader, SecretKey::derived(&secret)));
		}
		let reader =
			account.account.as_deref().context("name the reader: --account and --keyring, or --bearer")?;
		let reader = reader.parse::<Recipient>().map_err(anyhow::Error::msg).context("--account")?;
		let keyring = account.keyring.as_deref().context("an account opens with its --keyring")?;
		Ok(Self::Account(reader, Keyring::read(keyring)?))
	}

	fn data_key(&self, suite: Suite, record: &RecordId, wrapped: &Wrap) -> anyhow::Result<DataKey> {
		Ok(match self {
			Self::Account(reader, keyring) => keyring.unwrap(suite, record, wrapped, Some(reader))?,
			Self::Bearer(reader, key) => unwrap(suite, record, wrapped, Some(reader), key)?,
		})
	}
}

/// Runs a command. Returns false if what was opened is not what the chain has.
pub(crate) async fn run(command: &VaultCommand) -> anyhow::Result<bool> {
	match command {
		VaultCommand::Sign { node, key, method, target, body } => {
			let body = body.as_deref().map(read).transpose()?.unwrap_or_default();
			let genesis = Chain::connect(node).await?.genesis();
			println!("Suyuan-Signature: {}", sign(&key::read(key)?, genesis, method, target, &body)?);
		}
		VaultCommand::Seal { node, seals, keyring, commitment, path, grants } => {
			let (code, opening) = seals::find(seals, &Keyring::read(keyring)?, commitment)?;
			let record = record(Chain::connect(node).await?.genesis(), &code, commitment)?;
			let put = sealed(&record, &opening, path, &wanted(grants)?)?;
			println!("{}", serde_json::to_string(&put)?);
		}
		VaultCommand::Wrap { node, answer, code, commitment, reader, grants } => {
			let record = record(Chain::connect(node).await?.genesis(), code, commitment)?;
			let (content, data_key) = unwrapped(&kept(answer)?, &record, &Opener::of(reader)?)?;
			for wanted in wanted(grants)? {
				println!(
					"{}",
					serde_json::to_string(&wrapped(&record, content.suite(), &data_key, &wanted)?)?
				);
			}
		}
		VaultCommand::Open { node, answer, code, commitment, reader } => {
			let record = record(Chain::connect(node).await?.genesis(), code, commitment)?;
			let kept = kept(answer)?;
			let opening = opened(&kept, &record, &Opener::of(reader)?)?;
			for reader in &kept.disputed_by {
				eprintln!("{reader} found that this record is false.");
			}
			if !opening.is_of(&record.commitment) {
				eprintln!(
					"FALSE OPENING: what {} put into the vault is not what stands on the chain. Trust none of it, and \
					report it: PUT …/finding with {{\"agrees\":false}}.",
					kept.owner
				);
				return Ok(false);
			}
			println!("{}", *opening.plaintext);
		}
		VaultCommand::Bearer { file } => {
			let secret = bearer::generate();
			keyring::write_new(file, &format!("{}\n", hex::encode(*secret)))?;
			let reader = bearer::recipient(&bearer::token(&secret));
			let public = SecretKey::derived(&secret).public();
			println!("{{\"to\":\"{reader}\",\"key\":\"0x{}\"}}", hex::encode(public.0));
			eprintln!(
				"The secret is in {}; it goes into the fragment of the order's code alone.",
				file.display()
			);
		}
		VaultCommand::Token { file } => {
			println!("Suyuan-Bearer: {}", hex::encode(bearer::token(&*secret_of(file)?)))
		}
	}
	Ok(true)
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
	let bytes = files::read(path, MAX_BYTES)?;
	bytes.with_context(|| format!("FileTooLarge: {} has more than {} KiB", path.display(), MAX_BYTES >> 10))
}

fn secret_of(path: &Path) -> anyhow::Result<Zeroizing<[u8; 32]>> {
	let mut secret = Zeroizing::new([0; 32]);
	let text = key::from_file(path)?;
	hex::decode_to_slice(text.trim(), &mut *secret)
		.ok()
		.context("NoSecret: the file has no secret of a code")?;
	Ok(secret)
}

fn kept(path: &Path) -> anyhow::Result<Kept> {
	let none = || format!("NoAnswer: {} is no answer of a vault", path.display());
	serde_json::from_slice(&read(path)?).with_context(none)
}

fn wanted(path: &Path) -> anyhow::Result<Vec<Wanted>> {
	let none = || format!("NoGrants: {} is no list of grants", path.display());
	serde_json::from_slice(&read(path)?).with_context(none)
}

fn record(genesis: [u8; 32], code: &str, commitment: &str) -> anyhow::Result<RecordId> {
	let mut sealed = [0; 32];
	let digits = commitment.strip_prefix("0x").unwrap_or(commitment);
	hex::decode_to_slice(digits, &mut sealed).ok().context("--commitment is 32 bytes, hexadecimal")?;
	let code = code.parse().ok().context("--code is no trace code")?;
	Ok(RecordId { genesis, code, commitment: Sealed(sealed) })
}

fn sign(
	key: &subxt_signer::sr25519::Keypair,
	genesis: [u8; 32],
	method: &str,
	target: &str,
	body: &[u8],
) -> anyhow::Result<Credentials> {
	let mut nonce = [0; 16];
	getrandom::getrandom(&mut nonce).ok().context("the system gives no randomness")?;
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
	let statement = Statement {
		genesis,
		account: key.public_key().0,
		nonce,
		expires_at: now + VALIDITY,
		method: method.into(),
		target: target.into(),
		body: blake2_256(body),
	};
	let signature = key.sign(&statement.message()).0;
	let Statement { account, nonce, expires_at, .. } = statement;
	Ok(Credentials { account, nonce, expires_at, signature })
}

/// An envelope of an opening, with grants.
fn sealed(record: &RecordId, opening: &Opening, path: &str, wanted: &[Wanted]) -> anyhow::Result<Put> {
	ensure!(
		opening.is_of(&record.commitment),
		"FalseOpening: the seals have another opening than the commitment's"
	);
	let suite = Suite::ChaCha20Poly1305;
	let (content, data_key) = seal(suite, record, opening)?;
	let grants = wanted.iter().map(|wanted| wrapped(record, suite, &data_key, wanted));
	let grants = grants.collect::<anyhow::Result<_>>()?;
	Ok(Put { path: path.into(), content: hex::encode(content.as_bytes()), grants })
}

fn wrapped(record: &RecordId, suite: Suite, data_key: &DataKey, wanted: &Wanted) -> anyhow::Result<Grant> {
	let mut key = [0; 32];
	let digits = wanted.key.strip_prefix("0x").unwrap_or(&wanted.key);
	hex::decode_to_slice(digits, &mut key)
		.ok()
		.with_context(|| format!("{} has no public key", wanted.to))?;
	let wrapped = wrap(suite, record, data_key, Some(&wanted.to), &SealingKey(key))
		.with_context(|| format!("the key of {}", wanted.to))?;
	let Wanted { to, basis, purpose, from, until, reads, .. } = *wanted;
	Ok(Grant { to, basis, purpose, from, until, reads, wrap: hex::encode(wrapped.0) })
}

fn unwrapped(kept: &Kept, record: &RecordId, opener: &Opener) -> anyhow::Result<(Content, DataKey)> {
	let (Ok(content), Ok(wrapped)) = (hex::decode(&kept.content), hex::decode(&kept.wrap)) else {
		bail!("NoAnswer: content and wrap are hexadecimal");
	};
	let content = Content::from_bytes(content)?;
	let data_key = opener.data_key(content.suite(), record, &Wrap::from_bytes(&wrapped)?)?;
	Ok((content, data_key))
}

fn opened(kept: &Kept, record: &RecordId, opener: &Opener) -> anyhow::Result<Opening> {
	let (content, data_key) = unwrapped(kept, record, opener)?;
	Ok(open(record, &content, &data_key)?)
}

#[cfg(test)]
mod tests {
	use super::*;

	const GENESIS: [u8; 32] = [1; 32];
	const CODE: &str = "01/06901234567892/21/SN-1";
	const CARRIER: Recipient = Recipient::Account([7; 32]);

	fn opening() -> Opening {
		Opening { salt: [9; 32], plaintext: "Emily Carter".to_owned().into() }
	}

	fn the_record() -> RecordId {
		let commitment = format!("0x{}", hex::encode(Sealed::new(&[9; 32], "Emily Carter").0));
		record(GENESIS, CODE, &commitment).unwrap()
	}

	fn for_carrier(key: &SealingKey) -> Wanted {
		let basis = Basis::Custody { days_after: 7 };
		let key = format!("0x{}", hex::encode(key.0));
		Wanted { to: CARRIER, key, basis, purpose: Purpose::Deliver, from: 0, until: 1, reads: None }
	}

	fn answer(put: &Put, place: usize) -> Kept {
		let (content, wrap) = (put.content.clone(), put.grants[place].wrap.clone());
		Kept {
			path: put.path.clone(),
			owner: String::new(),
			content,
			wrap,
			confirmed_by: vec![],
			disputed_by: vec![],
		}
	}

	fn carrier(folder: &tempfile::TempDir) -> (SealingKey, Opener) {
		let path = folder.path().join("keyring");
		let public = keyring::make(&path).unwrap();
		(public, Opener::Account(CARRIER, Keyring::read(&path).unwrap()))
	}

	#[test]
	fn what_the_owner_seals_the_reader_opens_and_finds_to_be_true() {
		let folder = tempfile::tempdir().unwrap();
		let (public, opener) = carrier(&folder);
		let put = sealed(&the_record(), &opening(), "Order.consignee", &[for_carrier(&public)]).unwrap();
		let opened = opened(&answer(&put, 0), &the_record(), &opener).unwrap();
		assert!(opened.is_of(&the_record().commitment));
		assert_eq!(&*opened.plaintext, "Emily Carter");
	}

	#[test]
	fn a_reader_that_was_let_in_hands_the_key_on_for_its_owner() {
		let folder = tempfile::tempdir().unwrap();
		let (public, opener) = carrier(&folder);
		let put = sealed(&the_record(), &opening(), "Order.consignee", &[for_carrier(&public)]).unwrap();
		let (content, data_key) = unwrapped(&answer(&put, 0), &the_record(), &opener).unwrap();
		let secret = [5; 32];
		let buyer = bearer::recipient(&bearer::token(&secret));
		let key = SecretKey::derived(&secret);
		let wanted = Wanted { to: buyer, basis: Basis::Consent, ..for_carrier(&key.public()) };
		let grant = wrapped(&the_record(), content.suite(), &data_key, &wanted).unwrap();
		let handed = Kept { wrap: grant.wrap, ..answer(&put, 0) };
		let opened = opened(&handed, &the_record(), &Opener::Bearer(buyer, key)).unwrap();
		assert_eq!(&*opened.plaintext, "Emily Carter");
	}

	#[test]
	fn nothing_false_is_sealed_and_what_is_false_is_found_out() {
		let folder = tempfile::tempdir().unwrap();
		let (public, opener) = carrier(&folder);
		let other = RecordId { commitment: Sealed([3; 32]), ..the_record() };
		let refused = sealed(&other, &opening(), "Order.consignee", &[for_carrier(&public)]).unwrap_err();
		assert!(refused.to_string().starts_with("FalseOpening"));
		// An owner with a program of its own.
		let (content, data_key) = seal(Suite::Aes256Gcm, &other, &opening()).unwrap();
		let grant = wrapped(&other, Suite::Aes256Gcm, &data_key, &for_carrier(&public)).unwrap();
		let put = Put { path: "x".into(), content: hex::encode(content.as_bytes()), grants: vec![grant] };
		assert!(!opened(&answer(&put, 0), &other, &opener).unwrap().is_of(&other.commitment));
		// And of another record it does not open at all.
		assert!(opened(&answer(&put, 0), &the_record(), &opener).is_err());
	}

	#[test]
	fn a_key_to_which_nothing_can_be_sealed_is_named_with_its_reader() {
		let wanted = for_carrier(&SealingKey([0; 32]));
		let refused = format!("{:#}", sealed(&the_record(), &opening(), "x", &[wanted]).unwrap_err());
		assert!(refused.contains(&CARRIER.to_string()) && refused.contains("UnusableKey"), "{refused}");
	}

	#[test]
	fn a_signed_request_is_good() {
		let key = subxt_signer::sr25519::dev::alice();
		let credentials = sign(&key, GENESIS, "PUT", "/vault/x?y=z", b"{}").unwrap();
		let received = suyuan_envelope::request::Received {
			genesis: GENESIS,
			method: "PUT",
			target: "/vault/x?y=z",
			body: b"{}",
		};
		assert_eq!(credentials.verify(received, credentials.expires_at - 1), Ok(()));
		assert_eq!(credentials.to_string().parse(), Ok(credentials));
	}
}

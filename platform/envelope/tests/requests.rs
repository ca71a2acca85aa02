// SPDX-License-Identifier: Apache-2.0

//! Signed requests: good once, for one request, on one chain.

use schnorrkel::{signing_context, ExpansionMode::Ed25519, Keypair, MiniSecretKey};
use sp_crypto_hashing::blake2_256;
use suyuan_envelope::request::{Credentials, Received, RequestError, Statement, MAX_VALIDITY};

const NOW: u64 = 1_795_000_000_000;
const RECEIVED: Received =
	Received { genesis: [1; 32], method: "PUT", target: "/vault/a/b?c=d", body: b"{}" };

fn key() -> Keypair {
	MiniSecretKey::from_bytes(&[5; 32]).unwrap().expand_to_keypair(Ed25519)
}

fn statement() -> Statement {
	Statement {
		genesis: RECEIVED.genesis,
		account: key().public.to_bytes(),
		nonce: [2; 16],
		expires_at: NOW + 1_000,
		method: RECEIVED.method.into(),
		target: RECEIVED.target.into(),
		body: blake2_256(RECEIVED.body),
	}
}

fn signed(statement: &Statement, message: &[u8]) -> Credentials {
	let signature = key().sign(signing_context(b"substrate").bytes(message)).to_bytes();
	let Statement { account, nonce, expires_at, .. } = *statement;
	Credentials { account, nonce, expires_at, signature }
}

#[test]
fn a_request_is_good_as_a_program_signs_it_and_as_a_wallet_does() {
	let message = statement().message();
	for message in [message.clone(), [b"<Bytes>", &*message, b"</Bytes>"].concat()] {
		let credentials: Credentials = signed(&statement(), &message).to_string().parse().unwrap();
		assert_eq!(credentials.verify(RECEIVED, NOW), Ok(()));
	}
}

#[test]
fn a_request_is_good_for_nothing_else() {
	let credentials = signed(&statement(), &statement().message());
	let others = [
		Received { genesis: [9; 32], ..RECEIVED },
		Received { method: "DELETE", ..RECEIVED },
		Received { target: "/vault/a/b?c=e", ..RECEIVED },
		Received { body: b"{ }", ..RECEIVED },
	];
	for other in others {
		assert_eq!(credentials.verify(other, NOW), Err(RequestError::WrongSignature), "{other:?}");
	}
	let of_another = Credentials { account: [7; 32], ..credentials.clone() };
	assert_eq!(of_another.verify(RECEIVED, NOW), Err(RequestError::WrongSignature));
	let later = Credentials { expires_at: NOW + 2_000, ..credentials.clone() };
	assert_eq!(later.verify(RECEIVED, NOW), Err(RequestError::WrongSignature));
	let again = Credentials { nonce: [3; 16], ..credentials };
	assert_eq!(again.verify(RECEIVED, NOW), Err(RequestError::WrongSignature));
}

#[test]
fn a_request_has_its_time() {
	let credentials = signed(&statement(), &statement().message());
	assert_eq!(credentials.verify(RECEIVED, NOW + 1_000), Err(RequestError::Expired));
	let too_early = NOW + 1_000 - MAX_VALIDITY - 1;
	assert_eq!(credentials.verify(RECEIVED, too_early), Err(RequestError::TooLong));
}

#[test]
fn a_header_that_is_none_is_refused() {
	let good = signed(&statement(), &statement().message()).to_string();
	for header in
		["", "a.b.c.d", &good[1..], &good.replace('.', ":"), &format!("{good}.00"), &"0".repeat(10_000)]
	{
		assert_eq!(header.parse::<Credentials>(), Err(RequestError::Malformed), "{header}");
	}
}

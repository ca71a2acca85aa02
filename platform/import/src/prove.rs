// SPDX-License-Identifier: Apache-2.0
//! Proves that amounts of a loop agree which are committed to, with the blinding factors of the files of seals.

use crate::{
	cli::{OrderAmount, Prove},
	keyring::Keyring,
	seals,
};
use anyhow::{ensure, Context};
use serde_json::{json, Value};
use subxt::utils::AccountId32;
use suyuan_primitives::{
	amounts::{ComparisonError, Opening, Prover},
	items::OrderKey,
	values::{Amount, Text},
	Check, Clock,
};

/// The arguments of `reconciliation.matchByProof` as JSON, by the names of the metadata.
pub(crate) fn prove(prove: &Prove) -> anyhow::Result<Value> {
	let merchant: AccountId32 =
		prove.merchant.parse().ok().context("--merchant is no account: write its SS58 address")?;
	let genesis = hex::decode(prove.genesis.strip_prefix("0x").unwrap_or(&prove.genesis)).ok();
	let genesis: [u8; 32] = genesis
		.and_then(|genesis| genesis.try_into().ok())
		.context("--genesis is no hash: write 0x and 64 hexadecimal digits")?;
	let order = order_key(&prove.order)?;
	let openings = seals::openings(&prove.seals, &Keyring::read(&prove.keyring)?)?;
	let opened = |amount: &OrderAmount| -> anyhow::Result<Opening> {
		amount.0.check(&Clock { latest: u64::MAX }).map_err(|error| anyhow::anyhow!("{}", error.name()))?;
		match amount.0 {
			Amount::Plain(money) => Ok(Opening::of_plain(money)),
			Amount::Committed { commitment, currency } => {
				let opening = openings.iter().find(|opening| opening.commitment() == commitment);
				let opening = opening.with_context(|| {
					format!(
						"no file of seals opens 0x{}: give that of who made it",
						hex::encode(commitment.0)
					)
				})?;
				ensure!(
					opening.money.currency == currency,
					"CurrencyMismatch: a commitment is in another currency"
				);
				Ok(opening.clone())
			}
		}
	};
	let ordered = opened(&prove.ordered)?;
	let compared = prove.compared.iter().map(opened).collect::<anyhow::Result<Vec<_>>>()?;
	let currency = ordered.money.currency;
	ensure!(
		compared.iter().all(|opening| opening.money.currency == currency),
		"CurrencyMismatch: all amounts are in one currency"
	);
	let sum: u128 = compared.iter().map(|opening| u128::from(opening.money.minor_units)).sum();
	ensure!(
		sum == u128::from(ordered.money.minor_units),
		"the amounts do not agree, so that there is no proof"
	);
	let mut nonce = [0; 32];
	getrandom::getrandom(&mut nonce).map_err(|error| anyhow::anyhow!("no random nonce: {error}"))?;
	let prover = Prover::new(&compared, &ordered, &nonce).map_err(|error| {
		anyhow::anyhow!(match error {
			ComparisonError::EqualCommitments =>
				"EqualCommitments: both sides are the same; amend one of the documents",
			ComparisonError::MalformedCommitment => "MalformedCommitment: a commitment is no point",
		})
	})?;
	let comparison = prove.comparison.into();
	let signature = prover.prove(&genesis.into(), &merchant.0, &order, currency, comparison);
	Ok(json!({
		"merchant": merchant.to_string(),
		"order": {
			"platform": order.platform.as_str(),
			"merchant": order.merchant.as_str(),
			"number": order.number.as_str(),
		},
		"comparison": format!("{comparison:?}"),
		"signature": format!("0x{}", hex::encode(signature)),
	}))
}

fn order_key(parts: &[String]) -> anyhow::Result<OrderKey> {
	fn text<const N: u32>(part: Option<&String>) -> anyhow::Result<Text<N>> {
		let part = part.context("--order takes platform, merchant and number")?;
		Text::try_from(part.as_str()).map_err(|error| anyhow::anyhow!("--order {part}: {}", error.name()))
	}
	Ok(OrderKey {
		platform: text(parts.first())?,
		merchant: text(parts.get(1))?,
		number: text(parts.get(2))?,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		cli::{Cli, Command},
		keyring,
		seals::Seals,
	};
	use clap::Parser;
	use std::path::Path;
	use suyuan_primitives::{
		amounts::{match_message, Sides},
		codes::Currency,
		reconciliation::Comparison,
		values::{Commitment, Money},
	};
	use suyuan_sheets::{Counted, Sealer};

	const MERCHANT: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	/// Commits to an amount in a file of seals, as an import does.
	fn commit(path: &Path, column: &str, minor_units: u64) -> Commitment {
		let money = Money { minor_units, currency: Currency(*b"USD") };
		let ring = path.with_extension("keyring");
		if !ring.exists() {
			keyring::make(&ring).unwrap();
		}
		let mut seals = Seals::open(path, Some(Keyring::read(&ring).unwrap())).unwrap().committing();
		seals.commit(Counted { document: "SO-1", column, money }).unwrap().unwrap()
	}

	fn told(commitment: &Commitment) -> String {
		format!("committed:0x{} USD", hex::encode(commitment.0))
	}

	fn run(path: &Path, ordered: &str, compared: &[&str]) -> anyhow::Result<Value> {
		let genesis = format!("0x{}", "01".repeat(32));
		let (ring, path) = (path.with_extension("keyring"), path.to_str().unwrap());
		let mut line = vec!["suyuan-import", "prove", "--genesis", &genesis, "--merchant", MERCHANT];
		line.extend(["--order", "P", "M", "SO-1", "--comparison", "receipts", "--ordered", ordered]);
		compared.iter().for_each(|amount| line.extend(["--compared", amount]));
		line.extend(["--seals", path, "--keyring", ring.to_str().unwrap()]);
		match Cli::try_parse_from(line)?.command {
			Some(Command::Prove(args)) => prove(&args),
			_ => unreachable!("it says so"),
		}
	}

	#[test]
	fn receipts_that_an_import_committed_to_are_proven_to_pay_the_order() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.seals");
		let order = commit(&path, "交易金额", 4990);
		let receipts = [commit(&path, "收款金额", 4000), commit(&path, "收款金额#2", 990)];
		let compared = receipts.each_ref().map(told);
		let answer = run(&path, &told(&order), &[&compared[0], &compared[1]]).unwrap();

		let amount = |commitment| Amount::Committed { commitment, currency: Currency(*b"USD") };
		let sides = Sides::of(&receipts.map(amount), &amount(order)).unwrap();
		let key = order_key(&["P", "M", "SO-1"].map(String::from)).unwrap();
		let merchant: AccountId32 = MERCHANT.parse().unwrap();
		let message = match_message(
			&[1; 32].into(),
			&merchant.0,
			&key,
			Currency(*b"USD"),
			&sides,
			Comparison::Receipts,
		);
		let signature = hex::decode(&answer["signature"].as_str().unwrap()[2..]).unwrap();
		let signature = subxt_signer::sr25519::Signature(signature.try_into().unwrap());
		let key = subxt_signer::sr25519::PublicKey(sides.key);
		assert!(subxt_signer::sr25519::verify(&signature, &message, &key));
		assert_eq!(answer["comparison"], "Receipts");

		// In clear on one side, too.
		assert!(run(&path, &told(&order), &["4990 USD"]).is_ok());
	}

	#[test]
	fn what_can_t_be_proven_is_named() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.seals");
		let order = told(&commit(&path, "交易金额", 4990));
		let unknown = format!("committed:0x{} USD", hex::encode(suyuan_primitives::amounts::VALUE_BASE));
		let in_euros = order.replace("USD", "EUR");
		for (compared, why) in [
			("4989 USD", "do not agree"),
			("4990 EUR", "CurrencyMismatch"),
			(unknown.as_str(), "no file of seals"),
			(order.as_str(), "EqualCommitments"),
			(in_euros.as_str(), "CurrencyMismatch"),
			("0 USD", "ZeroAmount"),
			("committed:0x12 USD", "committed"),
		] {
			let error = run(&path, &order, &[compared]).unwrap_err().to_string();
			assert!(error.contains(why), "{compared}: {error}");
		}
	}
}

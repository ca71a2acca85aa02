// SPDX-License-Identifier: Apache-2.0
//! Calls, as the chain's bytes: made from the vocabulary's own types, so that what was checked is what is sent.

use crate::plan::{pallet_of, Batch};
use anyhow::Context;
use codec::{Compact, Encode};
use scale_encode::{EncodeAsFields, Error, FieldIter, TypeResolver};
use subxt::{metadata::Metadata, tx::StaticPayload};
use suyuan_sheets::Entry;

/// A call by its names, with its arguments encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
	pallet: &'static str,
	name: &'static str,
	args: Arguments,
}

/// Arguments that are encoded already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arguments(Vec<u8>);

impl EncodeAsFields for Arguments {
	fn encode_as_fields_to<R: TypeResolver>(
		&self,
		_: &mut dyn FieldIter<'_, R::TypeId>,
		_: &R,
		out: &mut Vec<u8>,
	) -> Result<(), Error> {
		out.extend(&self.0);
		Ok(())
	}
}

impl Call {
	/// The call that a batch becomes.
	pub(crate) fn of(batch: &Batch, entries: &[Entry], metadata: &Metadata) -> anyhow::Result<Self> {
		let pallet = pallet_of(batch.block);
		let of_batch = batch.entries.iter().map(|index| &entries[*index]);
		if !batch.imported {
			let mut args = Compact(batch.entries.len() as u32).encode();
			for entry in of_batch {
				entry.code.encode_to(&mut args);
				args.extend(entry.item.encode());
			}
			return Ok(Self { pallet, name: "record_many", args: Arguments(args) });
		}
		let imports = of_batch.map(|entry| {
			let mut args = entry.code.encode();
			args.extend(entry.item.encode());
			args.extend(entry.party.as_ref().map(Encode::encode).unwrap_or_default());
			Self { pallet, name: "import", args: Arguments(args) }
		});
		let mut imports: Vec<_> = imports.collect();
		if let [_] = imports[..] {
			return imports.pop().context("there is one");
		}
		let mut args = Compact(imports.len() as u32).encode();
		for import in imports {
			args.extend(import.encoded(metadata)?);
		}
		Ok(Self { pallet: "Utility", name: "batch_all", args: Arguments(args) })
	}

	/// The call as a participant's operator makes it, through a proxy.
	pub(crate) fn for_principal(self, account: &[u8; 32], metadata: &Metadata) -> anyhow::Result<Self> {
		// An address that is an account, and any kind of proxy.
		let mut args = vec![0];
		args.extend(account);
		args.push(0);
		args.extend(self.encoded(metadata)?);
		Ok(Self { pallet: "Proxy", name: "proxy", args: Arguments(args) })
	}

	/// The whole call, with the indices that it has in this runtime.
	pub(crate) fn encoded(&self, metadata: &Metadata) -> anyhow::Result<Vec<u8>> {
		let Self { pallet, name, args } = self;
		let found =
			metadata.pallet_by_name(pallet).with_context(|| format!("the chain has no pallet {pallet}"))?;
		let call =
			found.call_variant_by_name(name).with_context(|| format!("{pallet} has no call {name}"))?;
		let mut encoded = vec![found.call_index(), call.index];
		encoded.extend(&args.0);
		Ok(encoded)
	}

	/// The call to be signed.
	pub(crate) fn payload(self) -> StaticPayload<Arguments> {
		StaticPayload::new(self.pallet, self.name, self.args)
	}
}

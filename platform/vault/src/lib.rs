// SPDX-License-Identifier: Apache-2.0

//! # The vault
//!
//! Keeps envelopes (see `suyuan_envelope`) of fields that stand on the chain as commitments, and answers them to those
//! entitled. It can't open them: neither a plaintext nor a key that opens one ever comes here, and so it takes the word of an
//! owner that an envelope is that of the commitment (*claimed*), and tells of readers who found otherwise.
//!
//! - [`Vault::put`], [`Vault::grant`], [`Vault::revoke`], [`Vault::read`], [`Vault::list`], [`Vault::report`] and
//!   [`Vault::erase`]: what may be asked, each by a request that an account signed ([`Vault::authenticate`]) or, for reading,
//!   with the token of a bearer.
//! - `access`: the grounds on which a reader is let in, as one table.
//! - `facts`: the final facts of the chain that this takes: whose a unit is, who holds it, who is in force, who has a seat.
//! - `custody`: who held the unit until when, with what it was packed in.
//! - `log`: every act, and every read, those that are refused too, written before the answer and chained by hashes.
//!
//! The vault's tables, all named `vault_…`, lie in a database of their own or beside those of the platform.

mod access;
mod custody;
mod erase;
mod facts;
mod grants;
mod log;
mod read;
mod records;
mod refusal;
mod report;
mod requests;
mod rows;
mod schema;
mod vault;

pub use log::{LogEntry, LogHead, LogPage};
pub use records::{Granted, Listed};
pub use refusal::{Refusal, VaultError};
pub use vault::Vault;

/// Result of what the vault is asked.
pub type Result<T> = std::result::Result<T, VaultError>;

// SPDX-License-Identifier: Apache-2.0

//! SCALE to JSON and back, by the types that a runtime's metadata describes.
//!
//! The JSON is that of the platform's interface and of sheets: names as on the chain, a variant with data as
//! `{"Production": {…}}` and without as `"NoneOccurred"`, wrappers transparent, absent values null, codes as text, accounts
//! as SS58, other bytes as 0x hexadecimal. [`TypeDecoder`] reads and writes it, within bounds of depth and size, so that
//! neither bytes nor types of another machine take more than that.

mod budget;
mod encode;
mod type_decoder;
mod undecodable;

pub use type_decoder::{account, account_id, hexadecimal, TypeDecoder};
pub use undecodable::{Decoded, Undecodable};

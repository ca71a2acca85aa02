// SPDX-License-Identifier: Apache-2.0

/// The symbol of the token in which offline signers show amounts: there is none.
pub const TOKEN_SYMBOL: &str = "NONE";
/// The decimal places of that token.
pub const TOKEN_DECIMALS: u8 = 0;

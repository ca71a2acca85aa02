// SPDX-License-Identifier: Apache-2.0

//! The vocabulary against the standards that it is taken from.

mod codes;
mod customs_status;
mod digital_link;
mod items;
mod parties;
mod requirement;
mod trace_code;
mod values;

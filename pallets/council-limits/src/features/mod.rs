// SPDX-License-Identifier: Apache-2.0

//! The limits, by topic.

mod motions;
mod preimages;
mod vacated_seats;
mod whitelist;

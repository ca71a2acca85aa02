// SPDX-License-Identifier: Apache-2.0

//! The calls, by topic.

mod disputes;
mod finishing;
mod invoices;
mod milestones;
mod offers;

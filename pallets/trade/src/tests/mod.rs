// SPDX-License-Identifier: Apache-2.0

mod disputes;
mod finishing;
mod invariants;
mod invoices;
mod milestones;
mod new_keys;
mod offers;
mod size;

// SPDX-License-Identifier: Apache-2.0

mod end_grant;
mod grant;
mod invariants;
mod new_keys;
mod permit;
mod revoke_permit;
mod right_to;
mod set_rule;

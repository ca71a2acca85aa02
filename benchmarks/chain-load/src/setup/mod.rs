// SPDX-License-Identifier: Apache-2.0
//! Sets a chain up by the calls that everybody uses: invitation, application, the regulators' vote, registration.
//!
//! None of it is measured.

mod admission;
mod registration;

pub(crate) use admission::{admit, authorize, seat};
pub(crate) use registration::Registration;

//! Sets the scene by the way that everybody goes: invitation, application, the regulators' vote, registration. None of
//! it is measured.

mod admission;
mod registration;

pub use admission::{admit, authorize, seat};
pub use registration::Registration;

//! Middleware.

pub mod care;
mod etag;
mod headers;
pub mod metrics;
pub mod parameters;
mod query_log;
mod rate_limit;
pub mod request_body;

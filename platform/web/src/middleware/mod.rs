//! Middleware.

pub mod care;
mod etag;
pub mod metrics;
pub mod parameters;
mod query_log;
mod rate_limit;
pub mod request_body;
mod security_headers;

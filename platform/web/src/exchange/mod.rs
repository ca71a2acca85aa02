// SPDX-License-Identifier: Apache-2.0

//! The exchange of trace data between systems, after GB/T 39106—2020 消费品追溯 追溯系统数据交换应用规范.
//!
//! | path | what | after |
//! |---|---|---|
//! | `POST /design/search` | 设计追溯信息查询 | appendix A, tables A.1 to A.4, as they stand |
//! | `POST /manufacture/search` | 制造追溯信息查询 | figure 3, in the style of appendix A: our own profile |
//! | `POST /market/search` | 市场追溯信息查询 | figure 4, in the style of appendix A: our own profile |
//! | `POST /feedback/business` | 反馈业务信息 in | 5.4.1 |
//! | `POST /feedback/prompt` | 反馈提示信息 in | 5.4.2, figure 5 |
//! | `POST /feedback/search` | feedback out | 5.4 |
//!
//! ## Technical agreements (A.1.2)
//!
//! UTF-8; digests are SHA-256, that of the token among them, of which nothing else is kept; pictures would be BASE64, but
//! the chain has none, only their SHA-256.
//!
//! ## Answers
//!
//! `status` is `"1"` for success and `"2"` for failure, `message` says why. Any content of a request is answered with HTTP
//! 200, wrong tokens and malformed JSON included, because table A.3 has the outcome in `status` and the systems that speak
//! this interface look there and nowhere else. Only failures of the transport have a code of their own, with the same body:
//! 413 for a request that is too large, 500 when the database fails. (405 and 429 come from the server before any of this.)
//! Every field of table A.3 is in every successful answer; a value that is not on the chain is an empty string. Where table
//! A.3 says array and the example of table A.4 shows an object, the answer has the object and a request may have either.
//!
//! ## What `/design/search` answers with
//!
//! | field | from |
//! |---|---|
//! | `enterprise_name`, `identifier` | registered name and credit code of whoever recorded the features (certified by the regulators' vote), else of the owner |
//! | `representative` | not on the chain |
//! | `address`, `telephone` | address and contact of the production record |
//! | `product_name` | the order's product name, else the declaration's |
//! | `classification` | not on the chain |
//! | `product_code` | HS code of the declaration |
//! | `brand`, `specification`, `model` | brand and model of the features; 型号规格 is one field there and fills both |
//! | `product_ID` | commodity barcode of the trace code |
//! | `standards` | certificates and test reports of the features, each as kind and SHA-256 |
//! | `picture` | none on the chain |
//! | `director` | not on the chain |
//! | `life` | shelf life of the features |
//! | `applicable`, `intended`, `application`, `restrictive` | not on the chain |
//!
//! Answers contain records in force alone: amended records are left out.

mod answer;
mod code;
mod design;
mod feedback;
mod manufacture;
mod market;
mod records;
mod request;
mod router;

#[cfg(test)]
mod tests;

pub(crate) use feedback::fitting;
pub use router::{document, router};

/// Reads a trace code in its canonical form, for tests.
#[cfg(test)]
pub(crate) fn read_code(text: &str) -> Option<String> {
	code::read(text).ok().map(|code| code.0.as_str().to_owned())
}

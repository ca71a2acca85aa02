// SPDX-License-Identifier: Apache-2.0

//! Trace code of a request, in any form that codes are read in, and the reason in Chinese if it is none.

use super::answer::Refusal;
use suyuan_primitives::{
	codes::TraceCode,
	digital_link::{self, ReadError},
};

/// Reads a trace code.
pub fn read(text: &str) -> Result<TraceCode, Refusal> {
	digital_link::read(text).map_err(|error| match error {
		ReadError::Empty => Refusal::Missing("traceability_code"),
		error => Refusal::BadCode(explain(error).into()),
	})
}

fn explain(error: ReadError) -> &'static str {
	match error {
		ReadError::TooLong => "过长",
		ReadError::WrongCheckDigit => "校验位不符",
		ReadError::UnknownIdentifier => "含有 GS1 未定义的应用标识符",
		ReadError::WrongValue => "应用标识符后的数据长度或字符不符，或缺少分隔符",
		ReadError::Contradiction => "同一应用标识符有两个不同的值，或含有两个主码",
		ReadError::Compressed => "不支持压缩的 GS1 Digital Link，请给出未压缩的链接",
		ReadError::Empty | ReadError::NoKey | ReadError::Malformed => {
			"应为 GS1 Digital Link 路径（如 01/06901234567892/21/SN-0001）、完整链接、SSCC，或商品条码加序列号"
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_form_of_a_code_is_read() {
		let earphones = "01/06901234567892/21/SN-0001";
		for text in [
			earphones,
			" /01/06901234567892/21/SN-0001 ",
			"https://trace.example.cn/01/06901234567892/21/SN-0001?linkType=all#top",
			"https://trace.example.cn/some/path/01/6901234567892/21/SN-0001",
			"01/6901234567892/21/SN-0001/",
			"(01)06901234567892(21)SN-0001",
			"(21)SN-0001(01)06901234567892",
			"(01)06901234567892(99)x(21)SN-0001",
			"]d2010690123456789221SN-0001",
			"6901234567892+SN-0001",
			"06901234567892 SN-0001",
		] {
			assert_eq!(read(text).expect(text).0.as_str(), earphones, "{text}");
		}
		assert_eq!(read("106141412345678908").unwrap().0.as_str(), "00/106141412345678908");
		assert_eq!(read("(00)106141412345678908").unwrap().0.as_str(), "00/106141412345678908");
		assert_eq!(read("01/06901234567892/10/a%2fb").unwrap().0.as_str(), "01/06901234567892/10/a%2Fb");
		assert_eq!(
			read("(01)06901234567892(10)a/b(21)7").unwrap().0.as_str(),
			"01/06901234567892/10/a%2Fb/21/7"
		);
		assert_eq!(read("other:X-1").unwrap().0.as_str(), "other:X-1");
	}

	#[test]
	fn what_is_no_code_says_why() {
		for text in [
			"追溯码",
			"01/06901234567893/21/SN-1",
			"(01)06901234567892(10)A(10)B",
			"https://example.cn/",
			"https://id.gs1.org/ARHKVAdpQg",
			"((",
			"%",
			"01/1/21",
			"01/06901234567892/21/%zz",
		] {
			assert!(matches!(read(text), Err(Refusal::BadCode(_))), "{text}");
		}
		assert!(read("01/06901234567893/21/SN-1").unwrap_err().message().contains("校验位"));
		assert!(read("https://id.gs1.org/ARHKVAdpQg").unwrap_err().message().contains("压缩"));
		assert!(matches!(read("  "), Err(Refusal::Missing("traceability_code"))));
		assert!(matches!(read(&"1".repeat(1_600)), Err(Refusal::BadCode(_))));
	}
}

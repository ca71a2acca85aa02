// SPDX-License-Identifier: Apache-2.0

//! OpenAPI 3.1 document of the interface, served with a viewer that is part of this binary.

use crate::{
	api::ByBarcode,
	problem::{Kind, Problem},
	resolver::media::Media,
};
use serde_json::{json, Value};
use std::borrow::Cow;
use suyuan_store::{model::Trace, read::participants::Participant};
use utoipa::{
	openapi::{
		path::{HttpMethod, Operation, OperationBuilder, ParameterBuilder, ParameterIn, PathItem},
		response::ResponseBuilder,
		schema::{ObjectBuilder, Type},
		security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
		ContentBuilder, OpenApi, Ref, Required,
	},
	Modify, OpenApi as Described, ToSchema,
};

/// Head of the document. The operations come from their routes.
#[derive(Described)]
#[openapi(
	info(
		title = "Suyuan 溯源",
		description = "The four information databases of the trace chain (DB4403/T 471-2024), read back.\n\n\
			What is on the chain is public here as it is there. What is not needs a token with a scope: \
			`Authorization: Bearer …`.\n\n\
			Lists come by pages: the `next` of one is the `after` of the one behind it. Times are milliseconds since \
			1970-01-01 UTC, accounts SS58 with prefix 42, hashes hexadecimal, quantities thousandths, money in minor \
			units. Whole numbers beyond ±(2^53−1), which many readers of JSON would round, are strings of digits. A sealed \
			value is a salted commitment, never the text.\n\n\
			A parameter that an operation doesn't know is refused.\n\n\
			Failures are problem documents (RFC 9457).",
		license(name = "Apache-2.0", identifier = "Apache-2.0"),
	),
	components(schemas(Participant, Problem, Trace)),
	modifiers(&Tokens),
	tags(
		(name = "digital link", description = "The address of a unit: the path of its GS1 Digital Link"),
		(name = "units", description = "Units and their four information blocks"),
		(name = "labels", description = "Print runs of labels, with a token: what was printed is remembered"),
		(name = "genealogy", description = "How units became others, both ways"),
		(name = "participants", description = "Who takes part"),
		(name = "customs", description = "Filings, declarations, and the loops of order, goods and money"),
		(name = "exchange", description = "GB/T 39106: `/design/search` as its appendix A; `/manufacture/search`, \
			`/market/search` and feedback in its style, our own profile. What a request says is answered with 200, and \
			`status` says whether it succeeded"),
		(name = "export", description = "Units as sheets in the layout of GB/T 39106 table A.5"),
		(name = "vault", description = "Sealed fields, encrypted for those entitled. A request is signed by an account, in the \
			header `Suyuan-Signature`, or has the token of a bearer, in `Suyuan-Bearer`"),
		(name = "status", description = "How far the platform is, and whether it agrees with the chain"),
		(name = "statistics", description = "Figures and the query log, with a token"),
	),
)]
pub struct Document;

struct Tokens;

impl Modify for Tokens {
	fn modify(&self, document: &mut OpenApi) {
		let bearer = HttpBuilder::new()
			.scheme(HttpAuthScheme::Bearer)
			.description(Some("A token of the operator, made with suyuan-platform token add"));
		let components = document.components.get_or_insert_default();
		components.add_security_scheme("token", SecurityScheme::Http(bearer.build()));
	}
}

/// A part of a path: its name, description and example.
type Part = (&'static str, &'static str, &'static str);

/// Adds the paths of the resolver, of which one handler answers all.
pub fn with_resolver(mut document: OpenApi) -> OpenApi {
	const PRODUCT: &str = "resolve_product";
	const PLACE: &str = "resolve_place";
	const GTIN: Part = ("gtin", "Commodity barcode (01)", "06901234567892");
	const LOT: Part = ("lot", "Batch or lot (10)", "L20261018A");
	const SERIAL: Part = ("serial", "Serial number (21)", "SN-0001");
	const GLN: Part = ("gln", "Number of a place or party (414)", "6901234500004");
	const SSCC: Part = ("sscc", "Serial shipping container code (00)", "106901234500000010");
	let paths: [(&str, &str, &[Part]); 7] = [
		("/01/{gtin}", PRODUCT, &[GTIN]),
		("/01/{gtin}/21/{serial}", "resolve_piece", &[GTIN, SERIAL]),
		("/01/{gtin}/10/{lot}", "resolve_batch", &[GTIN, LOT]),
		("/01/{gtin}/10/{lot}/21/{serial}", "resolve_piece_of_batch", &[GTIN, LOT, SERIAL]),
		("/00/{sscc}", "resolve_logistic_unit", &[SSCC]),
		("/414/{gln}", PLACE, &[GLN]),
		(
			"/{code}",
			"resolve_other_scheme",
			&[("code", "A code of another scheme: ecode:… or other:…", "ecode:10064.1-2")],
		),
	];
	for (path, name, parameters) in paths {
		let found = match name {
			PRODUCT => (ByBarcode::name(), "The product, of which no piece is named"),
			PLACE => (Participant::name(), "The participant to whom the number was given"),
			_ => (Trace::name(), "The unit"),
		};
		let item = PathItem::new(HttpMethod::Get, operation(name, parameters, found));
		document.paths.paths.insert(path.into(), item);
	}
	document
}

/// Converts the document as it is served: every 64 bit integer may be text in an answer.
pub fn served(document: &OpenApi) -> serde_json::Result<Value> {
	let mut document = serde_json::to_value(document)?;
	if let Some(schemas) = document.pointer_mut("/components/schemas") {
		widen(schemas);
	}
	Ok(document)
}

fn widen(schema: &mut Value) {
	match schema {
		Value::Object(fields) => {
			if fields.get("format").is_some_and(|format| format == "int64") {
				let types = match fields.remove("type") {
					Some(Value::Array(types)) => types,
					Some(one) => vec![one],
					None => vec![json!("integer")],
				};
				fields.insert("type".into(), types.into_iter().chain([json!("string")]).collect());
				fields.insert("pattern".into(), json!("^-?[0-9]+$"));
			}
			fields.values_mut().for_each(widen);
		}
		Value::Array(schemas) => schemas.iter_mut().for_each(widen),
		_ => (),
	}
}

fn operation(
	name: &str,
	parameters: &[Part],
	(schema, description): (Cow<'static, str>, &'static str),
) -> Operation {
	let text = || ObjectBuilder::new().schema_type(Type::String);
	let mut operation = OperationBuilder::new()
		.operation_id(Some(name))
		.tag("digital link")
		.summary(Some("The page of a unit, its data or its links"))
		.description(Some(
			"Which of them, the header Accept says; linkType=linkset asks for the links. A client that accepts anything is \
			redirected to the link by default, the page. Any other form of the same code is redirected to its canonical \
			one; a compressed link is answered as the link that it stands for.",
		));
	for (name, description, example) in parameters {
		let parameter = ParameterBuilder::new()
			.name(*name)
			.parameter_in(ParameterIn::Path)
			.required(Required::True)
			.description(Some(*description))
			.example(Some(json!(example)))
			.schema(Some(text()));
		operation = operation.parameter(parameter);
	}
	for (name, description) in [
		(
			"linkType",
			"`all` or `linkset` for all links, or one link type, such as `gs1:pip`, to be sent there",
		),
		("lang", "`zh` or `en`: the language of the page, whatever the browser prefers"),
	] {
		let parameter = ParameterBuilder::new()
			.name(name)
			.parameter_in(ParameterIn::Query)
			.required(Required::False)
			.description(Some(description))
			.schema(Some(text()));
		operation = operation.parameter(parameter);
	}
	let found = ResponseBuilder::new()
		.description(description)
		.content(Media::Html.name(), ContentBuilder::new().schema(Some(text())).build())
		.content(
			Media::Json.name(),
			ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build(),
		)
		.content(Media::Linkset.name(), ContentBuilder::new().schema(Some(ObjectBuilder::new())).build())
		.content(Media::JsonLd.name(), ContentBuilder::new().schema(Some(ObjectBuilder::new())).build());
	let several = ResponseBuilder::new()
		.description("Links of the type that are equally good")
		.content(Media::Linkset.name(), ContentBuilder::new().schema(Some(ObjectBuilder::new())).build());
	let redirected = |description: &str| ResponseBuilder::new().description(description).build();
	let mut operation = operation
		.response("200", found.build())
		.response("300", several.build())
		.response("301", redirected("The canonical form of the code"))
		.response("303", redirected("The code with the qualifiers of the query"))
		.response("307", redirected(
			"The target of the link type or of the link by default, the piece as it is registered, the product of a lot \
			that is not, or the resolver that knows codes of others",
		));
	for (status, kinds) in [
		("400", &[Kind::MalformedTraceCode, Kind::WrongCheckDigit][..]),
		("404", &[Kind::UnknownCode, Kind::UnknownProduct, Kind::UnknownKey, Kind::UnknownLinkType]),
		("406", &[Kind::NotAcceptable]),
		("429", &[Kind::TooManyRequests]),
		("503", &[Kind::Unavailable]),
	] {
		let titles: Vec<_> = kinds.iter().map(|kind| kind.title()).collect();
		let document = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
		let response = ResponseBuilder::new()
			.description(titles.join(". "))
			.content(super::problem::MEDIA_TYPE, document)
			.build();
		operation = operation.response(status, response);
	}
	operation.build()
}

//! The document that describes the API (OpenAPI 3.1), made from the table of routes and the types of their handlers.

use actix_web::HttpResponse;
use actix_web::web::Json;
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{Object, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, Content, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, Paths, RefOr, Required,
    ResponseBuilder, Schema, Server,
};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::body::{Body, Params};
use crate::caller::{Caller, Me};
use crate::error::{Error, Refusal, Result};
use crate::paging::{Digest, Page, Paging};
use crate::path::Path;
use crate::streaming::Hub;
use crate::table::{Access, Entry, Table};

/// The name of the way to show a token.
const BEARER: &str = "bearer";
/// What types are called that are made of others.
const NAMELESS: [&str; 3] = ["Vec", "BTreeMap", "HashMap"];
/// The types of body that every route takes.
const BODIES: [&str; 3] = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];

/// What the types of a handler say of its route.
#[derive(Default)]
pub struct Operation {
    parameters: Vec<Parameter>,
    body: Option<RefOr<Schema>>,
    answers: Vec<(u16, Option<RefOr<Schema>>)>,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Operation {
    /// The schema of a type, by its name; what it is made of is kept for the document. A list or a map has no name of its
    /// own.
    fn schema<T: ToSchema>(&mut self) -> RefOr<Schema> {
        T::schemas(&mut self.schemas);
        if NAMELESS.contains(&T::name().as_ref()) {
            return T::schema();
        }
        self.schemas.push((T::name().into_owned(), T::schema()));
        RefOr::Ref(utoipa::openapi::Ref::from_schema_name(T::name()))
    }

    /// An answer with that status.
    pub(crate) fn answer<T: ToSchema>(&mut self, status: u16) {
        let schema = self.schema::<T>();
        self.answers.push((status, Some(schema)));
    }

    /// An answer with that status whose body is a list.
    fn answer_list<T: ToSchema>(&mut self, status: u16) {
        let items = self.schema::<T>();
        let list = utoipa::openapi::schema::ArrayBuilder::new().items(items).build();
        self.answers.push((status, Some(RefOr::T(Schema::Array(list)))));
    }
}

/// What an argument or an answer of a handler says of its route.
pub(crate) trait Describe {
    /// Writes it down.
    fn describe(operation: &mut Operation);
}

macro_rules! says_nothing {
    ($($type:ty),+) => {$(
        impl Describe for $type {
            fn describe(_: &mut Operation) {}
        }
    )+};
}

says_nothing!((), Caller, Me, Hub, Error, HttpResponse, actix_web::HttpRequest, actix_web::web::Payload);

impl<T> Describe for Path<T> {
    fn describe(_: &mut Operation) {}
}

impl<T: IntoParams> Describe for Params<T> {
    fn describe(operation: &mut Operation) {
        operation.parameters.extend(T::into_params(|| Some(ParameterIn::Query)));
    }
}

impl Describe for Paging {
    fn describe(operation: &mut Operation) {
        operation.parameters.extend(Self::into_params(|| Some(ParameterIn::Query)));
    }
}

impl<T: ToSchema> Describe for Body<T> {
    fn describe(operation: &mut Operation) {
        operation.body = Some(operation.schema::<T>());
    }
}

impl<T: ToSchema> Describe for Json<T> {
    fn describe(operation: &mut Operation) {
        operation.answer::<T>(200);
    }
}

impl<T: ToSchema> Describe for Page<T> {
    fn describe(operation: &mut Operation) {
        operation.answer_list::<T>(200);
    }
}

impl<T: ToSchema> Describe for Digest<T> {
    fn describe(operation: &mut Operation) {
        operation.answer::<T>(200);
    }
}

impl<T: Describe, E> Describe for Result<T, E> {
    fn describe(operation: &mut Operation) {
        T::describe(operation);
    }
}

macro_rules! tuples {
    ($(($($name:ident)+))+) => {$(
        impl<$($name: Describe),+> Describe for ($($name,)+) {
            fn describe(operation: &mut Operation) {
                $($name::describe(operation);)+
            }
        }
    )+};
}

tuples! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }

/// The document of the API as it is served at `origin`.
pub fn of(table: &Table, origin: &str, version: &str) -> OpenApi {
    let mut components = ComponentsBuilder::new()
        .schema(Refusal::name(), Refusal::schema())
        .schemas_from_iter(schemas_of::<Refusal>())
        .security_scheme(BEARER, SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()));
    let mut paths = Paths::new();
    for entry in table.entries() {
        let mut told = Operation::default();
        (entry.describe)(&mut told);
        components = components.schemas_from_iter(std::mem::take(&mut told.schemas));
        if let Some(method) = method(entry) {
            paths.add_path_operation(entry.path, vec![method], operation(entry, told));
        }
    }
    OpenApiBuilder::new()
        .info(InfoBuilder::new().title("Kermesse: the client API of a stall").version(version).build())
        .servers(Some([Server::new(origin)]))
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

fn schemas_of<T: ToSchema>() -> Vec<(String, RefOr<Schema>)> {
    let mut schemas = Vec::new();
    T::schemas(&mut schemas);
    schemas
}

fn method(entry: &Entry) -> Option<HttpMethod> {
    Some(match entry.method.as_str() {
        "GET" => HttpMethod::Get,
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => return None,
    })
}

fn operation(entry: &Entry, told: Operation) -> utoipa::openapi::path::Operation {
    let in_path = entry.path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    let parameters = in_path.map(in_path_of).chain(told.parameters);
    let mut operation = OperationBuilder::new()
        .operation_id(Some(format!("{} {}", entry.method, entry.path)))
        .tag(entry.path.split('/').nth(3).unwrap_or("oauth"))
        .parameters(Some(parameters));
    if let Some(schema) = told.body {
        let body = BODIES
            .iter()
            .fold(RequestBodyBuilder::new(), |body, kind| body.content(*kind, Content::new(Some(schema.clone()))));
        operation = operation.request_body(Some(body.build()));
    }
    for (status, schema) in told.answers {
        let answer = ResponseBuilder::new().description("Done");
        let answer = match schema {
            Some(schema) => answer.content("application/json", Content::new(Some(schema))),
            None => answer,
        };
        operation = operation.response(status.to_string(), answer.build());
    }
    let refusal = RefOr::Ref(utoipa::openapi::Ref::from_schema_name(Refusal::name()));
    let refusal = ResponseBuilder::new()
        .description("Refused, with the reason")
        .content("application/json", Content::new(Some(refusal)));
    operation = operation.response("4XX", refusal.build());
    if entry.access != Access::Public {
        operation = operation.security(SecurityRequirement::new(BEARER, entry.access.scope()));
    }
    if !entry.access.needs_token() && entry.access != Access::Public {
        operation = operation.security(SecurityRequirement::default());
    }
    operation.build()
}

/// A part of the path; a pattern behind its name is the server's matter.
fn in_path_of(name: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name.split(':').next().unwrap_or(name))
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .schema(Some(Schema::Object(Object::with_type(SchemaType::Type(Type::String)))))
        .build()
}

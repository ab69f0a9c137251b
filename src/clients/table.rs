//! The table of routes: method, path, and beside them what a call needs.

use actix_web::dev::HttpServiceFactory;
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpResponse, Responder, Route};
use host::social::account::Role;

use crate::caller::{self, Caller};
use crate::cors;
use crate::document::{Describe, Operation};
use crate::error::{Error, Result};

/// What a call needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing; a token is not looked at.
    Public,
    /// Nothing; a token that is shown all the same must carry the scope.
    Open(&'static str),
    /// The token of an app or of a member, whatever it carries.
    Token,
    /// The token of an app or of a member, with that scope.
    App(&'static str),
    /// The token of a member, with that scope.
    Member(&'static str),
    /// The token of a member; which scope, what is asked for decides.
    AnyMember,
    /// The token of a member with that scope who has at least that role.
    Staff(&'static str, Role),
}

impl Access {
    /// The scope that a token must carry.
    pub fn scope(self) -> Option<&'static str> {
        match self {
            Self::Public | Self::Token | Self::AnyMember => None,
            Self::Open(scope) | Self::App(scope) | Self::Member(scope) | Self::Staff(scope, _) => Some(scope),
        }
    }

    /// Whether nothing is answered without a token.
    pub fn needs_token(self) -> bool {
        !matches!(self, Self::Public | Self::Open(_))
    }

    /// Errors: 401 without a token, 403 without the scope or the role or where the account may not log in yet, 422 where it
    /// must be a member.
    pub(crate) fn check(self, caller: &Caller) -> Result<()> {
        let Some(bearer) = &caller.bearer else {
            return if self.needs_token() { Err(Error::unauthorized()) } else { Ok(()) };
        };
        if self.scope().is_some_and(|scope| !bearer.token.allows(scope)) {
            return Err(Error::out_of_scope());
        }
        match (self, caller.member()) {
            (Self::Member(_) | Self::AnyMember | Self::Staff(..), None) => Err(match &bearer.newcomer {
                Some(newcomer) => Error::login(newcomer),
                None => Error::member_needed(),
            }),
            (Self::Staff(_, least), Some(member)) if member.account.role < least => Err(Error::not_allowed()),
            _ => Ok(()),
        }
    }
}

/// Routes with what they need.
#[derive(Default)]
pub struct Table {
    entries: Vec<Entry>,
}

/// A route.
pub struct Entry {
    /// The method.
    pub method: Method,
    /// The path, with names in braces for what varies.
    pub path: &'static str,
    /// What a call needs.
    pub access: Access,
    /// What the types of its handler say of it.
    pub(crate) describe: fn(&mut Operation),
    route: Route,
}

macro_rules! methods {
    ($($(#[$doc:meta])+ $name:ident $method:ident;)+) => {$(
        $(#[$doc])+
        pub(crate) fn $name<H, A>(&mut self, path: &'static str, access: Access, handler: H) -> &mut Self
        where
            H: Handler<A>,
            H::Output: Responder + Describe + 'static,
            A: FromRequest + Describe + 'static,
        {
            self.add(Method::$method, path, access, handler)
        }
    )+};
}

impl Table {
    methods! {
        /// A route that reads.
        get GET;
        /// A route that does something.
        post POST;
        /// A route that sets something.
        put PUT;
        /// A route that changes something.
        patch PATCH;
        /// A route that takes something away.
        delete DELETE;
    }

    fn add<H, A>(&mut self, method: Method, path: &'static str, access: Access, handler: H) -> &mut Self
    where
        H: Handler<A>,
        H::Output: Responder + Describe + 'static,
        A: FromRequest + Describe + 'static,
    {
        let describe = |operation: &mut Operation| {
            A::describe(operation);
            H::Output::describe(operation);
        };
        let route = Route::new()
            .method(method.clone())
            .to(handler)
            .wrap(from_fn(move |req, next| caller::admit(access, req, next)));
        self.entries.push(Entry { method, path, access, describe, route });
        self
    }

    /// The routes, those of a path together, what is written out before what varies.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Puts the routes into the server's.
    pub(crate) fn mount(mut self, config: &mut ServiceConfig) {
        // A name in braces would also match what another path spells out: that comes first.
        self.entries.sort_by_key(|entry| entry.path.replace('{', "\u{10ffff}"));
        let mut entries = self.entries.into_iter().peekable();
        while let Some(first) = entries.next() {
            let path = first.path;
            let mut routes = vec![first.route];
            while let Some(same) = entries.next_if(|entry| entry.path == path) {
                routes.push(same.route);
            }
            config.service(resource(path, routes));
        }
    }
}

/// One path, with and without a slash behind it, for pages of any origin.
fn resource(path: &str, routes: Vec<Route>) -> impl HttpServiceFactory + use<> {
    let resource = web::resource([path.to_owned(), format!("{path}/")]);
    let resource = routes.into_iter().fold(resource, |resource, route| resource.route(route));
    resource.default_service(web::route().to(unknown_method)).wrap(from_fn(cors::allow))
}

async fn unknown_method() -> Result<HttpResponse> {
    Err(Error::bad_request("This method is not known here").status(StatusCode::METHOD_NOT_ALLOWED))
}

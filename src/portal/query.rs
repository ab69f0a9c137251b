//! What stands behind the `?` of an address.

use actix_web::{FromRequest, HttpRequest, dev};
use futures::future::{Ready, ready};
use host::web;
use serde::de::DeserializeOwned;

/// The query of a request as a struct. What does not fit is taken for not said: a link with a slip in it still shows a page.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned + Default> FromRequest for Query<T> {
    type Error = web::Error;
    type Future = Ready<web::Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let pairs = url::form_urlencoded::parse(req.query_string().as_bytes());
        let pairs = pairs.take(100).map(|(name, value)| (name.into_owned(), value.into_owned()));
        ready(Ok(Self(web::form::from_pairs(pairs).unwrap_or_default())))
    }
}

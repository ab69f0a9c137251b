//! What stands in the path of a request.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev};
use serde::de::DeserializeOwned;

use crate::error::Error;

/// The variable parts of the path: what does not read as one names nothing, which is 404.
#[derive(Debug, Clone)]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let read = actix_web::web::Path::<T>::extract(req).into_inner();
        ready(read.map(|path| Self(path.into_inner())).map_err(|_| Error::not_found()))
    }
}

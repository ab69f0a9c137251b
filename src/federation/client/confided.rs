//! Services with which a member has an account: they are shown the member's token, which goes to no other server.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use url::Url;

use super::answer::Kind;
use super::delivery::DeliveryError;
use super::error::FetchError;
use super::exchange::Order;
use super::{Client, Fetched};
use crate::signature::SignError;

impl Client {
    /// Asks a service for JSON. `credentials` is the value of `Authorization`; it is not sent on, and no log shows it.
    ///
    /// # Errors
    /// [`FetchError`]; credentials that are refused are [`FetchError::Status`] with 401.
    pub async fn ask_service(&self, url: &Url, credentials: &str) -> Result<Fetched, FetchError> {
        let order = Order::get(Kind::Json, None).showing(secret(credentials)?);
        self.fetch(&order, url, Kind::Json, self.limits.fetch_bytes).await
    }

    /// Hands JSON to a service, likewise.
    ///
    /// # Errors
    /// [`DeliveryError`], which says whether and when to try again; credentials that are refused have the status 401.
    pub async fn tell_service(&self, url: &Url, credentials: &str, json: Bytes) -> Result<(), DeliveryError> {
        let json_type = HeaderValue::from_static("application/json");
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, json_type), (AUTHORIZATION, secret(credentials)?)]);
        self.confide(headers, json, url).await
    }
}

fn secret(credentials: &str) -> Result<HeaderValue, FetchError> {
    let mut value =
        HeaderValue::from_str(credentials).map_err(|_| SignError::Request("its credentials fit no header"))?;
    value.set_sensitive(true);
    Ok(value)
}

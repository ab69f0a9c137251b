//! Who signed a GET: what other servers are shown depends on it.

use actix_web::HttpRequest;
use federation::signature::Received;
use social::actor::Actor;
use web::Site;

use crate::App;

/// The actor that signed a request without a body, if its signature holds. As long as its key is not known here it is nobody.
///
/// # Errors
/// 401 where the signature is bad, or its maker is kept out.
pub async fn signatory(app: &App, req: &HttpRequest) -> web::Result<Option<Actor>> {
    let (head, site) = (Head::of(req)?, Site::of(req)?);
    match app.federation.signed_by(site.stall(), &head.with(&[])).await {
        Ok(actor) => Ok(actor),
        Err(refused) => Err(web::Error::Unsigned(refused.problem.to_json())),
    }
}

/// The head of a request, in the types of the lower layers.
#[derive(Debug, Clone)]
pub struct Head {
    method: http::Method,
    target: String,
    host: String,
    headers: http::HeaderMap,
}

impl Head {
    /// Of a request.
    ///
    /// # Errors
    /// What the one library takes and the other does not.
    pub fn of(req: &HttpRequest) -> web::Result<Self> {
        let mut headers = http::HeaderMap::new();
        for (name, value) in req.headers() {
            let name = http::HeaderName::from_bytes(name.as_str().as_bytes()).map_err(web::Error::internal)?;
            headers.append(name, http::HeaderValue::from_bytes(value.as_bytes()).map_err(web::Error::internal)?);
        }
        Ok(Self {
            method: http::Method::from_bytes(req.method().as_str().as_bytes()).map_err(web::Error::internal)?,
            target: req.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            host: req.connection_info().host().to_owned(),
            headers,
        })
    }

    /// With a body.
    pub fn with<'a>(&'a self, body: &'a [u8]) -> Received<'a> {
        Received { method: &self.method, target: &self.target, host: &self.host, headers: &self.headers, body }
    }
}

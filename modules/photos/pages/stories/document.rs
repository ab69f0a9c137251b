//! A story as other servers fetch it, with the secret that they were told.

use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::App;
use host::web::{self, activity_response};

use crate::story::{Story, StoryId, document};

/// Its document, for a while after it was shown first; without the secret there is nothing.
pub(super) async fn show(app: App, req: HttpRequest, id: Path<StoryId>) -> web::Result<HttpResponse> {
    let shown = req.headers().get(AUTHORIZATION).and_then(|shown| shown.to_str().ok());
    let token = shown.and_then(|shown| shown.strip_prefix("Bearer ")).map(str::to_owned);
    let token = token.ok_or_else(|| web::Error::not_found("story"))?;
    let (id, hosts) = (id.into_inner(), app.hosts.clone());
    let found = app.db.read(move |c| {
        let story = Story::find(c, id)?.filter(|story| story.is_opened_by(&token)).ok_or(DbError::NotFound)?;
        document(c, &hosts, &story)
    });
    Ok(activity_response(found.await?.to_json(), true))
}

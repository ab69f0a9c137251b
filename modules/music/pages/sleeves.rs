//! Pictures on sleeves, for whoever was found to see them.

use actix_web::HttpResponse;
use actix_web::http::header;
use host::App;
use host::social::media::Media;
use host::web;

/// Sends a picture, or a smaller one of it. It is never made larger than it is.
pub(super) async fn send(app: &App, media: Media, small: bool, keep: &str) -> web::Result<HttpResponse> {
    let preview = media.preview_key.filter(|_| small);
    let content_type = if preview.is_some() { "image/webp".to_owned() } else { media.media_type };
    let key = preview.or(media.media_key).ok_or_else(|| web::Error::not_found("file"))?;
    let bytes = app.media.get_bytes(&key).await.map_err(web::Error::internal)?;
    let mut response = web::headers::media(&content_type, None);
    Ok(response.insert_header((header::CACHE_CONTROL, keep)).body(bytes))
}

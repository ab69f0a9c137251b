//! What is attached to an object, as one ZIP file.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::bundle::{self, Bundle};
use host::social::actor::Actor;
use host::social::media::Media;
use host::social::object::{Object, ObjectId};
use host::web;

use crate::here::Here;

/// All files of an object that are kept here: for its author as they were uploaded, for others as they are shown.
pub(crate) async fn show(here: Here, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let own = here.viewer() == Some(author.id);
    let media = here.app.db.read(move |c| Media::of_object(c, id)).await?;
    let kept: Vec<(String, Media)> =
        media.into_iter().filter_map(|media| Some((bundle::key(&media, own)?, media))).collect();
    if kept.is_empty() {
        return Err(web::Error::not_found("file"));
    }
    let about = read_me(&author, &object, &kept);
    let files = (1..).zip(kept).map(|(number, (key, _))| (key, format!("{number:02}")));
    let bundle = Bundle { name: format!("{}-{id}.zip", author.username), about, files: files.collect() };
    Ok(bundle.send(&here.app))
}

/// Whose it is, where it is from, and what is to be seen on each.
fn read_me(author: &Actor, object: &Object, files: &[(String, Media)]) -> String {
    let mut text = format!("{} (@{})\n{}\n", author.name, author.handle(), object.page());
    for (number, (_, media)) in (1..).zip(files) {
        let licence = media.licence.map(|licence| format!(" [{}]", licence.title())).unwrap_or_default();
        text.push_str(&format!("\n{number:02}{licence}: {}", media.description));
    }
    text.push('\n');
    text
}

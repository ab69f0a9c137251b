//! An album as one ZIP file.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::bundle::{self, Bundle};
use host::social::actor::Actor;
use host::social::media::{Media, MediaKind};
use host::social::object::Object;
use host::web;

use super::visit::{AlbumVisit, path_of};

/// Everything in it that the reader may see, in its order: their own photos as they were uploaded, others as they are shown.
pub(super) async fn show(here: AlbumVisit) -> web::Result<HttpResponse> {
    let (album, viewer) = (here.album.clone(), here.viewer());
    let read = here.app.db.read(move |c| {
        let photos = album.photos(c, viewer)?;
        let mut objects = Object::load(c, &photos)?;
        objects.sort_by_key(|object| photos.iter().position(|id| *id == object.id));
        let authors: Vec<_> = objects.iter().map(|object| object.actor_id).collect();
        Ok::<_, DbError>((Media::of_objects(c, &photos)?, Actor::load(c, &authors)?, objects))
    });
    let (media, authors, objects) = read.await?;
    let mut about = format!("{}\n{}\n", here.album.title, here.stall.origin.url(&path_of(&here.owner, here.album.id)));
    if !here.album.description.is_empty() {
        about.push_str(&format!("\n{}\n", here.album.description));
    }
    let mut files = Vec::new();
    for object in &objects {
        let author = authors.iter().find(|actor| actor.id == object.actor_id).map(Actor::handle).unwrap_or_default();
        let own = viewer == Some(object.actor_id);
        let pictures =
            media.iter().filter(|media| media.object_id == Some(object.id) && media.kind == MediaKind::Image);
        for picture in pictures {
            let Some(key) = bundle::key(picture, own) else { continue };
            let name = format!("{:03}", files.len() + 1);
            let licence = picture.licence.map(|licence| format!(" [{}]", licence.title())).unwrap_or_default();
            about.push_str(&format!("\n{name}{licence} @{author}: {}", picture.description));
            files.push((key, name));
        }
    }
    if files.is_empty() {
        return Err(web::Error::not_found("file"));
    }
    about.push('\n');
    let name = format!("{}-{}.zip", here.owner.username, here.album.id);
    Ok(Bundle { name, about, files }.send(&here.app))
}

//! What an album is shown by in a list: a picture, and how many there are.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::media::{Media, MediaId, MediaKind, Rendition};
use host::social::object::{Object, ObjectId};
use host::social::visibility;
use host::store::Conn;

use super::{Album, AlbumId, contents};
use crate::schema::photos_album_photos;

/// An album in a list, as one viewer sees it.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    /// The album.
    pub album: Album,
    /// Whose it is.
    pub owner: Actor,
    /// What stands for it; none where there is nothing that may be shown unasked.
    pub picture: Option<Media>,
    /// The sizes of that.
    pub renditions: Vec<Rendition>,
    /// How many photos the viewer sees in it.
    pub photos: usize,
    /// How many pictures these are.
    pub pictures: usize,
}

impl Cover {
    /// How these albums are shown to the viewer, in their order, in a constant number of queries.
    pub(crate) fn gather(c: &mut Conn, viewer: Option<ActorId>, albums: Vec<Album>) -> QueryResult<Vec<Self>> {
        let seen = Seen::read(c, viewer, &albums)?;
        let owners: Vec<ActorId> = albums.iter().map(|album| album.actor_id).collect();
        let owners = Actor::load(c, &owners)?;
        let find = |id: ActorId| owners.iter().find(|actor| actor.id == id).cloned();
        Ok(albums.into_iter().filter_map(|album| Some(seen.cover(find(album.actor_id)?, album))).collect())
    }
}

/// What a viewer sees in several albums.
struct Seen {
    photos: HashMap<AlbumId, Vec<ObjectId>>,
    counts: HashMap<ObjectId, usize>,
    /// By the photo.
    pictures: HashMap<ObjectId, Media>,
    renditions: Vec<Rendition>,
}

impl Seen {
    fn read(c: &mut Conn, viewer: Option<ActorId>, albums: &[Album]) -> QueryResult<Self> {
        let ids: Vec<AlbumId> = albums.iter().map(|album| album.id).collect();
        let held: Vec<(AlbumId, ObjectId)> = photos_album_photos::table
            .filter(photos_album_photos::album_id.eq_any(ids))
            .order((photos_album_photos::position, photos_album_photos::object_id))
            .select((photos_album_photos::album_id, photos_album_photos::object_id))
            .load(c)?;
        let all: Vec<ObjectId> = held.iter().map(|(_, photo)| *photo).collect();
        let visible: HashSet<ObjectId> = visibility::visible_ids(c, viewer, &all)?.into_iter().collect();
        let mut photos = HashMap::<AlbumId, Vec<ObjectId>>::new();
        for (album, photo) in held.into_iter().filter(|(_, photo)| visible.contains(photo)) {
            photos.entry(album).or_default().push(photo);
        }
        let standing: Vec<ObjectId> =
            albums.iter().filter_map(|album| standing(album, photos.get(&album.id)?)).collect();
        // What is hidden until asked for stands for nothing.
        let hidden = Object::load(c, &standing)?.into_iter().filter(|object| object.sensitive).map(|object| object.id);
        let hidden: HashSet<ObjectId> = hidden.collect();
        let mut pictures = HashMap::new();
        for media in Media::of_objects(c, &standing)?.into_iter().filter(|media| media.kind == MediaKind::Image) {
            if let Some(photo) = media.object_id.filter(|photo| !hidden.contains(photo)) {
                pictures.entry(photo).or_insert(media);
            }
        }
        let files: Vec<MediaId> = pictures.values().map(|media| media.id).collect();
        let visible: Vec<ObjectId> = visible.into_iter().collect();
        Ok(Self { photos, counts: contents::pictures(c, &visible)?, renditions: Rendition::of(c, &files)?, pictures })
    }

    fn cover(&self, owner: Actor, album: Album) -> Cover {
        let photos = self.photos.get(&album.id).map(Vec::as_slice).unwrap_or_default();
        let picture = standing(&album, photos).and_then(|photo| self.pictures.get(&photo)).cloned();
        let own = |rendition: &&Rendition| picture.as_ref().is_some_and(|media| media.id == rendition.media_id);
        Cover {
            renditions: self.renditions.iter().filter(own).cloned().collect(),
            pictures: photos.iter().filter_map(|photo| self.counts.get(photo)).sum(),
            photos: photos.len(),
            picture,
            owner,
            album,
        }
    }
}

/// The photo that stands for an album: the chosen one where it is seen, else the first that is.
fn standing(album: &Album, seen: &[ObjectId]) -> Option<ObjectId> {
    album.cover_id.filter(|chosen| seen.contains(chosen)).or_else(|| seen.first().copied())
}

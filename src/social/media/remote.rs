//! Files of other servers: what is said of them, and the copies that we keep of some.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, Json, clock};
use url::Url;

use super::orphan::unshared;
use super::{
    Exposure, Focus, Licence, MAX_DESCRIPTION, MAX_PER_OBJECT, Media, MediaId, MediaKind, MediaState, StoredImage, cut,
    steps,
};
use crate::actor::ActorId;
use crate::object::ObjectId;
use crate::schema::media;

/// A remote file as an attachment describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RemoteMedia {
    /// Where it is.
    pub url: String,
    /// Its type as its server says; a guess is made from the address where this is empty.
    pub media_type: String,
    /// Alt text, plain.
    pub description: String,
    /// Width in pixels.
    pub width: Option<i32>,
    /// Height in pixels.
    pub height: Option<i32>,
    /// Length in milliseconds.
    pub duration_ms: Option<i64>,
    /// See [`Media::blurhash`].
    pub blurhash: Option<String>,
    /// See [`Focus`].
    pub focus: Option<Focus>,
    /// See [`Licence`].
    pub licence: Option<Licence>,
    /// See [`Exposure`]; what is told is shown.
    pub exposure: Option<Exposure>,
}

impl Media {
    /// The rows of a remote object's attachments, in their order; those that hang on it already are kept and renewed.
    pub fn of_remote(
        c: &mut Conn,
        author: ActorId,
        object: Option<ObjectId>,
        files: &[RemoteMedia],
    ) -> QueryResult<Vec<MediaId>> {
        let mut known = match object {
            Some(object) => Self::of_object(c, object)?,
            None => Vec::new(),
        };
        let mut ids = Vec::new();
        for file in files.iter().take(MAX_PER_OBJECT) {
            let old = known.iter().position(|m| m.remote_url.as_ref() == Some(&file.url));
            ids.push(match old {
                Some(at) => file.renew(c, &known.swap_remove(at))?,
                None => file.insert(c, Some(author))?,
            });
        }
        Ok(ids)
    }

    /// The picture or banner of a remote profile; the row that is there is kept while the address stays the same.
    pub fn of_profile(
        c: &mut Conn,
        owner: ActorId,
        current: Option<MediaId>,
        file: Option<&RemoteMedia>,
    ) -> QueryResult<Option<MediaId>> {
        Self::replace(c, Some(owner), current, file)
    }

    /// The picture of a page that somebody links to, which is nobody's here; likewise.
    pub fn of_page(c: &mut Conn, current: Option<MediaId>, file: Option<&RemoteMedia>) -> QueryResult<Option<MediaId>> {
        Self::replace(c, None, current, file)
    }

    /// Keeps a picture that is nobody's here until then, whatever shows it.
    pub fn hold_remote(c: &mut Conn, id: MediaId, until: NaiveDateTime) -> QueryResult<()> {
        let nobodys = media::table.find(id).filter(media::actor_id.is_null()).filter(media::remote_url.is_not_null());
        diesel::update(nobodys).set(media::held_until.eq(until)).execute(c)?;
        Ok(())
    }

    fn replace(
        c: &mut Conn,
        owner: Option<ActorId>,
        current: Option<MediaId>,
        file: Option<&RemoteMedia>,
    ) -> QueryResult<Option<MediaId>> {
        let old = match current {
            Some(id) => Self::find(c, id)?,
            None => None,
        };
        match (old, file) {
            (Some(old), Some(file)) if old.remote_url.as_ref() == Some(&file.url) => file.renew(c, &old).map(Some),
            (old, file) => {
                // A copy that we keep of it is left to `orphans`.
                if let Some(old) = old.filter(|m| m.remote_url.is_some() && m.media_key.is_none()) {
                    diesel::delete(media::table.find(old.id)).execute(c)?;
                }
                file.map(|file| file.insert(c, owner)).transpose()
            }
        }
    }

    /// Writes down where our copy of a remote file is kept, and of what type it turned out to be.
    pub fn keep(
        c: &mut Conn,
        id: MediaId,
        key: &str,
        preview_key: Option<&str>,
        media_type: &str,
        size: i64,
    ) -> QueryResult<Self> {
        diesel::update(media::table.find(id).filter(media::remote_url.is_not_null()))
            .set((
                media::media_key.eq(key),
                media::preview_key.eq(preview_key),
                media::media_type.eq(media_type),
                media::size.eq(size),
                media::state.eq(MediaState::Ready),
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// The same of a picture, of which more is seen than some servers tell: its size, and a miniature.
    pub fn keep_picture(c: &mut Conn, id: MediaId, stored: &StoredImage) -> QueryResult<Self> {
        let kept = Self::keep(c, id, &stored.key, stored.preview_key.as_deref(), &stored.media_type, stored.size)?;
        let (width, height) = kept.width.zip(kept.height).unwrap_or((stored.width, stored.height));
        let blurhash = kept.blurhash.as_ref().or(stored.blurhash.as_ref());
        diesel::update(media::table.find(id))
            .set((media::width.eq(width), media::height.eq(height), media::blurhash.eq(blurhash)))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Notes that a remote file cannot be had, and why; nobody asks for it again.
    pub fn give_up(c: &mut Conn, id: MediaId, reason: &str) -> QueryResult<()> {
        diesel::update(media::table.find(id).filter(media::remote_url.is_not_null()))
            .set((media::state.eq(MediaState::Failed), media::error.eq(reason)))
            .execute(c)?;
        Ok(())
    }

    /// The bytes that our copies of remote files take.
    pub fn kept_size(c: &mut Conn) -> QueryResult<i64> {
        let sizes = media::table.filter(media::remote_url.is_not_null()).filter(media::media_key.is_not_null());
        Ok(sizes.select(media::size).load::<i64>(c)?.into_iter().sum())
    }

    /// The remote files of which we keep a copy, the oldest first.
    pub fn kept(c: &mut Conn, limit: i64) -> QueryResult<Vec<Self>> {
        media::table
            .filter(media::remote_url.is_not_null())
            .filter(media::media_key.is_not_null())
            .order(media::id)
            .limit(limit)
            .select(Self::as_select())
            .load(c)
    }

    /// Forgets our copy of a remote file; returns the keys of files that nothing else shares.
    pub fn let_copy_go(&self, c: &mut Conn) -> QueryResult<Vec<String>> {
        diesel::update(media::table.find(self.id))
            .set((media::media_key.eq(None::<String>), media::preview_key.eq(None::<String>), media::size.eq(0)))
            .execute(c)?;
        unshared(c, self.keys())
    }
}

impl RemoteMedia {
    /// What is said about it, as columns.
    fn said(&self) -> Said<'_> {
        Said {
            remote_url: &self.url,
            width: self.width.filter(|n| *n > 0),
            height: self.height.filter(|n| *n > 0),
            duration_ms: self.duration_ms.filter(|n| *n >= 0),
            blurhash: self.blurhash.as_deref().filter(|hash| is_blurhash(hash)),
            description: cut(&self.description, MAX_DESCRIPTION),
            focus_x: self.focus.map(|f| steps(f.x)),
            focus_y: self.focus.map(|f| steps(f.y)),
            licence: self.licence,
            exposure: self.exposure.clone().map(Json),
            exposure_shown: self.exposure.is_some(),
        }
    }

    fn insert(&self, c: &mut Conn, owner: Option<ActorId>) -> QueryResult<MediaId> {
        let media_type = self.known_type();
        diesel::insert_into(media::table)
            .values((
                media::id.eq(MediaId::next()),
                media::actor_id.eq(owner),
                media::kind.eq(MediaKind::of(&media_type)),
                media::media_type.eq(media_type),
                media::state.eq(MediaState::Ready),
                media::created_at.eq(clock::now()),
                self.said(),
            ))
            .returning(media::id)
            .get_result(c)
    }

    fn renew(&self, c: &mut Conn, old: &Media) -> QueryResult<MediaId> {
        let (id, mut said) = (old.id, self.said());
        // What was seen of our copy, and is not told, stays.
        if old.media_key.is_some() {
            (said.width, said.height) = said.width.zip(said.height).or(old.width.zip(old.height)).unzip();
            said.blurhash = said.blurhash.or(old.blurhash.as_deref());
        }
        diesel::update(media::table.find(id)).set(said).execute(c)?;
        // Of what type our copy is was seen, not told.
        let media_type = self.known_type();
        diesel::update(media::table.find(id).filter(media::media_key.is_null()))
            .set((
                media::kind.eq(MediaKind::of(&media_type)),
                media::media_type.eq(media_type),
                media::state.eq(MediaState::Ready),
            ))
            .execute(c)?;
        Ok(id)
    }

    /// The media type, from the ending of the address where its server is silent.
    fn known_type(&self) -> String {
        let told = self.media_type.trim().to_ascii_lowercase();
        if told.contains('/') {
            return told;
        }
        let path = Url::parse(&self.url).map(|url| url.path().to_ascii_lowercase()).unwrap_or_default();
        let guess = match path.rsplit('.').next().unwrap_or_default() {
            "jpg" | "jpeg" => "image/jpeg",
            "png" => "image/png",
            "gif" => "image/gif",
            "webp" => "image/webp",
            "avif" => "image/avif",
            "mp4" | "m4v" => "video/mp4",
            "webm" => "video/webm",
            "mp3" => "audio/mpeg",
            "ogg" | "oga" | "opus" => "audio/ogg",
            "flac" => "audio/flac",
            "m4a" => "audio/mp4",
            _ => "application/octet-stream",
        };
        guess.to_owned()
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = media, treat_none_as_null = true)]
struct Said<'a> {
    remote_url: &'a str,
    width: Option<i32>,
    height: Option<i32>,
    duration_ms: Option<i64>,
    blurhash: Option<&'a str>,
    description: &'a str,
    focus_x: Option<i16>,
    focus_y: Option<i16>,
    licence: Option<Licence>,
    exposure: Option<Json<Exposure>>,
    exposure_shown: bool,
}

/// Whether a text has the length and the alphabet of a blurhash.
fn is_blurhash(hash: &str) -> bool {
    let digit = |b: u8| b.is_ascii_alphanumeric() || b"#$%*+,-.:;=?@[]^_{|}~".contains(&b);
    (6..=164).contains(&hash.len()) && hash.bytes().all(digit)
}

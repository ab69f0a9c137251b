//! What other sites play within their pages: a track, an album, a playlist, what a channel published. Only what everybody may hear.

use diesel::QueryResult;
use host::Embeddable;
use host::social::actor::{Actor, ActorId};
use host::social::media::{Media, MediaId, MediaState};
use host::social::object::ObjectId;
use host::store::Conn;
use host::store::uri::Stall;
use host::teaser::TeaserPicture;

use crate::album::{Album, AlbumId};
use crate::playlist::{Playlist, PlaylistId};
use crate::track::{Heard, TrackList};

/// How many tracks of a channel are played.
const MOST: i64 = 50;
/// How many tracks of a playlist are.
const LONGEST: usize = 200;
/// How high a frame is with one track, and how much higher with a list, in pixels.
const HEIGHT: u32 = 190;
const LIST: u32 = 230;

/// Something to be played elsewhere, with its tracks in order: at least one.
#[derive(Debug, Clone)]
pub(crate) struct Programme {
    pub(crate) title: String,
    pub(crate) author: Actor,
    /// Its page here, and that of the frame: paths.
    pub(crate) page: String,
    pub(crate) frame: String,
    pub(crate) tracks: Vec<Heard>,
}

impl Programme {
    /// What one of our pages, a path, has to be played.
    pub(crate) fn at(c: &mut Conn, stall: &Stall, path: &str) -> QueryResult<Option<Self>> {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            ["albums", id] => match id.parse() {
                Ok(id) => Self::of_album(c, id),
                Err(_) => Ok(None),
            },
            ["playlists", id] => match id.parse() {
                Ok(id) => Self::of_playlist(c, id),
                Err(_) => Ok(None),
            },
            [name] | [name, _] if !name.starts_with('@') => Ok(None),
            [name] => Self::of_channel(c, stall, name.trim_start_matches('@')),
            [name, id] => {
                let (Some(author), Ok(id)) = (channel(c, stall, name.trim_start_matches('@'))?, id.parse()) else {
                    return Ok(None);
                };
                Ok(Self::of_track(c, id)?.filter(|track| track.author.id == author.id))
            }
            _ => Ok(None),
        }
    }

    /// A track by itself.
    pub(crate) fn of_track(c: &mut Conn, id: ObjectId) -> QueryResult<Option<Self>> {
        let Some(heard) = Heard::find(c, None, id)? else { return Ok(None) };
        let (owner, title) = (heard.object.actor_id, heard.object.title.clone().unwrap_or_default());
        Self::new(
            c,
            owner,
            title,
            |author| format!("/@{}/{id}", author.username),
            format!("/tracks/{id}/embed"),
            vec![heard],
        )
    }

    /// An album from its beginning.
    pub(crate) fn of_album(c: &mut Conn, id: AlbumId) -> QueryResult<Option<Self>> {
        let Some(album) = Album::find(c, id)? else { return Ok(None) };
        let tracks = Heard::of_album(c, None, id)?;
        Self::new(c, album.actor_id, album.title, |_| format!("/albums/{id}"), format!("/albums/{id}/embed"), tracks)
    }

    /// A playlist that everybody may see, with what everybody may hear in it.
    pub(crate) fn of_playlist(c: &mut Conn, id: PlaylistId) -> QueryResult<Option<Self>> {
        let Some(list) = Playlist::find(c, None, id)? else { return Ok(None) };
        let ids = Playlist::tracks(c, id)?;
        let tracks = Heard::in_turn(c, None, &ids)?.into_iter().map(|(_, heard)| heard).take(LONGEST).collect();
        let page = format!("/playlists/{id}");
        Self::new(c, list.actor_id, list.title, |_| page.clone(), format!("{page}/embed"), tracks)
    }

    /// What a channel published, the last first.
    pub(crate) fn of_channel(c: &mut Conn, stall: &Stall, name: &str) -> QueryResult<Option<Self>> {
        let Some(author) = channel(c, stall, name)? else { return Ok(None) };
        let tracks = TrackList { owner: Some(author.id), limit: MOST, ..TrackList::default() }.read(c, None)?;
        let (title, frame) = (author.display_name().to_owned(), format!("/@{}/embed", author.username));
        Self::new(c, author.id, title, |author| format!("/@{}", author.username), frame, tracks)
    }

    fn new(
        c: &mut Conn,
        owner: ActorId,
        title: String,
        page: impl Fn(&Actor) -> String,
        frame: String,
        mut tracks: Vec<Heard>,
    ) -> QueryResult<Option<Self>> {
        tracks.retain(|heard| heard.object.visibility.is_open() && heard.object.is_local());
        let author = Actor::get(c, owner)?;
        Ok((!tracks.is_empty()).then(|| Self { title, page: page(&author), author, frame, tracks }))
    }

    /// How other sites are told of it.
    pub(crate) fn embeddable(self, c: &mut Conn, stall: &Stall) -> QueryResult<Embeddable> {
        let cover: Option<MediaId> = self.tracks.iter().find_map(|heard| heard.album.cover_id);
        let cover = cover.map_or(Ok(None), |cover| Media::find(c, cover))?;
        let cover = cover.filter(|media| media.state == MediaState::Ready);
        let picture = cover.map(|media| TeaserPicture {
            url: stall.origin.url(&format!("/files/{}", media.id)).into(),
            alt: media.description.clone(),
            width: media.width.unwrap_or(0),
            height: media.height.unwrap_or(0),
            large: true,
        });
        let sound = self.tracks.first().map(|heard| stall.origin.url(&heard.address()).into());
        let height = if self.tracks.len() > 1 { HEIGHT + LIST } else { HEIGHT };
        Ok(Embeddable { title: self.title, author: self.author, frame: self.frame, height, picture, sound })
    }
}

/// One who publishes here.
fn channel(c: &mut Conn, stall: &Stall, name: &str) -> QueryResult<Option<Actor>> {
    Ok(Actor::find_at(c, stall.name, name)?.filter(Actor::is_present))
}

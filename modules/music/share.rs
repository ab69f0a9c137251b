//! Shares: what a member lets others hear who have no account, at an address that nobody guesses, until it ends.
//!
//! Only what is the member's own, or open to everybody here anyway: what others keep for themselves, their followers or the club is
//! theirs to give. That is decided anew whenever something is heard. The key is the server's own tag over the number of the share, as
//! with [`crate::player_key`]: nothing of it stands in the database, and it opens nothing once its row is gone.

use std::collections::HashSet;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::membership;
use host::social::object::{Object, ObjectId};
use host::social::schema::actors;
use host::store::{Conn, clock};
use host::web::ServerKey;

use crate::album::{Album, AlbumId};
use crate::playlist::{Playlist, PlaylistId};
use crate::schema::{music_playlist_tracks, music_share_items, music_shares, music_tracks};
use crate::track::Heard;

host::store::id_type! {
    /// Names a share; ordered by when it was made.
    pub(crate) ShareId
}

host::store::text_enum! {
    /// What kind of thing is shared.
    pub(crate) Kind {
        /// A track.
        Track = "track",
        /// What there is on an album at the time.
        Album = "album",
        /// What there is in a playlist at the time.
        Playlist = "playlist",
    }
}

/// Something that is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    Track(ObjectId),
    Album(AlbumId),
    Playlist(PlaylistId),
}

/// The most shares of a member, the most things in one, and the most tracks that it plays.
const MOST: i64 = 500;
const MOST_ITEMS: usize = 500;
const MOST_TRACKS: usize = 1000;
/// The longest description, in characters.
pub(crate) const MAX_DESCRIPTION: usize = 500;
/// How long one that has ended is kept, to be opened again.
const KEPT: TimeDelta = TimeDelta::days(30);
/// What the tags are for.
const PURPOSE: &str = "music.share";

/// Why nothing is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is nothing such that the member hears.
    Missing,
    /// It is not the member's to give away.
    NotYours,
    /// The member has as many shares as one may have.
    TooMany,
}

/// A row of `music_shares`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_shares)]
pub(crate) struct Share {
    pub(crate) id: ShareId,
    /// Whose it is.
    pub(crate) actor_id: ActorId,
    pub(crate) description: String,
    pub(crate) created_at: NaiveDateTime,
    /// When it ends by itself.
    pub(crate) expires_at: Option<NaiveDateTime>,
    /// How often others opened it, and when last.
    pub(crate) visits: i64,
    pub(crate) visited_at: Option<NaiveDateTime>,
}

impl Item {
    fn parts(self) -> (Kind, i64) {
        match self {
            Self::Track(id) => (Kind::Track, id.0),
            Self::Album(id) => (Kind::Album, id.0),
            Self::Playlist(id) => (Kind::Playlist, id.0),
        }
    }

    /// From its parts.
    pub(crate) fn of(kind: Kind, id: i64) -> Self {
        match kind {
            Kind::Track => Self::Track(ObjectId(id)),
            Kind::Album => Self::Album(AlbumId(id)),
            Kind::Playlist => Self::Playlist(PlaylistId(id)),
        }
    }

    /// What a member hears of it, in order.
    fn heard(self, c: &mut Conn, member: ActorId) -> QueryResult<Vec<Heard>> {
        match self {
            Self::Track(id) => Ok(Heard::find(c, Some(member), id)?.into_iter().collect()),
            Self::Album(id) => Heard::of_album(c, Some(member), id),
            Self::Playlist(id) => {
                let own = Playlist::find(c, Some(member), id)?.filter(|list| list.actor_id == member);
                let tracks = own.map(|list| Playlist::tracks(c, list.id)).transpose()?.unwrap_or_default();
                let part = tracks.get(..MOST_TRACKS).unwrap_or(&tracks);
                Ok(Heard::in_turn(c, Some(member), part)?.into_iter().map(|(_, heard)| heard).collect())
            }
        }
    }

    /// What a member may share of it, in order.
    ///
    /// # Errors
    /// Those of the database; within, [`Refused`] where that is nothing.
    pub(crate) fn shareable(self, c: &mut Conn, member: ActorId) -> QueryResult<Result<Vec<Heard>, Refused>> {
        let heard = self.heard(c, member)?;
        if heard.is_empty() {
            return Ok(Err(Refused::Missing));
        }
        let given = givable(c, member, heard)?;
        Ok(if given.is_empty() { Err(Refused::NotYours) } else { Ok(given) })
    }
}

/// Of what a member hears that which is theirs to give: their own, that of groups that they run, and what is open to everybody here.
fn givable(c: &mut Conn, member: ActorId, mut heard: Vec<Heard>) -> QueryResult<Vec<Heard>> {
    let authors: HashSet<ActorId> = heard.iter().map(|heard| heard.object.actor_id).collect();
    let own = membership::acting_for(c, member, &authors.into_iter().collect::<Vec<_>>())?;
    heard.retain(|heard| {
        heard.object.is_local() && (heard.object.visibility.is_open() || own.contains(&heard.object.actor_id))
    });
    Ok(heard)
}

impl Share {
    /// Shares things; of one that is not the member's to give nothing is shared.
    ///
    /// # Errors
    /// Those of the database; within, why not.
    pub(crate) fn create(
        c: &mut Conn,
        owner: ActorId,
        items: &[Item],
        description: &str,
        expires_at: Option<NaiveDateTime>,
    ) -> QueryResult<Result<Self, Refused>> {
        if items.is_empty() {
            return Ok(Err(Refused::Missing));
        }
        let owned: i64 = music_shares::table.filter(music_shares::actor_id.eq(owner)).count().get_result(c)?;
        if owned >= MOST || items.len() > MOST_ITEMS {
            return Ok(Err(Refused::TooMany));
        }
        for item in items {
            if let Err(refused) = item.shareable(c, owner)? {
                return Ok(Err(refused));
            }
        }
        let share: Self = diesel::insert_into(music_shares::table)
            .values((
                music_shares::id.eq(ShareId::next()),
                music_shares::actor_id.eq(owner),
                music_shares::description.eq(cut(description)),
                music_shares::created_at.eq(clock::now()),
                music_shares::expires_at.eq(expires_at),
                music_shares::visits.eq(0),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        for (position, item) in (0_i64..).zip(items) {
            let (kind, id) = item.parts();
            diesel::insert_into(music_share_items::table)
                .values((
                    music_share_items::share_id.eq(share.id),
                    music_share_items::position.eq(position),
                    music_share_items::item.eq(kind),
                    music_share_items::item_id.eq(id),
                ))
                .execute(c)?;
        }
        Ok(Ok(share))
    }

    /// A member's, the last made first, those that have ended too.
    pub(crate) fn of(c: &mut Conn, owner: ActorId) -> QueryResult<Vec<Self>> {
        music_shares::table
            .filter(music_shares::actor_id.eq(owner))
            .order(music_shares::id.desc())
            .select(Self::as_select())
            .load(c)
    }

    /// One of a member's own.
    pub(crate) fn own(c: &mut Conn, owner: ActorId, id: ShareId) -> QueryResult<Option<Self>> {
        let own = music_shares::table.find(id).filter(music_shares::actor_id.eq(owner));
        own.select(Self::as_select()).first(c).optional()
    }

    /// One that has not ended, of a member who is still here, with the member.
    pub(crate) fn open(c: &mut Conn, id: ShareId) -> QueryResult<Option<(Self, Actor)>> {
        let found: Option<(Self, Actor)> = music_shares::table
            .inner_join(actors::table.on(actors::id.eq(music_shares::actor_id)))
            .filter(music_shares::id.eq(id))
            .select((Self::as_select(), Actor::as_select()))
            .first(c)
            .optional()?;
        Ok(found.filter(|(share, owner)| !share.has_ended() && owner.is_present()))
    }

    /// Whether its time is over.
    pub(crate) fn has_ended(&self) -> bool {
        self.expires_at.is_some_and(|end| end <= clock::now())
    }

    fn items(&self, c: &mut Conn) -> QueryResult<Vec<Item>> {
        let rows: Vec<(Kind, i64)> = music_share_items::table
            .filter(music_share_items::share_id.eq(self.id))
            .order(music_share_items::position)
            .select((music_share_items::item, music_share_items::item_id))
            .load(c)?;
        Ok(rows.into_iter().map(|(kind, id)| Item::of(kind, id)).collect())
    }

    /// What it lets others hear at this time, each track once.
    pub(crate) fn tracks(&self, c: &mut Conn) -> QueryResult<Vec<Heard>> {
        let (mut tracks, mut known) = (Vec::new(), HashSet::new());
        for item in self.items(c)? {
            if tracks.len() >= MOST_TRACKS {
                break;
            }
            let given = item.shareable(c, self.actor_id)?.unwrap_or_default();
            tracks.extend(given.into_iter().filter(|heard| known.insert(heard.object.id)));
        }
        tracks.truncate(MOST_TRACKS);
        Ok(tracks)
    }

    /// One of its tracks, if it lets others hear that at this time.
    pub(crate) fn track(&self, c: &mut Conn, track: ObjectId) -> QueryResult<Option<Heard>> {
        let mut among = false;
        for item in self.items(c)? {
            among = match item {
                Item::Track(id) => id == track,
                Item::Album(id) => {
                    let on_it = music_tracks::table.find(track).filter(music_tracks::album_id.eq(id));
                    diesel::select(diesel::dsl::exists(on_it)).get_result(c)?
                }
                Item::Playlist(id) => {
                    let own =
                        Playlist::find(c, Some(self.actor_id), id)?.is_some_and(|list| list.actor_id == self.actor_id);
                    let in_it = music_playlist_tracks::table
                        .filter(music_playlist_tracks::playlist_id.eq(id))
                        .filter(music_playlist_tracks::object_id.eq(track));
                    own && diesel::select(diesel::dsl::exists(in_it)).get_result(c)?
                }
            };
            if among {
                break;
            }
        }
        match among {
            true => Ok(Item::Track(track).shareable(c, self.actor_id)?.unwrap_or_default().pop()),
            false => Ok(None),
        }
    }

    /// What it is called: as its owner says, else as the first of what is in it.
    pub(crate) fn title(&self, c: &mut Conn) -> QueryResult<String> {
        if !self.description.is_empty() {
            return Ok(self.description.clone());
        }
        let named = match self.items(c)?.first() {
            Some(Item::Playlist(id)) => Playlist::find(c, Some(self.actor_id), *id)?.map(|list| list.title),
            Some(Item::Album(id)) => Album::find(c, *id)?.map(|album| album.title),
            Some(Item::Track(id)) => Object::find(c, *id)?.and_then(|object| object.title),
            None => None,
        };
        Ok(named.unwrap_or_default())
    }

    /// Notes that somebody opened it.
    pub(crate) fn visit(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(music_shares::table.find(self.id))
            .set((music_shares::visits.eq(music_shares::visits + 1), music_shares::visited_at.eq(clock::now())))
            .execute(c)
            .map(drop)
    }

    /// Says something else of it; what is not given stays.
    pub(crate) fn change(
        &self,
        c: &mut Conn,
        description: Option<&str>,
        expires_at: Option<Option<NaiveDateTime>>,
    ) -> QueryResult<()> {
        diesel::update(music_shares::table.find(self.id))
            .set((
                music_shares::description.eq(description.map_or_else(|| self.description.clone(), cut)),
                music_shares::expires_at.eq(expires_at.unwrap_or(self.expires_at)),
            ))
            .execute(c)
            .map(drop)
    }

    /// Ends it: from then on its address opens nothing.
    pub(crate) fn revoke(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(music_shares::table.find(self.id)).execute(c).map(drop)
    }
}

fn cut(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(MAX_DESCRIPTION).collect()
}

/// What opens a share: its number and the server's tag over it.
pub(crate) fn key(server: &ServerKey, id: ShareId) -> String {
    format!("{id}-{}", server.sign(PURPOSE, &id.to_string()))
}

/// The number of the share that a key opens; none where nobody was given it.
pub(crate) fn opened_by(server: &ServerKey, key: &str) -> Option<ShareId> {
    let (id, tag) = key.split_once('-')?;
    let id: ShareId = id.parse().ok()?;
    server.verify(PURPOSE, &id.to_string(), tag).then_some(id)
}

/// Lets go of those of members who are gone, and of what ended a while ago.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone = actors::table.filter(actors::deleted_at.is_not_null()).select(actors::id);
    let over = music_shares::expires_at.le(clock::now() - KEPT).assume_not_null();
    let ended: Vec<Share> = music_shares::table
        .filter(music_shares::actor_id.eq_any(gone).or(music_shares::expires_at.is_not_null().and(over)))
        .select(Share::as_select())
        .load(c)?;
    ended.iter().try_for_each(|share| share.revoke(c))
}

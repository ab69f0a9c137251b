//! Playlists.

use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::store::Conn;
use serde_json::json;

use super::answer::{Content, Failure, content};
use super::call::{Call, Id};
use super::entities;
use crate::playlist::{Playlist, PlaylistId};

pub(super) async fn all(call: &Call) -> Result<Content, Failure> {
    let me = call.me;
    let read = call.app.db.read(move |c| {
        let lists = Playlist::all(c, me)?;
        lists.into_iter().map(|list| entities::playlist(c, me, list, false)).collect::<Result<Vec<_>, _>>()
    });
    Ok(Some(("playlists", json!({"playlist": content(read.await?)?}))))
}

pub(super) async fn show(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, wanted(call, "id")?);
    let read = call.app.db.read(move |c| {
        let list = Playlist::find(c, Some(me), id)?.ok_or(DbError::NotFound)?;
        entities::playlist(c, me, list, true)
    });
    Ok(Some(("playlist", content(read.await?)?)))
}

fn wanted(call: &Call, name: &'static str) -> Result<PlaylistId, Failure> {
    match call.parameters.id(name)? {
        Id::Playlist(id) => Ok(id),
        _ => Err(Failure::Missing),
    }
}

/// One of the member's own; those of others are not changed.
fn own(c: &mut Conn, me: ActorId, id: PlaylistId) -> Result<Playlist, DbError> {
    Playlist::find(c, Some(me), id)?.filter(|list| list.actor_id == me).ok_or(DbError::NotFound)
}

/// Whether one that is to be changed is the member's own.
///
/// # Errors
/// [`Failure::Missing`] where there is none to be seen, [`Failure::Forbidden`] where it is another's.
async fn need_own(call: &Call, id: PlaylistId) -> Result<(), Failure> {
    let me = call.me;
    let list = call.app.db.read(move |c| Playlist::find(c, Some(me), id)).await?.ok_or(Failure::Missing)?;
    if list.actor_id == me { Ok(()) } else { Err(Failure::Forbidden) }
}

/// Makes one, or with `playlistId` has one hold other tracks.
pub(super) async fn create(call: &Call) -> Result<Content, Failure> {
    let (me, tracks, name) =
        (call.me, call.parameters.tracks("songId"), call.parameters.get("name").map(str::to_owned));
    let known = call.parameters.get("playlistId").map(|_| wanted(call, "playlistId")).transpose()?;
    if let Some(id) = known {
        need_own(call, id).await?;
    }
    if known.is_none() && name.is_none() {
        return Err(Failure::Parameter("name"));
    }
    let written = call.app.db.write(move |c| {
        let list = match known {
            Some(id) => {
                let list = own(c, me, id)?;
                list.set_tracks(c, &tracks)?;
                list.change(c, name.as_deref(), None, None)?;
                list
            }
            None => match Playlist::create(c, me, name.as_deref().unwrap_or_default(), &tracks)? {
                Some(list) => list,
                None => return Ok(None),
            },
        };
        let list = own(c, me, list.id)?;
        Ok::<_, DbError>(Some(entities::playlist(c, me, list, true)?))
    });
    let entry =
        written.await?.ok_or_else(|| Failure::Other("there are as many playlists as a member may have".to_owned()))?;
    Ok(Some(("playlist", content(entry)?)))
}

pub(super) async fn update(call: &Call) -> Result<Content, Failure> {
    let p = &call.parameters;
    let (me, id, added) = (call.me, wanted(call, "playlistId")?, p.tracks("songIdToAdd"));
    need_own(call, id).await?;
    let removed: Vec<usize> = p.all("songIndexToRemove").filter_map(|index| index.parse().ok()).collect();
    let (name, comment) = (p.get("name").map(str::to_owned), p.get("comment").map(str::to_owned));
    let public = p.flag("public");
    let written = call.app.db.write(move |c| {
        let list = own(c, me, id)?;
        if !added.is_empty() || !removed.is_empty() {
            let tracks = Playlist::tracks(c, id)?.into_iter().enumerate();
            let kept = tracks.filter(|(at, _)| !removed.contains(at)).map(|(_, track)| track);
            list.set_tracks(c, &kept.chain(added.clone()).collect::<Vec<_>>())?;
        }
        list.change(c, name.as_deref(), comment.as_deref(), public.map(|public| list.audience.shown(public)))
    });
    written.await?;
    Ok(None)
}

pub(super) async fn delete(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, wanted(call, "id")?);
    need_own(call, id).await?;
    call.app.db.write(move |c| own(c, me, id)?.remove(c)).await?;
    Ok(None)
}

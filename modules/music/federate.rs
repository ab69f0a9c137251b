//! What the music stall understands of what travels: `Audio` with a file, as Funkwhale, Castopod and Mirlo send it.

use diesel::QueryResult;
use host::social::actor::Actor;
use host::social::media::{Media, MediaKind};
use host::social::object::Object;
use host::store::Conn;
use host::store::uri::Hosts;
use host::vocab::{self, Attachment, Entity, Image, Link, Ref, Term};
use host::{Claim, Deed, Handled, ObjectKind};

use crate::album::Album;
use crate::artist::Artist;
use crate::channel::Channel;
use crate::document;
use crate::feed;
use crate::library;
use crate::licence::Terms;
use crate::remote::RemoteTrack;
use crate::remote_library;
use crate::track::Track;

/// The name that `objects.kind` keeps of a track.
pub(crate) const TRACK: &str = "track";

/// A recording.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recording;

impl ObjectKind for Recording {
    fn name(&self) -> &'static str {
        TRACK
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Audio"]
    }

    /// Without a file there is nothing to play: it stays a card.
    fn claim(&self, object: &vocab::Object) -> Claim {
        match object.kind() {
            "Audio" if object.url.iter().any(is_sound) || object.attachment.iter().any(is_attached_sound) => {
                Claim::Exact
            }
            _ => Claim::No,
        }
    }

    fn receive(&self, c: &mut Conn, object: &Object, wire: &vocab::Object) -> QueryResult<()> {
        RemoteTrack::read(wire).keep(c, object)?;
        remote_library::shelve(c, object, wire)
    }

    /// Funkwhale looks for the file among the addresses, Mastodon among what is attached.
    fn to_wire(&self, c: &mut Conn, hosts: &Hosts, object: &Object, wire: &mut vocab::Object) -> QueryResult<()> {
        let Some(track) = Track::find(c, object.id)? else { return Ok(()) };
        let Some(album) = Album::find(c, track.album_id)? else { return Ok(()) };
        let Some(stall) = object.stall.as_deref().and_then(|name| hosts.stall(name)) else { return Ok(()) };
        let Some(sound) = document::sound(c, stall, &track)? else { return Ok(()) };
        let number = |value: i64| u64::try_from(value).ok().filter(|value| *value > 0);
        wire.url = [Link::typed(object.page(), "text/html"), sound].into_iter().collect();
        let cover = match album.cover_id {
            Some(cover) => Media::find(c, cover)?,
            None => None,
        };
        let cover = cover.and_then(|cover| Some(Image::at(cover.url(stall)?, Some(cover.media_type.clone()))));
        for attached in wire.attachment.iter_mut() {
            attached.icon = cover.clone().into();
            attached.size = number(track.size);
        }
        wire.image = cover.into();
        if wire.summary.is_none() {
            // Of what is no note Mastodon shows title, summary and link.
            let parts = [track.artist_line.as_str(), album.title.as_str()];
            let line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            wire.summary = Some(line).filter(|line| !line.is_empty());
        }
        wire.music.position = number(track.position.into());
        wire.music.disc = number(track.disc.into());
        let terms = Terms::of_track(c, &track, &album)?;
        // Funkwhale takes nothing but addresses for a licence; what has none is said where words have their place.
        wire.music.license = terms.as_ref().and_then(|terms| terms.url.clone());
        let words = terms.filter(|terms| terms.url.is_none()).map(|terms| terms.title);
        wire.music.copyright = track.copyright.clone().or(words);
        wire.music.musicbrainz_id = track.musicbrainz_id.clone();
        wire.music.artists =
            Artist::of_tracks(c, &[object.id])?.iter().map(|(_, who)| document::credited(stall, who)).collect();
        wire.music.in_album =
            Some(Ref::Inline(Box::new(Entity::Object(Box::new(document::sleeve(c, stall, &album)?)))));
        library::place(c, stall, object, wire)
    }

    /// To Funkwhale an actor with a feed is a channel. Whose channel it is, is not told: only its owner may delete what is on it there.
    fn actor_to_wire(&self, c: &mut Conn, hosts: &Hosts, actor: &Actor, wire: &mut vocab::Actor) -> QueryResult<()> {
        if actor.is_of_stall() {
            return Ok(());
        }
        let feed = feed::address(actor.home(hosts)?, actor);
        wire.url =
            [Link::typed(actor.page(), "text/html"), Link::typed(feed, "application/rss+xml")].into_iter().collect();
        wire.category = Term::bare(Channel::of(c, actor.id)?.medium.as_str()).into();
        Ok(())
    }

    /// Libraries are no objects here: ours are followed, and those of others say what becomes of them.
    fn deed(&self, c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
        match library::receive(c, deed)? {
            Handled::No => remote_library::receive(c, deed),
            handled => Ok(handled),
        }
    }

    fn samples(&self) -> &'static [&'static str] {
        &[FUNKWHALE_SAMPLE, MIRLO_SAMPLE]
    }
}

fn is_sound(link: &Link) -> bool {
    link.href.is_some() && link.media_type().is_some_and(|kind| MediaKind::of(kind) == MediaKind::Audio)
}

fn is_attached_sound(file: &Attachment) -> bool {
    match file.media_type() {
        Some(kind) => MediaKind::of(kind) == MediaKind::Audio,
        None => file.kind() == "Audio",
    }
}

const FUNKWHALE_SAMPLE: &str = r##"{
  "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", "https://funkwhale.audio/ns"],
  "id": "https://pod.example/federation/music/uploads/6",
  "type": "Audio",
  "name": "Episode 1",
  "attributedTo": "https://pod.example/federation/actors/chan",
  "published": "2026-01-03T00:00:00+00:00",
  "to": "https://www.w3.org/ns/activitystreams#Public",
  "url": [
    {"type": "Link", "mediaType": "audio/mpeg", "href": "https://pod.example/api/v1/listen/6/", "bitrate": 320000, "size": 123},
    {"type": "Link", "mediaType": "text/html", "href": "https://pod.example/library/tracks/6"}
  ],
  "album": "https://pod.example/federation/music/albums/1",
  "duration": 213, "position": 1, "disc": 1,
  "license": "http://creativecommons.org/licenses/by/4.0/",
  "content": "<p>Hello.</p>", "mediaType": "text/html",
  "image": {"type": "Image", "url": "https://pod.example/media/6.jpg", "mediaType": "image/jpeg"},
  "tag": [{"type": "Hashtag", "name": "#punk"}],
  "summary": "#punk"
}"##;

const MIRLO_SAMPLE: &str = r##"{
  "@context": "https://www.w3.org/ns/activitystreams",
  "id": "https://mirlo.example/v1/artists/7/feed/3",
  "type": "Audio",
  "name": "A release",
  "attributedTo": "https://mirlo.example/v1/artists/7",
  "to": ["https://www.w3.org/ns/activitystreams#Public"],
  "content": "<p>Out now.</p>",
  "published": "2026-02-01T10:00:00Z",
  "url": "https://mirlo.example/seven/release/a-release",
  "attachment": [{"type": "Document", "mediaType": "audio/mpeg", "url": "https://mirlo.example/audio/3.mp3", "name": "A release"}]
}"##;

//! What others may do with a track: what it says itself, else its album, else its channel.
//!
//! It is kept as a word: the address of a text, the name of a licence that has no address, or what its owner says otherwise.

use diesel::QueryResult;
use host::Fact;
use host::social::media::Licence;
use host::social::object::Object;
use host::store::Conn;

use crate::album::Album;
use crate::channel::Channel;
use crate::track::{Heard, Track};

/// The longest word that is kept, in characters.
pub(crate) const MAX_WORD: usize = 300;
/// The versions of Creative Commons, of which the texts of the last one are meant where none is named.
const VERSIONS: [&str; 4] = ["3.0", "2.5", "2.0", "1.0"];

/// What others may do with something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terms {
    /// What they are called; in all languages the same, unless they are `known`.
    pub(crate) title: String,
    /// Where they can be read.
    pub(crate) url: Option<String>,
    /// Which of those that everybody knows they are, of whichever version.
    pub(crate) known: Option<Licence>,
}

impl Terms {
    /// What a word stands for.
    pub(crate) fn read(word: &str) -> Self {
        let (known, address) = (Licence::read(word), address(word));
        let version = VERSIONS.iter().find(|version| word.contains(*version));
        match known {
            Some(licence) if licence.title().starts_with("CC ") => {
                let url = licence.url().map(|url| url.replace("4.0", version.unwrap_or(&"4.0")));
                let title = format!("{} {}", licence.title(), version.unwrap_or(&"4.0"));
                Self { title, url: address.map(Into::into).or(url), known }
            }
            Some(licence) => {
                Self { title: licence.title().to_owned(), url: address.map(Into::into).or(licence.url()), known }
            }
            None => Self {
                title: address.as_ref().map_or_else(|| word.to_owned(), place),
                url: address.map(Into::into),
                known,
            },
        }
    }

    /// What holds for a track.
    pub(crate) fn holding(heard: &Heard, channel: Option<&Channel>) -> Option<Self> {
        let own = heard.track.licence.as_deref().map(Self::read);
        own.or_else(|| Self::of_record(&heard.album, channel))
    }

    /// What holds for what is on an album and says nothing itself.
    pub(crate) fn of_record(album: &Album, channel: Option<&Channel>) -> Option<Self> {
        let own = album.licence.as_deref().map(Self::read);
        own.or_else(|| Some(Self::read(&word(channel?.licence?))))
    }

    /// What holds for a track, of which the album and the channel are to be asked.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn of_track(c: &mut Conn, track: &Track, album: &Album) -> QueryResult<Option<Self>> {
        match track.licence.as_deref() {
            Some(word) => Ok(Some(Self::read(word))),
            None => Self::of_album(c, album),
        }
    }

    /// The same, of an album whose channel is to be asked.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn of_album(c: &mut Conn, album: &Album) -> QueryResult<Option<Self>> {
        let channel = Channel::of(c, album.actor_id)?;
        Ok(Self::of_record(album, Some(&channel)))
    }

    /// Their short name as podcasts have it (`podcast:license`), by the identifiers of SPDX; none for words of somebody's own.
    pub(crate) fn identifier(&self) -> Option<String> {
        let licence = self.known?;
        let version = self.title.rsplit(' ').next().filter(|version| VERSIONS.contains(version));
        Some(
            version
                .map_or_else(|| licence.to_string(), |version| licence.to_string().replace("4.0", version))
                .to_lowercase(),
        )
    }
}

/// The word that is kept of a licence: its address, where it has one.
pub(crate) fn word(licence: Licence) -> String {
    licence.url().unwrap_or_else(|| licence.to_string())
}

/// Which licence exactly that word stands for; none for other versions, and for words of somebody's own.
pub(crate) fn listed(kept: &str) -> Option<Licence> {
    let bare = |text: &str| {
        text.trim_end_matches('/').trim_start_matches("https://").trim_start_matches("http://").to_lowercase()
    };
    Licence::ALL.iter().copied().find(|licence| bare(&word(*licence)) == bare(kept))
}

fn address(word: &str) -> Option<url::Url> {
    url::Url::parse(word.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// Where a text is, as people read it.
fn place(url: &url::Url) -> String {
    format!("{}{}", url.host_str().unwrap_or_default(), url.path().trim_end_matches('/'))
}

/// What the page of a track says of its licence, and who has the rights to it.
///
/// # Errors
/// Those of the database.
pub(crate) fn facts(c: &mut Conn, object: &Object) -> QueryResult<Vec<Fact>> {
    let Some(track) = Track::find(c, object.id)? else { return Ok(Vec::new()) };
    let Some(album) = Album::find(c, track.album_id)? else { return Ok(Vec::new()) };
    let licence = Terms::of_track(c, &track, &album)?.map(|terms| Fact {
        label: "music-field-licence",
        text: terms.title,
        message: (terms.known == Some(Licence::AllRightsReserved)).then_some("licence-all-rights-reserved"),
        link: terms.url.map(|url| (url, "license nofollow noopener noreferrer")),
    });
    let notice = track.copyright.map(|text| Fact { label: "music-field-copyright", text, message: None, link: None });
    Ok(licence.into_iter().chain(notice).collect())
}

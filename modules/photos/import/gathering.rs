//! Albums out of an import: what was brought goes into the member's album of the name that it had there. That is done at the end,
//! so that an album is in the order of time; what an import that was killed left is put in by the next one.

use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::social::schema::objects;
use host::social::visibility::Visibility;
use host::store::Conn;

use super::{ImportError, Importer, Refusal, Report};
use crate::album::{Album, AlbumError, AlbumForm, Audience, MAX_PER_MEMBER, MAX_TITLE};
use crate::schema::photos_imports;

/// How many are put in at a time, so that others get to write in between.
const PART: i64 = 200;

/// The album that goes on being filled.
enum Next {
    /// It has room for so many.
    Album(Album, usize),
    /// It is still to be made, under this title.
    New(String),
}

impl Importer {
    /// Puts what the author brought, now or before, into albums, unless it was put in once. Where there can be no further album,
    /// the report says so.
    pub(super) async fn gather(&self, report: &mut Report) -> Result<(), ImportError> {
        let (author, audience) = (self.author, self.audience());
        for name in self.app.db.read(move |c| waiting_names(c, author)).await? {
            loop {
                let wanted = name.clone();
                match self.app.db.write(move |c| fill(c, author, &wanted, audience)).await {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(AlbumError::Database(error)) => return Err(error.into()),
                    Err(_) => {
                        let reason = format!("the album is not made: a member has at most {MAX_PER_MEMBER}");
                        report.refused.push(Refusal { file: name, reason });
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Who may see the albums that are made: those who see what does not say itself to whom it is shown.
    fn audience(&self) -> Audience {
        match self.terms.visibility.unwrap_or(self.usual) {
            Visibility::Public | Visibility::Unlisted => Audience::Public,
            Visibility::Members => Audience::Members,
            Visibility::Followers | Visibility::Direct => Audience::Followers,
        }
    }
}

/// The names of the albums that something waits for.
fn waiting_names(c: &mut Conn, author: ActorId) -> QueryResult<Vec<String>> {
    let names: Vec<Option<String>> = photos_imports::table
        .filter(photos_imports::actor_id.eq(author))
        .filter(photos_imports::gathered.eq(false))
        .filter(photos_imports::album.is_not_null())
        .select(photos_imports::album)
        .distinct()
        .order(photos_imports::album)
        .load(c)?;
    Ok(names.into_iter().flatten().filter(|name| !name.trim().is_empty()).collect())
}

/// Puts a part of what waits into the album of that name, the oldest first. Answers how many waited.
fn fill(c: &mut Conn, author: ActorId, name: &str, audience: Audience) -> Result<usize, AlbumError> {
    let next = Next::find(c, author, name)?;
    let room = match &next {
        Next::Album(_, room) => i64::try_from(*room).unwrap_or(PART),
        Next::New(_) => PART,
    };
    let waiting = photos_imports::table
        .inner_join(objects::table.on(objects::id.eq(photos_imports::object_id)))
        .filter(photos_imports::actor_id.eq(author))
        .filter(photos_imports::album.eq(name))
        .filter(photos_imports::gathered.eq(false))
        .filter(objects::deleted_at.is_null())
        .order((objects::published_at, objects::id))
        .limit(room.min(PART))
        .select(photos_imports::object_id);
    let waiting: Vec<ObjectId> = waiting.load(c)?;
    // Whoever marks them puts them in: another import may be about to.
    let claimed: Vec<ObjectId> = diesel::update(
        photos_imports::table
            .filter(photos_imports::actor_id.eq(author))
            .filter(photos_imports::object_id.eq_any(&waiting))
            .filter(photos_imports::gathered.eq(false)),
    )
    .set(photos_imports::gathered.eq(true))
    .returning(photos_imports::object_id)
    .get_results(c)?;
    if claimed.is_empty() {
        return Ok(0);
    }
    let album = match next {
        Next::Album(album, _) => album,
        Next::New(title) => Album::create(c, author, &AlbumForm { title, description: String::new(), audience })?,
    };
    match album.add(c, author, &claimed) {
        // A message is none to add.
        Ok(_) | Err(AlbumError::NoPhoto) => Ok(claimed.len()),
        Err(error) => Err(error),
    }
}

impl Next {
    /// The member's album of that name; where it is full, the one that goes on after it.
    fn find(c: &mut Conn, owner: ActorId, name: &str) -> QueryResult<Self> {
        let mut number = 1;
        loop {
            let title = title(name, number);
            let Some(album) = Album::titled(c, owner, &title)? else { return Ok(Self::New(title)) };
            let room = album.room(c)?;
            if room > 0 {
                return Ok(Self::Album(album, room));
            }
            number += 1;
        }
    }
}

/// The title of the album of that name, or of the second, the third and so on, as long as titles may be.
fn title(name: &str, number: usize) -> String {
    let behind = if number > 1 { format!(" ({number})") } else { String::new() };
    let name = name.trim().replace('\0', "");
    name.chars().take(MAX_TITLE - behind.chars().count()).chain(behind.chars()).collect()
}

#[cfg(test)]
mod tests;

//! What members play now. It is forgotten when the track is over or another begins, and seen by others only where the member wants that
//! and they may hear the track.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use diesel::result::Error as DbError;
use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::object::ObjectId;
use host::social::schema::actors;
use host::social::visibility;
use host::store::{Conn, clock};

use crate::schema::{music_playing, music_presences};
use crate::scrobbling::Scrobbling;
use crate::track::Heard;

/// How long something plays of which that is not known.
const UNKNOWN: TimeDelta = TimeDelta::minutes(10);
/// The longest name of a program, in characters.
const MAX_CLIENT: usize = 100;
/// How many members are looked at in a list.
const MOST: i64 = 200;

host::store::text_enum! {
    /// Who sees what a member plays.
    pub(crate) Shown {
        /// Nobody else.
        Nobody = "nobody",
        /// The members of the club.
        Members = "members",
        /// Whoever looks at the member's profile.
        Everybody = "everybody",
    }
}

/// How it is known that something plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// The program said so, and how many milliseconds of it were played by then.
    Told(i64),
    /// It began to fetch the sound. It may do so ahead: what was told holds against that.
    Fetched,
}

/// What a member plays: a row of `music_playing` that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_playing)]
pub(crate) struct Playing {
    pub(crate) actor_id: ActorId,
    pub(crate) object_id: ObjectId,
    /// The program that plays it.
    pub(crate) client: String,
    told: bool,
    pub(crate) began_at: NaiveDateTime,
}

/// A member plays a track now, by that program; where the member wants it, a service elsewhere is told.
///
/// # Errors
/// Those of the database: there is none where the member hears no such track.
pub(crate) async fn begin(
    app: &App,
    member: ActorId,
    track: ObjectId,
    client: &str,
    sign: Sign,
) -> Result<(), DbError> {
    let client: String = client.chars().filter(|c| !c.is_control()).take(MAX_CLIENT).collect();
    let told = app.db.write(move |c| {
        let heard = Heard::find(c, Some(member), track)?.ok_or(DbError::NotFound)?;
        let is_news = Playing::note(c, member, &heard, &client, sign)?;
        // What is merely fetched may never be played: nobody elsewhere is told of that.
        if is_news && sign != Sign::Fetched { Scrobbling::news(c, member, &heard, &client) } else { Ok(None) }
    });
    if let Some(news) = told.await? {
        news.send(app);
    }
    Ok(())
}

impl Playing {
    /// Notes it in place of what was played before. Says whether it is another track.
    pub(crate) fn note(
        c: &mut Conn,
        member: ActorId,
        heard: &Heard,
        client: &str,
        sign: Sign,
    ) -> Result<bool, DbError> {
        let before = Self::of(c, member)?;
        let (told, played) = match sign {
            Sign::Fetched if before.as_ref().is_some_and(|before| before.told) => return Ok(false),
            Sign::Fetched => (false, TimeDelta::zero()),
            Sign::Told(ms) => (true, TimeDelta::milliseconds(ms.clamp(0, heard.track.duration_ms.max(0)))),
        };
        let length = match heard.track.duration_ms {
            ..=0 => UNKNOWN,
            ms => TimeDelta::milliseconds(ms),
        };
        let began = clock::now() - played;
        let row = (
            music_playing::object_id.eq(heard.object.id),
            music_playing::client.eq(client),
            music_playing::told.eq(told),
            music_playing::began_at.eq(began),
            music_playing::ends_at.eq(began + length),
        );
        diesel::insert_into(music_playing::table)
            .values((music_playing::actor_id.eq(member), row))
            .on_conflict(music_playing::actor_id)
            .do_update()
            .set(row)
            .execute(c)?;
        Ok(before.is_none_or(|before| before.object_id != heard.object.id))
    }

    /// What a member plays, if anything.
    pub(crate) fn of(c: &mut Conn, member: ActorId) -> QueryResult<Option<Self>> {
        music_playing::table
            .find(member)
            .filter(music_playing::ends_at.gt(clock::now()))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// What a member plays, where whoever looks at their profile may see and hear it.
    pub(crate) fn on_profile(c: &mut Conn, member: ActorId, viewer: Option<ActorId>) -> QueryResult<Option<Heard>> {
        if viewer != Some(member) && Shown::of(c, member)? != Shown::Everybody {
            return Ok(None);
        }
        let Some(playing) = Self::of(c, member)? else { return Ok(None) };
        let apart = viewer.map(|viewer| visibility::blocked_among(c, viewer, &[member])).transpose()?;
        match apart.is_none_or(|apart| apart.is_empty()) {
            true => Heard::find(c, viewer, playing.object_id),
            false => Ok(None),
        }
    }

    /// What a member sees of what the members play, oneself included; what began last first.
    pub(crate) fn seen_by(c: &mut Conn, viewer: ActorId) -> QueryResult<Vec<(Self, Actor, Heard)>> {
        let shown = music_presences::table.select(music_presences::actor_id);
        let found: Vec<(Self, Actor)> = music_playing::table
            .inner_join(actors::table.on(actors::id.eq(music_playing::actor_id)))
            .filter(music_playing::ends_at.gt(clock::now()))
            .filter(music_playing::actor_id.eq(viewer).or(music_playing::actor_id.eq_any(shown)))
            .order((music_playing::began_at.desc(), music_playing::actor_id))
            .limit(MOST)
            .select((Self::as_select(), Actor::as_select()))
            .load(c)?;
        let members: Vec<ActorId> = found.iter().map(|(playing, _)| playing.actor_id).collect();
        let hidden: HashSet<ActorId> = visibility::blocked_among(c, viewer, &members)?;
        let tracks: Vec<ObjectId> = found.iter().map(|(playing, _)| playing.object_id).collect();
        let heard: HashMap<ObjectId, Heard> =
            Heard::load(c, Some(viewer), &tracks)?.into_iter().map(|heard| (heard.object.id, heard)).collect();
        let seen = found.into_iter().filter(|(_, actor)| actor.is_present() && !hidden.contains(&actor.id));
        Ok(seen
            .filter_map(|(playing, actor)| {
                let heard = heard.get(&playing.object_id)?.clone();
                Some((playing, actor, heard))
            })
            .collect())
    }

    /// For how many whole minutes it has played.
    pub(crate) fn minutes(&self) -> i64 {
        (clock::now() - self.began_at).num_minutes().max(0)
    }

    /// Forgets what a member plays.
    pub(crate) fn forget(c: &mut Conn, member: ActorId) -> QueryResult<()> {
        diesel::delete(music_playing::table.find(member)).execute(c).map(drop)
    }
}

impl Shown {
    /// Who sees what a member plays: nobody, as long as the member said nothing else.
    pub(crate) fn of(c: &mut Conn, member: ActorId) -> QueryResult<Self> {
        let said = music_presences::table.find(member).select(music_presences::shown_to).first(c).optional()?;
        Ok(said.unwrap_or(Self::Nobody))
    }

    /// From now on they see it.
    pub(crate) fn choose(self, c: &mut Conn, member: ActorId) -> QueryResult<()> {
        diesel::delete(music_presences::table.find(member)).execute(c)?;
        if self != Self::Nobody {
            let row = (music_presences::actor_id.eq(member), music_presences::shown_to.eq(self));
            diesel::insert_into(music_presences::table).values(row).execute(c)?;
        }
        Ok(())
    }
}

/// Lets go of what has ended, and of what members said who are gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone = || actors::table.filter(actors::deleted_at.is_not_null()).select(actors::id);
    let over = music_playing::ends_at.le(clock::now()).or(music_playing::actor_id.eq_any(gone()));
    diesel::delete(music_playing::table.filter(over)).execute(c)?;
    diesel::delete(music_presences::table.filter(music_presences::actor_id.eq_any(gone()))).execute(c).map(drop)
}

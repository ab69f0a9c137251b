//! A library elsewhere is read: what it is, and once its owner consented, page by page what it has.

use async_trait::async_trait;
use diesel::prelude::*;
use host::App;
use host::federation::Authentic;
use host::federation::client::FetchError;
use host::federation::fetch::Error;
use host::social::actor::{Actor, ActorId};
use host::social::collection_follow::CollectionFollow;
use host::social::follow::{FollowError, FollowState};
use host::social::markup;
use host::store::jobs::{self, Failure, Job};
use host::store::uri::Hosts;
use host::store::{Conn, clock};
use host::vocab::{Collection, Iri, Ref};
use serde::{Deserialize, Serialize};

use super::{LibraryId, Problem, RemoteLibrary};
use crate::federate::TRACK;
use crate::schema::music_libraries;

/// How many pages of a library are read. What is beyond is not here.
const MOST_PAGES: u32 = 40;
/// How many tracks of a page are taken.
const MOST_ITEMS: usize = 100;
/// The longest name, in characters.
const LONGEST: usize = 300;

/// Reads a library, or a page of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ReadLibrary {
    library: LibraryId,
    /// Which page; none: what it is.
    page: Option<Iri>,
    /// Its number, from 1.
    number: u32,
    /// Whether its owner is asked for those who want it and do not follow it.
    ask: bool,
}

impl ReadLibrary {
    /// What it is, is asked for; where `ask`, its owner too.
    pub(crate) fn head(c: &mut Conn, library: LibraryId, ask: bool) -> QueryResult<()> {
        Self { library, page: None, number: 0, ask }.later(c)
    }

    fn page(c: &mut Conn, library: LibraryId, page: &Iri, number: u32) -> QueryResult<()> {
        Self { library, page: Some(page.clone()), number, ask: false }.later(c)
    }

    fn later(&self, c: &mut Conn) -> QueryResult<()> {
        jobs::enqueue_unique(c, self, &format!("{}:{}:{}", self.library, self.number, self.ask))
    }
}

#[async_trait]
impl Job for ReadLibrary {
    type Context = App;
    const NAME: &'static str = "music.read-library";
    const ATTEMPTS: i32 = 5;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let (id, paged) = (self.library, self.page.is_some());
        let found = app.db.read(move |c| {
            let Some(library) = RemoteLibrary::find(c, id)? else { return Ok(None) };
            let reader = library.asker(c, paged)?;
            Ok::<_, diesel::result::Error>(reader.map(|reader| (library, reader)))
        });
        let Some((library, reader)) = found.await? else { return Ok(()) };
        let read = match &self.page {
            None => library.read_head(app, reader, self.ask).await,
            Some(page) => library.read_page(app, reader, page, self.number).await,
        };
        match read {
            Ok(()) => Ok(()),
            Err(error) => {
                let (problem, lasting) = (Problem::of(&error), !error.is_temporary());
                app.db.write(move |c| library.note(c, Some(problem))).await?;
                if lasting { Err(Failure::Drop(error.to_string())) } else { Err(Failure::Retry(error.to_string())) }
            }
        }
    }
}

impl Problem {
    fn of(error: &Error) -> Self {
        match error {
            Error::Fetch(FetchError::Gone(_)) | Error::Deleted | Error::Nobody(_) | Error::NotAnAddress(_) => {
                Self::Gone
            }
            Error::Fetch(FetchError::Status { .. } | FetchError::Forbidden(_) | FetchError::Disabled)
            | Error::Blocked(_) => Self::Refused,
            Error::Fetch(FetchError::ContentType(_) | FetchError::TooLong(_))
            | Error::Malformed(_)
            | Error::Refused(_)
            | Error::Unusable(_)
            | Error::Ours(_)
            | Error::TooMany => Self::Unfit,
            Error::Fetch(_) | Error::Database(_) => Self::Unreachable,
        }
    }
}

impl RemoteLibrary {
    /// In whose name it is asked for: somebody who wants it, and for what it has, who may see that.
    fn asker(&self, c: &mut Conn, with_consent: bool) -> QueryResult<Option<ActorId>> {
        if with_consent {
            let follows = CollectionFollow::by_ours(c, &self.uri)?;
            let holds = follows.iter().find(|follow| follow.state == FollowState::Accepted);
            return Ok(holds.map(|follow| follow.follower_id));
        }
        Ok(self.readers(c)?.first().map(|reader| reader.id))
    }

    async fn read_head(&self, app: &App, reader: ActorId, ask: bool) -> Result<(), Error> {
        let head = app.federation.collection(&Iri::from(self.uri.as_str()), reader).await?;
        if head.kind() != "Library" || head.first.is_none() {
            return Err(Error::Unusable(format!("a “{}” is no library", head.kind())));
        }
        let owner = app.federation.owner(&head).await?;
        let (library, hosts) = (self.clone(), app.hosts.clone());
        Ok(app.db.write(move |c| library.settle(c, &hosts, &head, &owner, ask)).await?)
    }

    /// Takes over what it says of itself, has those follow it who want it, and has it read where somebody does.
    fn settle(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        head: &Authentic<Collection>,
        owner: &Actor,
        ask: bool,
    ) -> QueryResult<()> {
        let id = head.by().as_str();
        let known = Self::at(c, id)?.filter(|known| known.id != self.id);
        let library = match known {
            // It was given by another address than the id that it has.
            Some(known) => {
                for reader in self.readers(c)? {
                    known.take_reader(c, reader.id)?;
                }
                diesel::delete(music_libraries::table.find(self.id)).execute(c)?;
                known
            }
            None => self.clone(),
        };
        let name: String = head.name.as_deref().unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
        let told = (
            music_libraries::uri.eq(id),
            music_libraries::owner_id.eq(owner.id),
            music_libraries::name.eq(name.chars().take(LONGEST).collect::<String>()),
            music_libraries::summary.eq(markup::sanitise(head.summary.as_deref().unwrap_or_default())),
            music_libraries::total.eq(head.total_items.and_then(|total| i64::try_from(total).ok()).unwrap_or(0)),
            music_libraries::problem.eq(None::<Problem>),
        );
        diesel::update(music_libraries::table.find(library.id)).set(told).execute(c)?;
        // Who was refused asks again by following again.
        for reader in if ask { library.readers(c)? } else { Vec::new() } {
            match CollectionFollow::request(c, hosts, &reader, owner, id) {
                Ok(_) | Err(FollowError::Blocked | FollowError::Gone | FollowError::Oneself) => {}
                Err(FollowError::Database(error)) => return Err(error),
            }
        }
        let followed = CollectionFollow::by_ours(c, id)?.iter().any(|follow| follow.state == FollowState::Accepted);
        match head.first.as_ref().and_then(Ref::id).filter(|first| followed && first.same_origin(head.by())) {
            Some(first) => ReadLibrary::page(c, library.id, first, 1),
            None => Ok(()),
        }
    }

    async fn read_page(&self, app: &App, reader: ActorId, at: &Iri, number: u32) -> Result<(), Error> {
        let Some(owner) = self.owner_id else { return Ok(()) };
        let owner = app.db.read(move |c| Actor::get(c, owner)).await?;
        let page = app.federation.collection(at, reader).await?;
        let here = Iri::from(self.uri.as_str());
        if !page.by().same_origin(&here) {
            return Err(Error::Unusable(format!("{at} is not at the server of {here}")));
        }
        let next = page.next.as_ref().and_then(Ref::id).filter(|next| next.same_origin(&here) && *next != at).cloned();
        let next = next.filter(|_| number < MOST_PAGES && !page.items.is_empty());
        let taken = app.federation.take_in_listed(page, &owner, MOST_ITEMS).await?;
        let library = self.clone();
        let written = app.db.write(move |c| {
            for object in taken.iter().filter(|object| object.kind == TRACK) {
                library.list(c, object.id)?;
            }
            match &next {
                Some(next) => ReadLibrary::page(c, library.id, next, number + 1),
                None => {
                    let row = music_libraries::table.find(library.id);
                    diesel::update(row).set(music_libraries::read_at.eq(clock::now())).execute(c).map(drop)
                }
            }
        });
        Ok(written.await?)
    }
}

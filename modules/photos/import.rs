//! What a member brings from elsewhere: pictures in folders, and what Instagram and Pixelfed give their members of theirs.
//!
//! It is shown as of then, at its author's, by hashtags and in search; nobody is told of it. Each set is written together with a
//! mark of what it was, so that it is brought once, whenever the program ends and however often it is named. At the end the sets are
//! put into albums of the names that they had.

mod bundle;
mod folder;
mod gathering;
mod instagram;
mod look;
mod pixelfed;
mod plan;
mod report;
mod words;
mod writing;

use std::sync::Arc;

use diesel::result::{DatabaseErrorKind, Error as DbError};
use host::federation::client::FetchError;
use host::social::actor::{Actor, ActorId};
use host::social::domain::Policies;
use host::social::media::{self, Licence, Purpose, pipeline};
use host::social::visibility::Visibility;
use host::vocab::Iri;
use host::{App, Statement, StatementError};
use tokio::task::{JoinSet, spawn_blocking};
use url::Url;

use look::{Look, mark, moment, text};
use plan::{Picture, Set, Source};
use words::Words;
use writing::{File, Import, Writing};

pub(crate) use bundle::{Bundle, BundleError};
pub(crate) use plan::{Plan, Refusal};
pub(crate) use report::{Brought, Outcome, Report, Shown};

/// The largest file that speaks of a picture, in bytes.
const MAX_SIDECAR: usize = 64 << 10;
/// How often a set is written anew whose number was taken.
const TRIES: usize = 3;

/// Under which terms something is brought.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Terms {
    /// To whom at most; where unset as it was there, else as its author shows things.
    pub(crate) visibility: Option<Visibility>,
    /// What others may do with pictures that do not say.
    pub(crate) licence: Option<Licence>,
    /// Whether it is only looked at.
    pub(crate) dry: bool,
}

/// What ends an import: nothing that a file could be at fault for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImportError {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error(transparent)]
    Store(#[from] host::store::media::MediaError),
    #[error("it cannot be said: {0}")]
    Statement(StatementError),
    #[error("the work was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

impl From<StatementError> for ImportError {
    fn from(error: StatementError) -> Self {
        match error {
            StatementError::Database(error) => Self::Database(error),
            error => Self::Statement(error),
        }
    }
}

/// An import under way.
pub(crate) struct Importer {
    app: App,
    author: ActorId,
    bundle: Arc<Bundle>,
    terms: Terms,
    /// To whom its author shows what it does not say of.
    usual: Visibility,
}

impl Importer {
    pub(crate) fn new(app: &App, author: &Actor, bundle: Arc<Bundle>, terms: Terms) -> Self {
        let usual = author.settings.0.visibility.filter(|usual| *usual != Visibility::Direct);
        Self { app: app.clone(), author: author.id, bundle, terms, usual: usual.unwrap_or(Visibility::Public) }
    }

    /// Carries a plan out, a set for each processor and one more at a time: while one waits for the disk, the others compute.
    /// `tell` hears of each set as soon as it is settled; where it says no, nothing further is begun.
    pub(crate) async fn run(
        self,
        plan: Plan,
        mut tell: impl FnMut(&Brought) -> bool + Send,
    ) -> Result<Report, ImportError> {
        let importer = Arc::new(self);
        let mut report = Report { refused: plan.refused, left_out: plan.left_out, ..Report::default() };
        let (mut sets, mut work) = (plan.sets.into_iter().enumerate(), JoinSet::new());
        loop {
            while work.len() <= pipeline::turns() && !report.cut_short {
                let Some((place, set)) = sets.next() else { break };
                let importer = Arc::clone(&importer);
                work.spawn(async move { importer.bring(place, set).await });
            }
            let Some(brought) = work.join_next().await else { break };
            let brought = brought??;
            report.add(&brought);
            if !tell(&brought) && sets.len() > 0 {
                report.cut_short = true;
            }
        }
        if !importer.terms.dry {
            importer.gather(&mut report).await?;
        }
        Ok(report)
    }

    /// Shows a set, unless that was done before.
    async fn bring(&self, place: usize, set: Set) -> Result<Brought, ImportError> {
        let (mut refused, pictures) = (Vec::new(), set.pictures.len());
        let mut looks = Vec::new();
        // Of what has a name of its own nothing need be read to know whether it is here.
        if set.key.is_none() {
            looks = self.look(&set, &mut refused).await?;
            if looks.is_empty() {
                return Ok(Brought { outcome: Outcome::Nothing, pictures, refused });
            }
        }
        let (mark, author) = (mark(&set, &looks), self.author);
        let wanted = mark.clone();
        if self.app.db.read(move |c| Import::find(c, author, &wanted)).await?.is_some() {
            return Ok(Brought { outcome: Outcome::Known, pictures, refused });
        }
        let outcome = match self.terms.dry {
            true => Outcome::Shown(self.promise(place, &set, &looks)),
            false => self.show(place, &set, looks, mark, &mut refused).await?,
        };
        Ok(Brought { outcome, pictures, refused })
    }

    /// Reads the pictures of a set, and refuses what can be at a glance. Of several only what was found is kept: together they
    /// may be more than fits.
    async fn look(&self, set: &Set, refused: &mut Vec<Refusal>) -> Result<Vec<Look>, ImportError> {
        let mut looks = Vec::new();
        for picture in &set.pictures {
            match self.read(picture).await? {
                Ok(look) if set.pictures.len() == 1 => looks.push(look),
                Ok(look) => looks.push(look.without_file()),
                Err(reason) => refused.push(self.refusal(picture, reason)),
            }
        }
        Ok(looks)
    }

    fn refusal(&self, picture: &Picture, reason: String) -> Refusal {
        let file = match &picture.source {
            Source::Item(item) => self.bundle.name(item),
            Source::Remote(url) => url.to_string(),
        };
        Refusal { file, reason }
    }

    /// Reads a picture with all that speaks of it. The inner error says why it is not taken.
    async fn read(&self, picture: &Picture) -> Result<Result<Look, String>, ImportError> {
        let item = match &picture.source {
            Source::Item(item) => item.clone(),
            Source::Remote(url) => return self.fetch(picture, url).await,
        };
        let (bundle, picture) = (Arc::clone(&self.bundle), picture.clone());
        let read = move || {
            let file = bundle.read(&item, Purpose::Photo.max_bytes()).map_err(|error| error.to_string())?;
            let modified = bundle.modified(&item);
            let beside = picture.beside.iter().filter_map(|item| {
                let file = bundle.read(item, MAX_SIDECAR).ok()?;
                Some(Words::of_sidecar(&item.ending(), &file))
            });
            let beside = beside.reduce(Words::or).unwrap_or_default();
            Look::of(picture, file.into(), modified, beside)
        };
        Ok(spawn_blocking(read).await?)
    }

    /// Fetches a picture from the server where it is shown.
    async fn fetch(&self, picture: &Picture, url: &Url) -> Result<Result<Look, String>, ImportError> {
        if !self.app.federation.is_enabled() {
            return Ok(Err("its file is not in the archive, and this club asks no other servers".to_owned()));
        }
        let policies = self.app.db.read(Policies::load).await?;
        let rejected = |host: String| policies.blocks(&host) || policies.rejects_media(&host);
        if Iri::new(url.as_str()).host().is_none_or(rejected) {
            return Ok(Err("its file is not in the archive, and this club takes nothing from its server".to_owned()));
        }
        let fetched = self.app.federation.get_media(url, Purpose::Photo.max_bytes(), None).await;
        let file = match fetched {
            Ok(fetched) => fetched.body,
            Err(error) => return Ok(Err(unreachable(&error))),
        };
        let picture = picture.clone();
        Ok(spawn_blocking(move || Look::of(picture, file, None, Words::default())).await?)
    }

    /// What would be shown.
    fn promise(&self, place: usize, set: &Set, looks: &[Look]) -> Shown {
        let pictures = if looks.is_empty() { set.pictures.len() } else { looks.len() };
        let described = set.pictures.iter().filter(|picture| !picture.description.is_empty()).count();
        let said = looks.iter().filter(|look| look.description().is_some()).count();
        Shown {
            name: set.name.clone(),
            at: moment(place, set, looks.first()),
            visibility: self.reach(set),
            text: text(set, looks.first()),
            album: set.album.clone(),
            pictures,
            undescribed: pictures.saturating_sub(described.max(said)),
        }
    }

    /// Works the pictures of a set up and shows it.
    async fn show(
        &self,
        place: usize,
        set: &Set,
        looks: Vec<Look>,
        mark: String,
        refused: &mut Vec<Refusal>,
    ) -> Result<Outcome, ImportError> {
        // What has a name of its own was not looked at yet.
        let whole = match set.key.is_some() {
            true => set.pictures.iter().cloned().map(Look::unread).collect(),
            false => looks,
        };
        let mut ready = Vec::new();
        for look in whole {
            let mut look = match look.file {
                Some(_) => look,
                None => match self.read(&look.picture).await? {
                    Ok(look) => look,
                    Err(reason) => {
                        refused.push(self.refusal(&look.picture, reason));
                        continue;
                    }
                },
            };
            let Some(file) = look.file.take() else { continue };
            match media::upload_image(&self.app.media, file, Purpose::Photo).await {
                Ok(stored) => ready.push((look, stored)),
                Err(media::UploadError::Refused(reason)) => {
                    refused.push(self.refusal(&look.picture, reason.to_string()));
                }
                Err(media::UploadError::Store(error)) => return Err(error.into()),
            }
        }
        let first = ready.first().map(|(look, _)| look);
        if first.is_none() {
            return Ok(Outcome::Nothing);
        }
        let shown = Shown {
            name: set.name.clone(),
            at: moment(place, set, first),
            visibility: self.reach(set),
            text: text(set, first),
            album: set.album.clone(),
            pictures: ready.len(),
            undescribed: ready.iter().filter(|(look, _)| look.description().is_none()).count(),
        };
        let statement = Statement {
            text: shown.text.clone(),
            summary: set.summary.clone(),
            sensitive: set.sensitive,
            visibility: shown.visibility,
            place: set.place.clone(),
            answerable: Some(!set.closed),
            ..Statement::default()
        };
        let files = ready.into_iter().map(|(look, stored)| File {
            description: look.description().unwrap_or_default(),
            licence: look.picture.licence.or(self.terms.licence),
            stored,
        });
        let writing =
            Arc::new(Writing { mark, album: set.album.clone(), at: shown.at, statement, files: files.collect() });
        match self.write(writing).await? {
            true => Ok(Outcome::Shown(shown)),
            false => Ok(Outcome::Known),
        }
    }

    /// Writes a set; says whether it was not there yet.
    async fn write(&self, writing: Arc<Writing>) -> Result<bool, ImportError> {
        let mut tries = 0;
        loop {
            let (author, desk, writing) = (self.author, self.app.desk(), Arc::clone(&writing));
            let written = self.app.db.write(move |c| -> Result<bool, ImportError> {
                if Import::find(c, author, &writing.mark)?.is_some() {
                    return Ok(false);
                }
                let author = Actor::get(c, author)?;
                writing.write(c, &desk, &author)?;
                Ok(true)
            });
            tries += 1;
            match written.await {
                // Numbers of what is dated back may, rarely, meet; and another process may have written the same.
                Err(ImportError::Database(DbError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)))
                    if tries < TRIES => {}
                written => return written,
            }
        }
    }

    /// To whom a set is shown: not to more than it was, nor to more than is wanted.
    fn reach(&self, set: &Set) -> Visibility {
        let there = set.visibility.unwrap_or_else(|| self.terms.visibility.unwrap_or(self.usual));
        let rank = |visibility: Visibility| Visibility::ALL.iter().position(|known| *known == visibility);
        self.terms.visibility.filter(|wanted| rank(*wanted) > rank(there)).unwrap_or(there)
    }
}

fn unreachable(error: &FetchError) -> String {
    format!("its file is not in the archive, and its server does not give it: {error}")
}

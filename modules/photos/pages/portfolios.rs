//! The pages of portfolios: the one that others see, without the stall around it, and the one where its owner arranges it.

use std::str::FromStr;

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::markup;
use host::social::object::{Object, ObjectId};
use host::social::range::Range;
use host::social::text::Handle;
use host::store::Conn;
use host::store::uri::Stall;
use host::teaser::TeaserPicture;
use host::web::card::{AuthorCard, MediaCard, ObjectCard, Pagination};
use host::web::{self, Bucket, Form, Key, MemberVisit, Visit};
use host::{App, Show, Teaser, statement};
use serde::{Deserialize, Serialize};

use crate::portfolio::{self, Layout, MOST, Portfolio, Source};

/// How many sets a page shows.
const PAGE: usize = 30;

#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    before: Option<i64>,
}

#[derive(Serialize)]
struct Open {
    owner: AuthorCard,
    bio_html: String,
    portfolio: Portfolio,
    pieces: Vec<Piece>,
    pages: Pagination,
    teaser: Teaser,
    indexable: bool,
    mine: bool,
}

/// A set of pictures as a portfolio shows it.
#[derive(Serialize)]
struct Piece {
    card: ObjectCard,
    /// The first of its pictures.
    picture: Option<MediaCard>,
    caption: String,
}

/// A portfolio, for everybody: missing where its owner did not open it.
pub(crate) async fn show(visit: Visit, app: App, handle: Path<String>, part: Query<Part>) -> web::Result<HttpResponse> {
    let stall = stall(&app)?;
    let (wanted, before, here) = (handle.into_inner(), part.before, stall.clone());
    let found = app.db.read(move |c| {
        let Some(owner) = actor(c, &here, &wanted)? else { return Ok(None) };
        let Some(portfolio) = portfolio::open(c, &owner)? else { return Ok(None) };
        let objects = portfolio.pieces(c, Range::before(before), PAGE)?;
        let whole = portfolio.source == Source::Recent && objects.len() == PAGE;
        let last = objects.last().filter(|_| whole).map(|object| object.id);
        Ok::<_, DbError>(Some((owner, portfolio, Card::gather(c, None, objects)?, last)))
    });
    let (owner, portfolio, cards, last) = found.await?.ok_or_else(|| web::Error::not_found("portfolio"))?;
    let show = Show { stall: &stall, viewer: None };
    let path = path(&owner.username);
    let context = Open {
        bio_html: show.emojis(&owner.host, &owner.emojis.0).render(&owner.summary),
        teaser: teaser(&visit, &stall, &owner, &cards),
        pieces: cards.iter().map(|card| Piece::of(&show, card)).collect(),
        pages: Pagination {
            newer: before.map(|_| path.clone()),
            older: last.map(|last| format!("{path}?before={last}")),
        },
        indexable: owner.indexable && before.is_none(),
        mine: visit.member.as_ref().and_then(|member| member.actor) == Some(owner.id),
        owner: show.author(&owner),
        portfolio,
    };
    visit.render("photos/portfolio.html", &context)
}

impl Piece {
    fn of(show: &Show<'_>, card: &Card) -> Self {
        let shown = show.card(card);
        let picture = shown.media.iter().find(|media| !media.preview_url.is_empty()).cloned();
        Self { picture, caption: markup::excerpt(&card.object.content, 300), card: shown }
    }
}

fn stall(app: &App) -> web::Result<Stall> {
    app.hosts.stall(crate::MANIFEST.name).cloned().ok_or_else(|| web::Error::not_found("stall"))
}

fn actor(c: &mut Conn, stall: &Stall, handle: &str) -> Result<Option<Actor>, DbError> {
    let handle: Handle = handle.parse().map_err(|_| DbError::NotFound)?;
    statement::find(c, stall, &handle)
}

/// Where the portfolio of that name is, a path.
fn path(name: &str) -> String {
    format!("/@{name}/portfolio")
}

fn teaser(visit: &Visit, stall: &Stall, owner: &Actor, cards: &[Card]) -> Teaser {
    let pictures = cards.iter().flat_map(|card| card.media.iter().map(move |media| (card, media)));
    let title = web::Message::new("portfolio-of").with("name", owner.display_name().to_owned());
    Teaser {
        kind: "website",
        title: visit.translate(title),
        description: markup::excerpt(&owner.summary, 200),
        url: stall.origin.url(&path(&owner.username)).into(),
        creator: owner.handle(),
        picture: pictures.into_iter().find_map(|(card, media)| TeaserPicture::of(stall, card, media)),
        ..Teaser::default()
    }
}

/// The form of a portfolio.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PortfolioForm {
    #[serde(default)]
    open: bool,
    source: Source,
    layout: Layout,
    #[serde(default)]
    captions: bool,
    #[serde(default)]
    places: bool,
    #[serde(default)]
    licences: bool,
    #[serde(default)]
    dates: bool,
    #[serde(default)]
    avatar: bool,
    #[serde(default)]
    bio: bool,
    /// What was chosen, in order.
    #[serde(default)]
    chosen: Vec<ObjectId>,
    /// Which button.
    #[serde(default)]
    action: String,
}

/// What a button of the form does besides keeping it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Save,
    Add(ObjectId),
    Up(ObjectId),
    Down(ObjectId),
    Remove(ObjectId),
}

impl FromStr for Action {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (verb, which) = text.split_once(':').unwrap_or((text, ""));
        let id = || which.parse().map_err(|_| ());
        match verb {
            "save" | "" => Ok(Self::Save),
            "add" => Ok(Self::Add(id()?)),
            "up" => Ok(Self::Up(id()?)),
            "down" => Ok(Self::Down(id()?)),
            "remove" => Ok(Self::Remove(id()?)),
            _ => Err(()),
        }
    }
}

impl Action {
    /// What is chosen after it.
    fn arrange(self, mut chosen: Vec<ObjectId>) -> Vec<ObjectId> {
        let place = |id: ObjectId| chosen.iter().position(|known| *known == id);
        match self {
            Self::Save => {}
            Self::Add(id) if place(id).is_none() => chosen.push(id),
            Self::Add(_) => {}
            Self::Up(id) => {
                if let Some((at, before)) = place(id).and_then(|at| Some((at, at.checked_sub(1)?))) {
                    chosen.swap(at, before);
                }
            }
            Self::Down(id) => {
                if let Some(at) = place(id).filter(|at| at + 1 < chosen.len()) {
                    chosen.swap(at, at + 1);
                }
            }
            Self::Remove(id) => chosen.retain(|known| *known != id),
        }
        chosen
    }
}

impl PortfolioForm {
    fn portfolio(&self, actor: ActorId) -> Portfolio {
        Portfolio {
            actor_id: actor,
            open: self.open,
            source: self.source,
            layout: self.layout,
            captions: self.captions,
            places: self.places,
            licences: self.licences,
            dates: self.dates,
            avatar: self.avatar,
            bio: self.bio,
        }
    }
}

#[derive(Serialize)]
struct Edit {
    portfolio: Portfolio,
    chosen: Vec<Piece>,
    /// What could be chosen besides.
    others: Vec<Piece>,
    most: usize,
    path: String,
}

/// Where the member arranges its own.
pub(crate) async fn edit(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let (me, stall) = (me(&visit)?, stall(&app)?);
    let (portfolio, chosen, others) = app
        .db
        .read(move |c| {
            let (portfolio, chosen) = (Portfolio::of(c, me)?, Portfolio::chosen(c, me)?);
            let chosen =
                Portfolio { source: Source::Chosen, ..portfolio.clone() }.pieces(c, Range::default(), chosen.len())?;
            let recent = portfolio::recent(c, me, Range::default(), MOST)?;
            let rest = |object: &Object| chosen.iter().all(|known| known.id != object.id);
            let others = recent.into_iter().filter(rest).collect();
            Ok::<_, DbError>((
                portfolio,
                Card::gather(c, Some(me), chosen.clone())?,
                Card::gather(c, Some(me), others)?,
            ))
        })
        .await?;
    let show = Show { stall: &stall, viewer: Some(me) };
    let pieces = |cards: &[Card]| cards.iter().map(|card| Piece::of(&show, card)).collect();
    let context =
        Edit { chosen: pieces(&chosen), others: pieces(&others), portfolio, most: MOST, path: path(&visit.me.name) };
    visit.render("photos/portfolio-edit.html", &context)
}

/// Keeps it as it stands in the form.
pub(crate) async fn update(visit: MemberVisit, app: App, form: Form<PortfolioForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let form = form.into_inner();
    let action = form.action.parse().unwrap_or(Action::Save);
    let (portfolio, chosen) = (form.portfolio(me), action.arrange(form.chosen));
    app.db
        .write(move |c| {
            portfolio.save(c)?;
            Portfolio::choose(c, me, &chosen)
        })
        .await?;
    if action != Action::Save {
        return Ok(visit.see_other("/portfolio#chosen"));
    }
    visit.notice("portfolio-saved");
    Ok(visit.see_other("/portfolio"))
}

fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}

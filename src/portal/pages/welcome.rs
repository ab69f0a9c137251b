//! The welcome page: what the club is, its stalls, and what was published there last.

use actix_web::HttpResponse;
use chrono::TimeDelta;
use host::registration::Registration;
use host::show::Show as Display;
use host::social::account::{Account, AccountId};
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::range::Range;
use host::social::setting::{self, Settings};
use host::social::timeline;
use host::store::uri::{Hosts, Origin};
use host::store::{Conn, clock};
use host::web::card::{ObjectCard, QuoteCard};
use host::web::{self, Visit};
use host::{App, prose};
use serde::Serialize;

/// How many posts are shown, of all stalls together.
const POSTS: usize = 12;

#[derive(Serialize)]
struct Show {
    description: String,
    about_html: Option<String>,
    registration: Registration,
    /// How many may log in, and how many of them were here in the last thirty days.
    members: i64,
    active: i64,
    stalls: Vec<Booth>,
    posts: Vec<ObjectCard>,
}

/// A stall on the square.
#[derive(Serialize)]
struct Booth {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    like: &'static str,
    icon: &'static str,
    host: String,
    url: String,
    /// The reader's own handle and page there.
    handle: Option<String>,
    profile: Option<String>,
}

pub(super) async fn show(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let account = visit.member.as_ref().map(|member| member.account);
    let page = app.db.read({
        let app = app.clone();
        move |c| {
            let settings = Settings::load(c)?;
            Ok::<_, web::Error>(Show {
                description: settings.get(&setting::DESCRIPTION),
                about_html: prose::to_html_or_none(&settings.get(&setting::ABOUT)),
                registration: Registration::load(c, &app)?,
                members: Account::counts(c)?.active,
                active: Account::count_seen_since(c, clock::now() - TimeDelta::days(30))?,
                stalls: booths(c, &app, account)?,
                posts: posts(c, &app.hosts)?,
            })
        }
    });
    visit.render("square/welcome.html", &page.await?)
}

fn booths(c: &mut Conn, app: &App, account: Option<AccountId>) -> diesel::QueryResult<Vec<Booth>> {
    let mut booths = Vec::new();
    for stall in app.hosts.stalls() {
        let Some(manifest) = app.modules.find(stall.name).map(|module| module.manifest()) else { continue };
        let mine = match account {
            Some(account) => Actor::of_account_at(c, account, stall.name)?,
            None => None,
        };
        booths.push(Booth {
            name: stall.name,
            title: manifest.title,
            about: manifest.about,
            like: manifest.like,
            icon: manifest.icon,
            host: stall.origin.host().to_owned(),
            url: stall.origin.url("/").into(),
            handle: mine.as_ref().map(Actor::handle),
            profile: mine.map(|actor| actor.page().to_owned()),
        });
    }
    Ok(booths)
}

/// The newest public posts of all stalls, as a stranger sees them.
fn posts(c: &mut Conn, hosts: &Hosts) -> diesel::QueryResult<Vec<ObjectCard>> {
    let mut objects = Vec::new();
    for stall in hosts.stalls() {
        objects.extend(timeline::local(c, stall.name, None, false, Range::default(), POSTS)?);
    }
    objects.sort_by_key(|object| std::cmp::Reverse((object.published_at, object.id)));
    objects.truncate(POSTS);
    let cards = Card::gather(c, None, objects)?;
    let at_home = |card: &Card| {
        let stall = hosts.stall(card.object.stall.as_deref()?)?;
        let shown = Display { stall, viewer: None }.card(card);
        Some(at(&stall.origin, shown))
    };
    Ok(cards.iter().filter_map(at_home).collect())
}

/// A card with the addresses of its stall written out: the square has no such pages.
fn at(origin: &Origin, mut card: ObjectCard) -> ObjectCard {
    let anchor = |path: &mut String| {
        if path.starts_with('/') {
            path.insert_str(0, &origin.to_string());
        }
    };
    anchor(&mut card.page_url);
    anchor(&mut card.author.page_url);
    anchor(&mut card.author.avatar_url);
    if let Some(reply) = &mut card.in_reply_to {
        anchor(&mut reply.url);
    }
    for media in &mut card.media {
        anchor(&mut media.url);
        anchor(&mut media.page_url);
        anchor(&mut media.preview_url);
        media.renditions.iter_mut().for_each(|(address, _)| anchor(address));
    }
    if let Some(place) = &mut card.place {
        anchor(&mut place.page_url);
    }
    if let Some(quote) = card.quote.take() {
        card.quote = Some(Box::new(match *quote {
            QuoteCard::Shown { card } => QuoteCard::Shown { card: at(origin, card) },
            other => other,
        }));
    }
    card
}

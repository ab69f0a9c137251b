//! Pages: a template, filled in, with what every page shows around it.
//!
//! Every template finds, besides the fields of the struct that its handler gives:
//!
//! - `visit`: see [`About`];
//! - `errors`: what is wrong with each field of a form that is shown again, already said in the reader's language: a map from the
//!   field's name to a sentence, empty when nothing is wrong.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use serde::Serialize;
use social::announcement::Announcement;
use tera::{Context, Value};

use crate::error::{Error, FieldErrors, Result};
use crate::site::{Look, NavItem, Site, SubPage};
use crate::theme::chain;
use crate::{Visit, Zone, notice, preference};

/// What every template finds under `visit`.
#[derive(Debug, Serialize)]
pub struct About<'a> {
    /// The language tag of the page.
    locale: &'a str,
    /// The name of the theme.
    theme: &'a str,
    /// `auto`, `light` or `dark`.
    colours: &'a str,
    /// The time zone that the reader chose, or none.
    zone: Option<&'a str>,
    /// Path and query of the page.
    path: &'a str,
    /// What the forms of the page carry; the component `form.csrf` puts it in.
    csrf: &'a str,
    /// Where to go on to after this form, or none.
    next: Option<&'a str>,
    /// Names the request in the log.
    request_id: &'a str,
    /// The club's name.
    club: &'a str,
    /// Whether the club takes new members.
    registration: bool,
    /// Whether the club has maps.
    maps: bool,
    /// The version of the program.
    version: &'a str,
    /// The site that the page belongs to.
    site: AboutSite<'a>,
    /// All sites of the club: the square, then the stalls.
    sites: Vec<AboutSite<'a>>,
    /// The entries of the site's menu that the reader may see.
    navigation: Vec<AboutItem<'a>>,
    /// Who is logged in, or none.
    member: Option<AboutMember<'a>>,
    /// Where to log in, and come back.
    log_in: String,
    /// What is said once.
    notices: Vec<Said>,
    /// What the club has to say to this member, until it is put away.
    announcements: Vec<Announced>,
    /// The languages that the pages can be read in.
    locales: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct AboutSite<'a> {
    name: &'a str,
    title: &'a str,
    origin: String,
    host: &'a str,
    square: bool,
    look: Look,
    object_pages: &'static [SubPage],
    current: bool,
}

#[derive(Debug, Serialize)]
struct AboutItem<'a> {
    #[serde(flatten)]
    item: &'a NavItem,
    /// What `aria-current` says of it: `page`, or `true` where the page lies below it.
    current: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct AboutMember<'a> {
    name: &'a str,
    role: &'a str,
    moderates: bool,
    administers: bool,
    actor: Option<String>,
    unread: i64,
}

#[derive(Debug, Serialize)]
struct Said {
    tone: notice::Tone,
    text: String,
}

/// An announcement of the club.
#[derive(Debug, Serialize)]
struct Announced {
    id: String,
    content_html: String,
}

impl Visit {
    /// The page that a template makes of a context.
    pub fn render(&self, template: &str, context: &impl Serialize) -> Result<HttpResponse> {
        self.render_as(StatusCode::OK, template, context, &FieldErrors::new())
    }

    /// The same page again, with what is wrong said beside each field: 422.
    pub fn render_invalid(
        &self,
        template: &str,
        context: &impl Serialize,
        errors: &FieldErrors,
    ) -> Result<HttpResponse> {
        self.render_as(StatusCode::UNPROCESSABLE_ENTITY, template, context, errors)
    }

    /// A page with the status and the errors given.
    pub fn render_as(
        &self,
        status: StatusCode,
        template: &str,
        context: &impl Serialize,
        errors: &FieldErrors,
    ) -> Result<HttpResponse> {
        let html = self.page(template, context, errors)?;
        let mut response = HttpResponse::build(status)
            .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((header::CACHE_CONTROL, "private, no-cache"))
            .insert_header((header::VARY, "Accept, Accept-Language, Cookie"))
            .insert_header((header::CONTENT_LANGUAGE, self.locale.as_str()))
            .finish();
        // A stranger gets a cookie only with a page that holds a form, which shows by the tag.
        let visitor = self.visitor_cookie().filter(|_| html.contains(&self.csrf));
        let shown = self.brought_notices.then(|| notice::clear(&self.state));
        for cookie in visitor.into_iter().chain(shown) {
            response.add_cookie(&cookie).map_err(Error::internal)?;
        }
        Ok(response.set_body(actix_web::body::BoxBody::new(html)))
    }

    /// The HTML of a page.
    fn page(&self, template: &str, context: &impl Serialize, errors: &FieldErrors) -> Result<String> {
        let failed = |error: tera::Error| Error::internal(format!("{template}: {}", chain(&error)));
        let mut page = Context::from_serialize(context).map_err(failed)?;
        page.insert_value("visit", Value::try_from_serializable(&self.about()).map_err(failed)?);
        page.insert_value("errors", Value::try_from_serializable(&self.said(errors)).map_err(failed)?);
        self.state
            .themes
            .get(&self.theme)
            .render(&self.locale, self.zone.unwrap_or_default(), template, &page)
            .map_err(failed)
    }

    /// Part of a page, without anything around it.
    pub fn fragment(&self, template: &str, context: &impl Serialize) -> Result<String> {
        self.page(template, context, &FieldErrors::new())
    }

    /// The first thing that is wrong with each field, in the reader's language.
    fn said<'e>(&self, errors: &'e FieldErrors) -> BTreeMap<&'e str, String> {
        let mut said = BTreeMap::new();
        for (field, message) in errors.iter() {
            said.entry(field.as_str()).or_insert_with(|| self.translate(message.clone()));
        }
        said
    }

    fn about(&self) -> About<'_> {
        About {
            locale: self.locale.as_str(),
            theme: &self.theme,
            colours: preference::word(self.colours),
            zone: self.zone.map(Zone::name),
            path: &self.path,
            csrf: &self.csrf,
            next: self.next(),
            request_id: &self.request_id,
            club: &self.club.name,
            registration: self.club.registration,
            maps: self.club.tiles.is_some(),
            version: self.state.version,
            site: self.about_site(&self.site),
            sites: self.state.sites.iter().map(|site| self.about_site(site)).collect(),
            navigation: self.about_navigation(),
            member: self.about_member(),
            log_in: self.log_in_url(&self.path).to_string(),
            notices: self.about_notices(),
            announcements: self.about_announcements(),
            locales: self.state.themes.translations().locales().map(|locale| locale.as_str()).collect(),
        }
    }

    fn about_site<'a>(&self, site: &'a Site) -> AboutSite<'a> {
        AboutSite {
            name: site.name,
            title: site.title,
            origin: site.origin.to_string(),
            host: site.origin.host(),
            square: site.is_square(),
            look: site.look,
            object_pages: site.object_pages,
            current: site.place == self.site.place,
        }
    }

    fn about_navigation(&self) -> Vec<AboutItem<'_>> {
        let path = self.path.split('?').next().unwrap_or_default();
        let seen = |item: &&NavItem| match &self.member {
            Some(member) => member.may_see(item.needs),
            None => item.needs == crate::site::Needs::Everyone,
        };
        let items = self.site.navigation.iter().filter(seen);
        items.map(|item| AboutItem { item, current: item.current(path) }).collect()
    }

    fn about_member(&self) -> Option<AboutMember<'_>> {
        self.member.as_ref().map(|member| AboutMember {
            name: &member.name,
            role: member.role.as_str(),
            moderates: member.may_see(crate::site::Needs::Moderator),
            administers: member.may_see(crate::site::Needs::Admin),
            actor: member.actor.map(|actor| actor.to_string()),
            unread: member.unread,
        })
    }

    fn about_announcements(&self) -> Vec<Announced> {
        let Some(stall) = self.site.stall().and_then(|name| self.state.hosts.stall(name)) else { return Vec::new() };
        let announcements = self.member.iter().flat_map(|member| &member.announcements);
        let announced = |said: &Announcement| Announced {
            id: said.id.to_string(),
            content_html: said.html(self.locale.as_str(), |tag| stall.tag(tag)),
        };
        announcements.map(announced).collect()
    }

    fn about_notices(&self) -> Vec<Said> {
        let notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        notices.iter().map(|said| Said { tone: said.tone, text: self.translate(said.message.clone()) }).collect()
    }
}

//! Making an album, and what its owner says of it.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::App;
use host::social::actor::Actor;
use host::web::card::AuthorCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message};
use serde::{Deserialize, Serialize};

use super::Button;
use super::visit::{AlbumHead, AlbumVisit, me, path_of};
use crate::album::{Album, AlbumError, AlbumForm, Audience, MAX_DESCRIPTION, MAX_PER_MEMBER, MAX_TITLE};

/// What is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    title: String,
    description: String,
    audience: Option<Audience>,
}

#[derive(Serialize)]
struct New<'a> {
    form: &'a Typed,
    title_most: usize,
    description_most: usize,
}

#[derive(Serialize)]
struct Edit<'a> {
    form: &'a Typed,
    title_most: usize,
    description_most: usize,
    album: AlbumHead,
    /// The address that opens it for whoever has it.
    link: Option<String>,
    contributors: Vec<Person>,
    /// Who could be asked, to be offered while a name is typed.
    names: Vec<String>,
    /// What was typed of a name that is not taken.
    name: &'a str,
}

/// Somebody in a list of people.
#[derive(Serialize)]
struct Person {
    id: String,
    line: AuthorCard,
}

/// How many names are offered.
const OFFERED: i64 = 500;

impl Typed {
    fn of(album: &Album) -> Self {
        Self { title: album.title.clone(), description: album.description.clone(), audience: Some(album.audience) }
    }

    fn form(&self) -> AlbumForm {
        AlbumForm {
            title: self.title.trim().to_owned(),
            description: self.description.trim().to_owned(),
            audience: self.audience.unwrap_or(Audience::Public),
        }
    }

    fn mistakes(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        if !(1..=MAX_TITLE).contains(&self.title.trim().chars().count()) {
            errors.add("title", Message::new("albums-title-wrong").with("most", MAX_TITLE));
        }
        if self.description.trim().chars().count() > MAX_DESCRIPTION {
            errors.add("description", Message::new("field-too-long").with("most", MAX_DESCRIPTION));
        }
        errors
    }
}

/// An empty form.
pub(super) async fn new(visit: MemberVisit) -> web::Result<HttpResponse> {
    show_new(&visit, &Typed::default(), &FieldErrors::new())
}

fn show_new(visit: &MemberVisit, form: &Typed, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let context = New { form, title_most: MAX_TITLE, description_most: MAX_DESCRIPTION };
    match errors.is_empty() {
        true => visit.render("photos/albums/new.html", &context),
        false => visit.render_invalid("photos/albums/new.html", &context, errors),
    }
}

/// Makes an album, and leads on to choosing photos for it.
pub(super) async fn create(visit: MemberVisit, app: App, form: Form<Typed>) -> web::Result<HttpResponse> {
    let (me, typed) = (me(&visit)?, form.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mistakes = typed.mistakes();
    if !mistakes.is_empty() {
        return show_new(&visit, &typed, &mistakes);
    }
    let wanted = typed.form();
    let made = app.db.write(move |c| {
        let album = Album::create(c, me, &wanted)?;
        Ok::<_, AlbumError>((album, Actor::get(c, me)?))
    });
    match made.await {
        Ok((album, owner)) => Ok(visit.see_other(&format!("{}/photos/new", path_of(&owner, album.id)))),
        Err(AlbumError::Database(error)) => Err(error.into()),
        Err(_) => {
            let many = Message::new("albums-too-many").with("most", MAX_PER_MEMBER);
            show_new(&visit, &typed, &FieldErrors::one("", many))
        }
    }
}

/// What its owner may change of it.
pub(super) async fn edit(here: AlbumVisit) -> web::Result<HttpResponse> {
    here.need_owner()?;
    show(&here, &Typed::of(&here.album), "", &FieldErrors::new()).await
}

/// The form, with what is wrong; `name` is one that could not be asked to contribute.
pub(super) async fn again(here: &AlbumVisit, name: &str, errors: &FieldErrors) -> web::Result<HttpResponse> {
    show(here, &Typed::of(&here.album), name, errors).await
}

async fn show(here: &AlbumVisit, form: &Typed, name: &str, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let (album, owner) = (here.album.clone(), here.owner.id);
    let read = here.app.db.read(move |c| {
        let members = Actor::at_stall(c, crate::MANIFEST.name, OFFERED)?;
        Ok::<_, DbError>((album.contributors(c)?, members))
    });
    let (contributors, members) = read.await?;
    let asked = |actor: &Actor| actor.id == owner || contributors.iter().any(|other| other.id == actor.id);
    let show = here.show();
    let link = here.album.link.as_ref().map(|link| {
        let mut address = here.stall.origin.url(&path_of(&here.owner, here.album.id));
        address.query_pairs_mut().append_pair("link", link);
        address.to_string()
    });
    let context = Edit {
        form,
        title_most: MAX_TITLE,
        description_most: MAX_DESCRIPTION,
        album: here.head(),
        link,
        names: members.iter().filter(|actor| !asked(actor)).map(|actor| actor.username.clone()).collect(),
        contributors: contributors
            .iter()
            .map(|actor| Person { id: actor.id.to_string(), line: show.author(actor) })
            .collect(),
        name,
    };
    match errors.is_empty() {
        true => here.visit.render("photos/albums/edit.html", &context),
        false => here.visit.render_invalid("photos/albums/edit.html", &context, errors),
    }
}

/// Changes what is said of it.
pub(super) async fn update(here: AlbumVisit, form: Form<Typed>) -> web::Result<HttpResponse> {
    here.need_owner()?;
    let typed = form.into_inner();
    let mistakes = typed.mistakes();
    if !mistakes.is_empty() {
        return show(&here, &typed, "", &mistakes).await;
    }
    let (album, wanted) = (here.album.clone(), typed.form());
    let to_link = wanted.audience == Audience::Link && album.audience != Audience::Link;
    here.app.db.write(move |c| album.change(c, &wanted)).await?;
    here.visit.notice("albums-saved");
    // A new link is there to be copied.
    Ok(here.visit.see_other(&here.path(if to_link { "/edit" } else { "" })))
}

/// Drops it; the photos stay.
pub(super) async fn destroy(here: AlbumVisit, _form: Form<Button>) -> web::Result<HttpResponse> {
    here.need_owner()?;
    let album = here.album.clone();
    here.app.db.write(move |c| album.remove(c)).await?;
    here.visit.notice("albums-gone");
    Ok(here.visit.see_other("/albums"))
}

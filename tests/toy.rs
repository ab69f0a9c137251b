//! How a stall is written, in a hundred lines: a cookbook, where members publish recipes.
//!
//! A module says what it is ([`MANIFEST`]), what it understands of what travels ([`Recipe`]), and what its own pages are
//! ([`Cookbook::routes`]). Everything else is there already: profiles, a page for each recipe with answers, likes and boosts,
//! follows, search, notifications, feeds, WebFinger, inbox and outbox.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, post};
use async_trait::async_trait;
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::media::Purpose;
use host::social::object::{NewObject, Object, Parts};
use host::social::range::Range;
use host::social::visibility::Visibility;
use host::social::{markup, timeline};
use host::web::card::ObjectCard;
use host::web::{self, Form, Look, MemberVisit, NavItem, Needs, Visit};
use host::{App, Claim, Manifest, Module, Modules, ObjectKind, Show, vocab};
use serde::{Deserialize, Serialize};

/// The microblog and the cookbook.
pub const fn modules() -> Modules {
    Modules::new(&[&microblog::Microblog, &Cookbook])
}

/// The stall.
#[derive(Debug, Clone, Copy)]
pub struct Cookbook;

/// What it is. A module with tables of its own names the folder of its migrations here.
const MANIFEST: Manifest = Manifest {
    name: "cookbook",
    title: "cookbook-title",
    about: "cookbook-about",
    like: "a box of cards",
    host: "recipes",
    icon: "list",
    migrations: None,
    templates: &[("cookbook/recipes.html", PAGE)],
    messages: &[("en", ENGLISH), ("fr", FRENCH)],
    navigation: &[NavItem { label: "cookbook-title", path: "/", icon: "list", needs: Needs::Everyone }],
    composer: None,
    pictures: Purpose::Attachment,
    look: Look::Cards,
    upload_bytes: None,
    object_pages: &[],
    features: &[],
    settings: &[],
    actor_types: &[],
};
const ENGLISH: &str = "cookbook-title = Cookbook\ncookbook-about = What members cook.\ncookbook-add = Add";
const FRENCH: &str =
    "cookbook-title = Recettes\ncookbook-about = Ce que cuisinent les membres.\ncookbook-add = Ajouter";
const PAGE: &str = r#"{% extends "layout.html" %}
{% block title %}{{ t(key="cookbook-title") }}{% endblock %}
{% block main %}<h1>{{ t(key="cookbook-title") }}</h1>
{% if visit.member %}<form method="post" action="/recipes">{{ <form.csrf /> }}
<input name="title" required><textarea name="text"></textarea>{{ <form.submit label={t(key="cookbook-add")} /> }}</form>{% endif %}
{% for card in cards %}{{ <object.card card={card} /> }}{% endfor %}{% endblock %}"#;

#[async_trait]
impl Module for Cookbook {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn routes(&self, config: &mut ServiceConfig) {
        config.route("/", get().to(index)).route("/recipes", post().to(create));
    }

    fn objects(&self) -> &'static [&'static dyn ObjectKind] {
        &[&Recipe]
    }
}

/// What travels.
#[derive(Debug, Clone, Copy)]
struct Recipe;

impl ObjectKind for Recipe {
    fn name(&self) -> &'static str {
        "recipe"
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Recipe"]
    }

    fn claim(&self, object: &vocab::Object) -> Claim {
        if object.is("Recipe") { Claim::Exact } else { Claim::No }
    }

    fn samples(&self) -> &'static [&'static str] {
        &[
            r#"{"@context": "https://www.w3.org/ns/activitystreams", "id": "https://cook.example/recipes/1", "type": "Recipe",
            "attributedTo": "https://cook.example/users/bob", "to": ["https://www.w3.org/ns/activitystreams#Public"],
            "name": "Waffles", "content": "<p>Four eggs.</p>", "published": "2026-06-01T18:00:00Z"}"#,
        ]
    }
}

#[derive(Serialize)]
struct Recipes {
    cards: Vec<ObjectCard>,
}

#[derive(Deserialize)]
struct RecipeForm {
    title: String,
    text: String,
}

/// `GET /`: every recipe, the newest first.
async fn index(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let stall = app.hosts.stall(MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let viewer = visit.member.as_ref().and_then(|member| member.actor);
    let cards = app.db.read(move |c| {
        let recipes = timeline::local(c, MANIFEST.name, viewer, false, Range::default(), 40)?;
        Card::gather(c, viewer, recipes)
    });
    visit.render("cookbook/recipes.html", &Recipes { cards: Show { stall, viewer }.cards(&cards.await?) })
}

/// `POST /recipes`: writes the recipe and what tells others of it, together.
async fn create(visit: MemberVisit, app: App, form: Form<RecipeForm>) -> web::Result<HttpResponse> {
    let me = visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))?;
    let (form, hosts, kinds) = (form.into_inner(), app.hosts.clone(), app.federation.kinds().clone());
    app.db
        .write(move |c| {
            let author = Actor::get(c, me)?;
            let mut recipe = NewObject::local(&hosts, &author, Recipe.name(), "Recipe", Visibility::Public)?;
            recipe.title = Some(form.title.clone());
            recipe.content = format!("<p>{}</p>", markup::escape(&form.text));
            Object::publish(c, &hosts, &author, &recipe, &Parts::default(), |c, object| {
                host::federation::object::to_wire(c, &hosts, &kinds, object)
            })
        })
        .await?;
    Ok(visit.see_other("/"))
}

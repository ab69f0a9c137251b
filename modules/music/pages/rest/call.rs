//! A call: its parameters, and for whom the program speaks.

use std::str::FromStr;

use actix_web::{HttpRequest, dev};
use diesel::result::Error as DbError;
use host::App;
use host::social::access_token::AccessToken;
use host::social::account::Account;
use host::social::actor::{Actor, ActorId};
use host::store::uri::Stall;
use host::web::form::Body;
use host::web::{self, Bucket, Key};

use super::answer::{Failure, Format};
use crate::album::AlbumId;
use crate::artist::ArtistId;
use crate::player_key::{self, PlayerKey};
use crate::playlist::PlaylistId;
use host::social::object::ObjectId;

/// What came with a call, of address and form together.
#[derive(Debug, Clone, Default)]
pub(super) struct Parameters(Vec<(String, String)>);

/// A call of a program for a member.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) app: App,
    pub(super) stall: Stall,
    /// The member's actor.
    pub(super) me: ActorId,
    /// What the member is called.
    pub(super) name: String,
    pub(super) parameters: Parameters,
}

/// What an id stands for. Programs take ids as they are; what is before the dash says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Id {
    Artist(ArtistId),
    Album(AlbumId),
    Track(ObjectId),
    Playlist(PlaylistId),
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Artist(id) => write!(f, "ar-{id}"),
            Self::Album(id) => write!(f, "al-{id}"),
            Self::Track(id) => write!(f, "tr-{id}"),
            Self::Playlist(id) => write!(f, "pl-{id}"),
        }
    }
}

impl FromStr for Id {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let (kind, id) = text.split_once('-').ok_or(Failure::Missing)?;
        let id: i64 = id.parse().map_err(|_| Failure::Missing)?;
        match kind {
            "ar" => Ok(Self::Artist(ArtistId(id))),
            "al" => Ok(Self::Album(AlbumId(id))),
            "tr" => Ok(Self::Track(ObjectId(id))),
            "pl" => Ok(Self::Playlist(PlaylistId(id))),
            _ => Err(Failure::Missing),
        }
    }
}

impl Parameters {
    /// Of the address, and of the form where there is one (`formPost`).
    pub(super) async fn of(req: &HttpRequest, payload: dev::Payload) -> web::Result<Self> {
        let mut pairs: Vec<(String, String)> = url::form_urlencoded::parse(req.query_string().as_bytes())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        if web::form::content_type(req) == "application/x-www-form-urlencoded" {
            pairs.extend(Body::of_program(req, payload, 0).await?.pairs);
        }
        Ok(Self(pairs))
    }

    /// The first of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first of that name, if it is not empty: some programs send every way to sign in, and fill in one.
    pub(super) fn said(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// All of that name, in order.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// One that must be there.
    pub(super) fn need(&self, name: &'static str) -> Result<&str, Failure> {
        self.get(name).ok_or(Failure::Parameter(name))
    }

    /// One that is a number or a word; an error where it is none.
    pub(super) fn read<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, Failure> {
        self.said(name).map(|text| text.parse().map_err(|_| Failure::Parameter(name))).transpose()
    }

    /// A yes or no, as programs in any language write it.
    pub(super) fn flag(&self, name: &'static str) -> Option<bool> {
        self.get(name).map(|text| text.eq_ignore_ascii_case("true") || text == "1")
    }

    /// A count: the usual one where none is given, and never more than the most.
    pub(super) fn count(&self, name: &'static str, usual: i64, most: i64) -> Result<i64, Failure> {
        Ok(self.read::<i64>(name)?.unwrap_or(usual).clamp(0, most))
    }

    /// The id of that name.
    pub(super) fn id(&self, name: &'static str) -> Result<Id, Failure> {
        self.need(name)?.parse()
    }

    /// The tracks of that name; what are none are left out.
    pub(super) fn tracks(&self, name: &'static str) -> Vec<ObjectId> {
        let ids = self.all(name).filter_map(|id| id.parse().ok());
        ids.filter_map(|id| if let Id::Track(id) = id { Some(id) } else { None }).collect()
    }

    /// How the answer is wanted.
    pub(super) fn format(&self) -> Format {
        Format::read(self.get("f"), self.get("callback"))
    }
}

impl Call {
    /// Finds out for whom the program speaks.
    ///
    /// # Errors
    /// A [`Failure`] that says what is wrong with what it shows.
    pub(super) async fn admit(
        app: App,
        stall: Stall,
        parameters: Parameters,
        req: &HttpRequest,
    ) -> Result<Self, Failure> {
        let shown = Shown::read(&parameters)?;
        let (server, here) = (app.clone(), stall.name);
        let known = app.db.read(move |c| shown.member(c, &server, here)).await.map_err(Failure::from)?;
        let Some((actor, key)) = known else {
            // Whoever guesses is slowed down.
            app.web.limiter.check(Bucket::Program, Key::address(web::client_ip(req)))?;
            return Err(if parameters.said("apiKey").is_some() { Failure::Key } else { Failure::Credentials });
        };
        if let Some(key) = key.filter(PlayerKey::is_unused_today) {
            app.db.write(move |c| key.touch(c)).await?;
        }
        Ok(Self { app, stall, me: actor.id, name: actor.username, parameters })
    }
}

/// What a program shows.
#[derive(Debug, Clone)]
enum Shown {
    /// A key by itself, or an access token for this stall.
    ApiKey(String),
    /// A member's name and the secret of a key.
    Password(String, String),
    /// A member's name, and the MD5 of a key's secret and a salt.
    Token { name: String, token: String, salt: String },
}

impl Shown {
    fn read(parameters: &Parameters) -> Result<Self, Failure> {
        let name = parameters.said("u").map(str::to_owned);
        if let Some(key) = parameters.said("apiKey") {
            return if name.is_some() { Err(Failure::Conflicting) } else { Ok(Self::ApiKey(key.to_owned())) };
        }
        let name = name.ok_or(Failure::Parameter("u"))?;
        if let (Some(token), Some(salt)) = (parameters.said("t"), parameters.said("s")) {
            return Ok(Self::Token { name, token: token.to_owned(), salt: salt.to_owned() });
        }
        let password = parameters.said("p").ok_or(Failure::Parameter("p"))?;
        let password = match password.strip_prefix("enc:") {
            None => password.to_owned(),
            Some(hidden) => String::from_utf8(hex::decode(hidden).map_err(|_| Failure::Mechanism)?)
                .map_err(|_| Failure::Mechanism)?,
        };
        Ok(Self::Password(name, password))
    }

    fn member(
        &self,
        c: &mut host::store::Conn,
        app: &App,
        stall: &'static str,
    ) -> Result<Option<(Actor, Option<PlayerKey>)>, DbError> {
        match self {
            Self::ApiKey(secret) => by_secret(c, app, stall, secret),
            Self::Password(name, secret) => {
                let found = by_secret(c, app, stall, secret)?;
                Ok(found.filter(|(actor, _)| actor.username.eq_ignore_ascii_case(name)))
            }
            Self::Token { name, token, salt } => {
                let Some(account) = Account::find_by_name(c, name)? else { return Ok(None) };
                let Some(actor) = Actor::of_account_at(c, account.id, stall)?.filter(Actor::is_present) else {
                    return Ok(None);
                };
                let keys = PlayerKey::of(c, actor.id)?;
                let proven = keys.into_iter().find(|key| player_key::proves(&app.web.key, key.id, salt, token));
                Ok(proven.map(|key| (actor, Some(key))))
            }
        }
    }
}

/// Whose secret that is: of a key, or an access token that may read and write at this stall.
fn by_secret(
    c: &mut host::store::Conn,
    app: &App,
    stall: &'static str,
    secret: &str,
) -> Result<Option<(Actor, Option<PlayerKey>)>, DbError> {
    if let Some(id) = player_key::opened_by(&app.web.key, secret) {
        return Ok(PlayerKey::find(c, id)?.map(|(key, actor)| (actor, Some(key))));
    }
    let bearer = AccessToken::find_by_token(c, stall, secret)?;
    let bearer = bearer.filter(|bearer| bearer.token.allows("read") && bearer.token.allows("write"));
    Ok(bearer.and_then(|bearer| bearer.actor).filter(Actor::is_present).map(|actor| (actor, None)))
}

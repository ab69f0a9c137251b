//! The club that is measured: one member who follows fifty people elsewhere and is followed from two hundred hosts.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use chrono::TimeDelta;
use diesel::prelude::*;
use host::federation::key::PrivateKey;
use host::social::access_token::{AccessToken, NewToken};
use host::social::account::{Account, AccountId, NewMember, Role};
use host::social::actor::{Actor, ActorId, ActorKind, RemoteActor};
use host::social::emoji::EmojiMap;
use host::social::follow::FollowId;
use host::social::key::{ActorKey, KeyAlgorithm};
use host::social::object::ObjectId;
use host::social::schema::{conversations, follows, objects, timeline_entries};
use host::social::session::{Client, Session};
use host::store::uri::Site;
use host::store::{Conn, Json, clock, dialect, snowflake};
use host::{App, Config, membership};

/// How many people elsewhere post.
pub(crate) const AUTHORS: usize = 50;
/// How many hosts elsewhere get what the member posts.
pub(crate) const SINKS: usize = 200;
/// How many rows one transaction writes.
const BATCH: usize = 20_000;
const MICROBLOG: &str = "microblog";

pub(crate) struct Club {
    pub(crate) app: App,
    pub(crate) config: PathBuf,
    pub(crate) port: u16,
    pub(crate) sink_port: u16,
    pub(crate) member: ActorId,
    /// The member's account.
    pub(crate) account: AccountId,
    /// The cookie of the member's session at the microblog.
    pub(crate) cookie: String,
    /// A token of the member's for the microblog, with every scope of a client.
    pub(crate) token: String,
    /// A token of a member's whom nobody follows.
    pub(crate) quiet_token: String,
    /// People elsewhere; they share one key pair.
    pub(crate) authors: Vec<Actor>,
    pub(crate) key: Arc<PrivateKey>,
    stored: usize,
    _folder: tempfile::TempDir,
}

/// A port that nobody has now.
fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The address of a peer: each a host of its own, on loopback.
pub(crate) fn peer(number: usize, port: u16) -> String {
    format!("127.0.{}.{}:{port}", 1 + number / 250, 1 + number % 250)
}

impl Club {
    pub(crate) async fn found() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let (port, sink_port) = (free_port()?, free_port()?);
        let text = format!(
            "domain = \"localhost:{port}\"\nscheme = \"http\"\ndata_dir = {:?}\n[server]\nlisten = [\"127.0.0.1:{port}\"]\n\
             [federation]\nplain_http = true\nallow_addresses = [\"127.0.0.0/8\"]\n\
             [limits]\ninbox = \"1000000/1s\"\npage = \"1000000/1s\"\napi = \"1000000/1s\"\nsearch = \"1000000/1s\"\nwrite = \"1000000/1s\"\n\
             upload = \"1000000/1s\"\napp = \"1000000/1s\"\ntoken = \"1000000/1s\"\n",
            folder.path().join("data")
        );
        let config = folder.path().join("kermesse.toml");
        std::fs::write(&config, text)?;
        let app = App::open(Config::load(Some(&config), [])?, kermesse::modules()).await?;
        let (account, quiet) =
            (member(&app, "ana", "ana@club.example").await?, member(&app, "bo", "bo@club.example").await?);
        let key = Arc::new(PrivateKey::generate_rsa()?);
        let public = key.public().to_pem();
        let account_id = account.id;
        let quiet_token = app.db.write(move |c| token(c, quiet.id, MICROBLOG)).await?;
        let People { member, session, token, authors } =
            app.db.write(move |c| people(c, &account, &public, sink_port)).await?;
        let cookie = format!("session={session}");
        Ok(Self {
            app,
            config,
            port,
            sink_port,
            member,
            account: account_id,
            cookie,
            token,
            quiet_token,
            authors,
            key,
            stored: 0,
            _folder: folder,
        })
    }

    pub(crate) fn host(&self) -> String {
        format!("microblog.localhost:{}", self.port)
    }

    /// Stores posts in the member's home timeline until there are so many, spread over the past.
    pub(crate) async fn fill(&mut self, posts: usize) -> anyhow::Result<()> {
        let authors: Vec<ActorId> = self.authors.iter().map(|author| author.id).collect();
        while self.stored < posts {
            let (from, to) = (self.stored, posts.min(self.stored + BATCH));
            let (authors, member) = (authors.clone(), self.member);
            self.app.db.write(move |c| store(c, &authors, member, from, to)).await?;
            self.stored = to;
        }
        self.app.db.write(dialect::analyze).await.context("the statistics cannot be refreshed")?;
        Ok(())
    }

    /// A token of the member's for another stall, with every scope of a client.
    pub(crate) async fn token_at(&self, stall: &'static str) -> anyhow::Result<String> {
        let account = self.account;
        Ok(self.app.db.write(move |c| token(c, account, stall)).await?)
    }

    /// The newest of the stored posts.
    pub(crate) async fn newest(&self) -> anyhow::Result<i64> {
        let newest = |c: &mut Conn| objects::table.select(objects::id).order(objects::id.desc()).first::<ObjectId>(c);
        Ok(self.app.db.read(newest).await?.0)
    }
}

async fn member(app: &App, name: &'static str, email: &'static str) -> anyhow::Result<Account> {
    let new = move || NewMember { name, email, password_hash: "", locale: "en", role: Role::Owner };
    let account = app.db.write(move |c| Account::create(c, new())).await?;
    membership::settle(app, account.id).await?;
    Ok(account)
}

/// A token for a stall, with every scope of a client.
fn token(c: &mut Conn, account: AccountId, stall: &str) -> QueryResult<String> {
    let scopes = "read write follow push".parse().map_err(|_| diesel::result::Error::NotFound)?;
    let new = NewToken { account_id: Some(account), stall, application_id: None, scopes: &scopes, name: "bench" };
    let (_, token) = AccessToken::issue(c, new)?;
    Ok(token.into())
}

/// Who is in the club, and how the member is let in.
struct People {
    member: ActorId,
    session: String,
    token: String,
    authors: Vec<Actor>,
}

fn people(c: &mut Conn, account: &Account, public: &str, port: u16) -> QueryResult<People> {
    let member = Actor::of_account_at(c, account.id, MICROBLOG)?.ok_or(diesel::result::Error::NotFound)?;
    let client = Client { user_agent: "bench".to_owned(), address: "127.0.0.1".to_owned() };
    let (_, session) = Session::open(c, account.id, &Site::Stall(MICROBLOG), None, &client)?;
    let token = token(c, account.id, MICROBLOG)?;
    let mut authors = Vec::new();
    for number in 0..AUTHORS {
        let author = Actor::upsert(c, &remote(&peer(number, port), "author"))?;
        let key = (format!("{}#main-key", author.uri), KeyAlgorithm::Rsa, public.to_owned());
        ActorKey::replace(c, author.id, &[key])?;
        follow(c, member.id, author.id)?;
        authors.push(author);
    }
    for number in 0..SINKS {
        let follower = Actor::upsert(c, &remote(&peer(number, port), "reader"))?;
        follow(c, follower.id, member.id)?;
    }
    Ok(People { member: member.id, session: session.into(), token, authors })
}

fn follow(c: &mut Conn, follower: ActorId, followed: ActorId) -> QueryResult<()> {
    let id = FollowId(snowflake::next());
    diesel::insert_into(follows::table)
        .values((
            follows::id.eq(id),
            follows::uri.eq(format!("https://bench.example/{id}")),
            follows::follower_id.eq(follower),
            follows::followed_id.eq(followed),
            follows::state.eq("accepted"),
            follows::created_at.eq(clock::now()),
        ))
        .execute(c)?;
    Ok(())
}

fn remote(host: &str, name: &str) -> RemoteActor {
    let at = |path: &str| format!("http://{host}/{name}{path}");
    let now = clock::now();
    RemoteActor {
        uri: at(""),
        kind: ActorKind::Person,
        username: name.to_owned(),
        host: host.to_owned(),
        name: name.to_owned(),
        summary: String::new(),
        url: Some(at("")),
        fields: Json(Vec::new()),
        emojis: Json(EmojiMap::default()),
        inbox: at("/inbox"),
        shared_inbox: Some(format!("http://{host}/inbox")),
        outbox: None,
        followers: Some(at("/followers")),
        following: None,
        featured: None,
        locked: false,
        bot: false,
        discoverable: true,
        indexable: false,
        also_known_as: Json(Vec::new()),
        moved_to: None,
        created_at: now,
        updated_at: now,
        fetched_at: Some(now),
    }
}

/// Posts number `from` to `to`, one every ten seconds of the past, and their entries in the member's timeline.
fn store(c: &mut Conn, authors: &[ActorId], member: ActorId, from: usize, to: usize) -> QueryResult<()> {
    let begin = clock::now() - TimeDelta::days(200);
    for number in from..to {
        let at = begin + TimeDelta::seconds(10 * number as i64);
        let id = snowflake::at(at.and_utc());
        let Some(author) = authors.get(number % authors.len()) else { continue };
        let text = format!("Post number {number} of the bench, about lanterns and a ladder.");
        diesel::insert_into(conversations::table).values(conversations::id.eq(id)).execute(c)?;
        diesel::insert_into(objects::table)
            .values((
                objects::id.eq(id),
                objects::uri.eq(format!("https://bench.example/notes/{number}")),
                objects::kind.eq("note"),
                objects::wire_type.eq("Note"),
                objects::actor_id.eq(author),
                objects::visibility.eq("public"),
                objects::content.eq(format!("<p>{text}</p>")),
                objects::conversation_id.eq(id),
                objects::published_at.eq(at),
            ))
            .execute(c)?;
        dialect::fts_upsert(c, dialect::Index::Texts, id, &text)?;
        diesel::insert_into(timeline_entries::table)
            .values((
                timeline_entries::owner_id.eq(member),
                timeline_entries::id.eq(id),
                timeline_entries::object_id.eq(ObjectId(id)),
                timeline_entries::author_id.eq(author),
            ))
            .execute(c)?;
    }
    Ok(())
}

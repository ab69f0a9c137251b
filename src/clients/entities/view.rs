//! From what is stored to what clients read, as one caller sees it at one stall. Nothing is looked up here: whatever an entity
//! shows was gathered for the whole page before.

use chrono::NaiveTime;
use host::federation;
use host::social::account::Role as AccountRole;
use host::social::actor::{Actor, ActorId, ActorKind};
use host::social::card::{Card, Shown};
use host::social::emoji::EmojiMap;
use host::social::markup;
use host::social::media::{Media, MediaId, MediaKind};
use host::social::object::{Object, ObjectId};
use host::social::quote::{QuotePolicy, QuoteState};
use host::social::tag::TagCard;
use host::social::visibility::Visibility;
use host::store::uri::Stall;
use host::{App, ObjectKind, pass, social};

use super::attachment::{Dimensions, FocalPoint, Meta};
use super::occasion::{self, StatusEvent};
use super::poll::PollOption;
use super::{
    Account, CredentialSource, CustomEmoji, Day, FeaturedTag, Field, FilterResult, History, MediaAttachment, Mention,
    Moment, Poll, Quote, QuoteApproval, Role, Status, StatusExtension, StatusTag, Tag,
};

/// The longest side of a small rendition, in pixels.
const SMALL: i32 = 640;

/// Makes entities for one caller at one stall.
#[derive(Clone)]
pub(crate) struct View {
    pub(super) app: App,
    pub(super) stall: Stall,
    pub(super) viewer: Option<ActorId>,
    extended: bool,
}

/// What clients call a visibility.
pub(crate) fn visibility_name(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Unlisted => "unlisted",
        // Nobody beyond those who are in the club: clients have no word for it.
        Visibility::Members | Visibility::Followers => "private",
        Visibility::Direct => "direct",
    }
}

impl View {
    /// As `viewer` sees it at a stall.
    pub(crate) fn new(app: &App, stall: &Stall, viewer: Option<ActorId>) -> Self {
        Self { app: app.clone(), stall: stall.clone(), viewer, extended: false }
    }

    /// The same, telling of statuses what Pixelfed tells, or not.
    pub(crate) fn extended(self, extended: bool) -> Self {
        Self { extended, ..self }
    }

    /// The stall.
    pub(crate) fn stall(&self) -> &Stall {
        &self.stall
    }

    /// The handle as seen from this stall.
    pub(crate) fn acct(&self, actor: &Actor) -> String {
        if actor.stall.as_deref() == Some(self.stall.name) { actor.username.clone() } else { actor.handle() }
    }

    /// An account.
    pub(crate) fn account(&self, actor: &Actor) -> Account {
        let avatar = self.picture(actor, actor.avatar_id, "images/avatar.png");
        let header = self.picture(actor, actor.header_id, "images/header.png");
        Account {
            id: actor.id.to_string(),
            username: actor.username.clone(),
            acct: self.acct(actor),
            display_name: actor.display_name().to_owned(),
            locked: actor.locked,
            bot: actor.bot,
            discoverable: actor.discoverable,
            indexable: actor.indexable,
            group: actor.kind == ActorKind::Group,
            // Nobody's business to the second, as at Mastodon.
            created_at: Moment(actor.created_at.date().and_time(NaiveTime::MIN)),
            note: actor.summary.clone(),
            url: actor.page().to_owned(),
            uri: actor.uri.clone(),
            avatar_static: avatar.clone(),
            avatar,
            avatar_description: String::new(),
            header_static: header.clone(),
            header,
            header_description: String::new(),
            followers_count: actor.followers_count,
            following_count: actor.following_count,
            statuses_count: actor.objects_count,
            last_status_at: actor.last_object_at.map(|at| Day(at.date())),
            hide_collections: actor.follows_hidden,
            noindex: actor.is_local() && !actor.indexable,
            suspended: actor.suspended_at.is_some(),
            limited: actor.silenced_at.is_some(),
            emojis: self.emojis(&actor.host, &actor.emojis.0),
            roles: Vec::new(),
            fields: actor.fields.iter().map(field).collect(),
            moved: None,
            mute_expires_at: None,
            source: None,
            role: None,
        }
    }

    /// Accounts.
    pub(crate) fn accounts<'a>(&self, actors: impl IntoIterator<Item = &'a Actor>) -> Vec<Account> {
        actors.into_iter().map(|actor| self.account(actor)).collect()
    }

    /// The account of the caller itself, with what it typed.
    pub(crate) fn credentials(&self, actor: &Actor, account: &social::account::Account, requests: i64) -> Account {
        let defaults = &actor.settings.0;
        let role = role(account.role);
        Account {
            source: Some(CredentialSource {
                privacy: visibility_name(defaults.visibility.unwrap_or(Visibility::Public)),
                sensitive: defaults.sensitive,
                language: defaults.language.clone(),
                note: actor.note.clone(),
                fields: actor.fields.iter().map(typed_field).collect(),
                follow_requests_count: requests,
                hide_collections: actor.follows_hidden,
                discoverable: actor.discoverable,
                indexable: actor.indexable,
                quote_policy: defaults.quotes.unwrap_or(QuotePolicy::Public).as_str(),
                attribution_domains: Vec::new(),
            }),
            roles: (account.role != AccountRole::Member).then(|| role.clone()).into_iter().collect(),
            role: Some(role),
            ..self.account(actor)
        }
    }

    fn picture(&self, actor: &Actor, id: Option<MediaId>, none: &str) -> String {
        match id {
            Some(id) => {
                let address = self.stall.origin.url(&format!("/files/{id}"));
                if actor.is_local() { address } else { pass::to_file(&self.app.web.key, id, address) }.into()
            }
            None => {
                let assets = &self.app.web.themes.get("default").assets;
                self.stall.origin.url(&assets.path(none).unwrap_or_default()).into()
            }
        }
    }

    /// Custom emoji of texts from a host, by addresses of this stall.
    pub(crate) fn emojis(&self, host: &str, told: &EmojiMap) -> Vec<CustomEmoji> {
        let emoji = |(shortcode, url): (&str, &str)| {
            let url = if self.app.hosts.site(host).is_some() {
                url.to_owned()
            } else {
                let address = self.stall.origin.url(&format!("/emojis/{host}/{shortcode}"));
                pass::to_emoji(&self.app.web.key, host, shortcode, address).into()
            };
            let shortcode = shortcode.to_owned();
            CustomEmoji { shortcode, static_url: url.clone(), url, visible_in_picker: true, category: None }
        };
        told.iter().map(emoji).collect()
    }

    /// A status.
    pub(crate) fn status(&self, card: &Card) -> Status {
        let quote = self.quote(card);
        Status { quote, ..self.plain(card) }
    }

    /// Statuses.
    pub(crate) fn statuses<'a>(&self, cards: impl IntoIterator<Item = &'a Card>) -> Vec<Status> {
        cards.into_iter().map(|card| self.status(card)).collect()
    }

    /// What stands in a timeline: a status, or the boost of one.
    pub(crate) fn shown(&self, shown: &Shown) -> Status {
        match (&shown.booster, shown.entry.boost_id) {
            (Some(booster), Some(boost)) => self.boost(&shown.card, booster, boost.0, boost.time().naive_utc()),
            _ => self.status(&shown.card),
        }
    }

    /// The boost of a status, itself a status to clients.
    pub(crate) fn boost(&self, card: &Card, booster: &Actor, id: i64, at: chrono::NaiveDateTime) -> Status {
        let inner = self.status(card);
        Status {
            id: id.to_string(),
            created_at: at.into(),
            account: self.account(booster),
            uri: format!("{}#boosts/{id}", booster.uri),
            url: None,
            reblog: Some(Box::new(inner.clone())),
            in_reply_to_id: None,
            in_reply_to_account_id: None,
            media_attachments: Vec::new(),
            poll: None,
            card: None,
            quote: None,
            edited_at: None,
            ..inner
        }
    }

    /// A status without what it quotes.
    fn plain(&self, card: &Card) -> Status {
        let object = &card.object;
        let told = self.viewer.map(|_| &card.viewer);
        Status {
            id: object.id.to_string(),
            created_at: object.published_at.into(),
            in_reply_to_id: object.in_reply_to_id.map(|id| id.to_string()),
            in_reply_to_account_id: card.reply_to.as_ref().map(|author| author.id.to_string()),
            sensitive: object.sensitive,
            spoiler_text: object.summary.clone().unwrap_or_default(),
            visibility: visibility_name(object.visibility),
            language: object.language.clone(),
            uri: object.uri.clone(),
            url: Some(object.page().to_owned()),
            replies_count: object.replies_count,
            reblogs_count: object.boosts_count,
            favourites_count: object.likes_count,
            quotes_count: object.quotes_count,
            edited_at: object.edited_at.map(Moment),
            favourited: told.map(|viewed| viewed.liked),
            reblogged: told.map(|viewed| viewed.boosted),
            muted: told.map(|viewed| viewed.muted),
            bookmarked: told.map(|viewed| viewed.bookmarked),
            pinned: told.filter(|_| self.viewer == Some(object.actor_id)).map(|viewed| viewed.pinned),
            filtered: told.map(|_| card.filtered.iter().map(FilterResult::from).collect()),
            content: content(card),
            text: None,
            reblog: None,
            application: None,
            account: self.account(&card.author),
            media_attachments: card.media.iter().map(|media| self.attachment(media)).collect(),
            mentions: card.mentions.iter().map(|actor| self.mention(actor)).collect(),
            tags: card.tags.iter().map(|(name, display)| self.tag(name, display)).collect(),
            emojis: self.emojis(&card.author.host, &object.emojis.0),
            poll: card.poll.as_ref().map(|poll| self.poll(poll, card)),
            card: card.preview.as_ref().map(|shown| self.preview_card(shown)),
            quote: None,
            quote_approval: self.quote_approval(object),
            event: StatusEvent::of(card),
            extension: self.extended.then(|| StatusExtension::of(&self.stall, card)),
        }
    }

    fn mention(&self, actor: &Actor) -> Mention {
        Mention {
            id: actor.id.to_string(),
            username: actor.username.clone(),
            url: actor.page().to_owned(),
            acct: self.acct(actor),
        }
    }

    /// A hashtag by its normalised name and how it is written.
    pub(crate) fn tag(&self, name: &str, display: &str) -> StatusTag {
        StatusTag { name: display.to_owned(), url: self.stall.tag(name).into() }
    }

    /// A hashtag with everything that is known of it.
    pub(crate) fn tag_card(&self, card: &TagCard) -> Tag {
        let StatusTag { name, url } = self.tag(&card.tag.name, &card.tag.display);
        Tag {
            id: card.tag.id.to_string(),
            name,
            url,
            history: card.usage.iter().map(History::from).collect(),
            following: self.viewer.map(|_| card.is_followed),
            featuring: self.viewer.map(|_| card.is_featured),
        }
    }

    /// A hashtag on a profile.
    pub(crate) fn featured_tag(&self, featured: &social::tag::FeaturedTag) -> FeaturedTag {
        let StatusTag { name, url } = self.tag(&featured.tag.name, &featured.tag.display);
        FeaturedTag {
            id: featured.tag.id.to_string(),
            name,
            url,
            statuses_count: featured.objects.to_string(),
            last_status_at: featured.last_object_at.map(|at| Day(at.date())),
        }
    }

    /// A file.
    pub(crate) fn attachment(&self, media: &Media) -> MediaAttachment {
        let kind = match media.kind {
            MediaKind::Image => "image",
            MediaKind::Video => "video",
            MediaKind::Audio => "audio",
            MediaKind::Other => "unknown",
        };
        let ready = media.media_key.is_some() || media.remote_url.is_some();
        let preview = self.file(media, true).filter(|_| media.kind == MediaKind::Image);
        let size = media.width.zip(media.height).filter(|(width, height)| *width > 0 && *height > 0);
        let seconds = media.duration_ms.map(|ms| ms as f64 / 1000.0);
        let original = size.map(|(width, height)| Dimensions::of(width, height));
        let original = match (original, seconds) {
            (None, None) => None,
            (size, duration) => Some(Dimensions { duration, ..size.unwrap_or_default() }),
        };
        MediaAttachment {
            id: media.id.to_string(),
            kind,
            url: self.file(media, false).filter(|_| ready),
            preview_url: preview.filter(|_| ready),
            remote_url: media.remote_url.clone(),
            preview_remote_url: None,
            text_url: None,
            meta: Meta {
                original,
                small: size.map(|(width, height)| Dimensions::within(width, height, SMALL)),
                focus: media.focus().map(|focus| FocalPoint { x: focus.x, y: focus.y }),
            },
            description: Some(media.description.clone()).filter(|words| !words.is_empty()),
            blurhash: media.blurhash.clone(),
        }
    }

    /// Ours by its key, which nobody guesses; that of another server through us, with a pass.
    pub(crate) fn file(&self, media: &Media, small: bool) -> Option<String> {
        if media.is_local() {
            let address = if small { media.preview_url(&self.stall) } else { media.url(&self.stall) };
            return address.map(Into::into);
        }
        let path = if small { format!("/files/{}/preview", media.id) } else { format!("/files/{}", media.id) };
        Some(pass::to_file(&self.app.web.key, media.id, self.stall.origin.url(&path)).into())
    }

    /// The poll of a card's object.
    pub(crate) fn poll(&self, poll: &social::poll::Poll, card: &Card) -> Poll {
        let own = card.viewer.choices.clone();
        let mine = self.viewer == Some(card.object.actor_id);
        Poll {
            id: poll.object_id.to_string(),
            expires_at: poll.closed_at.or(poll.closes_at).map(Moment),
            expired: poll.is_over(),
            multiple: poll.multiple,
            votes_count: poll.votes_count(),
            voters_count: poll.multiple.then_some(poll.voters_count),
            options: poll
                .options
                .iter()
                .map(|option| PollOption { title: option.title.clone(), votes_count: Some(option.votes_count) })
                .collect(),
            emojis: self.emojis(&card.author.host, &card.object.emojis.0),
            voted: self.viewer.map(|_| mine || !own.is_empty()),
            own_votes: self.viewer.map(|_| own),
        }
    }

    fn quote(&self, card: &Card) -> Option<Quote> {
        let object = &card.object;
        object.quote_uri.as_ref()?;
        let state = match object.quote_state {
            None | Some(QuoteState::Pending) => "pending",
            Some(QuoteState::Rejected) => "rejected",
            Some(QuoteState::Revoked) => "revoked",
            Some(QuoteState::Accepted) if card.quote.is_none() => "unauthorized",
            Some(QuoteState::Accepted) => "accepted",
        };
        let inner = card.quote.as_ref().map(|quoted| Box::new(self.plain_with_named_quote(quoted)));
        Some(Quote { state, quoted_status: Some(inner.filter(|_| state == "accepted")), quoted_status_id: None })
    }

    /// A quoted status: what it quotes itself is only named.
    fn plain_with_named_quote(&self, card: &Card) -> Status {
        let named = |id: ObjectId| Quote {
            state: "accepted",
            quoted_status: None,
            quoted_status_id: Some(Some(id.to_string())),
        };
        let accepted = card.object.quote_state == Some(QuoteState::Accepted);
        Status { quote: card.object.quote_id.filter(|_| accepted).map(named), ..self.plain(card) }
    }

    fn quote_approval(&self, object: &Object) -> QuoteApproval {
        let automatic = match object.quote_policy {
            QuotePolicy::Public => vec!["public"],
            QuotePolicy::Followers => vec!["followers"],
            QuotePolicy::Nobody => Vec::new(),
        };
        let current_user = match object.quote_policy {
            _ if self.viewer == Some(object.actor_id) => "automatic",
            _ if !object.visibility.is_open() => "denied",
            QuotePolicy::Public => "automatic",
            QuotePolicy::Followers => "unknown",
            QuotePolicy::Nobody => "denied",
        };
        QuoteApproval { automatic, manual: Vec::new(), current_user }
    }
}

/// The text of an object. What clients know no place for stands in it: a title above, when and where it takes place, and below
/// what is a card or takes place its page.
fn content(card: &Card) -> String {
    let object = &card.object;
    let mut html = String::new();
    if let Some(title) = object.title.as_deref().filter(|title| !title.trim().is_empty()) {
        html.push_str(&format!("<p><strong>{}</strong></p>", markup::escape(title)));
    }
    html.push_str(&occasion::in_figures(card));
    html.push_str(&object.content);
    if card.occasion.is_some() || object.kind == federation::card::Card.name() && !object.is_local() {
        let page = markup::escape(object.page());
        html.push_str(&format!("<p><a href=\"{page}\" rel=\"nofollow noopener\" target=\"_blank\">{page}</a></p>"));
    }
    html
}

fn field(field: &social::actor::Field) -> Field {
    Field { name: field.name.clone(), value: field.value.clone(), verified_at: field.verified_at.map(Moment) }
}

fn typed_field(typed: &social::actor::Field) -> Field {
    Field { value: typed.source.clone().unwrap_or_default(), ..field(typed) }
}

/// What an account may do, in the flags of Mastodon: they decide which of their pages clients show.
pub(crate) fn role(role: AccountRole) -> Role {
    // view_dashboard 8, manage_reports 16, manage_users 1024, …; invite_users 65536. An owner may do everything: 1.
    let (id, name, permissions) = match role {
        AccountRole::Member => ("-99", "", "0"),
        AccountRole::Moderator => ("1", "Moderator", "1308"),
        AccountRole::Admin => ("2", "Admin", "983036"),
        AccountRole::Owner => ("3", "Owner", "1"),
    };
    Role {
        id: id.to_owned(),
        name: name.to_owned(),
        color: String::new(),
        permissions: permissions.to_owned(),
        highlighted: role != AccountRole::Member,
    }
}

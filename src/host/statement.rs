//! What a member says in words, at any stall: from what was typed to an object with its mentions, hashtags, emoji, media,
//! poll and quote. A stall that publishes something else (an album, an event) has words too, and uses the same parts.

mod error;
mod occasion;
mod question;

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use federation::jobs::FetchPreview;
use federation::{Kinds, object};
use serde::{Deserialize, Serialize};
use social::actor::{Actor, ActorId};
use social::emoji::EmojiMap;
use social::media::{Media, MediaId, MediaState};
use social::membership;
use social::notification::{self, NotificationKind};
use social::object::{NewObject, Object, ObjectChange, ObjectId, Parts};
use social::occasion::NewOccasion;
use social::place::{NewPlace, Place};
use social::poll::Poll;
use social::quote::{self, QuotePolicy, QuoteState};
use social::text::{self, Handle, MentionTarget};
use social::visibility::{self, Visibility};
use store::uri::{Hosts, Stall};
use store::{Conn, Json, clock};

use crate::Modules;
use crate::collection::Chosen;
use crate::location::Locate;

pub use error::StatementError;
pub use occasion::{TITLE_LONGEST, TITLE_SHORTEST};
pub use question::{POLL_LONGEST, POLL_OPTION_LENGTH, POLL_OPTIONS, POLL_SHORTEST, Question};

/// What a member says, as typed. It can be kept and said later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// In whose name it is said: a group that the author acts for. In the author's own where unset.
    pub behalf: Option<ActorId>,
    /// The title, plain; none where empty. What takes place needs one.
    pub title: String,
    /// The text: plain, with links, mentions, hashtags and emoji by their codes.
    pub text: String,
    /// Content warning, plain; none where empty.
    pub summary: String,
    /// Whether media are hidden at first.
    pub sensitive: bool,
    /// To whom.
    pub visibility: Visibility,
    /// BCP 47; guessed where unset.
    pub language: Option<String>,
    /// Media that were uploaded before, in order, as decimal numbers.
    pub media: Vec<String>,
    /// A question with options.
    pub poll: Option<Question>,
    /// What it answers.
    pub in_reply_to: Option<ObjectId>,
    /// What it quotes.
    pub quote: Option<ObjectId>,
    /// Who may quote it.
    pub quotes: Option<QuotePolicy>,
    /// Where it was made or happens; of an edit, where unset, as it is.
    pub place: Option<NewPlace>,
    /// When it takes place; of an edit, where unset, as it is.
    pub occasion: Option<NewOccasion>,
    /// Hashtags besides those in the text, with or without `#`.
    pub tags: Vec<String>,
    /// Whether others may answer: yes where unset; of an edit, as it is.
    pub answerable: Option<bool>,
    /// Whether its author consents to answers before others see them; as it was where unset.
    pub moderated: Option<bool>,
    /// Into which collections it goes when it is said; an edit leaves them.
    pub collections: Chosen,
}

impl Default for Statement {
    fn default() -> Self {
        Self {
            behalf: None,
            title: String::new(),
            text: String::new(),
            summary: String::new(),
            sensitive: false,
            visibility: Visibility::Public,
            language: None,
            media: Vec::new(),
            poll: None,
            in_reply_to: None,
            quote: None,
            quotes: None,
            place: None,
            occasion: None,
            tags: Vec::new(),
            answerable: None,
            moderated: None,
            collections: Chosen::default(),
        }
    }
}

/// What stands ready to be written of a statement.
struct Prepared {
    html: String,
    parts: Parts,
    emojis: EmojiMap,
    language: Option<String>,
}

/// What is needed to say something: our addresses, the kinds of object, what stalls have of them, and the club's limits.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Our addresses.
    pub hosts: Hosts,
    /// The kinds of object.
    pub kinds: Kinds,
    /// The modules that were built in.
    pub modules: Modules,
    /// How many characters a text may have.
    pub characters: usize,
    /// How many media an object may have.
    pub media: usize,
    /// Whether there is a geocoder that knows where addresses are.
    pub locates: bool,
}

impl Desk {
    /// The document of a local object, as others get it.
    pub fn wire(&self, c: &mut Conn, object: &Object) -> Result<vocab::Object, DbError> {
        object::to_wire(c, &self.hosts, &self.kinds, object)
    }

    /// The document of a local actor, as others get it.
    pub fn wire_actor(&self, c: &mut Conn, actor: &Actor) -> Result<vocab::Actor, DbError> {
        federation::actor::to_wire(c, &self.hosts, &self.kinds, actor)
    }
}

impl Statement {
    /// Refuses what can be refused without looking anything up.
    pub fn check(&self, desk: &Desk) -> Result<(), StatementError> {
        match &self.occasion {
            Some(occasion) => occasion::check(&self.title, occasion)?,
            None if self.text.trim().is_empty() && self.media.is_empty() => return Err(StatementError::Empty),
            None => {}
        }
        let length = text::length(&self.text) + text::length(&self.summary);
        if length > desk.characters {
            return Err(StatementError::TooLong { length, most: desk.characters });
        }
        if self.media.len() > desk.media {
            return Err(StatementError::TooManyMedia(desk.media));
        }
        self.poll.as_ref().map_or(Ok(()), Question::check)
    }

    /// Refuses what is to be said later and could not go where it is to go.
    pub(crate) fn check_collections(&self, c: &mut Conn, desk: &Desk, author: &Actor) -> Result<(), StatementError> {
        let kept = desk.modules.collections(author.home(&desk.hosts)?.name);
        Ok(self.collections.check(c, kept, author.id)?)
    }

    /// Refuses what is attached and cannot be shown yet.
    fn check_media(&self, c: &mut Conn) -> Result<(), StatementError> {
        let ids = self.media_ids();
        if ids.is_empty() || Media::load(c, &ids)?.iter().all(|media| media.state == MediaState::Ready) {
            return Ok(());
        }
        Err(StatementError::Unready)
    }

    /// Its media, in order.
    pub fn media_ids(&self) -> Vec<MediaId> {
        self.media.iter().filter_map(|id| id.parse().ok()).collect()
    }

    /// The handles in it that are not known here: they have to be looked up before it is said, or stay text.
    pub fn strangers(&self, c: &mut Conn, stall: &Stall) -> Result<Vec<Handle>, DbError> {
        let mut strangers = Vec::new();
        for handle in text::handles(&self.text) {
            if handle.host.is_some() && find(c, stall, &handle)?.is_none() {
                strangers.push(handle);
            }
        }
        Ok(strangers)
    }

    /// What it is at its author's stall: what a kind there claims, as it would if it came from elsewhere. Answers and
    /// messages may be in words alone anywhere.
    fn kind(&self, c: &mut Conn, desk: &Desk, stall: &Stall, wire_type: &str) -> Result<&'static str, StatementError> {
        let media = Media::load(c, &self.media_ids())?;
        let attached = media.iter().map(|media| vocab::Attachment::document("", media.media_type.clone()));
        let start_time = self.occasion.as_ref().map(|occasion| occasion.starts_at.and_utc());
        let draft = vocab::Object { attachment: attached.collect(), start_time, ..vocab::Object::new(wire_type) };
        let talk = self.in_reply_to.is_some() || self.visibility == Visibility::Direct;
        match desk.kinds.claim_at(stall.name, &draft) {
            Some(kind) => Ok(kind.name()),
            None if talk || !desk.kinds.takes_notes(stall.name) => Ok(Kinds::card().name()),
            None => Err(StatementError::Unsuited),
        }
    }

    /// In whose name it is said, if the author may do that. What it shows is handed over to a group.
    pub fn speaker(&self, c: &mut Conn, author: ActorId) -> Result<Actor, StatementError> {
        let speaker = self.behalf.unwrap_or(author);
        if !membership::may_act_for(c, author, speaker)? {
            return Err(StatementError::Behalf);
        }
        Media::hand_over(c, author, speaker, &self.media_ids())?;
        Ok(Actor::get(c, speaker)?)
    }

    fn wire_type(&self) -> &'static str {
        match (&self.occasion, &self.poll) {
            (Some(_), _) => "Event",
            (None, Some(_)) => "Question",
            (None, None) => "Note",
        }
    }

    /// Says it: the object is written and its activity queued, together.
    pub fn publish(&self, c: &mut Conn, desk: &Desk, author: &Actor) -> Result<Object, StatementError> {
        self.check(desk)?;
        self.check_media(c)?;
        let stall = author.home(&desk.hosts)?;
        let parent = self.referred(c, author, self.in_reply_to)?;
        let quoted = self.referred(c, author, self.quote)?;
        let wire_type = self.wire_type();
        let kind = self.kind(c, desk, stall, wire_type)?;
        let mut new = NewObject::local(&desk.hosts, author, kind, wire_type, self.reach(parent.as_ref()))?;
        let prepared = self.prepare(c, stall, author, parent.as_ref())?;
        if let Some(parent) = &parent {
            if !parent.may_answer(author.id) {
                return Err(StatementError::NoAnswers);
            }
            new = new.answers(parent);
        }
        if let Some(quoted) = &quoted {
            new = self.quoting(c, desk, author, new, quoted)?;
        }
        let parts = self.fill(&mut new, author, prepared);
        let object = Object::publish(c, &desk.hosts, author, &new, &parts, |c, object| desk.wire(c, object))?;
        self.collections.take(c, desk.modules.collections(stall.name), author.id, object.id)?;
        FetchPreview::later(c, &desk.hosts, &object)?;
        Locate::later(c, desk, &object, self.place.as_ref())?;
        if let Some(quoted) = quoted.filter(|quoted| quoted.actor_id != author.id) {
            if quoted.is_local() {
                notification::notify(c, quoted.actor_id, NotificationKind::Quote, author.id, Some(object.id))?;
            } else {
                let document = desk.wire(c, &object)?;
                quote::ask(c, &desk.hosts, author, &object, &quoted, document)?;
            }
        }
        Ok(object)
    }

    /// Takes over what was said elsewhere, as of then, and tells nobody. It may be longer than what is said here, and have more
    /// attached; the names in it are those of another place, and stay text.
    pub fn bring(
        &self,
        c: &mut Conn,
        desk: &Desk,
        author: &Actor,
        at: NaiveDateTime,
    ) -> Result<Object, StatementError> {
        if self.text.trim().is_empty() && self.media.is_empty() {
            return Err(StatementError::Empty);
        }
        self.check_media(c)?;
        let stall = author.home(&desk.hosts)?;
        let kind = self.kind(c, desk, stall, "Note")?;
        let mut new = NewObject::dated(&desk.hosts, author, kind, "Note", self.visibility, at)?;
        let prepared = self.compose(c, stall, author, &HashMap::new())?;
        let parts = self.fill(&mut new, author, prepared);
        Ok(Object::bring(c, &new, &parts)?)
    }

    /// Writes into a new object what stands ready; what hangs on it is left.
    fn fill(&self, new: &mut NewObject, author: &Actor, prepared: Prepared) -> Parts {
        new.title = self.title();
        new.content = prepared.html;
        new.source = Some(self.text.clone());
        new.summary = self.warning();
        new.sensitive = self.is_sensitive();
        new.language = prepared.language;
        new.emojis = Json(prepared.emojis);
        new.quote_policy = self.policy(author, new.visibility);
        new.answerable = self.answerable.unwrap_or(true);
        new.moderator_id = Some(author.id).filter(|_| self.moderated == Some(true));
        prepared.parts
    }

    /// Says something else instead: the object is changed and its `Update` queued, together.
    /// What it answers and quotes, and to whom it is, stays; so do a poll's votes while its options do.
    pub fn edit(&self, c: &mut Conn, desk: &Desk, author: &Actor, object: &Object) -> Result<Object, StatementError> {
        self.check(desk)?;
        self.check_media(c)?;
        let stall = author.home(&desk.hosts)?;
        let parent = self.referred(c, author, object.in_reply_to_id).ok().flatten();
        let mut prepared = self.prepare(c, stall, author, parent.as_ref())?;
        if self.place.is_none() {
            prepared.parts.place = Place::find(c, object.id)?.map(NewPlace::from);
        }
        let poll = Poll::find(c, object.id)?;
        prepared.parts.poll = prepared.parts.poll.filter(|new| poll.is_some_and(|old| !new.asks_as(&old)));
        let change = ObjectChange {
            title: self.title().or_else(|| object.title.clone()),
            content: prepared.html,
            source: Some(self.text.clone()),
            summary: self.warning(),
            sensitive: self.is_sensitive(),
            language: prepared.language,
            quote_policy: self.policy(author, object.visibility),
            emojis: Json(prepared.emojis),
            url: object.url.clone(),
            edited_at: Some(clock::now()),
            answerable: self.answerable.unwrap_or(object.answerable),
            moderator_id: match self.moderated {
                Some(moderated) => Some(author.id).filter(|_| moderated),
                None => object.moderator_id,
            },
        };
        let object = object.edit(c, &desk.hosts, author, &change, &prepared.parts, |c, object| desk.wire(c, object))?;
        FetchPreview::later(c, &desk.hosts, &object)?;
        Locate::later(c, desk, &object, self.place.as_ref())?;
        Ok(object)
    }

    /// An answer reaches no further than what it answers; a direct message is answered directly.
    fn reach(&self, parent: Option<&Object>) -> Visibility {
        match parent.map(|parent| parent.visibility) {
            Some(Visibility::Direct) => Visibility::Direct,
            Some(Visibility::Members) if self.visibility != Visibility::Direct => Visibility::Members,
            Some(Visibility::Followers) if self.visibility != Visibility::Direct => Visibility::Followers,
            _ => self.visibility,
        }
    }

    fn further_tags(&self) -> impl Iterator<Item = String> + '_ {
        let words = self.tags.iter().map(|tag| tag.trim().trim_start_matches('#').to_owned());
        words.filter(|word| !word.is_empty())
    }

    fn title(&self) -> Option<String> {
        let title = self.title.trim();
        (!title.is_empty()).then(|| title.to_owned())
    }

    fn warning(&self) -> Option<String> {
        let summary = self.summary.trim();
        (!summary.is_empty()).then(|| summary.to_owned())
    }

    fn is_sensitive(&self) -> bool {
        self.sensitive || (self.warning().is_some() && !self.media.is_empty())
    }

    fn policy(&self, author: &Actor, reach: Visibility) -> QuotePolicy {
        match reach {
            Visibility::Public | Visibility::Unlisted => {
                self.quotes.or(author.settings.0.quotes).unwrap_or(QuotePolicy::Public)
            }
            _ => QuotePolicy::Nobody,
        }
    }

    fn referred(&self, c: &mut Conn, author: &Actor, id: Option<ObjectId>) -> Result<Option<Object>, StatementError> {
        let Some(id) = id else { return Ok(None) };
        let object = Object::find(c, id)?.ok_or(StatementError::Reference)?;
        match visibility::may_see(c, Some(author.id), &object)? {
            true => Ok(Some(object)),
            false => Err(StatementError::Reference),
        }
    }

    /// Where the quoted author is one of ours, consent is known at once; a remote one is asked once the object stands.
    fn quoting(
        &self,
        c: &mut Conn,
        desk: &Desk,
        author: &Actor,
        mut new: NewObject,
        quoted: &Object,
    ) -> Result<NewObject, StatementError> {
        if quoted.is_local() && !quote::may_quote(c, author.id, quoted)? {
            return Err(StatementError::NoQuotes);
        }
        new.quote_id = Some(quoted.id);
        new.quote_uri = Some(quoted.uri.clone());
        let settled = quoted.is_local() || quoted.actor_id == author.id;
        new.quote_state = Some(if settled { QuoteState::Accepted } else { QuoteState::Pending });
        if settled && quoted.actor_id != author.id {
            let owner = Actor::get(c, quoted.actor_id)?;
            new.quote_authorization = Some(owner.home(&desk.hosts)?.quote_authorization(new.id).into());
        }
        Ok(new)
    }

    fn prepare(
        &self,
        c: &mut Conn,
        stall: &Stall,
        author: &Actor,
        parent: Option<&Object>,
    ) -> Result<Prepared, StatementError> {
        let mut people = HashMap::new();
        for handle in text::handles(&self.text) {
            if let Some(actor) = find(c, stall, &handle)? {
                people.insert(handle.to_string(), actor);
            }
        }
        let mut prepared = self.compose(c, stall, author, &people)?;
        let mentions = &mut prepared.parts.mentions;
        // Whoever is answered is told, even where the text does not name them.
        mentions.extend(parent.map(|parent| parent.actor_id));
        mentions.retain(|id| *id != author.id);
        mentions.sort_unstable();
        mentions.dedup();
        Ok(prepared)
    }

    /// Makes HTML of the text, in which these people are named.
    fn compose(
        &self,
        c: &mut Conn,
        stall: &Stall,
        author: &Actor,
        people: &HashMap<String, Actor>,
    ) -> Result<Prepared, StatementError> {
        let resolve = |handle: &Handle| {
            let actor = people.get(&handle.to_string())?;
            Some(MentionTarget { url: actor.page().parse().ok()? })
        };
        let composed = text::compose(&self.text, resolve, |tag| stall.tag(tag));
        let language = self.language.clone().filter(|tag| !tag.is_empty());
        Ok(Prepared {
            emojis: EmojiMap::of_text(c, stall, &composed.emojis)?,
            language: language
                .or_else(|| text::guess_language(&self.text).map(str::to_owned))
                .or_else(|| author.settings.0.language.clone()),
            html: composed.html,
            parts: Parts {
                mentions: people.values().map(|actor| actor.id).collect(),
                tags: composed.tags.into_iter().chain(self.further_tags()).collect(),
                media: self.media_ids(),
                poll: self.poll.as_ref().map(Question::poll),
                place: self.place.clone(),
                occasion: self.occasion.clone(),
            },
        })
    }
}

/// Who is meant by a handle as typed at a stall: without a host, one of the stall's own.
pub fn find(c: &mut Conn, stall: &Stall, handle: &Handle) -> Result<Option<Actor>, DbError> {
    let host = handle.host.as_deref().unwrap_or_else(|| stall.origin.host());
    Ok(Actor::find_by_handle(c, &handle.username, host)?.filter(Actor::is_present))
}

//! A channel as programs for podcasts read it: RSS 2.0 with the words of Apple and of the podcast name space
//! (<https://podcasting2.org/docs/podcast-namespace>).

use std::collections::BTreeMap;

use diesel::QueryResult;
use host::social::actor::Actor;
use host::social::markup;
use host::social::media::Media;
use host::social::tag::Tag;
use host::social::visibility::Visibility;
use host::store::Conn;
use host::store::uri::Stall;
use host::web::feed::printable;
use rss::extension::atom::{AtomExtension, Link};
use rss::extension::itunes::{
    ITunesCategory, ITunesChannelExtension, ITunesItemExtension, ITunesOwner, NAMESPACE as ITUNES,
};
use rss::extension::{Extension, ExtensionMap};
use rss::{Category, Enclosure, Guid, Image, Item};
use url::Url;
use uuid::Uuid;

use crate::channel::{Channel, Medium};
use crate::licence::{Terms, word as word_of};
use crate::track::{Heard, TrackList};

/// The name space of what podcasts say beyond Apple's words.
const PODCAST: &str = "https://podcastindex.org/namespace/1.0";
/// What a feed's address is made a `podcast:guid` in.
const GUIDS: Uuid = Uuid::from_u128(0xead4_c236_bf58_58c6_a2c6_a6b2_8d12_8cb6);
/// How many entries it has at most: programs show no others.
const ENTRIES: i64 = 500;

/// Where an actor's feed is.
pub(crate) fn address(stall: &Stall, actor: &Actor) -> Url {
    stall.origin.url(&format!("/@{}/feed.rss", actor.username))
}

/// The feed of what an actor of this stall published for everybody, the last first.
pub(crate) fn of_channel(c: &mut Conn, stall: &Stall, actor: &Actor) -> QueryResult<rss::Channel> {
    let channel = Channel::of(c, actor.id)?;
    let list = TrackList { owner: Some(actor.id), limit: ENTRIES, ..TrackList::default() };
    let mut items = Vec::new();
    for heard in list.read(c, None)? {
        if heard.object.visibility == Visibility::Public {
            items.push(item(c, stall, actor, &channel, heard)?);
        }
    }
    let (at, page) = (address(stall, actor), stall.profile(&actor.username));
    let picture =
        actor.avatar_id.map(|id| Media::find(c, id)).transpose()?.flatten().and_then(|media| media.url(stall));
    let title = printable(actor.display_name());
    let image = picture.as_ref().map(|url| Image {
        url: url.to_string(),
        title: title.clone(),
        link: page.to_string(),
        ..Image::default()
    });
    Ok(rss::Channel {
        link: page.into(),
        description: printable(&markup::to_text(&actor.summary)),
        language: channel.language.clone().or_else(|| actor.settings.0.language.clone()),
        copyright: channel.licence.map(|licence| licence.title().to_owned()),
        last_build_date: items.iter().find_map(|item: &Item| item.pub_date.clone()),
        generator: Some("Kermesse".to_owned()),
        image,
        items: items.into_iter().collect(),
        extensions: podcast(words_of_channel(&channel, &at)),
        atom_ext: Some(AtomExtension {
            links: vec![Link {
                href: at.into(),
                rel: "self".to_owned(),
                mime_type: Some("application/rss+xml".to_owned()),
                ..Link::default()
            }],
        }),
        itunes_ext: Some(ITunesChannelExtension {
            author: Some(title.clone()),
            categories: channel.category.iter().map(|name| category(name)).collect(),
            image: picture.map(String::from),
            explicit: Some(channel.explicit.to_string()),
            owner: channel
                .owner_email
                .clone()
                .map(|email| ITunesOwner { name: Some(title.clone()), email: Some(email) }),
            r#type: Some("episodic".to_owned()),
            ..ITunesChannelExtension::default()
        }),
        namespaces: [("itunes", ITUNES), ("podcast", PODCAST), ("atom", "http://www.w3.org/2005/Atom")]
            .map(|(prefix, space)| (prefix.to_owned(), space.to_owned()))
            .into(),
        title,
        ..rss::Channel::default()
    })
}

fn words_of_channel(channel: &Channel, at: &Url) -> Vec<Extension> {
    // The guid is made of the address without its scheme.
    let bare = at.as_str().trim_start_matches("https://").trim_start_matches("http://");
    let mut words = vec![
        word("guid", &Uuid::new_v5(&GUIDS, bare.as_bytes()).to_string(), &[]),
        word("medium", channel.medium.as_str(), &[]),
        word("locked", "no", &[]),
    ];
    if let Some(at) = &channel.funding_url {
        words.push(word("funding", "", &[("url", at)]));
    }
    words.extend(channel.licence.and_then(|licence| licensed(&Terms::read(&word_of(licence)))));
    words
}

fn item(c: &mut Conn, stall: &Stall, actor: &Actor, channel: &Channel, heard: Heard) -> QueryResult<Item> {
    let terms = Terms::holding(&heard, Some(channel));
    let Heard { track, object, album } = heard;
    let file = Media::find(c, track.media_id)?.and_then(|media| Some((media.url(stall)?, media.media_type)));
    let cover = album.cover_id.map(|id| Media::find(c, id)).transpose()?.flatten().and_then(|media| media.url(stall));
    let tags = Tag::of_objects(c, &[object.id])?;
    let number = |number: i16| (number > 0).then(|| number.to_string());
    let about =
        [("protocol", "activitypub"), ("uri", object.uri.as_str()), ("accountId", &format!("@{}", actor.handle()))]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let talk = Extension { attrs: about.into(), ..word("socialInteract", "", &[]) };
    Ok(Item {
        title: object.title.as_deref().map(printable),
        link: Some(object.page().to_owned()),
        description: Some(printable(&object.content)).filter(|text| !text.is_empty()),
        categories: tags.into_iter().map(|(_, tag)| Category { name: tag.display, ..Category::default() }).collect(),
        enclosure: file.map(|(url, media_type)| Enclosure {
            url: url.into(),
            length: track.size.to_string(),
            mime_type: media_type,
        }),
        guid: Some(Guid { value: object.uri.clone(), permalink: false }),
        pub_date: Some(object.published_at.and_utc().to_rfc2822()),
        extensions: podcast(std::iter::once(talk).chain(terms.as_ref().and_then(licensed)).collect()),
        itunes_ext: Some(ITunesItemExtension {
            author: Some(printable(&track.artist_line)).filter(|line| !line.is_empty()),
            image: cover.map(String::from),
            duration: Some((track.duration_ms / 1000).to_string()),
            explicit: Some((channel.explicit || object.sensitive).to_string()),
            episode: number(track.position),
            season: number(track.disc).filter(|_| channel.medium == Medium::Podcast),
            episode_type: Some("full".to_owned()),
            ..ITunesItemExtension::default()
        }),
        ..Item::default()
    })
}

/// Elements of the podcast name space, by their names.
fn podcast(words: Vec<Extension>) -> ExtensionMap {
    let mut by_name: BTreeMap<String, Vec<Extension>> = BTreeMap::new();
    for word in words {
        let name = word.name.trim_start_matches("podcast:").to_owned();
        by_name.entry(name).or_default().push(word);
    }
    [("podcast".to_owned(), by_name)].into()
}

fn word(name: &str, value: &str, attributes: &[(&str, &str)]) -> Extension {
    Extension {
        name: format!("podcast:{name}"),
        value: Some(value.to_owned()).filter(|value| !value.is_empty()),
        attrs: attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        ..Extension::default()
    }
}

/// What others may do with it. Words of somebody's own are told with their address, or not at all.
fn licensed(terms: &Terms) -> Option<Extension> {
    let named = terms.identifier().or_else(|| terms.url.as_ref().map(|_| printable(&terms.title)))?;
    let attributes = terms.url.as_deref().map(|url| ("url", url));
    Some(word("license", &named, attributes.as_slice()))
}

fn category(name: &str) -> ITunesCategory {
    ITunesCategory { text: name.to_owned(), ..ITunesCategory::default() }
}

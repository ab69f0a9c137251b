//! What is to be taken of a calendar: each event, and each of a series, as it would be here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use host::social::occasion::{Fact, JoinMode, NewOccasion, OccasionStatus};
use host::social::place::NewPlace;
use host::social::{markup, secret, tag, text};
use host::store::Json;
use host::store::uri::{Hosts, Stall};
use serde::Serialize;

use super::Refusal;
use crate::calendar::recurrence::Series;
use crate::calendar::{Entry, Moment, Reading, Status};

/// How far before and after today a series is taken, in days.
const WINDOW_DAYS: i64 = 366;
/// The longest title, in characters.
const MAX_TITLE: usize = 200;
/// The most hashtags of an event.
const MAX_TAGS: usize = 20;

/// What is to be taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    /// As the calendar calls itself.
    pub(crate) title: String,
    /// The events, the earliest first.
    pub(crate) items: Vec<Item>,
    /// What is not taken.
    pub(crate) refused: Vec<Refusal>,
    /// What is taken otherwise than it is there.
    pub(crate) notes: Vec<Refusal>,
}

/// An event that is to be taken.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// What it is called in our calendars.
    pub(crate) name: String,
    pub(super) uid: String,
    pub(super) recurrence: Option<NaiveDateTime>,
    pub(super) sequence: i32,
    pub(super) modified: Option<NaiveDateTime>,
    /// As it would be here.
    pub(crate) event: Event,
    /// By which it is seen whether it changed.
    pub(super) digest: String,
}

/// An event as it would be here.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Event {
    pub(crate) title: String,
    #[serde(skip)]
    pub(super) html: String,
    /// The same as plain text.
    pub(super) text: String,
    pub(super) tags: BTreeSet<String>,
    pub(super) place: Option<NewPlace>,
    pub(crate) occasion: NewOccasion,
}

/// Where a calendar is taken to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'a> {
    /// Our addresses.
    pub(crate) hosts: &'a Hosts,
    /// The stall.
    pub(crate) stall: &'a Stall,
    /// The zone of what names none.
    pub(crate) zone: Tz,
}

impl Plan {
    /// The plan of a calendar as it is at that time.
    pub(crate) fn of(reading: Reading, ground: Ground<'_>, now: NaiveDateTime) -> Self {
        let zone = reading.calendar.zone.unwrap_or(ground.zone);
        let ground = Ground { zone, ..ground };
        let told =
            |refusal: &crate::calendar::Refusal| Refusal { line: refusal.line, reason: refusal.reason.to_string() };
        let mut plan = Self {
            title: reading.calendar.name.clone(),
            items: Vec::new(),
            refused: reading.refused.iter().map(told).collect(),
            notes: reading.notes.iter().map(told).collect(),
        };
        let mut groups = BTreeMap::<&str, Vec<(usize, &Entry)>>::new();
        for (line, entry) in reading.lines.iter().zip(&reading.calendar.entries) {
            groups.entry(&entry.uid).or_default().push((*line, entry));
        }
        let mut items = HashMap::<String, Item>::new();
        for group in groups.values() {
            for item in plan.group(group, ground, now) {
                // Of two under one name the later counts.
                match items.get(&item.name) {
                    Some(known) if known.version() > item.version() => {}
                    _ => drop(items.insert(item.name.clone(), item)),
                }
            }
        }
        plan.items = items.into_values().collect();
        plan.items.sort_by_cached_key(|item| (item.event.occasion.starts_at, item.name.clone()));
        plan.refused.sort_by_key(|refusal| refusal.line);
        plan
    }

    /// What has one name there: an event, or a series with what is said of single ones.
    fn group(&mut self, group: &[(usize, &Entry)], ground: Ground<'_>, now: NaiveDateTime) -> Vec<Item> {
        let overrides: Vec<&Entry> =
            group.iter().map(|(_, entry)| *entry).filter(|entry| entry.recurrence.is_some()).collect();
        let mains = group.iter().filter(|(_, entry)| entry.recurrence.is_none());
        let Some((line, main)) = mains.max_by_key(|(_, entry)| (entry.sequence, entry.modified)) else {
            return overrides.into_iter().map(|entry| Item::of(entry, ground)).collect();
        };
        if !main.recurs() {
            let own = std::iter::once(*main).chain(overrides);
            return own.map(|entry| Item::of(entry, ground)).collect();
        }
        let span = TimeDelta::days(WINDOW_DAYS);
        let (from, until) = (now.checked_sub_signed(span), now.checked_add_signed(span));
        let series = Series { main, overrides: &overrides, zone: ground.zone };
        match series.occurrences(from.unwrap_or(now), until.unwrap_or(now)) {
            Ok(found) => found.iter().map(|entry| Item::of(entry, ground)).collect(),
            Err(error) => {
                self.refused.push(Refusal { line: *line, reason: error.to_string() });
                Vec::new()
            }
        }
    }
}

impl Item {
    fn of(entry: &Entry, ground: Ground<'_>) -> Self {
        let recurrence = entry.recurrence.map(|which| which.utc(ground.zone));
        let name = match recurrence {
            Some(at) => named(&entry.uid, at),
            None => entry.uid.clone(),
        };
        let event = Event::of(entry, ground);
        let digest = secret::hash(&serde_json::to_string(&event).unwrap_or_default());
        let (sequence, modified) = (entry.sequence, entry.modified);
        Self { name, uid: entry.uid.clone(), recurrence, sequence, modified, event, digest }
    }

    /// By which of two versions the later is known (RFC 5546 §2.1.5).
    pub(super) fn version(&self) -> (i32, Option<NaiveDateTime>) {
        (self.sequence, self.modified)
    }
}

/// The name of one of a series: each is an event of its own here, and has a name of its own in every calendar.
fn named(uid: &str, at: NaiveDateTime) -> String {
    let name = format!("{uid}_{}", at.format("%Y%m%dT%H%M%SZ"));
    if name.chars().count() <= 255 { name } else { secret::hash(&name) }
}

impl Event {
    fn of(entry: &Entry, ground: Ground<'_>) -> Self {
        let (html, mut tags) = words(entry, ground.stall);
        let written = markup::to_text(&html).trim().to_owned();
        let html = match linked(entry, ground.hosts).filter(|url| !html.contains(url.as_str())) {
            Some(url) => {
                let url = markup::escape(&url);
                format!("{html}<p><a href=\"{url}\" rel=\"nofollow noopener noreferrer\">{url}</a></p>")
            }
            None => html,
        };
        tags.extend(entry.categories.iter().filter_map(|category| hashtag(category)));
        let place = NewPlace { name: entry.location.clone(), point: entry.point, ..NewPlace::default() };
        let title: String = entry.summary.chars().take(MAX_TITLE).collect();
        Self {
            title: if title.is_empty() { markup::shorten(&written, 80) } else { title },
            text: markup::to_text(&html).trim().to_owned(),
            html,
            tags: tags.into_iter().take(MAX_TAGS).collect(),
            place: place.kept(),
            occasion: occasion(entry, ground.zone),
        }
    }
}

/// What it is about, as safe HTML, with the hashtags in it. Some programs write HTML where plain text belongs.
fn words(entry: &Entry, stall: &Stall) -> (String, BTreeSet<String>) {
    let marked = ["<br", "</", "<p>", "<a "].iter().any(|tag| entry.description.contains(tag));
    let html = entry.html.as_ref().or(Some(&entry.description).filter(|_| marked));
    if let Some(html) = html {
        return (markup::sanitise(html), BTreeSet::new());
    }
    let composed = text::compose(&entry.description, |_| None, |tag| stall.tag(tag));
    (composed.html, composed.tags.iter().filter_map(|tag| hashtag(tag)).collect())
}

/// Its page elsewhere.
fn linked(entry: &Entry, hosts: &Hosts) -> Option<String> {
    let url = entry.url.as_ref().filter(|url| !hosts.is_local(url))?;
    Some(url.to_string())
}

/// A category as a hashtag.
fn hashtag(category: &str) -> Option<String> {
    let words = category.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("_");
    tag::normalise(&name).is_some().then_some(name).filter(|name| name.chars().any(char::is_alphabetic))
}

fn occasion(entry: &Entry, zone: Tz) -> NewOccasion {
    let clocks = entry.start.zone().unwrap_or(zone);
    let utc = |moment: Moment| moment.utc(clocks);
    let new = NewOccasion::at(utc(entry.start), clocks.name());
    NewOccasion {
        ends_at: entry.end().map(utc).filter(|end| *end > new.starts_at),
        all_day: entry.start.is_date(),
        status: match entry.status {
            Some(Status::Cancelled) => OccasionStatus::Cancelled,
            Some(Status::Tentative) => OccasionStatus::Tentative,
            Some(Status::Confirmed) | None => OccasionStatus::Confirmed,
        },
        online_url: entry.online.as_ref().map(ToString::to_string),
        facts: Json(Fact::contact(&entry.contact).kept().into_iter().collect()),
        // Whoever made it is elsewhere, and hears of nobody who would come.
        join_mode: JoinMode::None,
        ..new
    }
}

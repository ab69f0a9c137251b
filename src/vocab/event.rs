//! What only an event says (FEP-8a8e, Mobilizon, Gancio). When and where is told by every object's own fields.

use chrono::{DateTime, Utc};

use crate::collection::Collection;
use crate::iri::Iri;
use crate::many::Many;
use crate::reference::Ref;
use crate::wire::wire;

wire! {
    /// The terms of an `Event`, spread over the object that it is.
    group Event {
        /// IANA name of the zone that its times are meant in.
        timezone: Option<String> => "timezone",
        /// Who may come: `free`, `restricted`, `invite`, `external` (Mobilizon drops events with any other value).
        join_mode: Option<String> => "joinMode",
        /// Where to register when `join_mode` is `external`.
        external_participation_url: Option<Iri> => "externalParticipationUrl",
        /// Whether one may register without an account.
        anonymous_participation_enabled: Option<bool> => "anonymousParticipationEnabled",
        /// How many come.
        participant_count: Option<u64> => "participantCount",
        /// How many may come; 0 from Mobilizon means any number.
        maximum_attendee_capacity: Option<u64> => "maximumAttendeeCapacity",
        /// How many more may come.
        remaining_attendee_capacity: Option<u64> => "remainingAttendeeCapacity",
        /// Who comes.
        attendees: Option<Ref<Collection>> => "attendees",
        /// Who organises, where that is not just the author.
        organizers: Option<Ref<Collection>> => "organizers",
        /// Whom to ask.
        contacts: Many<Iri> => "contacts",
        /// `CONFIRMED`, `TENTATIVE` or `CANCELLED` (iCalendar).
        status: Option<String> => "status",
        /// The same under the prefixed key of Mobilizon.
        ical_status: Option<String> => "ical:status",
        /// `EventScheduled`, `EventCancelled`, … (FEP-8a8e); [`Event::is_cancelled`] reads all three.
        event_status: Option<String> => "eventStatus",
        /// Whether the end time is meant to be shown.
        display_end_time: Option<bool> => "displayEndTime",
        /// When it was to begin before it was moved.
        previous_start_time: Option<DateTime<Utc>> => "previousStartTime",
        /// Whether it takes place on the network.
        is_online: Option<bool> => "isOnline",
        /// Who may comment: `allow_all`, `closed`, …
        replies_moderation_option: Option<String> => "repliesModerationOption",
        /// Whether it is not yet published.
        draft: Option<bool> => "draft",
        /// An identifier that is stable over copies.
        uuid: Option<String> => "uuid",
    }
}

impl Event {
    /// Whether it was called off, in any of the ways of saying so.
    pub fn is_cancelled(&self) -> bool {
        let ical = [&self.status, &self.ical_status]
            .into_iter()
            .flatten()
            .any(|status| status.eq_ignore_ascii_case("CANCELLED"));
        ical || self.event_status.as_deref().is_some_and(|status| status.ends_with("EventCancelled"))
    }
}

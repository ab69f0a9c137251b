//! The tables of the events stall.

use host::social::schema::objects;

diesel::table! {
    events_series (id) {
        id -> BigInt,
        actor_id -> BigInt,
        statement -> Text,
        rule -> Text,
        told_until -> Timestamp,
        ended -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    events_occurrences (object_id) {
        object_id -> BigInt,
        series_id -> BigInt,
        rule_at -> Timestamp,
        detached -> Bool,
    }
}

diesel::allow_tables_to_appear_in_same_query!(events_series, events_occurrences);
host::store::tables_meet!(events_occurrences, objects);

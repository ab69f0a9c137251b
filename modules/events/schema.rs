//! The tables of the events stall.

use host::social::schema::{actors, objects, occasions};

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

diesel::table! {
    events_imports (actor_id, name) {
        actor_id -> BigInt,
        name -> Text,
        uid -> Text,
        recurrence_at -> Nullable<Timestamp>,
        object_id -> BigInt,
        sequence -> Integer,
        modified_at -> Nullable<Timestamp>,
        digest -> Text,
        subscription_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    events_subscriptions (id) {
        id -> BigInt,
        actor_id -> BigInt,
        member_id -> BigInt,
        url -> Text,
        title -> Text,
        zone -> Text,
        digest -> Nullable<Text>,
        checked_at -> Nullable<Timestamp>,
        events -> BigInt,
        problem -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    events_files (id) {
        id -> BigInt,
        actor_id -> BigInt,
        member_id -> BigInt,
        title -> Text,
        zone -> Text,
        state -> Text,
        content -> Text,
        total -> BigInt,
        report -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    events_keys (id) {
        id -> BigInt,
        actor_id -> BigInt,
        title -> Text,
        secret_hash -> Text,
        created_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    events_templates (id) {
        id -> BigInt,
        actor_id -> BigInt,
        title -> Text,
        statement -> Text,
        created_at -> Timestamp,
    }
}

host::store::tables_meet!(events_occurrences, objects);
host::store::tables_meet!(events_imports, objects);
host::store::tables_meet!(events_imports, occasions);
host::store::tables_meet!(events_keys, actors);
host::store::tables_meet!(events_subscriptions, actors);
host::store::tables_meet!(events_files, actors);
host::store::tables_meet!(events_templates, actors);

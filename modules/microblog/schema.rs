//! The tables that this module owns.

diesel::table! {
    microblog_drafts (id) {
        id -> BigInt,
        actor_id -> BigInt,
        statement -> Text,
        due_at -> Nullable<Timestamp>,
        error -> Nullable<Text>,
        updated_at -> Timestamp,
    }
}

//! The tables that this module owns.

use host::social::schema::{actors, follows, objects};

diesel::table! {
    photos_albums (id) {
        id -> BigInt,
        actor_id -> BigInt,
        title -> Text,
        description -> Text,
        audience -> Text,
        link -> Nullable<Text>,
        cover_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    photos_album_photos (album_id, object_id) {
        album_id -> BigInt,
        object_id -> BigInt,
        position -> BigInt,
        added_at -> Timestamp,
    }
}

diesel::table! {
    photos_album_contributors (album_id, actor_id) {
        album_id -> BigInt,
        actor_id -> BigInt,
        added_at -> Timestamp,
    }
}

diesel::table! {
    photos_imports (actor_id, mark) {
        actor_id -> BigInt,
        mark -> Text,
        object_id -> BigInt,
        album -> Nullable<Text>,
        created_at -> Timestamp,
        gathered -> Bool,
    }
}

diesel::table! {
    photos_portfolios (actor_id) {
        actor_id -> BigInt,
        open -> Bool,
        source -> Text,
        layout -> Text,
        captions -> Bool,
        places -> Bool,
        licences -> Bool,
        dates -> Bool,
        avatar -> Bool,
        bio -> Bool,
    }
}

diesel::table! {
    photos_portfolio_pieces (actor_id, object_id) {
        actor_id -> BigInt,
        object_id -> BigInt,
        position -> BigInt,
    }
}

diesel::table! {
    photos_stories (id) {
        id -> BigInt,
        uri -> Text,
        actor_id -> BigInt,
        media_id -> BigInt,
        caption -> Text,
        seconds -> SmallInt,
        answerable -> Bool,
        token_hash -> Nullable<Text>,
        reported -> Bool,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    photos_story_views (story_id, actor_id) {
        story_id -> BigInt,
        actor_id -> BigInt,
        liked -> Bool,
        seen_at -> Timestamp,
    }
}

host::store::tables_meet!(photos_albums, actors);
host::store::tables_meet!(photos_album_photos, objects);
host::store::tables_meet!(photos_album_contributors, actors);
host::store::tables_meet!(photos_imports, objects);
host::store::tables_meet!(photos_portfolio_pieces, objects);
host::store::tables_meet!(photos_portfolios, actors);
host::store::tables_meet!(photos_stories, actors);
host::store::tables_meet!(photos_stories, follows);
host::store::tables_meet!(photos_story_views, actors);

//! The tables that this module owns.

use host::social::schema::{
    actors, collection_follows, collection_objects, follows, media, object_tags, objects, reactions, tags,
};

diesel::table! {
    music_artists (id) {
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        sort_name -> Text,
        musicbrainz_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    music_albums (id) {
        id -> BigInt,
        actor_id -> BigInt,
        title -> Text,
        title_key -> Text,
        artist_line -> Text,
        artist_key -> Text,
        released -> Nullable<Text>,
        released_year -> Nullable<Integer>,
        musicbrainz_id -> Nullable<Text>,
        uri -> Nullable<Text>,
        cover_id -> Nullable<BigInt>,
        licence -> Nullable<Text>,
        visibility -> Text,
        tracks_count -> BigInt,
        duration_ms -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        kinds -> Text,
        sort_title -> Nullable<Text>,
        title_order -> Text,
        artist_order -> Text,
    }
}

diesel::table! {
    music_album_artists (album_id, position) {
        album_id -> BigInt,
        position -> SmallInt,
        artist_id -> BigInt,
        credit -> Text,
        joinphrase -> Text,
    }
}

diesel::table! {
    music_tracks (object_id) {
        object_id -> BigInt,
        album_id -> BigInt,
        media_id -> BigInt,
        artist_line -> Text,
        disc -> SmallInt,
        position -> SmallInt,
        released_year -> Nullable<Integer>,
        duration_ms -> BigInt,
        format -> Text,
        size -> BigInt,
        bit_rate -> Integer,
        sample_rate -> Integer,
        channels -> SmallInt,
        bit_depth -> Nullable<SmallInt>,
        musicbrainz_id -> Nullable<Text>,
        isrc -> Nullable<Text>,
        bpm -> Nullable<SmallInt>,
        copyright -> Nullable<Text>,
        licence -> Nullable<Text>,
        comment -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    music_track_artists (object_id, position) {
        object_id -> BigInt,
        position -> SmallInt,
        artist_id -> BigInt,
        credit -> Text,
        joinphrase -> Text,
    }
}

diesel::table! {
    music_lyrics (object_id) {
        object_id -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    music_analyses (object_id) {
        object_id -> BigInt,
        loudness -> Nullable<Integer>,
        true_peak -> Nullable<Integer>,
        loudness_range -> Nullable<Integer>,
        peaks -> Binary,
        problem -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    music_listens (id) {
        id -> BigInt,
        actor_id -> BigInt,
        object_id -> BigInt,
        client -> Text,
        listened_at -> Timestamp,
    }
}

diesel::table! {
    music_stars (actor_id, item, item_id) {
        actor_id -> BigInt,
        item -> Text,
        item_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    music_ratings (actor_id, item, item_id) {
        actor_id -> BigInt,
        item -> Text,
        item_id -> BigInt,
        rating -> SmallInt,
    }
}

diesel::table! {
    music_playlists (id) {
        id -> BigInt,
        actor_id -> BigInt,
        title -> Text,
        description -> Text,
        audience -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    music_playlist_tracks (playlist_id, position) {
        playlist_id -> BigInt,
        position -> BigInt,
        object_id -> BigInt,
        added_at -> Timestamp,
    }
}

diesel::table! {
    music_queues (actor_id) {
        actor_id -> BigInt,
        tracks -> Text,
        current -> BigInt,
        position_ms -> BigInt,
        changed_by -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    music_positions (actor_id, item, item_id) {
        actor_id -> BigInt,
        item -> Text,
        item_id -> BigInt,
        position_ms -> BigInt,
        comment -> Text,
        finished -> Bool,
        created_at -> Timestamp,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    music_channels (actor_id) {
        actor_id -> BigInt,
        medium -> Text,
        category -> Nullable<Text>,
        explicit -> Bool,
        licence -> Nullable<Text>,
        language -> Nullable<Text>,
        owner_email -> Nullable<Text>,
        funding_url -> Nullable<Text>,
    }
}

diesel::table! {
    music_stations (id) {
        id -> BigInt,
        title -> Text,
        stream_url -> Text,
        home_url -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    music_scrobbling (actor_id) {
        actor_id -> BigInt,
        url -> Text,
        token -> Text,
        account -> Nullable<Text>,
        problem -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    music_playing (actor_id) {
        actor_id -> BigInt,
        object_id -> BigInt,
        client -> Text,
        told -> Bool,
        began_at -> Timestamp,
        ends_at -> Timestamp,
    }
}

diesel::table! {
    music_presences (actor_id) {
        actor_id -> BigInt,
        shown_to -> Text,
    }
}

diesel::table! {
    music_shares (id) {
        id -> BigInt,
        actor_id -> BigInt,
        description -> Text,
        created_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
        visits -> BigInt,
        visited_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    music_share_items (share_id, position) {
        share_id -> BigInt,
        position -> BigInt,
        item -> Text,
        item_id -> BigInt,
    }
}

diesel::table! {
    music_podcasts (id) {
        id -> BigInt,
        url -> Text,
        title -> Text,
        author -> Text,
        description -> Text,
        link -> Nullable<Text>,
        picture_id -> Nullable<BigInt>,
        etag -> Nullable<Text>,
        modified -> Nullable<Text>,
        checked_at -> Nullable<Timestamp>,
        failures -> SmallInt,
        problem -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    music_subscriptions (actor_id, podcast_id) {
        actor_id -> BigInt,
        podcast_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    music_episodes (id) {
        id -> BigInt,
        podcast_id -> BigInt,
        guid -> Text,
        title -> Text,
        description -> Text,
        url -> Text,
        media_type -> Text,
        size -> BigInt,
        duration_ms -> BigInt,
        number -> Nullable<Integer>,
        season -> Nullable<Integer>,
        published_at -> Timestamp,
    }
}

diesel::table! {
    music_keys (id) {
        id -> BigInt,
        actor_id -> BigInt,
        title -> Text,
        created_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    music_libraries (id) {
        id -> BigInt,
        uri -> Text,
        owner_id -> Nullable<BigInt>,
        name -> Text,
        summary -> Text,
        total -> BigInt,
        problem -> Nullable<Text>,
        read_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    music_library_readers (library_id, actor_id) {
        library_id -> BigInt,
        actor_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    music_artists,
    music_albums,
    music_album_artists,
    music_tracks,
    music_track_artists,
    music_lyrics,
    music_analyses,
    music_listens,
    music_stars,
    music_ratings,
    music_playlists,
    music_playlist_tracks,
    music_positions,
);
diesel::allow_tables_to_appear_in_same_query!(music_podcasts, music_subscriptions, music_episodes, music_positions);
diesel::allow_tables_to_appear_in_same_query!(music_playing, music_presences);
host::store::tables_meet!(music_shares, actors);
host::store::tables_meet!(music_playing, actors);
host::store::tables_meet!(music_presences, actors);
diesel::allow_tables_to_appear_in_same_query!(music_libraries, music_library_readers);
host::store::tables_meet!(music_library_readers, actors);
host::store::tables_meet!(music_subscriptions, actors);
host::store::tables_meet!(music_scrobbling, actors);
host::store::tables_meet!(music_albums, actors);
host::store::tables_meet!(music_albums, collection_follows);
host::store::tables_meet!(music_albums, collection_objects);
host::store::tables_meet!(music_albums, follows);
host::store::tables_meet!(music_albums, objects);
host::store::tables_meet!(music_album_artists, objects);
host::store::tables_meet!(music_artists, objects);
host::store::tables_meet!(music_tracks, collection_follows);
host::store::tables_meet!(music_tracks, collection_objects);
host::store::tables_meet!(music_tracks, media);
host::store::tables_meet!(music_tracks, object_tags);
host::store::tables_meet!(music_tracks, objects);
host::store::tables_meet!(music_tracks, tags);
host::store::tables_meet!(music_tracks, follows);
host::store::tables_meet!(music_tracks, reactions);
host::store::tables_meet!(music_track_artists, objects);
host::store::tables_meet!(music_track_artists, follows);
host::store::tables_meet!(music_listens, objects);
host::store::tables_meet!(music_keys, actors);
host::store::tables_meet!(music_playlist_tracks, objects);

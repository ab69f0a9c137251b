//! The tables that every stall shares, as the migrations of `host` make them.
//!
//! Only BigInt, Text, SmallInt, Integer, Bool, Timestamp (UTC) and Binary, so that one schema serves both databases.
//! Joins are written with explicit `on` clauses: several columns of a table may point at one actor.

#![expect(missing_docs, reason = "the macro documents nothing; each column is documented on its noun's row")]

diesel::table! {
    accounts (id) {
        id -> BigInt,
        name -> Text,
        email -> Text,
        password_hash -> Text,
        role -> Text,
        locale -> Text,
        settings -> Text,
        reason -> Nullable<Text>,
        invite_id -> Nullable<BigInt>,
        totp_secret -> Nullable<Text>,
        totp_step -> Nullable<BigInt>,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
        approved_at -> Nullable<Timestamp>,
        suspended_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
        last_seen_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        account_id -> BigInt,
        parent_id -> Nullable<BigInt>,
        stall -> Nullable<Text>,
        token_hash -> Text,
        user_agent -> Text,
        address -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    tickets (token_hash) {
        token_hash -> Text,
        session_id -> BigInt,
        stall -> Text,
        next -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    email_tokens (token_hash) {
        token_hash -> Text,
        account_id -> BigInt,
        purpose -> Text,
        email -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    challenges (token_hash) {
        token_hash -> Text,
        account_id -> BigInt,
        tries -> SmallInt,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    recovery_codes (id) {
        id -> BigInt,
        account_id -> BigInt,
        code_hash -> Text,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    invites (id) {
        id -> BigInt,
        code -> Text,
        account_id -> BigInt,
        uses -> Integer,
        max_uses -> Nullable<Integer>,
        created_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    mails (id) {
        id -> BigInt,
        recipient -> Text,
        subject -> Text,
        body -> Text,
        created_at -> Timestamp,
        tries -> SmallInt,
        run_at -> Nullable<Timestamp>,
        sent_at -> Nullable<Timestamp>,
        error -> Nullable<Text>,
    }
}

diesel::table! {
    email_domain_blocks (domain) {
        domain -> Text,
        created_at -> Timestamp,
        id -> BigInt,
    }
}

diesel::table! {
    settings (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    rules (id) {
        id -> BigInt,
        position -> SmallInt,
        text -> Text,
        hint -> Text,
    }
}

diesel::table! {
    rule_translations (rule_id, language) {
        rule_id -> BigInt,
        language -> Text,
        text -> Text,
        hint -> Text,
    }
}

diesel::table! {
    announcements (id) {
        id -> BigInt,
        texts -> Text,
        starts_at -> Nullable<Timestamp>,
        ends_at -> Nullable<Timestamp>,
        published_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    announcement_reads (announcement_id, account_id) {
        announcement_id -> BigInt,
        account_id -> BigInt,
        read_at -> Timestamp,
    }
}

diesel::table! {
    announcement_reactions (announcement_id, account_id, name) {
        announcement_id -> BigInt,
        account_id -> BigInt,
        name -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    audit_entries (id) {
        id -> BigInt,
        account_id -> Nullable<BigInt>,
        action -> Text,
        target -> Text,
        detail -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    exports (id) {
        id -> BigInt,
        account_id -> BigInt,
        state -> Text,
        media_key -> Nullable<Text>,
        size -> BigInt,
        error -> Nullable<Text>,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    imports (id) {
        id -> BigInt,
        account_id -> BigInt,
        actor_id -> BigInt,
        kind -> Text,
        mode -> Text,
        state -> Text,
        file_name -> Text,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    import_rows (import_id, line) {
        import_id -> BigInt,
        line -> Integer,
        cells -> Text,
        host -> Text,
        state -> Text,
        refusal -> Nullable<Text>,
        target_id -> Nullable<BigInt>,
        tries -> SmallInt,
        due_at -> Timestamp,
        asked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    actors (id) {
        id -> BigInt,
        uri -> Text,
        stall -> Nullable<Text>,
        account_id -> Nullable<BigInt>,
        kind -> Text,
        username -> Text,
        host -> Text,
        name -> Text,
        summary -> Text,
        note -> Text,
        url -> Nullable<Text>,
        avatar_id -> Nullable<BigInt>,
        header_id -> Nullable<BigInt>,
        fields -> Text,
        emojis -> Text,
        inbox -> Text,
        shared_inbox -> Nullable<Text>,
        outbox -> Nullable<Text>,
        followers -> Nullable<Text>,
        following -> Nullable<Text>,
        featured -> Nullable<Text>,
        locked -> Bool,
        bot -> Bool,
        discoverable -> Bool,
        indexable -> Bool,
        follows_hidden -> Bool,
        also_known_as -> Text,
        moved_to -> Nullable<Text>,
        settings -> Text,
        followers_count -> BigInt,
        following_count -> BigInt,
        objects_count -> BigInt,
        last_object_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        fetched_at -> Nullable<Timestamp>,
        suspended_at -> Nullable<Timestamp>,
        silenced_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    actor_keys (id) {
        id -> BigInt,
        actor_id -> BigInt,
        key_uri -> Text,
        algorithm -> Text,
        public_key -> Text,
        private_key -> Nullable<Binary>,
        fetched_at -> Timestamp,
    }
}

diesel::table! {
    follows (id) {
        id -> BigInt,
        uri -> Text,
        follower_id -> BigInt,
        followed_id -> BigInt,
        state -> Text,
        notify -> Bool,
        show_boosts -> Bool,
        created_at -> Timestamp,
        accepted_at -> Nullable<Timestamp>,
        languages -> Text,
    }
}

diesel::table! {
    collection_follows (id) {
        id -> BigInt,
        uri -> Text,
        follower_id -> BigInt,
        owner_id -> BigInt,
        collection_uri -> Text,
        state -> Text,
        created_at -> Timestamp,
        accepted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    collection_objects (collection_uri, object_id) {
        collection_uri -> Text,
        object_id -> BigInt,
        item_uri -> Nullable<Text>,
    }
}

diesel::table! {
    actor_notes (actor_id, about_id) {
        actor_id -> BigInt,
        about_id -> BigInt,
        text -> Text,
    }
}

diesel::table! {
    endorsements (id) {
        id -> BigInt,
        actor_id -> BigInt,
        endorsed_id -> BigInt,
    }
}

diesel::table! {
    suggestion_dismissals (actor_id, dismissed_id) {
        actor_id -> BigInt,
        dismissed_id -> BigInt,
    }
}

diesel::table! {
    blocks (id) {
        id -> BigInt,
        uri -> Text,
        blocker_id -> BigInt,
        blocked_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    mutes (id) {
        id -> BigInt,
        muter_id -> BigInt,
        muted_id -> BigInt,
        notifications -> Bool,
        expires_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    actor_domain_blocks (actor_id, host) {
        actor_id -> BigInt,
        host -> Text,
        created_at -> Timestamp,
        id -> BigInt,
    }
}

diesel::table! {
    lists (id) {
        id -> BigInt,
        actor_id -> BigInt,
        title -> Text,
        replies_policy -> Text,
        exclusive -> Bool,
    }
}

diesel::table! {
    list_members (list_id, actor_id) {
        list_id -> BigInt,
        actor_id -> BigInt,
    }
}

diesel::table! {
    conversations (id) {
        id -> BigInt,
        uri -> Nullable<Text>,
    }
}

diesel::table! {
    correspondences (actor_id, conversation_id) {
        actor_id -> BigInt,
        conversation_id -> BigInt,
        last_object_id -> BigInt,
        unread -> Bool,
    }
}

diesel::table! {
    objects (id) {
        id -> BigInt,
        uri -> Text,
        stall -> Nullable<Text>,
        kind -> Text,
        wire_type -> Text,
        actor_id -> BigInt,
        visibility -> Text,
        title -> Nullable<Text>,
        content -> Text,
        source -> Nullable<Text>,
        summary -> Nullable<Text>,
        sensitive -> Bool,
        language -> Nullable<Text>,
        in_reply_to_id -> Nullable<BigInt>,
        in_reply_to_uri -> Nullable<Text>,
        conversation_id -> BigInt,
        quote_id -> Nullable<BigInt>,
        quote_uri -> Nullable<Text>,
        quote_state -> Nullable<Text>,
        quote_authorization -> Nullable<Text>,
        quote_policy -> Text,
        emojis -> Text,
        url -> Nullable<Text>,
        published_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
        fetched_at -> Nullable<Timestamp>,
        replies_count -> BigInt,
        boosts_count -> BigInt,
        likes_count -> BigInt,
        quotes_count -> BigInt,
        raw -> Nullable<Text>,
        answerable -> Bool,
        moderator_id -> Nullable<BigInt>,
        held -> Bool,
    }
}

diesel::table! {
    participations (id) {
        id -> BigInt,
        object_id -> BigInt,
        actor_id -> Nullable<BigInt>,
        name -> Text,
        email -> Nullable<Text>,
        language -> Text,
        state -> Text,
        guests -> SmallInt,
        message -> Text,
        answers -> Text,
        uri -> Nullable<Text>,
        code -> Text,
        asked_at -> Timestamp,
        checked_in_at -> Nullable<Timestamp>,
        updated_at -> Timestamp,
        reminders -> Text,
        reminded -> Nullable<Integer>,
    }
}

diesel::table! {
    questions (object_id, position) {
        object_id -> BigInt,
        position -> SmallInt,
        text -> Text,
        required -> Bool,
    }
}

diesel::table! {
    participation_links (token_hash) {
        token_hash -> Text,
        participation_id -> BigInt,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    places (object_id) {
        object_id -> BigInt,
        name -> Text,
        key -> Text,
        country -> Nullable<Text>,
        latitude -> Nullable<BigInt>,
        longitude -> Nullable<BigInt>,
        address -> Nullable<Text>,
    }
}

diesel::table! {
    occasions (object_id) {
        object_id -> BigInt,
        starts_at -> Timestamp,
        ends_at -> Nullable<Timestamp>,
        zone -> Text,
        all_day -> Bool,
        status -> Text,
        previous_starts_at -> Nullable<Timestamp>,
        category -> Text,
        online_url -> Nullable<Text>,
        join_mode -> Text,
        join_url -> Nullable<Text>,
        join_until -> Nullable<Timestamp>,
        anonymous -> Bool,
        capacity -> Nullable<BigInt>,
        guests_most -> SmallInt,
        participants_count -> BigInt,
        uid -> Text,
        sequence -> Integer,
        facts -> Text,
    }
}

diesel::table! {
    groups (actor_id) {
        actor_id -> BigInt,
        openness -> Text,
        club -> Bool,
        members_count -> BigInt,
    }
}

diesel::table! {
    memberships (group_id, actor_id) {
        group_id -> BigInt,
        actor_id -> BigInt,
        role -> Text,
        uri -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    object_edits (id) {
        id -> BigInt,
        object_id -> BigInt,
        title -> Nullable<Text>,
        content -> Text,
        source -> Nullable<Text>,
        summary -> Nullable<Text>,
        sensitive -> Bool,
        media -> Text,
        poll -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    mentions (object_id, actor_id) {
        object_id -> BigInt,
        actor_id -> BigInt,
        silent -> Bool,
    }
}

diesel::table! {
    tags (id) {
        id -> BigInt,
        name -> Text,
        display -> Text,
        created_at -> Timestamp,
        last_used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    object_tags (tag_id, object_id) {
        tag_id -> BigInt,
        object_id -> BigInt,
    }
}

diesel::table! {
    tag_follows (actor_id, tag_id) {
        actor_id -> BigInt,
        tag_id -> BigInt,
        created_at -> Timestamp,
        id -> BigInt,
    }
}

diesel::table! {
    featured_tags (actor_id, tag_id) {
        actor_id -> BigInt,
        tag_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    media (id) {
        id -> BigInt,
        actor_id -> Nullable<BigInt>,
        object_id -> Nullable<BigInt>,
        position -> SmallInt,
        kind -> Text,
        media_type -> Text,
        state -> Text,
        media_key -> Nullable<Text>,
        preview_key -> Nullable<Text>,
        original_key -> Nullable<Text>,
        remote_url -> Nullable<Text>,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        duration_ms -> Nullable<BigInt>,
        size -> BigInt,
        blurhash -> Nullable<Text>,
        description -> Text,
        focus_x -> Nullable<SmallInt>,
        focus_y -> Nullable<SmallInt>,
        error -> Nullable<Text>,
        created_at -> Timestamp,
        held_until -> Nullable<Timestamp>,
        exposure -> Nullable<Text>,
        licence -> Nullable<Text>,
        exposure_shown -> Bool,
        development -> Nullable<Text>,
        proof_key -> Nullable<Text>,
        full_width -> Nullable<Integer>,
        full_height -> Nullable<Integer>,
    }
}

diesel::table! {
    renditions (media_id, width) {
        media_id -> BigInt,
        width -> Integer,
        height -> Integer,
        media_key -> Text,
        size -> BigInt,
    }
}

diesel::table! {
    emojis (id) {
        id -> BigInt,
        shortcode -> Text,
        host -> Text,
        uri -> Nullable<Text>,
        media_key -> Nullable<Text>,
        media_type -> Text,
        remote_url -> Nullable<Text>,
        disabled -> Bool,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    previews (id) {
        id -> BigInt,
        address -> Text,
        found -> Bool,
        url -> Text,
        title -> Text,
        description -> Text,
        author_name -> Text,
        author_url -> Text,
        provider_name -> Text,
        provider_url -> Text,
        language -> Nullable<Text>,
        published_at -> Nullable<Timestamp>,
        image_id -> Nullable<BigInt>,
        fetched_at -> Timestamp,
    }
}

diesel::table! {
    object_previews (object_id) {
        object_id -> BigInt,
        preview_id -> BigInt,
    }
}

diesel::table! {
    polls (object_id) {
        object_id -> BigInt,
        multiple -> Bool,
        closes_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        voters_count -> BigInt,
    }
}

diesel::table! {
    poll_options (object_id, position) {
        object_id -> BigInt,
        position -> SmallInt,
        title -> Text,
        votes_count -> BigInt,
    }
}

diesel::table! {
    poll_votes (object_id, actor_id, position) {
        object_id -> BigInt,
        actor_id -> BigInt,
        position -> SmallInt,
        uri -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    reactions (id) {
        id -> BigInt,
        uri -> Text,
        actor_id -> BigInt,
        object_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    boosts (id) {
        id -> BigInt,
        uri -> Text,
        actor_id -> BigInt,
        object_id -> BigInt,
        visibility -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    bookmarks (id) {
        id -> BigInt,
        actor_id -> BigInt,
        object_id -> BigInt,
    }
}

diesel::table! {
    pins (id) {
        id -> BigInt,
        actor_id -> BigInt,
        object_id -> BigInt,
    }
}

diesel::table! {
    thread_mutes (actor_id, conversation_id) {
        actor_id -> BigInt,
        conversation_id -> BigInt,
    }
}

diesel::table! {
    timeline_entries (owner_id, id) {
        owner_id -> BigInt,
        id -> BigInt,
        object_id -> BigInt,
        author_id -> BigInt,
        boost_id -> Nullable<BigInt>,
        booster_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    notifications (id) {
        id -> BigInt,
        actor_id -> BigInt,
        kind -> Text,
        from_id -> BigInt,
        object_id -> Nullable<BigInt>,
        read_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        filtered -> Bool,
        group_key -> Nullable<Text>,
        report_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    notification_policies (actor_id) {
        actor_id -> BigInt,
        not_following -> Text,
        not_followers -> Text,
        new_accounts -> Text,
        private_mentions -> Text,
        limited_accounts -> Text,
    }
}

diesel::table! {
    notification_permissions (actor_id, from_id) {
        actor_id -> BigInt,
        from_id -> BigInt,
    }
}

diesel::table! {
    markers (actor_id, timeline) {
        actor_id -> BigInt,
        timeline -> Text,
        last_read_id -> BigInt,
        version -> Integer,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    filters (id) {
        id -> BigInt,
        actor_id -> BigInt,
        title -> Text,
        contexts -> Text,
        action -> Text,
        expires_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    filter_keywords (id) {
        id -> BigInt,
        filter_id -> BigInt,
        keyword -> Text,
        whole_word -> Bool,
    }
}

diesel::table! {
    filter_objects (id) {
        id -> BigInt,
        filter_id -> BigInt,
        object_id -> BigInt,
    }
}

diesel::table! {
    drafts (id) {
        id -> BigInt,
        actor_id -> BigInt,
        statement -> Text,
        due_at -> Nullable<Timestamp>,
        error -> Nullable<Text>,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    idempotency_keys (actor_id, key_hash) {
        actor_id -> BigInt,
        key_hash -> Text,
        object_id -> Nullable<BigInt>,
        draft_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    reports (id) {
        id -> BigInt,
        uri -> Text,
        reporter_id -> BigInt,
        target_id -> BigInt,
        comment -> Text,
        objects -> Text,
        forwarded -> Bool,
        created_at -> Timestamp,
        resolved_at -> Nullable<Timestamp>,
        resolved_by -> Nullable<BigInt>,
        category -> Text,
        rules -> Text,
        assigned_to -> Nullable<BigInt>,
        updated_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    domain_policies (host) {
        host -> Text,
        severity -> Text,
        reject_media -> Bool,
        reason -> Text,
        created_at -> Timestamp,
        id -> BigInt,
    }
}

diesel::table! {
    peers (host) {
        host -> Text,
        software -> Nullable<Text>,
        version -> Nullable<Text>,
        first_seen_at -> Timestamp,
        last_seen_at -> Nullable<Timestamp>,
        failures -> Integer,
        failing_since -> Nullable<Timestamp>,
        open_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    inbox_entries (id) {
        id -> BigInt,
        stall -> Nullable<Text>,
        host -> Text,
        activity_uri -> Text,
        activity_type -> Text,
        actor_uri -> Text,
        object_uri -> Nullable<Text>,
        signed -> Text,
        signature -> Nullable<Text>,
        verified -> Bool,
        body -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        tries -> SmallInt,
        run_at -> Timestamp,
        received_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    outbox_entries (id) {
        id -> BigInt,
        stall -> Text,
        actor_id -> BigInt,
        activity_uri -> Text,
        activity_type -> Text,
        object_id -> Nullable<BigInt>,
        audience -> Text,
        body -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    deliveries (id) {
        id -> BigInt,
        outbox_id -> BigInt,
        host -> Text,
        inbox -> Text,
        state -> Text,
        signed -> Nullable<Text>,
        tries -> SmallInt,
        status -> Nullable<SmallInt>,
        reason -> Nullable<Text>,
        run_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    access_tokens (id) {
        id -> BigInt,
        account_id -> Nullable<BigInt>,
        stall -> Text,
        application_id -> Nullable<BigInt>,
        token_hash -> Text,
        scopes -> Text,
        name -> Text,
        created_at -> Timestamp,
        last_used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    push_subscriptions (access_token_id) {
        access_token_id -> BigInt,
        actor_id -> BigInt,
        endpoint -> Text,
        public_key -> Binary,
        auth_secret -> Binary,
        standard -> Bool,
        alerts -> Text,
        policy -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    applications (id) {
        id -> BigInt,
        stall -> Text,
        client_id -> Text,
        secret_hash -> Text,
        name -> Text,
        website -> Nullable<Text>,
        redirect_uris -> Text,
        scopes -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    authorizations (id) {
        id -> BigInt,
        code_hash -> Text,
        application_id -> BigInt,
        account_id -> BigInt,
        redirect_uri -> Text,
        scopes -> Text,
        challenge -> Nullable<Text>,
        token_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        redeemed_at -> Nullable<Timestamp>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    access_tokens,
    applications,
    authorizations,
    push_subscriptions,
    accounts,
    sessions,
    tickets,
    email_tokens,
    challenges,
    recovery_codes,
    invites,
    mails,
    email_domain_blocks,
    settings,
    rules,
    rule_translations,
    announcements,
    announcement_reads,
    announcement_reactions,
    audit_entries,
    exports,
    imports,
    import_rows,
    actors,
    actor_keys,
    follows,
    collection_follows,
    collection_objects,
    actor_notes,
    endorsements,
    suggestion_dismissals,
    blocks,
    mutes,
    actor_domain_blocks,
    lists,
    list_members,
    conversations,
    correspondences,
    objects,
    object_edits,
    mentions,
    tags,
    object_tags,
    tag_follows,
    featured_tags,
    media,
    renditions,
    places,
    occasions,
    participations,
    questions,
    participation_links,
    groups,
    memberships,
    emojis,
    previews,
    object_previews,
    polls,
    poll_options,
    poll_votes,
    reactions,
    boosts,
    bookmarks,
    pins,
    thread_mutes,
    timeline_entries,
    notifications,
    notification_policies,
    notification_permissions,
    markers,
    filters,
    filter_keywords,
    filter_objects,
    drafts,
    idempotency_keys,
    reports,
    domain_policies,
    peers,
    inbox_entries,
    outbox_entries,
    deliveries,
);

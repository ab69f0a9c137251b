//! The pages that every stall has, by resource.

mod announcements;
mod answers;
mod blocks;
mod downloads;
mod drafts;
mod editing;
mod embeds;
mod feeds;
mod files;
mod filters;
mod follows;
mod groups;
mod lists;
mod maps;
mod marks;
mod members;
mod migration;
mod notification_policy;
mod notification_requests;
mod notifications;
mod objects;
mod oembed;
mod participants;
mod participation;
mod people;
mod pictures;
mod places;
mod placing;
mod profile;
mod profiles;
mod registrations;
mod reports;
mod requests;
mod saved;
mod search;
mod session;
mod tags;

use actix_web::web::{ServiceConfig, delete, get, post, put, resource};
use host::web::headers::{opened_by_programs, readable_by_all};

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        // Sessions: a ticket of the square opens one
        .service(resource("/session").wrap(opened_by_programs()).get(session::create))
        .route("/log-out", post().to(session::delete))
        // Files, which programs in a browser look at more closely than an <img> does
        .service(resource("/media/{key:.+}").wrap(readable_by_all()).get(files::show))
        .service(resource("/files/{id}").wrap(readable_by_all()).get(files::of_media))
        .service(resource("/files/{id}/{width:[0-9]+}").wrap(readable_by_all()).get(files::rendition))
        .service(resource("/files/{id}/preview").wrap(readable_by_all()).get(files::preview))
        .route("/files/{id}/proof", get().to(files::proof))
        .route("/pictures/{id}/edit", get().to(editing::edit))
        .route("/pictures/{id}", put().to(editing::update))
        .service(resource("/emojis/{host}/{shortcode}").wrap(readable_by_all()).get(files::emoji))
        // How other sites show what is here
        .service(resource("/oembed").wrap(readable_by_all()).get(oembed::show))
        // What a member is told, asked and keeps
        .route("/notifications", get().to(notifications::index))
        .route("/notifications", delete().to(notifications::clear))
        .route("/notifications/policy", put().to(notification_policy::update))
        .route("/notifications/requests", get().to(notification_requests::index))
        .route("/notifications/requests/{id}", put().to(notification_requests::accept))
        .route("/notifications/requests/{id}", delete().to(notification_requests::dismiss))
        .route("/notifications/{id}", delete().to(notifications::delete))
        .route("/announcements/{id}/dismissal", post().to(announcements::dismiss))
        .route("/requests", get().to(requests::index))
        .route("/requests/collections/{id}", put().to(requests::accept_reader))
        .route("/requests/collections/{id}", delete().to(requests::reject_reader))
        .route("/requests/{id}", put().to(requests::accept))
        .route("/requests/{id}", delete().to(requests::reject))
        .route("/bookmarks", get().to(saved::bookmarks))
        .route("/likes", get().to(saved::likes))
        .route("/direct", get().to(saved::direct))
        .route("/drafts", get().to(drafts::index))
        .route("/drafts/{id}", delete().to(drafts::delete))
        .route("/drafts/{id}/publication", post().to(drafts::publish))
        .route("/lists", get().to(lists::index))
        .route("/lists", post().to(lists::create))
        .route("/lists/{id}", get().to(lists::show))
        .route("/lists/{id}", put().to(lists::update))
        .route("/lists/{id}", delete().to(lists::delete))
        .route("/lists/{id}/members", post().to(lists::add))
        .route("/lists/{id}/members/{actor}", delete().to(lists::remove))
        // Finding
        .route("/search", get().to(search::index))
        .route("/authorize_interaction", get().to(search::interact))
        .route("/tags/{tag}", get().to(tags::show))
        .route("/places", get().to(places::show))
        .route("/map", get().to(maps::show))
        .route("/map.geojson", get().to(maps::points))
        .route("/tags/{tag}/follow", post().to(tags::follow))
        .route("/tags/{tag}/follow", delete().to(tags::unfollow))
        .route("/tags/{tag}/feed.{format:atom|rss}", get().to(feeds::tag))
        // The member's own actor
        .route("/profile", get().to(profile::edit))
        .route("/profile", put().to(profile::update))
        .route("/profile/move", get().to(migration::edit))
        .route("/profile/aliases", put().to(migration::alias))
        .route("/profile/move", post().to(migration::create))
        .route("/blocks", get().to(blocks::index))
        .route("/blocks/hosts", post().to(blocks::hide_host))
        .route("/blocks/hosts/{host}", delete().to(blocks::show_host))
        .route("/filters", get().to(filters::index))
        .route("/filters", post().to(filters::create))
        .route("/filters/{id}", delete().to(filters::delete))
        // Actors
        .route("/@{handle}", get().to(profiles::show))
        .route("/@{handle}/feed.{format:atom|rss}", get().to(feeds::actor))
        .route("/@{handle}/followers", get().to(people::followers))
        .route("/@{handle}/following", get().to(people::following))
        .route("/@{handle}/follow", post().to(follows::create))
        .route("/@{handle}/follow", put().to(follows::update))
        .route("/@{handle}/follow", delete().to(follows::delete))
        .route("/@{handle}/follower", delete().to(follows::remove_follower))
        .route("/@{handle}/block", post().to(blocks::create))
        .route("/@{handle}/block", delete().to(blocks::delete))
        .route("/@{handle}/mute", post().to(blocks::mute))
        .route("/@{handle}/mute", delete().to(blocks::unmute))
        .route("/@{handle}/report", get().to(reports::new))
        .route("/@{handle}/report", post().to(reports::create))
        // Groups, where a stall has such
        .route("/groups", get().to(groups::index))
        .route("/groups", post().to(groups::create))
        .route("/groups/new", get().to(groups::new))
        .route("/groups/club", post().to(groups::create_club))
        .route("/groups/requests", get().to(members::requests))
        .route("/@{handle}", put().to(groups::update))
        .route("/@{handle}", delete().to(groups::delete))
        .route("/@{handle}/edit", get().to(groups::edit))
        .route("/@{handle}/members", get().to(members::index))
        .route("/@{handle}/members", post().to(members::invite))
        .route("/@{handle}/members/{id}", put().to(members::update))
        .route("/@{handle}/members/{id}", delete().to(members::remove))
        .route("/@{handle}/membership", post().to(members::join))
        .route("/@{handle}/membership", delete().to(members::leave))
        // Objects
        .route("/@{handle}/{id:[0-9]+}", get().to(objects::show))
        .route("/@{handle}/{id:[0-9]+}", delete().to(objects::destroy))
        .route("/@{handle}/{id:[0-9]+}/delete", get().to(objects::delete))
        .route("/@{handle}/{id:[0-9]+}/media.zip", get().to(downloads::show))
        .route("/@{handle}/{id:[0-9]+}/media/{place:[0-9]+}", get().to(pictures::show))
        .route("/@{handle}/{id:[0-9]+}/embed", get().to(embeds::show))
        .route("/@{handle}/{id:[0-9]+}/place", get().to(placing::edit))
        .route("/@{handle}/{id:[0-9]+}/place", put().to(placing::update))
        .route("/@{handle}/{id:[0-9]+}/place", delete().to(placing::delete))
        .route("/@{handle}/{id:[0-9]+}/history", get().to(objects::history))
        .route("/@{handle}/{id:[0-9]+}/journey", get().to(objects::journey))
        .route("/@{handle}/{id:[0-9]+}/report", get().to(reports::new_about))
        .route("/@{handle}/{id:[0-9]+}/{page:reply|quote|edit}", get().to(answers::new))
        .route("/@{handle}/{id:[0-9]+}/replies", post().to(answers::create))
        .route("/@{handle}/{id:[0-9]+}/consent", post().to(answers::consent))
        .route("/@{handle}/{id:[0-9]+}/{list:likes|boosts}", get().to(people::who))
        .route("/@{handle}/{id:[0-9]+}/votes", post().to(marks::vote))
        // Taking part in what takes place
        .route("/@{handle}/{id:[0-9]+}/participation", get().to(participation::new))
        .route("/@{handle}/{id:[0-9]+}/participation", post().to(participation::create))
        .route("/@{handle}/{id:[0-9]+}/participation", delete().to(participation::delete))
        .route("/@{handle}/{id:[0-9]+}/ticket", get().to(participation::ticket))
        .route("/@{handle}/{id:[0-9]+}/participants", get().to(participants::index))
        .route("/@{handle}/{id:[0-9]+}/questions", put().to(participants::ask))
        .route("/@{handle}/{id:[0-9]+}/participants.csv", get().to(participants::export))
        .route("/@{handle}/{id:[0-9]+}/participants/messages", post().to(participants::tell))
        .route("/@{handle}/{id:[0-9]+}/participants/{participation:[0-9]+}", put().to(participants::update))
        .route("/@{handle}/{id:[0-9]+}/door", get().to(participants::door))
        .route("/@{handle}/{id:[0-9]+}/registration", get().to(registrations::new))
        .route("/@{handle}/{id:[0-9]+}/registration", post().to(registrations::create))
        .route("/participations/{token}", get().to(registrations::show))
        .route("/participations/{token}/confirmation", post().to(registrations::confirm))
        .route("/participations/{token}", put().to(registrations::update))
        .route("/participations/{token}", delete().to(registrations::delete))
        .route("/@{handle}/{id:[0-9]+}/{mark:likes|boosts|bookmarks|pins|mutes}", post().to(marks::create))
        .route("/@{handle}/{id:[0-9]+}/{mark:likes|boosts|bookmarks|pins|mutes}", delete().to(marks::delete))
        .route("/@{handle}/{id:[0-9]+}/quoted", delete().to(marks::revoke_quote));
}

/// The form that a button is.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Button {}

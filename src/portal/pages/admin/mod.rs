//! Administration. Moderators decide on people and servers; what holds for the club as a whole is for administrators.
//! Each handler says by its first argument who may enter; anybody else finds nothing there.

mod accounts;
mod actors;
mod announcements;
mod approvals;
mod audit;
mod deliveries;
mod domains;
mod email_domains;
mod emoji;
mod invites;
mod journal;
mod mails;
mod objects;
mod overview;
mod peers;
mod queue;
mod reports;
mod rules;
mod settings;
mod stalls;
mod standing;

use actix_web::web::{ServiceConfig, delete, get, post, resource};

pub(super) fn routes(admin: &mut ServiceConfig) {
    admin
        .route("", get().to(overview::show))
        // People
        .route("/accounts", get().to(accounts::index))
        .service(resource("/accounts/{id}").get(accounts::show).delete(accounts::destroy))
        .service(resource("/accounts/{id}/approval").post(approvals::create).delete(approvals::destroy))
        .route("/accounts/{id}/confirmation", post().to(approvals::confirm))
        .service(resource("/accounts/{id}/suspension").post(standing::suspend).delete(standing::restore))
        .route("/accounts/{id}/role", post().to(standing::set_role))
        .route("/accounts/{id}/password", post().to(standing::reset_password))
        .route("/accounts/{id}/two-factor", delete().to(standing::drop_two_factor))
        .route("/invites", get().to(invites::index))
        .route("/invites/{id}", delete().to(invites::destroy))
        .service(resource("/email-domains").get(email_domains::index).post(email_domains::create))
        .route("/email-domains/{domain}", delete().to(email_domains::destroy))
        // What is reported
        .route("/reports", get().to(reports::index))
        .route("/reports/{id}", get().to(reports::show))
        .service(resource("/reports/{id}/settlement").post(reports::settle).delete(reports::reopen))
        .service(resource("/actors/{id}/suspension").post(actors::suspend).delete(actors::restore))
        .service(resource("/actors/{id}/silence").post(actors::silence).delete(actors::unsilence))
        .route("/objects/{id}", delete().to(objects::destroy))
        // Other servers
        .service(resource("/domains").get(domains::index).post(domains::create))
        .route("/domains.csv", get().to(domains::export))
        .route("/domains/import", post().to(domains::import))
        .route("/domains/mode", post().to(domains::set_mode))
        .route("/domains/{host}", delete().to(domains::destroy))
        .route("/peers", get().to(peers::index))
        .route("/journal", get().to(journal::index))
        .route("/journal/outgoing", get().to(journal::outgoing))
        .route("/journal/outgoing/{id}", get().to(journal::sent))
        .service(resource("/journal/{id}").get(journal::received).post(journal::retry))
        .service(resource("/deliveries").get(deliveries::index).post(deliveries::retry_all))
        .service(resource("/deliveries/{id}").post(deliveries::retry).delete(deliveries::destroy))
        // The machine
        .route("/queue", get().to(queue::index))
        .service(resource("/queue/{id}").post(queue::retry).delete(queue::destroy))
        .route("/mails", get().to(mails::index))
        .route("/mails/{id}", get().to(mails::show))
        .route("/audit", get().to(audit::index))
        // The club
        .service(resource("/settings").get(settings::edit).post(settings::update))
        .service(resource("/rules").get(rules::index).post(rules::create))
        .service(resource("/rules/{id}").post(rules::update).delete(rules::destroy))
        .route("/rules/{id}/place", post().to(rules::place))
        .service(resource("/announcements").get(announcements::index).post(announcements::create))
        .route("/announcements/new", get().to(announcements::new))
        .service(
            resource("/announcements/{id}")
                .get(announcements::edit)
                .post(announcements::update)
                .delete(announcements::destroy),
        )
        .service(
            resource("/announcements/{id}/publication").post(announcements::publish).delete(announcements::withdraw),
        )
        .service(resource("/stalls").get(stalls::edit).post(stalls::update))
        .service(resource("/emoji").get(emoji::index).post(emoji::create))
        .service(resource("/emoji/{id}/offer").post(emoji::enable).delete(emoji::disable));
}

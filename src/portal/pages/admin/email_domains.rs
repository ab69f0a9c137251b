//! E-mail providers whose addresses may not sign up.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::moderation;
use host::social::email;
use host::web::{self, FieldErrors, Form};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::staff::ModeratorVisit;

#[derive(Serialize)]
struct Index<'a> {
    domains: Vec<String>,
    domain: &'a str,
}

#[derive(Deserialize)]
pub(super) struct DomainForm {
    domain: String,
}

/// `GET /admin/email-domains`
pub(super) async fn index(visit: ModeratorVisit, app: App) -> web::Result<HttpResponse> {
    let domains = app.db.read(email::blocked_domains).await?;
    visit.render("square/admin/email_domains.html", &Index { domains, domain: "" })
}

/// `POST /admin/email-domains`
pub(super) async fn create(visit: ModeratorVisit, app: App, form: Form<DomainForm>) -> web::Result<HttpResponse> {
    let (me, domain) = (visit.me.account, form.into_inner().domain);
    let typed = domain.clone();
    let added = app.db.write(move |c| moderation::block_email_domain(c, me, &typed));
    if !added.await? {
        let page = Index { domains: app.db.read(email::blocked_domains).await?, domain: &domain };
        let errors = FieldErrors::one("domain", "email-domain-not-added");
        return visit.render_invalid("square/admin/email_domains.html", &page, &errors);
    }
    visit.notice("email-domain-blocked");
    Ok(visit.see_other("/admin/email-domains"))
}

/// `DELETE /admin/email-domains/{domain}`
pub(super) async fn destroy(
    visit: ModeratorVisit,
    app: App,
    domain: Path<String>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    app.db.write(move |c| moderation::unblock_email_domain(c, me, &domain)).await?;
    visit.notice("email-domain-unblocked");
    Ok(visit.see_other("/admin/email-domains"))
}

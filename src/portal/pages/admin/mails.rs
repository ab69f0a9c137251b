//! Mails on their way out. Where no mail server is configured they stay here, and an administrator passes them on.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::registration;
use host::social::account::{Account, AccountId, Role};
use host::social::mail::{Mail, MailId};
use host::store::Conn;
use host::web;
use host::web::card::Pagination;
use serde::{Deserialize, Serialize};

use crate::paging::{self, ROWS};
use crate::query::Query;
use crate::staff::AdminVisit;

#[derive(Serialize)]
struct Index {
    mails: Vec<Row>,
    pages: Pagination,
    /// Whether they leave by themselves.
    sends: bool,
}

#[derive(Serialize)]
struct Row {
    id: MailId,
    recipient: String,
    subject: String,
    created_at: NaiveDateTime,
    sent_at: Option<NaiveDateTime>,
    tries: i16,
    run_at: Option<NaiveDateTime>,
    error: Option<String>,
}

#[derive(Deserialize, Default)]
pub(super) struct Place {
    before: Option<MailId>,
}

/// `GET /admin/mails`
pub(super) async fn index(visit: AdminVisit, app: App, place: Query<Place>) -> web::Result<HttpResponse> {
    let mails = app.db.read(move |c| Mail::list(c, place.0.before, ROWS)).await?;
    let mails: Vec<Row> = mails.into_iter().map(|mail| Row::from(&mail)).collect();
    let pages = paging::pages(&mails, "/admin/mails", &[], |mail| mail.id);
    visit.render("square/admin/mails/index.html", &Index { mails, pages, sends: registration::mails(&app) })
}

#[derive(Serialize)]
struct Show {
    mail: Row,
    body: String,
    /// Whether the text is kept from the reader.
    hidden: bool,
}

/// `GET /admin/mails/{id}`
pub(super) async fn show(visit: AdminVisit, app: App, id: Path<MailId>) -> web::Result<HttpResponse> {
    let (me, rank) = (visit.me.account, visit.me.role);
    let (mail, hidden) = app
        .db
        .read(move |c| {
            let mail = Mail::find(c, *id)?.ok_or(web::Error::not_found("mail"))?;
            let hidden = is_above(c, &mail.recipient, me, rank)?;
            Ok::<_, web::Error>((mail, hidden))
        })
        .await?;
    let body = if hidden { String::new() } else { mail.body.clone() };
    visit.render("square/admin/mails/show.html", &Show { mail: Row::from(&mail), body, hidden })
}

/// The links in a mail open its recipient's account: nobody reads those of somebody who stands as high or higher.
fn is_above(c: &mut Conn, recipient: &str, me: AccountId, rank: Role) -> web::Result<bool> {
    let account = Account::find_by_email(c, recipient)?.filter(|account| account.id != me);
    Ok(account.is_some_and(|account| account.role >= rank && rank != Role::Owner))
}

impl From<&Mail> for Row {
    fn from(mail: &Mail) -> Self {
        Self {
            id: mail.id,
            recipient: mail.recipient.clone(),
            subject: mail.subject.clone(),
            created_at: mail.created_at,
            sent_at: mail.sent_at,
            tries: mail.tries,
            run_at: mail.run_at,
            error: mail.error.clone(),
        }
    }
}

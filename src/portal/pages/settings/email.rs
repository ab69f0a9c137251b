//! Another e-mail address: it holds once its owner followed the link that is mailed there.

use actix_web::HttpResponse;
use host::social::account::{NewAddress, NewAddressError};
use host::web::{self, Bucket, FieldErrors, Form, Key, MemberVisit};
use host::{App, letter};
use serde::Deserialize;

use super::{security, with_password};
use crate::pages::sign_up::unusable;

#[derive(Deserialize)]
pub(super) struct EmailForm {
    email: String,
    email_password: String,
}

/// `POST /settings/email`: says the same whether the address has an account already.
pub(super) async fn create(visit: MemberVisit, app: App, form: Form<EmailForm>) -> web::Result<HttpResponse> {
    let EmailForm { email, email_password } = form.into_inner();
    app.web.limiter.check(Bucket::Mail, Key::account(visit.me.account))?;
    app.web.limiter.check(Bucket::Mail, Key::word(&email))?;
    let Some(account) = with_password(&visit, &app, &email_password).await? else {
        return security::page(&visit, &app, &email, &FieldErrors::one("email_password", "password-wrong")).await;
    };
    let (club, typed) = (app.clone(), email.clone());
    let asked = app.db.write(move |c| {
        match account.ask_for_address(c, &typed)? {
            NewAddress::Free(address, token) => {
                letter::new_address(&club, &account, address.as_str(), &token).send(c, &club)?;
            }
            NewAddress::Known(other) => letter::address_known(&other).send(c, &club)?,
        }
        Ok::<_, NewAddressError>(())
    });
    match asked.await {
        Ok(()) => {
            visit.notice("address-asked");
            Ok(visit.see_other("/settings/security"))
        }
        Err(NewAddressError::Refused(error)) => {
            security::page(&visit, &app, &email, &FieldErrors::one("email", unusable(error))).await
        }
        Err(NewAddressError::Database(error)) => Err(error.into()),
    }
}

//! Who may enter the pages of administration. Anybody else finds nothing there.

use std::ops::Deref;

use actix_web::{FromRequest, HttpRequest, dev};
use futures::future::LocalBoxFuture;
use host::social::account::Role;
use host::web::{self, MemberVisit};

macro_rules! visits {
    ($($(#[$doc:meta])+ $name:ident from $role:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone)]
        pub(crate) struct $name(MemberVisit);

        impl Deref for $name {
            type Target = MemberVisit;

            fn deref(&self) -> &MemberVisit {
                &self.0
            }
        }

        impl FromRequest for $name {
            type Error = web::Error;
            type Future = LocalBoxFuture<'static, web::Result<Self>>;

            fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
                let req = req.clone();
                Box::pin(async move {
                    let visit = MemberVisit::of(&req).await?;
                    match visit.me.role >= Role::$role {
                        true => Ok(Self(visit)),
                        false => Err(web::Error::forbidden("this page is for the club's staff")),
                    }
                })
            }
        }
    )+};
}

visits! {
    /// A visit by a moderator, an administrator or an owner.
    ModeratorVisit from Moderator;
    /// A visit by an administrator or an owner.
    AdminVisit from Admin;
}

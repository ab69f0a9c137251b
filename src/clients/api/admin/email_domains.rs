//! Providers of e-mail whose addresses may not sign up.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::moderation;
use host::social::account::Role;
use host::social::email::{EmailDomainBlock, EmailDomainBlockId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::Me;
use crate::entities::{AdminEmailDomainBlock, Empty};
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

const READ: Access = Access::Staff("admin:read:email_domain_blocks", Role::Moderator);
const WRITE: Access = Access::Staff("admin:write:email_domain_blocks", Role::Moderator);

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/admin/email_domain_blocks", READ, index);
    table.post("/api/v1/admin/email_domain_blocks", WRITE, create);
    table.get("/api/v1/admin/email_domain_blocks/{id}", READ, show);
    table.delete("/api/v1/admin/email_domain_blocks/{id}", WRITE, destroy);
}

async fn index(me: Me, paging: Paging) -> Result<Page<AdminEmailDomainBlock>> {
    let (range, limit) = (paging.range(), paging.limit(100, 200));
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let blocks = me.app.db.read(move |c| EmailDomainBlock::page(c, range, most)).await?;
    let ends = blocks.first().zip(blocks.last()).map(|(first, last)| (first.id.0, last.id.0));
    let full = blocks.len() >= limit;
    Ok(Page::new(me.caller(), blocks.into_iter().map(AdminEmailDomainBlock::from).collect(), ends, full))
}

async fn show(me: Me, id: Path<EmailDomainBlockId>) -> Result<Json<AdminEmailDomainBlock>> {
    let block = me.app.db.read(move |c| EmailDomainBlock::find(c, id.0)).await?.ok_or_else(Error::not_found)?;
    Ok(Json(block.into()))
}

/// A provider that is to be refused.
#[derive(Debug, Deserialize, ToSchema)]
struct Provider {
    /// Its domain.
    domain: String,
}

async fn create(me: Me, form: Body<Provider>) -> Result<Json<AdminEmailDomainBlock>> {
    let (by, domain) = (me.account.id, form.into_inner().domain);
    let blocked = me.app.db.write(move |c| {
        let added = moderation::block_email_domain(c, by, &domain)?;
        let block = EmailDomainBlock::find_by_domain(c, &domain)?;
        match (added, block) {
            (true, Some(block)) => Ok(block),
            (_, Some(_)) => Err(Error::invalid("domain", "ERR_TAKEN", "has already been taken")),
            (_, None) => Err(Error::invalid("domain", "ERR_INVALID", "is not a valid domain name")),
        }
    });
    Ok(Json(blocked.await?.into()))
}

async fn destroy(me: Me, id: Path<EmailDomainBlockId>) -> Result<Json<Empty>> {
    let by = me.account.id;
    me.app
        .db
        .write(move |c| {
            let block = EmailDomainBlock::find(c, id.0)?.ok_or(DbError::NotFound)?;
            moderation::unblock_email_domain(c, by, &block.domain)
        })
        .await?;
    Ok(Json(Empty {}))
}

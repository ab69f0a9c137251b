//! What the club decided about other servers.

use actix_web::web::Json;
use host::moderation;
use host::social::account::Role;
use host::social::domain::{DomainPolicy, PolicyError, PolicyId, Severity};
use host::store::Conn;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::Me;
use crate::entities::{AdminDomainAllow, AdminDomainBlock, Empty, severity_of};
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

/// The policies that clients call blocks, whatever they do.
const BLOCKS: &[Severity] = &[Severity::Block, Severity::Silence, Severity::None];
const ALLOWS: &[Severity] = &[Severity::Allow];

const READ_BLOCKS: Access = Access::Staff("admin:read:domain_blocks", Role::Moderator);
const WRITE_BLOCKS: Access = Access::Staff("admin:write:domain_blocks", Role::Moderator);
const READ_ALLOWS: Access = Access::Staff("admin:read:domain_allows", Role::Moderator);
const WRITE_ALLOWS: Access = Access::Staff("admin:write:domain_allows", Role::Moderator);

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/admin/domain_blocks", READ_BLOCKS, blocks);
    table.post("/api/v1/admin/domain_blocks", WRITE_BLOCKS, block);
    table.get("/api/v1/admin/domain_blocks/{id}", READ_BLOCKS, show_block);
    table.put("/api/v1/admin/domain_blocks/{id}", WRITE_BLOCKS, change);
    table.delete("/api/v1/admin/domain_blocks/{id}", WRITE_BLOCKS, unblock);
    table.get("/api/v1/admin/domain_allows", READ_ALLOWS, allows);
    table.post("/api/v1/admin/domain_allows", WRITE_ALLOWS, allow);
    table.get("/api/v1/admin/domain_allows/{id}", READ_ALLOWS, show_allow);
    table.delete("/api/v1/admin/domain_allows/{id}", WRITE_ALLOWS, disallow);
}

impl From<PolicyError> for Error {
    fn from(error: PolicyError) -> Self {
        match error {
            PolicyError::NotAHost(_) => Self::invalid("domain", "ERR_INVALID", "is not a valid domain name"),
            PolicyError::Database(error) => error.into(),
        }
    }
}

/// A policy towards a server.
#[derive(Debug, Deserialize, ToSchema)]
struct Block {
    /// Its host.
    #[serde(default)]
    domain: String,
    /// `noop`, `silence` (where nothing is said) or `suspend`.
    severity: Option<String>,
    /// Whether its media are not fetched.
    reject_media: Option<bool>,
    /// Why.
    private_comment: Option<String>,
    /// Why; kept where nothing is said for moderators alone, and shown to nobody else.
    public_comment: Option<String>,
}

impl Block {
    /// What it says, and for the rest what holds already.
    fn policy(self, known: Option<&DomainPolicy>) -> Result<(Severity, bool, String)> {
        let severity = match self.severity.as_deref() {
            Some(name) => severity_of(name)
                .ok_or_else(|| Error::invalid("severity", "ERR_INCLUSION", "is not included in the list"))?,
            None => known.map_or(Severity::Silence, |known| known.severity),
        };
        let reject = self.reject_media.unwrap_or_else(|| known.is_some_and(|known| known.reject_media));
        let said = self.private_comment.filter(|words| !words.is_empty()).or(self.public_comment);
        let reason = said.unwrap_or_else(|| known.map(|known| known.reason.clone()).unwrap_or_default());
        Ok((severity, reject, reason))
    }
}

/// A policy of one of these kinds, by its number.
fn find(c: &mut Conn, id: PolicyId, kinds: &[Severity]) -> Result<DomainPolicy> {
    let policy = DomainPolicy::find(c, id)?.filter(|policy| kinds.contains(&policy.severity));
    policy.ok_or_else(Error::not_found)
}

async fn list(me: &Me, kinds: &'static [Severity], paging: &Paging) -> Result<(Vec<DomainPolicy>, bool)> {
    let (range, limit) = (paging.range(), paging.limit(100, 200));
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let policies = me.app.db.read(move |c| DomainPolicy::page(c, kinds, range, most)).await?;
    let full = policies.len() >= limit;
    Ok((policies, full))
}

fn ends(policies: &[DomainPolicy]) -> Option<(i64, i64)> {
    policies.first().zip(policies.last()).map(|(first, last)| (first.id.0, last.id.0))
}

async fn blocks(me: Me, paging: Paging) -> Result<Page<AdminDomainBlock>> {
    let (policies, full) = list(&me, BLOCKS, &paging).await?;
    let ends = ends(&policies);
    Ok(Page::new(me.caller(), policies.into_iter().map(AdminDomainBlock::from).collect(), ends, full))
}

async fn show_block(me: Me, id: Path<PolicyId>) -> Result<Json<AdminDomainBlock>> {
    Ok(Json(me.app.db.read(move |c| find(c, id.0, BLOCKS)).await?.into()))
}

async fn block(me: Me, form: Body<Block>) -> Result<Json<AdminDomainBlock>> {
    let (by, app, form) = (me.account.id, me.app.clone(), form.into_inner());
    let domain = form.domain.clone();
    let (severity, reject, reason) = form.policy(None)?;
    let set = me.app.db.write(move |c| {
        if DomainPolicy::find_by_host(c, &domain)?.is_some() {
            return Err(Error::invalid("domain", "ERR_TAKEN", "has already been taken"));
        }
        Ok(moderation::set_policy(c, &app, by, &domain, (severity, reject, &reason))?)
    });
    Ok(Json(set.await?.into()))
}

async fn change(me: Me, id: Path<PolicyId>, form: Body<Block>) -> Result<Json<AdminDomainBlock>> {
    let (by, app) = (me.account.id, me.app.clone());
    let known = me.app.db.read(move |c| find(c, id.0, BLOCKS)).await?;
    let (severity, reject, reason) = form.into_inner().policy(Some(&known))?;
    let set = me.app.db.write(move |c| moderation::set_policy(c, &app, by, &known.host, (severity, reject, &reason)));
    Ok(Json(set.await?.into()))
}

async fn forget(me: &Me, id: PolicyId, kinds: &'static [Severity]) -> Result<Json<Empty>> {
    let by = me.account.id;
    me.app
        .db
        .write(move |c| {
            let policy = find(c, id, kinds)?;
            Ok::<_, Error>(moderation::unset_policy(c, by, &policy.host)?)
        })
        .await?;
    Ok(Json(Empty {}))
}

async fn unblock(me: Me, id: Path<PolicyId>) -> Result<Json<Empty>> {
    forget(&me, id.0, BLOCKS).await
}

async fn allows(me: Me, paging: Paging) -> Result<Page<AdminDomainAllow>> {
    let (policies, full) = list(&me, ALLOWS, &paging).await?;
    let ends = ends(&policies);
    Ok(Page::new(me.caller(), policies.into_iter().map(AdminDomainAllow::from).collect(), ends, full))
}

async fn show_allow(me: Me, id: Path<PolicyId>) -> Result<Json<AdminDomainAllow>> {
    Ok(Json(me.app.db.read(move |c| find(c, id.0, ALLOWS)).await?.into()))
}

/// A server that is to be welcome.
#[derive(Debug, Deserialize, ToSchema)]
struct Allow {
    /// Its host.
    domain: String,
}

/// Welcome is welcome: a server that is so already stays so.
async fn allow(me: Me, form: Body<Allow>) -> Result<Json<AdminDomainAllow>> {
    let (by, app, domain) = (me.account.id, me.app.clone(), form.into_inner().domain);
    let set = me.app.db.write(move |c| match DomainPolicy::find_by_host(c, &domain)? {
        Some(known) if known.severity == Severity::Allow => Ok(known),
        _ => moderation::set_policy(c, &app, by, &domain, (Severity::Allow, false, "")),
    });
    Ok(Json(set.await?.into()))
}

async fn disallow(me: Me, id: Path<PolicyId>) -> Result<Json<Empty>> {
    forget(&me, id.0, ALLOWS).await
}

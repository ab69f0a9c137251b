//! An invitation: a code with which somebody may sign up on a member's word.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock};

use crate::account::AccountId;
use crate::schema::{accounts, invites};
use crate::secret::{self, Secret};

/// Letters and digits of a code.
const LENGTH: usize = 12;

store::id_type! {
    /// Names an invitation.
    pub InviteId
}

/// A row of `invites`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = invites, check_for_backend(store::Backend))]
pub struct Invite {
    /// Its number.
    pub id: InviteId,
    /// What the link carries, without the dashes it is shown with.
    pub code: String,
    /// Who invites.
    pub account_id: AccountId,
    /// How many signed up with it.
    pub uses: i32,
    /// How many may; any number where unset.
    pub max_uses: Option<i32>,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it ends; never where unset.
    pub expires_at: Option<NaiveDateTime>,
    /// When it was taken back.
    pub revoked_at: Option<NaiveDateTime>,
}

impl Invite {
    /// Makes an invitation for so many sign-ups, and until then, if limits are given.
    pub fn create(
        c: &mut Conn,
        by: AccountId,
        max_uses: Option<i32>,
        expires_at: Option<NaiveDateTime>,
    ) -> QueryResult<Self> {
        diesel::insert_into(invites::table)
            .values((
                invites::id.eq(InviteId::next()),
                invites::code.eq(secret::plain(Secret::readable(LENGTH).as_str())),
                invites::account_id.eq(by),
                invites::max_uses.eq(max_uses),
                invites::created_at.eq(clock::now()),
                invites::expires_at.eq(expires_at),
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// The invitation with this code, if somebody may sign up with it now.
    pub fn find_usable(c: &mut Conn, code: &str) -> QueryResult<Option<Self>> {
        let in_good_standing = accounts::suspended_at.is_null().and(accounts::deleted_at.is_null());
        let invite: Option<Self> = invites::table
            .inner_join(accounts::table.on(accounts::id.eq(invites::account_id)))
            .filter(in_good_standing)
            .filter(invites::code.eq(secret::plain(code)))
            .select(Self::as_select())
            .first(c)
            .optional()?;
        Ok(invite.filter(Self::is_usable))
    }

    /// Whether it was neither taken back nor has ended nor is used up.
    pub fn is_usable(&self) -> bool {
        self.revoked_at.is_none()
            && self.expires_at.is_none_or(|end| end > clock::now())
            && self.max_uses.is_none_or(|max| self.uses < max)
    }

    /// Uses it for one sign-up: however many try at the same moment, no more get in than may. None where nobody may
    /// sign up with it.
    pub fn take(c: &mut Conn, code: &str) -> QueryResult<Option<InviteId>> {
        let Some(invite) = Self::find_usable(c, code)? else {
            return Ok(None);
        };
        let left = invites::max_uses.is_null().or(invites::uses.nullable().lt(invites::max_uses));
        let usable = invites::table.find(invite.id).filter(invites::revoked_at.is_null()).filter(left);
        let taken = diesel::update(usable).set(invites::uses.eq(invites::uses + 1)).execute(c)?;
        Ok((taken == 1).then_some(invite.id))
    }

    /// Undoes one use: the sign-up came to nothing.
    pub fn give_back(c: &mut Conn, id: InviteId) -> QueryResult<()> {
        let used = invites::table.find(id).filter(invites::uses.gt(0));
        diesel::update(used).set(invites::uses.eq(invites::uses - 1)).execute(c)?;
        Ok(())
    }

    /// The invitations of an account, the newest first.
    pub fn list(c: &mut Conn, account: AccountId) -> QueryResult<Vec<Self>> {
        invites::table
            .filter(invites::account_id.eq(account))
            .order(invites::id.desc())
            .select(Self::as_select())
            .load(c)
    }

    /// Every invitation with the name of who invites, the newest first.
    pub fn list_all(c: &mut Conn, limit: i64) -> QueryResult<Vec<(Self, String)>> {
        invites::table
            .inner_join(accounts::table.on(accounts::id.eq(invites::account_id)))
            .order(invites::id.desc())
            .limit(limit)
            .select((Self::as_select(), accounts::name))
            .load(c)
    }

    /// The invitation of that number.
    pub fn find(c: &mut Conn, id: InviteId) -> QueryResult<Option<Self>> {
        invites::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Takes it back. Who signed up with it stays.
    pub fn revoke(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(self).set(invites::revoked_at.eq(clock::now())).execute(c)?;
        Ok(())
    }

    /// Takes back all that an account made.
    pub fn revoke_all(c: &mut Conn, account: AccountId) -> QueryResult<()> {
        let own = invites::table.filter(invites::account_id.eq(account)).filter(invites::revoked_at.is_null());
        diesel::update(own).set(invites::revoked_at.eq(clock::now())).execute(c)?;
        Ok(())
    }
}

//! Consent: answers that nobody else sees before whom they are for has read them.

use diesel::prelude::*;
use store::Conn;

use super::{NewObject, Object};
use crate::actor::ActorId;
use crate::live;
use crate::membership;
use crate::schema::objects;

impl NewObject {
    /// An answer waits for the consent of whoever moderates what it answers, unless it is theirs.
    pub(super) fn held(self, c: &mut Conn) -> QueryResult<Self> {
        let Some(parent) = self.in_reply_to_id else { return Ok(self) };
        let moderator: Option<ActorId> =
            objects::table.find(parent).select(objects::moderator_id).first(c).optional()?.flatten();
        let Some(moderator) = moderator else { return Ok(self) };
        let own = membership::may_act_for(c, self.actor_id, moderator)?;
        Ok(Self { moderator_id: Some(moderator), held: !own, ..self })
    }
}

impl Object {
    /// Whether what answers it waits for consent.
    pub fn is_moderated(&self) -> bool {
        self.moderator_id.is_some()
    }

    /// Lets others see an answer that was held; says whether it was. Errors: the actor has no say in that.
    pub fn consent(&self, c: &mut Conn, actor: ActorId) -> QueryResult<bool> {
        let moderator = self.moderator_id.ok_or(diesel::result::Error::NotFound)?;
        if !membership::may_act_for(c, actor, moderator)? {
            return Err(diesel::result::Error::NotFound);
        }
        let held = objects::table.find(self.id).filter(objects::held.eq(true)).filter(objects::deleted_at.is_null());
        if diesel::update(held).set(objects::held.eq(false)).execute(c)? == 0 {
            return Ok(false);
        }
        Self { held: false, ..self.clone() }.count_at_parent(c, 1)?;
        live::Event::Edited { object: self.id }.raise(c)?;
        Ok(true)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that fails is to say where")]
mod tests {
    use crate::fixture::{check, draft, member, stranger};
    use crate::object::{NewObject, Object, Parts};
    use crate::visibility::may_see;

    #[test]
    fn what_comes_before_its_parent_waits_too() {
        check(|c| {
            let (ana, eve) = (member(c, "ana"), stranger(c, "eve", "eve.example", true));
            let insert = |c: &mut _, new: &NewObject| Object::insert(c, new, &Parts::default()).unwrap();
            let debate = insert(c, &NewObject { moderator_id: Some(ana.id), ..draft(&ana, "debate") });
            let answer = draft(&eve, "an answer").answers(&debate);
            let early = NewObject { in_reply_to_uri: Some(answer.uri.clone()), ..draft(&eve, "more of it") };
            let early = insert(c, &early);
            assert!(may_see(c, None, &early).unwrap());
            let answer = insert(c, &answer);
            for held in [&answer, &Object::get(c, early.id).unwrap()] {
                let seen = [None, Some(ana.id), Some(eve.id)].map(|viewer| may_see(c, viewer, held).unwrap());
                assert_eq!(seen, [false, true, true]);
            }
            assert!(answer.consent(c, eve.id).is_err());
            assert!(answer.consent(c, ana.id).unwrap() && !answer.consent(c, ana.id).unwrap());
            let (debate, answer) = (Object::get(c, debate.id).unwrap(), Object::get(c, answer.id).unwrap());
            assert_eq!((debate.replies_count, answer.replies_count), (1, 0));
            assert!(may_see(c, None, &answer).unwrap());
        });
    }
}

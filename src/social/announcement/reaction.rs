//! What members answer to an announcement: one emoji or several.

use std::collections::BTreeMap;

use diesel::prelude::*;
use store::{Conn, clock};
use unicode_segmentation::UnicodeSegmentation;

use super::{Announcement, AnnouncementId, Change, tell};
use crate::account::AccountId;
use crate::emoji::Emoji;
use crate::schema::announcement_reactions;

/// How many different reactions an announcement takes, as at Mastodon.
pub const MOST_REACTIONS: usize = 8;

/// An emoji below an announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// An emoji of Unicode, or the code of one of ours.
    pub name: String,
    /// How many members chose it.
    pub count: i64,
    /// Whether the reader did.
    pub me: bool,
    /// Which of ours it is.
    pub emoji: Option<Emoji>,
}

/// Why a reaction is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReactionError {
    /// It is no emoji, neither of Unicode nor of ours.
    #[error("this is no emoji that can be used here")]
    NoEmoji,
    /// There are [`MOST_REACTIONS`] others already.
    #[error("there are {MOST_REACTIONS} different reactions already")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// A member reacts to an announcement; once more with the same emoji changes nothing.
pub fn react(c: &mut Conn, to: &Announcement, account: AccountId, name: &str) -> Result<(), ReactionError> {
    if !is_emoji(name) && Emoji::find(c, "", name)?.is_none_or(|emoji| emoji.disabled) {
        return Err(ReactionError::NoEmoji);
    }
    let names: Vec<String> = announcement_reactions::table
        .filter(announcement_reactions::announcement_id.eq(to.id))
        .select(announcement_reactions::name)
        .distinct()
        .load(c)?;
    if names.len() >= MOST_REACTIONS && !names.iter().any(|known| known == name) {
        return Err(ReactionError::TooMany);
    }
    diesel::insert_into(announcement_reactions::table)
        .values((
            announcement_reactions::announcement_id.eq(to.id),
            announcement_reactions::account_id.eq(account),
            announcement_reactions::name.eq(name),
            announcement_reactions::created_at.eq(clock::now()),
        ))
        .on_conflict_do_nothing()
        .execute(c)?;
    Ok(tell(c, &Change::Reaction(to.id.to_string(), name.to_owned()))?)
}

/// A member takes a reaction back.
pub fn unreact(c: &mut Conn, to: &Announcement, account: AccountId, name: &str) -> QueryResult<()> {
    let gone = diesel::delete(announcement_reactions::table.find((to.id, account, name))).execute(c)?;
    if gone > 0 { tell(c, &Change::Reaction(to.id.to_string(), name.to_owned())) } else { Ok(()) }
}

/// The reactions to these announcements, those of each in the order in which they were first made.
pub fn reactions(
    c: &mut Conn,
    to: &[AnnouncementId],
    reader: Option<AccountId>,
) -> QueryResult<BTreeMap<AnnouncementId, Vec<Reaction>>> {
    let rows: Vec<(AnnouncementId, AccountId, String)> = announcement_reactions::table
        .filter(announcement_reactions::announcement_id.eq_any(to))
        .order((announcement_reactions::created_at, announcement_reactions::account_id))
        .select((
            announcement_reactions::announcement_id,
            announcement_reactions::account_id,
            announcement_reactions::name,
        ))
        .load(c)?;
    let names: Vec<String> = rows.iter().map(|(_, _, name)| name.clone()).collect();
    let ours = if names.is_empty() { Vec::new() } else { Emoji::local(c, &names)? };
    let mut found = BTreeMap::<AnnouncementId, Vec<Reaction>>::new();
    for (announcement, account, name) in rows {
        let reactions = found.entry(announcement).or_default();
        let me = reader == Some(account);
        match reactions.iter_mut().find(|known| known.name == name) {
            Some(known) => {
                known.count += 1;
                known.me |= me;
            }
            None => {
                let emoji = ours.iter().find(|emoji| emoji.shortcode == name).cloned();
                reactions.push(Reaction { name, count: 1, me, emoji });
            }
        }
    }
    Ok(found)
}

/// Whether a text is one emoji as Unicode has them: one character to the eye, and a picture.
pub(super) fn is_emoji(text: &str) -> bool {
    // The longest, a family of four with tones of skin, has fewer bytes.
    if text.len() > 64 || text.graphemes(true).count() != 1 {
        return false;
    }
    text.chars().any(is_pictorial)
}

/// Whether a character makes a picture of what it stands in: the blocks of emoji, flags, keycaps, and the older signs that
/// have an emoji form (UTS #51).
fn is_pictorial(c: char) -> bool {
    matches!(c,
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{20e3}'
        | '\u{231a}'..='\u{23ff}' | '\u{2b05}'..='\u{2b55}' | '\u{25aa}'..='\u{25fe}' | '\u{2190}'..='\u{21ff}'
        | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2934}' | '\u{2935}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '©' | '®')
}

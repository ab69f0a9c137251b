//! Custom emoji: small pictures that stand for `:codes:` in texts.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use store::uri::Stall;
use store::{Conn, clock};
use url::Url;

use crate::markup::escape;
use crate::markup::token::{Piece, Tokens};
use crate::media::StoredImage;
use crate::schema::emojis;

store::id_type! {
    /// Names a custom emoji.
    pub EmojiId
}

/// How many emoji of one text are kept.
const MAX_PER_TEXT: usize = 64;

/// A row of `emojis`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = emojis)]
pub struct Emoji {
    /// Its number here.
    pub id: EmojiId,
    /// What stands between the colons.
    pub shortcode: String,
    /// Host whose texts it occurs in; empty for ours.
    pub host: String,
    /// ActivityPub id of a remote one, as it was told.
    pub uri: Option<String>,
    /// Key of our file.
    pub media_key: Option<String>,
    /// Media type of the picture.
    pub media_type: String,
    /// Where a remote picture is.
    pub remote_url: Option<String>,
    /// Not offered, and no longer put into new texts.
    pub disabled: bool,
    /// When it last changed.
    pub updated_at: NaiveDateTime,
}

/// An emoji as the `tag` of a remote object tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteEmoji {
    /// What stands between the colons.
    pub shortcode: String,
    /// Its id, which proves nothing.
    pub uri: Option<String>,
    /// Where its picture is.
    pub url: String,
    /// Media type of the picture.
    pub media_type: Option<String>,
}

/// Whether a text can stand between the colons: 2 to 128 letters, digits and `_`.
pub fn is_shortcode(code: &str) -> bool {
    (2..=128).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

impl Emoji {
    /// All emoji of ours, by code, the disabled ones among them.
    pub fn all_local(c: &mut Conn) -> QueryResult<Vec<Self>> {
        emojis::table.filter(emojis::host.eq("")).order(emojis::shortcode).select(Self::as_select()).load(c)
    }

    /// Those of ours that stand for these codes and may be used.
    pub fn local(c: &mut Conn, codes: &[String]) -> QueryResult<Vec<Self>> {
        let codes = codes.get(..MAX_PER_TEXT).unwrap_or(codes);
        emojis::table
            .filter(emojis::host.eq(""))
            .filter(emojis::shortcode.eq_any(codes))
            .filter(emojis::disabled.eq(false))
            .order(emojis::shortcode)
            .select(Self::as_select())
            .load(c)
    }

    /// By code; a host that is empty is ours.
    pub fn find(c: &mut Conn, host: &str, shortcode: &str) -> QueryResult<Option<Self>> {
        emojis::table
            .filter(emojis::host.eq(host))
            .filter(emojis::shortcode.eq(shortcode))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// Adds an emoji of ours, or gives one another picture.
    pub fn put(c: &mut Conn, shortcode: &str, image: &StoredImage) -> QueryResult<Self> {
        let picture = (
            emojis::media_key.eq(&image.key),
            emojis::media_type.eq(&image.media_type),
            emojis::disabled.eq(false),
            emojis::updated_at.eq(clock::now()),
        );
        diesel::insert_into(emojis::table)
            .values((emojis::id.eq(EmojiId::next()), emojis::host.eq(""), emojis::shortcode.eq(shortcode), picture))
            .on_conflict((emojis::host, emojis::shortcode))
            .do_update()
            .set(picture)
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Writes down where our copy of a remote one is kept.
    pub fn keep(c: &mut Conn, id: EmojiId, image: &StoredImage) -> QueryResult<()> {
        diesel::update(emojis::table.find(id))
            .set((emojis::media_key.eq(&image.key), emojis::media_type.eq(&image.media_type)))
            .execute(c)?;
        Ok(())
    }

    /// Offers one of ours, or no longer.
    pub fn set_disabled(c: &mut Conn, id: EmojiId, disabled: bool) -> QueryResult<()> {
        diesel::update(emojis::table.find(id))
            .set((emojis::disabled.eq(disabled), emojis::updated_at.eq(clock::now())))
            .execute(c)?;
        Ok(())
    }

    /// Drops an emoji. Texts that have it keep the address of its picture.
    pub fn remove(c: &mut Conn, id: EmojiId) -> QueryResult<()> {
        diesel::delete(emojis::table.find(id)).execute(c)?;
        Ok(())
    }

    /// Takes over what an object or profile at `host` says of its emoji, and returns them for its texts.
    ///
    /// They belong to the host of what contains them, whatever their own ids say: an id at another host
    /// is a claim that nobody checked.
    pub fn learn(c: &mut Conn, host: &str, told: &[RemoteEmoji]) -> QueryResult<EmojiMap> {
        let mut map = EmojiMap::default();
        for emoji in told.iter().take(MAX_PER_TEXT) {
            if !is_shortcode(&emoji.shortcode) || !is_picture(&emoji.url) {
                continue;
            }
            let known = Self::find(c, host, &emoji.shortcode)?;
            if !known.is_some_and(|known| known.remote_url.as_ref() == Some(&emoji.url) && known.uri == emoji.uri) {
                emoji.put(c, host)?;
            }
            map.insert(&emoji.shortcode, &emoji.url);
        }
        Ok(map)
    }

    /// Where its picture is.
    pub fn url(&self, stall: &Stall) -> Option<Url> {
        match &self.media_key {
            Some(key) => Some(stall.media(key)),
            None => self.remote_url.as_deref().and_then(|url| Url::parse(url).ok()),
        }
    }
}

impl RemoteEmoji {
    fn put(&self, c: &mut Conn, host: &str) -> QueryResult<()> {
        let picture = (
            emojis::uri.eq(&self.uri),
            emojis::media_type.eq(self.media_type.as_deref().unwrap_or("image/png")),
            emojis::remote_url.eq(&self.url),
            // A copy of what it was is no copy of what it is.
            emojis::media_key.eq(None::<String>),
            emojis::updated_at.eq(clock::now()),
        );
        diesel::insert_into(emojis::table)
            .values((
                emojis::id.eq(EmojiId::next()),
                emojis::host.eq(host),
                emojis::shortcode.eq(&self.shortcode),
                picture.clone(),
            ))
            .on_conflict((emojis::host, emojis::shortcode))
            .do_update()
            .set(picture)
            .execute(c)?;
        Ok(())
    }
}

/// Whether an address may be the source of a picture.
fn is_picture(url: &str) -> bool {
    url.len() <= 2048 && Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// The emoji of a text: code (without colons) to the address of the picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmojiMap(BTreeMap<String, String>);

impl EmojiMap {
    /// Those of ours that occur in a text of a stall, as [`crate::text::Composed::emojis`] lists them.
    pub fn of_text(c: &mut Conn, stall: &Stall, codes: &[String]) -> QueryResult<Self> {
        let mut map = Self::default();
        if codes.is_empty() {
            return Ok(map);
        }
        for emoji in Emoji::local(c, codes)? {
            if let Some(url) = emoji.url(stall) {
                map.insert(&emoji.shortcode, url.as_str());
            }
        }
        Ok(map)
    }

    /// Adds one.
    pub fn insert(&mut self, shortcode: &str, url: &str) {
        self.0.insert(shortcode.to_owned(), url.to_owned());
    }

    /// The address of a picture.
    pub fn url(&self, shortcode: &str) -> Option<&str> {
        self.0.get(shortcode).map(String::as_str)
    }

    /// Codes and addresses, by code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(code, url)| (code.as_str(), url.as_str()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sanitised HTML with pictures in the place of codes. Only text becomes pictures, never what stands in a tag, and
    /// not what is shown as code.
    pub fn render(&self, html: &str) -> String {
        if self.is_empty() || !html.contains(':') {
            return html.to_owned();
        }
        let mut out = String::with_capacity(html.len() + 256);
        let mut verbatim = 0_usize;
        for token in Tokens::new(html) {
            match token.piece {
                Piece::Text(text) if verbatim == 0 => self.render_piece(text, &mut out),
                Piece::Open(tag) if matches!(&*tag.name, "code" | "pre") => {
                    verbatim += 1;
                    out.push_str(token.raw);
                }
                Piece::Close(name) if matches!(&*name, "code" | "pre") => {
                    verbatim = verbatim.saturating_sub(1);
                    out.push_str(token.raw);
                }
                _ => out.push_str(token.raw),
            }
        }
        out
    }

    /// Plain text, such as a name, as HTML with pictures in the place of codes.
    pub fn render_text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        self.render_piece(&escape(text), &mut out);
        out
    }

    fn render_piece(&self, text: &str, out: &mut String) {
        let mut written = 0;
        for code in codes(text) {
            let (Some(url), Some(before)) = (self.url(code.name), text.get(written..code.start)) else { continue };
            out.push_str(before);
            written = code.end;
            let (name, url) = (code.name, escape(url));
            out.push_str(&format!(
                r#"<img class="emoji" alt=":{name}:" title=":{name}:" src="{url}" width="20" height="20" loading="lazy" draggable="false">"#
            ));
        }
        out.push_str(text.get(written..).unwrap_or_default());
    }
}

/// A `:code:` in a text.
pub(crate) struct Code<'a> {
    /// Without its colons.
    pub(crate) name: &'a str,
    /// Where its first colon is.
    pub(crate) start: usize,
    /// Behind its last colon.
    pub(crate) end: usize,
}

/// The codes that a text may mean, none sharing a colon with another, whether or not there are such emoji.
pub(crate) fn codes(text: &str) -> impl Iterator<Item = Code<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find(':')?;
            let length = text.get(start + 1..)?.find(':')?;
            let name = text.get(start + 1..start + 1 + length)?;
            if is_shortcode(name) {
                from = start + length + 2;
                return Some(Code { name, start, end: from });
            }
            from = start + 1;
        }
    })
}

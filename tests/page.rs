//! A page as it arrived, and the little that has to be found in one.

use url::Url;

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it is, redirects followed.
    pub url: String,
    /// Status of the answer.
    pub status: u16,
    /// Everything between the tags and they themselves.
    pub html: String,
}

impl Page {
    /// The path of where it is.
    ///
    /// # Panics
    /// When it is at no address.
    pub fn path(&self) -> String {
        Url::parse(&self.url).expect("an address").path().to_owned()
    }

    /// Whether these words are on it. They are looked for as HTML writes them.
    pub fn says(&self, words: &str) -> bool {
        self.html.contains(words)
    }

    /// Refuses any other status.
    ///
    /// # Panics
    ///
    /// When there is another.
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}:\n{}", self.url, self.html);
        self
    }

    /// What its first form carries against forgery.
    pub fn csrf(&self) -> Option<&str> {
        between(&self.html, "name=\"csrf\" value=\"", "\"")
    }

    /// The value of the first field of that name.
    pub fn value(&self, name: &str) -> Option<String> {
        let (_, rest) = self.html.split_once(&format!("name=\"{name}\""))?;
        let tag = rest.split('>').next()?;
        between(tag, "value=\"", "\"").map(plain)
    }

    /// What it shows to be copied.
    pub fn code(&self) -> Option<String> {
        between(&self.html, "<code class=\"link\">", "</code>").map(plain)
    }

    /// The fields of the first form that leads there, as they stand, and its first button.
    pub fn form(&self, action: &str) -> Option<Vec<(String, String)>> {
        let leads_there = format!("action=\"{action}");
        let form = self
            .html
            .split("<form")
            .find(|form| form.split('>').next().is_some_and(|tag| tag.contains(&leads_there)))?;
        let form = form.split("</form>").next()?;
        let pair = |tag: &str| {
            let tag = tag.split('>').next()?;
            Some((
                between(tag, "name=\"", "\"").map(plain)?,
                between(tag, "value=\"", "\"").map(plain).unwrap_or_default(),
            ))
        };
        let fields = form.split("<input").skip(1).filter_map(pair);
        Some(fields.chain(form.split("<button").skip(1).filter_map(pair).take(1)).collect())
    }

    /// The card of the first object that says these words.
    pub fn card(&self, words: &str) -> Option<Card> {
        self.cards().into_iter().find(|card| card.html.contains(words))
    }

    /// Every card, from the top.
    pub fn cards(&self) -> Vec<Card> {
        let pieces = self.html.split("<article class=\"card object").skip(1);
        pieces.map(|piece| Card { html: piece.split("</article>").next().unwrap_or(piece).to_owned() }).collect()
    }
}

/// What a page shows of an object.
#[derive(Debug, Clone)]
pub struct Card {
    /// The whole of it.
    pub html: String,
}

impl Card {
    /// The path of its page on the site that shows it.
    ///
    /// # Panics
    ///
    /// When it has none.
    pub fn path(&self) -> String {
        between(&self.html, "class=\"u-url\" href=\"", "\"").map(plain).expect("the address of an object")
    }

    /// The number beside one of its actions: `likes`, `boosts`; 0 where none stands.
    pub fn count(&self, mark: &str) -> u64 {
        let form = self
            .html
            .split("<form")
            .find(|form| form.contains(&format!("/{mark}\"")) || form.contains(&format!("/{mark}?")));
        let number = form.and_then(|form| between(form, "<span aria-hidden=\"true\">", "<"));
        number.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

/// An attribute's value as the reader of HTML takes it.
fn plain(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

//! What templates can call, and the engine that runs them.
//!
//! | in a template | gives |
//! |---|---|
//! | `t(key="posts", count=3)` | the message in the reader's language, escaped where it is put |
//! | `t_html(key="sign-up-terms", link=…)` | a message that holds tags; what is filled in is escaped |
//! | `x \| time` | `<time>`: relative, with the full date on hover; `style="full"` or `"date"`, `class="dt-published"` |
//! | `when(starts=…, ends=…, zone=…, all_day=…)` | when something takes place, by its clocks and by the reader's |
//! | `x \| number` | a number in groups of three |
//! | `content_html \| markup` | HTML that was sanitised when it was stored: only for fields named `…_html` |
//! | `asset(path="images/icons.svg")` | the address of a theme's file |
//! | `url(path="/about", site="square")` | the address of a page of another site of the club |
//! | `icon(name="reply")` | an icon of the sprite, hidden from screen readers: say in words what it means |

//!
//! Parsed templates are large, so there is one engine for all languages and for all themes that have no templates of their own.
//! What differs between them is the [`Voice`] that a page is rendered in. Tera lets no function see the context from within
//! a component: hence the voice waits in a variable of the thread while a page is rendered, which happens in one go.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Utc;
use fluent_bundle::{FluentArgs, FluentValue};
use social::markup::escape;
use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

use crate::asset::Assets;
use crate::locale::{Locale, Message, Translations};
use crate::moment::{self, Hand, Span, Style};
use crate::{Zone, number};

/// Where the default theme's templates live, so that others may stand before them and extend them.
pub(crate) const FALLBACK: &str = "default/";

/// Whose words, in which language, with whose pictures.
pub(crate) struct Voice {
    pub(crate) words: Arc<Translations>,
    pub(crate) locale: Locale,
    pub(crate) zone: Zone,
    pub(crate) assets: Arc<Assets>,
}

thread_local! {
    static VOICE: RefCell<Option<Voice>> = const { RefCell::new(None) };
}

/// Forgets the voice when a page is done, also when it failed.
struct Silence;

impl Drop for Silence {
    fn drop(&mut self) {
        VOICE.set(None);
    }
}

/// Renders a page in a voice.
pub(crate) fn render(engine: &Tera, voice: Voice, template: &str, context: &Context) -> TeraResult<String> {
    VOICE.set(Some(voice));
    let _silence = Silence;
    engine.render(template, context)
}

/// What the page that is rendered on this thread is rendered in.
fn voice<T>(say: impl FnOnce(&Voice) -> TeraResult<T>) -> TeraResult<T> {
    VOICE.with_borrow(|voice| match voice {
        Some(voice) => say(voice),
        None => Err(Error::message("templates are rendered by their theme only")),
    })
}

/// An engine for these templates.
pub(crate) fn engine(templates: &[(String, &str)], origins: &[(&str, String)]) -> TeraResult<Tera> {
    let mut engine = Tera::new();
    engine.set_fallback_prefixes([FALLBACK])?;
    register_words(&mut engine);
    register_addresses(&mut engine, origins);
    engine.add_raw_templates(templates.iter().map(|(name, source)| (name.as_str(), *source)))?;
    Ok(engine)
}

fn register_words(tera: &mut Tera) {
    tera.register_filter("markup", |html: &str, _: Kwargs, _: &State| Value::safe_string(html));
    tera.register_function("t", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let key = kwargs.must_get::<&str>("key")?;
        voice(|voice| Ok(voice.words.say(&voice.locale, key, Some(&arguments(&kwargs, |text| text)))))
    });
    tera.register_function("t_html", |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let key = kwargs.must_get::<&str>("key")?;
        let arguments = arguments(&kwargs, |text| escape(&text));
        voice(|voice| Ok(Value::safe_string(&voice.words.say(&voice.locale, key, Some(&arguments)))))
    });
    tera.register_filter("time", |value: &str, kwargs: Kwargs, _: &State| {
        voice(|voice| time(value, &kwargs, Hand { words: &voice.words, locale: &voice.locale, zone: voice.zone }))
    });
    tera.register_function("when", |kwargs: Kwargs, _: &State| {
        voice(|voice| when(&kwargs, Hand { words: &voice.words, locale: &voice.locale, zone: voice.zone }))
    });
    tera.register_filter("number", |value: i64, _: Kwargs, _: &State| {
        voice(|voice| Ok(number::grouped(&voice.locale, value)))
    });
}

fn register_addresses(tera: &mut Tera, origins: &[(&str, String)]) {
    tera.register_function("icon", |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let name = escape(kwargs.must_get::<&str>("name")?);
        let sprite = voice(|voice| Ok(voice.assets.path("images/icons.svg").unwrap_or_default()))?;
        Ok(Value::safe_string(&format!(
            r#"<svg class="icon" aria-hidden="true" focusable="false"><use href="{sprite}#{name}"></use></svg>"#
        )))
    });
    tera.register_function("asset", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let path = kwargs.must_get::<&str>("path")?;
        let missing = || Error::message(format!("the theme has no file {path}"));
        voice(|voice| voice.assets.path(path).ok_or_else(missing))
    });
    let origins: BTreeMap<String, String> =
        origins.iter().map(|(site, origin)| ((*site).to_owned(), origin.clone())).collect();
    tera.register_function("url", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let (site, path) = (kwargs.must_get::<&str>("site")?, kwargs.must_get::<&str>("path")?);
        let origin = origins.get(site).ok_or_else(|| Error::message(format!("there is no site {site}")))?;
        Ok(format!("{origin}{path}"))
    });
}

fn arguments(kwargs: &Kwargs, text: impl Fn(String) -> String) -> FluentArgs<'static> {
    let mut arguments = FluentArgs::new();
    for (name, value) in kwargs.iter() {
        let Some(name) = name.as_str().filter(|name| *name != "key") else { continue };
        let value = match value.as_f64().filter(|_| value.is_number()) {
            Some(number) => FluentValue::from(number),
            None => FluentValue::from(text(value.to_string())),
        };
        arguments.set(name.to_owned(), value);
    }
    arguments
}

fn time(value: &str, kwargs: &Kwargs, hand: Hand<'_>) -> TeraResult<Value> {
    let moment = moment::parse(value).ok_or_else(|| Error::message(format!("{value:?} is not a time")))?;
    let style = match kwargs.get::<&str>("style")? {
        None | Some("relative") => Style::Relative,
        Some("full") => Style::Full,
        Some("date") => Style::Date,
        Some(other) => return Err(Error::message(format!("{other:?} is not a style of times"))),
    };
    let class = match kwargs.get::<&str>("class")? {
        Some(class) => format!(r#" class="{}""#, escape(class)),
        None => String::new(),
    };
    let now = Utc::now();
    Ok(Value::safe_string(&format!(
        r#"<time{class} datetime="{}" title="{}" data-style="{}">{}</time>"#,
        moment::machine(moment),
        escape(&hand.write(moment, now, Style::Full)),
        match style {
            Style::Relative => "relative",
            Style::Full => "full",
            Style::Date => "date",
        },
        escape(&hand.write(moment, now, style)),
    )))
}

/// When something takes place, by the clocks of its place and, where they differ, of the reader.
fn when(kwargs: &Kwargs, hand: Hand<'_>) -> TeraResult<Value> {
    let moment = |text: &str| moment::parse(text).ok_or_else(|| Error::message(format!("{text:?} is not a time")));
    let starts = moment(kwargs.must_get::<&str>("starts")?)?;
    let ends = kwargs.get::<&str>("ends")?.filter(|ends| !ends.is_empty()).map(moment).transpose()?;
    let zone = Zone::find(kwargs.must_get::<&str>("zone")?).unwrap_or_default();
    let all_day = kwargs.get::<bool>("all_day")?.unwrap_or_default();
    let span = Span { starts: starts.naive_utc(), ends: ends.map(|ends| ends.naive_utc()), zone, all_day };
    let mut text = escape(&hand.span(span, zone));
    // Clocks of no place in particular are named too.
    if span.differs_for(hand.zone) || (zone == Zone::UTC && !all_day) {
        let place = zone.name().replace('_', " ");
        let there = Message::new("time-there").with("when", hand.span(span, zone)).with("zone", place);
        text = escape(&hand.words.message(hand.locale, &there));
    }
    let mut html = format!(r#"<time class="dt-start" datetime="{}">{text}</time>"#, moment::machine(starts));
    if let Some(ends) = ends {
        html.push_str(&format!(r#"<data class="dt-end" value="{}"></data>"#, moment::machine(ends)));
    }
    // Who chose no zone is told the one of the place.
    if span.differs_for(hand.zone) && hand.zone != Zone::UTC {
        let yours = Message::new("time-yours").with("when", hand.span(span, hand.zone));
        let yours = escape(&hand.words.message(hand.locale, &yours));
        html.push_str(&format!(r#" <span class="your-time">{yours}</span>"#));
    }
    Ok(Value::safe_string(&html))
}

#[cfg(test)]
mod tests;

//! What templates can call, and the engines that run them.
//!
//! | in a template | gives |
//! |---|---|
//! | `t(key="posts", count=3)` | the message in the reader's language, escaped where it is put |
//! | `t_html(key="sign-up-terms", link=…)` | a message that holds tags; what is filled in is escaped |
//! | `x \| time` | `<time>`: relative, with the full date on hover; `style="full"` or `"date"`, `class="dt-published"` |
//! | `x \| number` | a number in groups of three |
//! | `content_html \| markup` | HTML that was sanitised when it was stored: only for fields named `…_html` |
//! | `asset(path="images/icons.svg")` | the address of a theme's file |
//! | `url(path="/about", site="square")` | the address of a page of another site of the club |
//! | `icon(name="reply")` | an icon of the sprite, hidden from screen readers: say in words what it means |

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Utc;
use fluent_bundle::{FluentArgs, FluentValue};
use social::markup::escape;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::asset::Assets;
use crate::locale::{Locale, Translations};
use crate::moment::{self, Style};
use crate::number;

/// Where the default theme's templates live, so that others may stand before them and extend them.
pub(crate) const FALLBACK: &str = "default/";

/// An engine for each language: parsed once, copied, and given its own words.
pub(crate) fn engines(
    templates: &[(String, &str)],
    translations: &Arc<Translations>,
    assets: &Arc<Assets>,
    origins: &[(&str, String)],
) -> TeraResult<BTreeMap<Locale, Tera>> {
    let mut first = Tera::new();
    first.set_fallback_prefixes([FALLBACK])?;
    register(&mut first, assets, origins);
    register_words(&mut first, translations, &Locale::english());
    first.add_raw_templates(templates.iter().map(|(name, source)| (name.as_str(), *source)))?;
    let engine = |locale: &Locale| {
        let mut engine = first.clone();
        register_words(&mut engine, translations, locale);
        (locale.clone(), engine)
    };
    Ok(translations.locales().map(engine).collect())
}

fn register(tera: &mut Tera, assets: &Arc<Assets>, origins: &[(&str, String)]) {
    tera.register_filter("markup", |html: &str, _: Kwargs, _: &State| Value::safe_string(html));
    let sprite = assets.path("images/icons.svg").unwrap_or_default();
    tera.register_function("icon", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let name = kwargs.must_get::<&str>("name")?;
        Ok(Value::safe_string(&format!(
            r#"<svg class="icon" aria-hidden="true" focusable="false"><use href="{sprite}#{}"></use></svg>"#,
            escape(name)
        )))
    });
    let assets = Arc::clone(assets);
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let path = kwargs.must_get::<&str>("path")?;
        assets.path(path).ok_or_else(|| Error::message(format!("the theme has no file {path}")))
    });
    let origins: BTreeMap<String, String> =
        origins.iter().map(|(site, origin)| ((*site).to_owned(), origin.clone())).collect();
    tera.register_function("url", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let (site, path) = (kwargs.must_get::<&str>("site")?, kwargs.must_get::<&str>("path")?);
        let origin = origins.get(site).ok_or_else(|| Error::message(format!("there is no site {site}")))?;
        Ok(format!("{origin}{path}"))
    });
}

fn register_words(tera: &mut Tera, translations: &Arc<Translations>, locale: &Locale) {
    let (words, language) = (Arc::clone(translations), locale.clone());
    tera.register_function("t", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let key = kwargs.must_get::<&str>("key")?;
        Ok(words.say(&language, key, Some(&arguments(&kwargs, |text| text))))
    });
    let (words, language) = (Arc::clone(translations), locale.clone());
    tera.register_function("t_html", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let key = kwargs.must_get::<&str>("key")?;
        Ok(Value::safe_string(&words.say(&language, key, Some(&arguments(&kwargs, |text| escape(&text))))))
    });
    let (words, language) = (Arc::clone(translations), locale.clone());
    tera.register_filter("time", move |value: &str, kwargs: Kwargs, _: &State| time(value, &kwargs, &words, &language));
    let language = locale.clone();
    tera.register_filter("number", move |value: i64, _: Kwargs, _: &State| number::grouped(&language, value));
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

fn time(value: &str, kwargs: &Kwargs, words: &Translations, locale: &Locale) -> TeraResult<Value> {
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
        escape(&moment::write(words, locale, moment, now, Style::Full)),
        match style {
            Style::Relative => "relative",
            Style::Full => "full",
            Style::Date => "date",
        },
        escape(&moment::write(words, locale, moment, now, style)),
    )))
}

#[cfg(test)]
mod tests;

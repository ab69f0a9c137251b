//! What followers say to a story: a heart, or words. Its author gets it as a message.

use actix_web::HttpResponse;
use host::StatementError;
use host::social::actor::Actor;
use host::web::{self, Bucket, Form, Key};
use serde::Deserialize;

use super::Button;
use super::visit::StoryVisit;

/// What is said.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    text: String,
}

/// Likes it.
pub(super) async fn like(here: StoryVisit, _form: Form<Button>) -> web::Result<HttpResponse> {
    say(here, None).await
}

/// Answers it.
pub(super) async fn create(here: StoryVisit, form: Form<Answer>) -> web::Result<HttpResponse> {
    let text = form.into_inner().text.trim().to_owned();
    say(here, Some(text)).await
}

/// Says words, or else that one likes it.
async fn say(here: StoryVisit, words: Option<String>) -> web::Result<HttpResponse> {
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.me.account))?;
    if here.is_mine() || here.judges {
        return Err(web::Error::forbidden("story"));
    }
    let notice = if words.is_some() { "stories-answered" } else { "stories-liked" };
    let (me, author, story, desk) = (here.me, here.author.clone(), here.story.clone(), here.app.desk());
    let said = here.app.db.write(move |c| {
        let me = Actor::get(c, me)?;
        match &words {
            Some(words) => story.answer(c, &desk, (&me, &author), words),
            None => story.tell_like(c, &desk, (&me, &author)),
        }
    });
    match said.await {
        Ok(()) => here.visit.notice(notice),
        Err(error) => {
            let (_, message) = StatementError::explain(error)?;
            here.visit.warn(message);
        }
    }
    Ok(here.visit.see_other(&here.path("")))
}

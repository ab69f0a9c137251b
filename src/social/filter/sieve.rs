//! Filters held against what is about to be shown: they are loaded once, for everything.

use std::sync::Arc;

use diesel::QueryResult;
use store::Conn;

use super::{Filter, FilterAction, FilterContext};
use crate::actor::ActorId;
use crate::card::Card;
use crate::markup;
use crate::object::ObjectId;

/// What a filter finds in a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filtered {
    /// The filter.
    pub filter: Arc<Filter>,
    /// Which of its words stand in what the card says.
    pub keywords: Vec<String>,
    /// Which of its objects the card shows.
    pub objects: Vec<ObjectId>,
}

/// Holds the viewer's filters of a context against what a page is about to show: what they hide is left out, and what they
/// fold or blur says so ([`Card::filtered`]). What a card quotes counts as a part of it. Nobody's own objects are filtered.
pub fn sift<T: AsMut<Card>>(
    c: &mut Conn,
    viewer: Option<ActorId>,
    context: FilterContext,
    mut items: Vec<T>,
) -> QueryResult<Vec<T>> {
    let Some(sieve) = Sieve::of(c, viewer, |filter| filter.contexts.contains(&context))? else { return Ok(items) };
    items.retain_mut(|item| {
        let card = item.as_mut();
        card.filtered = sieve.find(card, true);
        strongest(&card.filtered).is_none_or(|filter| filter.action != FilterAction::Hide)
    });
    Ok(items)
}

/// Holds the viewer's filters against what a program is about to be given: every card says which of them find something in
/// it, whatever their context and action, and so does what it quotes. Nothing is left out, for it is the program that knows
/// where it shows a card. Nobody's own objects are filtered.
pub fn mark<T: AsMut<Card>>(c: &mut Conn, viewer: Option<ActorId>, mut items: Vec<T>) -> QueryResult<Vec<T>> {
    if let Some(sieve) = Sieve::of(c, viewer, |_| true)? {
        items.iter_mut().for_each(|item| sieve.mark(item.as_mut()));
    }
    Ok(items)
}

/// The filter that does most to a card, of those that find something in it.
pub fn strongest(filtered: &[Filtered]) -> Option<&Filter> {
    let filters = filtered.iter().map(|found| &*found.filter);
    // Of several that do the same, the oldest.
    filters.rev().max_by_key(|filter| filter.action)
}

/// The filters of a viewer.
struct Sieve {
    viewer: ActorId,
    /// Each with its words in lower case.
    filters: Vec<(Arc<Filter>, Vec<String>)>,
}

impl Sieve {
    /// Those that hold now and are wanted; none where there are none.
    fn of(c: &mut Conn, viewer: Option<ActorId>, wanted: impl Fn(&Filter) -> bool) -> QueryResult<Option<Self>> {
        let Some(viewer) = viewer else { return Ok(None) };
        let holding = Filter::holding(c, viewer)?.into_iter().filter(wanted);
        let filters: Vec<_> = holding
            .map(|filter| {
                let words = filter.keywords.iter().map(|keyword| keyword.keyword.to_lowercase()).collect();
                (Arc::new(filter), words)
            })
            .collect();
        Ok((!filters.is_empty()).then_some(Self { viewer, filters }))
    }

    fn mark(&self, card: &mut Card) {
        card.filtered = self.find(card, false);
        if let Some(quoted) = &mut card.quote {
            self.mark(quoted);
        }
    }

    /// What the filters find in a card, in the order of the filters.
    fn find(&self, card: &Card, with_quote: bool) -> Vec<Filtered> {
        if card.object.actor_id == self.viewer {
            return Vec::new();
        }
        let (mut text, mut shown) = (String::new(), Vec::new());
        write_out(card, with_quote, &mut text, &mut shown);
        let text = text.to_lowercase();
        let found = self.filters.iter().filter_map(|(filter, words)| {
            let in_text = filter.keywords.iter().zip(words).filter(|(keyword, word)| keyword.is_in(word, &text));
            let keywords: Vec<String> = in_text.map(|(keyword, _)| keyword.keyword.clone()).collect();
            let objects = filter.objects.iter().map(|object| object.object_id);
            let objects: Vec<ObjectId> = objects.filter(|id| shown.contains(id)).collect();
            let finds = !keywords.is_empty() || !objects.is_empty();
            finds.then(|| Filtered { filter: Arc::clone(filter), keywords, objects })
        });
        found.collect()
    }
}

/// Everything that a card says, as plain text, and the objects that it shows.
fn write_out(card: &Card, with_quote: bool, text: &mut String, shown: &mut Vec<ObjectId>) {
    let object = &card.object;
    shown.push(object.id);
    let mut add = |part: &str| {
        text.push_str(part);
        text.push('\n');
    };
    add(object.title.as_deref().unwrap_or_default());
    add(object.summary.as_deref().unwrap_or_default());
    add(&markup::to_text(&object.content));
    card.poll.iter().flat_map(|poll| &poll.options).for_each(|option| add(&option.title));
    card.media.iter().for_each(|media| add(&media.description));
    if let Some(quoted) = card.quote.as_ref().filter(|_| with_quote) {
        write_out(quoted, true, text, shown);
    }
}

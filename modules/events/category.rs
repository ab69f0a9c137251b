//! Categories: what kind of thing takes place, by the names that Mobilizon gives them. Others are understood, not offered.

/// Those that are offered, in Mobilizon's spelling, each with the message that names it.
pub(crate) const CATEGORIES: [(&str, &str); 31] = [
    ("ARTS", "category-arts"),
    ("AUTO_BOAT_AIR", "category-auto-boat-air"),
    ("BOOK_CLUBS", "category-book-clubs"),
    ("BUSINESS", "category-business"),
    ("CAUSES", "category-causes"),
    ("CLIMATE_ENVIRONMENT", "category-climate-environment"),
    ("COMEDY", "category-comedy"),
    ("COMMUNITY", "category-community"),
    ("CRAFTS", "category-crafts"),
    ("DIY_MAKER_SPACES", "category-diy-maker-spaces"),
    ("FAMILY_EDUCATION", "category-family-education"),
    ("FASHION_BEAUTY", "category-fashion-beauty"),
    ("FESTIVALS", "category-festivals"),
    ("FILM_MEDIA", "category-film-media"),
    ("FOOD_DRINK", "category-food-drink"),
    ("GAMES", "category-games"),
    ("HEALTH", "category-health"),
    ("LANGUAGE_CULTURE", "category-language-culture"),
    ("LEARNING", "category-learning"),
    ("LGBTQ", "category-lgbtq"),
    ("MEETING", "category-meeting"),
    ("MOVEMENTS_POLITICS", "category-movements-politics"),
    ("MUSIC", "category-music"),
    ("NETWORKING", "category-networking"),
    ("OUTDOORS_ADVENTURE", "category-outdoors-adventure"),
    ("PARTY", "category-party"),
    ("PERFORMING_VISUAL_ARTS", "category-performing-visual-arts"),
    ("PETS", "category-pets"),
    ("PHOTOGRAPHY", "category-photography"),
    ("SCIENCE_TECH", "category-science-tech"),
    ("SPORTS", "category-sports"),
];

/// The message that names a category; none for one that is not offered.
pub(crate) fn label(category: &str) -> Option<&'static str> {
    CATEGORIES.iter().find(|(name, _)| *name == category).map(|(_, label)| *label)
}

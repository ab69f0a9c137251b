### Events

events-title = Events
events-about = What takes place, when and where, and who comes.
events-nav-agenda = Agenda
events-agenda = Agenda
events-agenda-empty = Nothing is planned yet.

## Views

events-intro = What takes place at { $club } and elsewhere. Anybody may look; sign up to take part.
events-views = Views
events-month = Month
events-week = Week
events-past = Past events
events-mine = My events
events-mine-empty = What you organise, take part in or keep will stand here.
events-of = Events of { $name }
events-of-actor = Its events
events-times = Coming and past
events-coming = Coming
events-over = Past
events-back = Back to the event
events-month-name = { $month } { $year }
events-week-name = Week { $week }, { $year }
events-steps = Other times
events-today = Today
events-before-month = The month before
events-after-month = The month after
events-before-week = The week before
events-after-week = The week after
events-count =
    { $count ->
        [0] No events
        [one] One event
       *[other] { $count } events
    }
events-add-on = Add an event on { $day } { $month }
events-add-first = Add the first one
events-filter = Narrow down
events-filter-apply = Show these
events-filter-none = Show everything
events-any = Any
events-whose = By whom
events-of-everywhere = From everywhere
events-of-club = From the club
events-tag = Tag
events-words = Words
events-place-or-town = Place or town
events-place-lost = Nobody has put this place on the map yet. Write the name of another one, or its degrees (48.0, -4.1).
events-within = How far from it
events-within-there = Right there
events-within-km = Up to { $km } km
events-only-online = Only what takes place online
events-none-found = Nothing here is like that.
events-past-empty = Nothing has taken place yet.
events-further = What comes further

## The form

events-nav-add = Add
events-new = New event
events-edit = Change the event
events-add = Add an event
events-organiser = Organised by
events-organiser-hint = In whose name it is published.
events-organiser-none = You publish in your own name. People elsewhere follow calendars of groups: <a href="{ $link }">found one</a> if several of you organise.
events-name = Title
events-when = When
events-starts = Begins
events-ends = Ends
events-all-day = Whole days
events-all-day-hint = Only the days count, not the times.
events-zone = Time zone
events-status = State
events-status-hint = Whoever takes part is told when it changes.
events-status-confirmed = Takes place
events-status-tentative = Not certain yet
events-status-postponed = Postponed, the new date is not known yet
events-status-cancelled = Cancelled
events-text = Description
events-where = Where
events-place = Place
events-place-hint = What people call it.
events-street = Street and number
events-postal-code = Postal code
events-locality = Town
events-country = Country
events-online-url = Address on the web
events-online-url-hint = Where one takes part from afar: a video room, a stream.
events-joining = Taking part
events-join-mode = Who may come
events-join-free = Whoever signs up
events-join-restricted = Whoever signs up and is accepted
events-join-external = One signs up elsewhere
events-join-none = Nobody needs to sign up
events-join-url = Where to sign up
events-join-url-hint = Only where one signs up elsewhere.
events-capacity = Places
events-capacity-hint = Empty: any number. Who comes when all are taken waits in line and moves up.
events-guests-most = Guests each may bring
events-guests-most-hint = Empty: none.
events-join-until = Sign-up until
events-join-until-hint = Empty: until it is over.
events-anonymous = By e-mail too
events-anonymous-hint = People without an account sign up with their e-mail address.
events-pictures = Pictures
events-files = Pictures
events-files-hint = The first one stands on top, and for the event elsewhere.
events-attach = Take these files
events-more = Category, contact, tags and language
events-contact = Whom to ask
events-contact-hint = A name, a telephone number, an address: whoever sees the event sees it too.
events-wheelchair-unsaid = Not said
events-category = Category
events-tags = Tags
events-tags-hint = Words, apart by spaces.
events-comments = Comments
events-comments-open = Whoever wants to
events-comments-moderated = Others see them once you have read them
events-comments-closed = Nobody may comment
events-published = The event is published.
events-changed = The event was changed.
events-scheduled = The event will be published at its time.
events-soon = The event will be published in a moment: those whom it names are being looked for.
events-no-start = Say when it begins.
events-no-time = This is not a time.
events-number = A number from 0 to { $most }.
events-no-address = An address begins with https://.

## Templates

events-templates = Templates
events-templates-about = What several events begin with. “Keep as template” below the form of an event makes one.
events-templates-empty = There is no template yet.
events-template-keep = Keep as template
events-template-kept = The template is kept.
events-template-unnamed = Give it a title: that is the name of the template.
events-template-too-many = You have { $most } templates already. Delete one first.
events-template-use = Begin with it
events-template-delete = Delete
events-template-delete-sure = Delete the template “{ $title }”? The events that began with it stay.
events-template-deleted = The template is deleted.

## Repeating

events-repeat = Repeat
events-repeat-not = Takes place once
events-repeat-days = By days
events-repeat-weeks = By weeks, on the same day
events-repeat-months = By months, on the same date
events-repeat-weekdays = By months, on the same weekday (the second Thursday…)
events-repeat-years = By years
events-repeat-every = Every
events-repeat-every-hint = 2 with weeks: every second week.
events-repeat-until = Until
events-repeat-times = Or so many times
events-repeat-number = A number from 1 to { $most }.
events-repeat-until-first = The last day comes after the first.
events-repeat-never = With this rule it never takes place.
events-repeat-now = What is repeated is published at once: leave this empty.
events-scope = It is one of several. Change
events-scope-this = this one
events-scope-following = this one and those that follow
events-scope-all = all that are still to come

## The dates of a series

events-dates = Dates
events-dates-to-come = Still to come
events-dates-hint = Further dates are published as they come near.
events-dates-none = No date is still to come.
events-dates-once = This takes place once.
events-again = Make another one like it
events-series-end = End the series
events-series-end-question = All dates after this one are deleted, and whoever takes part is told. Nothing further is published.
events-series-ended = The series is ended.
events-series-over = ended
events-every-until = until
events-every-days =
    { $count ->
        [1] Every day
       *[other] Every { $count } days
    }
events-every-weeks =
    { $count ->
        [1] Every { $weekday }
       *[other] Every { $count } weeks on { $weekday }
    }
events-every-months =
    { $count ->
        [1] On day { $day } of every month
       *[other] On day { $day } of every { $count } months
    }
events-every-weekdays =
    { $which ->
        [1] On the first { $weekday }
        [2] On the second { $weekday }
        [3] On the third { $weekday }
       *[other] On the fourth { $weekday }
    } { $count ->
        [1] of every month
       *[other] every { $count } months
    }
events-every-last-weekday =
    { $count ->
        [1] On the last { $weekday } of every month
       *[other] On the last { $weekday } every { $count } months
    }
events-every-years =
    { $count ->
        [1] Every year
       *[other] Every { $count } years
    }
events-rule-change = Change how it repeats
events-rule-change-about = This event stays. The dates after it follow the new rule: those that have no place in it are deleted, and whoever takes part is told.
events-rule-changed = It takes place by the new rule.
events-repeat-which = Choose how it repeats.

## Categories

category-arts = Arts
category-auto-boat-air = Cars, boats and aircraft
category-book-clubs = Book clubs
category-business = Business
category-causes = Causes
category-climate-environment = Climate and environment
category-comedy = Comedy
category-community = Community
category-crafts = Crafts
category-diy-maker-spaces = Making and repairing
category-family-education = Family and education
category-fashion-beauty = Fashion and beauty
category-festivals = Festivals
category-film-media = Film and media
category-food-drink = Food and drink
category-games = Games
category-health = Health
category-language-culture = Language and culture
category-learning = Learning
category-lgbtq = LGBTQ
category-meeting = Meeting
category-movements-politics = Movements and politics
category-music = Music
category-networking = Networking
category-outdoors-adventure = Outdoors and adventure
category-party = Party
category-performing-visual-arts = Performing and visual arts
category-pets = Pets
category-photography = Photography
category-science-tech = Science and technology
category-sports = Sports

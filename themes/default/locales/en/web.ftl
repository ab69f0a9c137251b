# What every page says: the frame, forms, errors, times, cards.

## The frame

skip-to-main = Skip to the content
title-with-site = { $title } · { $site }
nav-stalls = Stalls of the club
nav-site = In this stall
nav-square = The square
nav-menu = Menu of { $name }
nav-profile = My profile
nav-settings = Settings
nav-administration = Administration
nav-log-in = Log in
nav-sign-up = Sign up
nav-log-out = Log out
nav-pages = Pages
nav-newer = Newer
nav-older = Older
notices = Messages
footer-about = About
footer-privacy = Privacy
footer-rules = Rules
footer-preferences = Language and colours
footer-software = Runs on Kermesse { $version }

## Preferences of a browser

preferences-title = Language and colours
preferences-intro = These choices are kept in this browser, for { $host } only. Members find theirs in their settings.
preferences-locale = Language
preferences-theme = Theme
preferences-colours = Colours
preferences-colours-auto = As the device is set
preferences-colours-light = Light
preferences-colours-dark = Dark
preferences-save = Keep
preferences-saved = Your choice is kept.
language-en = English
language-fr = Français

## Forms

form-required = This is needed.
form-unfit = This cannot be used here.
form-number = This is not a number.
form-taken = This is taken already.
form-too-long =
    { $most ->
        [one] At most one character fits.
       *[other] At most { $most } characters fit.
    }
form-optional = optional
form-errors =
    { $count ->
        [one] One thing needs another look.
       *[other] { $count } things need another look.
    }

## Errors

error-status = Error { $status }
error-back = To the front page
error-request = If you report this, give the number { $id }.
error-not-found-title = There is nothing here
error-not-found-text = This page does not exist, or is not for you to see.
error-not-found-log-in = You may find it after logging in.
error-log-in-title = Please log in
error-log-in-text = This is for members.
error-invalid-title = Something is not right yet
error-invalid-text = Please go back and look at what you filled in.
error-bad-title = This request makes no sense
error-bad-text = The address or what was sent cannot be understood.
error-unsigned-title = This request is not signed as it should be
error-unsigned-text = Its signature does not hold: method, target, host and date must be signed with the key that it names.
error-forged-title = This form is out of date
error-forged-text = It was made too long ago, for somebody else, or by another site. Go back, reload the page and try again. Cookies must be allowed.
error-gone-title = This was removed
error-gone-text = It was here once and is no longer.
error-conflict-title = This is not possible now
error-conflict-text = Things have changed in the meantime.
error-method-title = This cannot be done here
error-method-text = The page exists but does not take this kind of request.
error-too-large-title = This is too large
error-too-large-text = What you sent is larger than what is taken here.
error-format-title = This format is not taken
error-format-text = Please send it in another format.
error-too-many-title = Slow down a little
error-too-many-text =
    { $minutes ->
        [one] That was too often. Please try again in a minute.
       *[other] That was too often. Please try again in { $minutes } minutes.
    }
error-misdirected-title = Wrong address
error-misdirected-text = This host is not served here.
error-unavailable-title = Not right now
error-unavailable-text =
    { $minutes ->
        [one] This is not available at the moment. Please try again in a minute.
       *[other] This is not available at the moment. Please try again in { $minutes } minutes.
    }
error-internal-title = Something broke
error-internal-text = This is our fault, not yours. It has been noted.

## Times

time-now = just now
time-minutes-ago =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
time-hours-ago =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
time-days-ago =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
time-in-minutes =
    { $count ->
        [one] in { $count } minute
       *[other] in { $count } minutes
    }
time-in-hours =
    { $count ->
        [one] in { $count } hour
       *[other] in { $count } hours
    }
time-in-days =
    { $count ->
        [one] in { $count } day
       *[other] in { $count } days
    }
time-date = { $day } { $month } { $year }
time-full = { $date }, { $clock }
time-full-utc = { $date }, { $clock } UTC
time-weekday-date = { $weekday } { $date }
time-day-clock = { $day }, { $clock }
time-day-clocks = { $day }, { $from }–{ $to }
time-days = { $from } – { $to }
time-there = { $when } ({ $zone })
time-yours = { $when } in your time zone
time-monday = Monday
time-tuesday = Tuesday
time-wednesday = Wednesday
time-thursday = Thursday
time-friday = Friday
time-saturday = Saturday
time-sunday = Sunday
time-january = January
time-february = February
time-march = March
time-april = April
time-may = May
time-june = June
time-july = July
time-august = August
time-september = September
time-october = October
time-november = November
time-december = December

## Actors and cards

actor-bot = Bot
card-boosted = { $name } boosted
card-in-reply-to = In reply to { $handle }
card-edited = edited
card-from = from { $host }
card-warning = Content warning: { $summary }
card-sensitive = Show sensitive media
card-visibility-public = Public
card-visibility-unlisted = Unlisted
card-visibility-members = Members of the club
card-visibility-followers = Followers only
card-visibility-direct = Only those mentioned
card-reply = Reply
card-boost = Boost
card-unboost = Undo boost
card-like = Like
card-unlike = Undo like
card-bookmark = Bookmark
card-unbookmark = Remove bookmark
card-pin = Pin to my page
card-unpin = Unpin
card-mute = Mute this thread
card-unmute = Unmute this thread
card-quote = Quote
card-edit = Edit
card-delete = Delete
card-report = Report
card-original = Open the original page
card-more = More
card-replies =
    { $count ->
        [one] { $count } reply
       *[other] { $count } replies
    }
card-boosts =
    { $count ->
        [one] { $count } boost
       *[other] { $count } boosts
    }
card-likes =
    { $count ->
        [one] { $count } like
       *[other] { $count } likes
    }
card-no-answers = Its author takes no replies.
tile-pictures =
    { $count ->
        [one] { $count } picture
       *[other] { $count } pictures
    }
quote-pending = The quoted post appears once its author agrees.
quote-open = See it where it is
quote-hidden = The quoted post is not available.
media-open = Open attachment
media-undescribed = No description
lightbox-close = Close
lightbox-zoom = Zoom
lightbox-previous = Previous picture
lightbox-next = Next picture
lightbox-about = About this picture
lightbox-broken = This picture cannot be shown at the moment.

## Polls

poll-vote = Vote
poll-choices = Choices
poll-own = your choice
poll-percent = { $percent }%
poll-voters =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
poll-closed = Closed
poll-ends = ends

## Announcements of the club

announcements = From the club
announcement-dismiss = Put away

## What a report is about

report-about = What is it about?
report-spam = Spam
report-legal = Something illegal
report-violation = A broken rule
report-other = Something else

# What every stall says: profiles, threads, notifications, search, and what a member keeps and sets there.

## Menus

nav-home = Home
nav-local = Local
nav-federated = Federated
nav-notifications = Notifications
nav-notifications-new =
    { $count ->
        [one] { $count } new
       *[other] { $count } new
    }
nav-search = Search
nav-saved = Bookmarks and lists
nav-direct = Direct messages
nav-stall-settings = Profile, filters, blocks
shelf = What you keep
stall-settings = Your settings in this stall
back-to-post = To the post
back-to-profile = To the profile
feed = Feed for news readers
filters = Filters
blocks = Blocked and muted
requests = Follow requests
move = Moving
lists = Lists
stall-cancel = Cancel

## Choices

visibility = Who may see it
visibility-public-hint = Everybody, in all timelines
visibility-unlisted-hint = Everybody, but not in public timelines
visibility-members-hint = Whoever is logged in here; it never leaves the club
visibility-followers-hint = Your followers and whoever is mentioned
visibility-direct-hint = Whoever is mentioned, and nobody else
quotes = Who may quote it
quotes-hint = Only what is public or unlisted can be quoted.
quotes-public = Everybody
quotes-followers = Your followers
quotes-nobody = Nobody but you
post-language = Language
post-language-guess = As the text tells
post-sensitive = Hide the pictures until they are asked for

## Profiles

profile-follow = Follow
profile-ask = Ask to follow
profile-withdraw = Withdraw the request
profile-following = Following
profile-unfollow = Unfollow
profile-follows-you = Follows you
profile-more = What else you can do about { $name }
profile-mention = Write to them
profile-lists = Put on a list
profile-mute = Mute
profile-unmute = Unmute
profile-block = Block
profile-unblock = Unblock
profile-report = Report
profile-original = Open the original page
profile-locked = Decides who follows
profile-group = Group
profile-moved = { $name } has moved to:
profile-verified = This page links back: it belongs to the same person
profile-tags = Hashtags of this profile
profile-count-posts =
    { $count ->
        [one] <strong>{ $count }</strong> post
       *[other] <strong>{ $count }</strong> posts
    }
profile-count-following = <strong>{ $count }</strong> following
profile-count-followers =
    { $count ->
        [one] <strong>{ $count }</strong> follower
       *[other] <strong>{ $count }</strong> followers
    }
profile-joined = Here since
profile-follow-from-elsewhere = To follow from another server, search there for { $handle }.
profile-parts = Parts of the profile
profile-posts = Posts
profile-replies = With replies
profile-pinned = Pinned
profile-blocked = You have blocked { $name }.
profile-empty = { $name } has not published anything for you to see.
profile-empty-mine = You have not published anything yet.
profile-empty-remote = Posts from other servers arrive here from the moment somebody here follows their author.
profile-write-first = Write the first post
follow-notify = Tell me about each post
follow-boosts = Show what they boost
follow-save = Keep this
follow-begun = You follow { $name }.
follow-asked = { $name } has been asked.
follow-changed = Kept.
follow-oneself = Nobody can follow themself.
follow-blocked = This account cannot be followed.
follow-gone = This account is not here any more.
follower-removed = They do not follow you any more.
mute-time = For how long
mute-for-good = For good
mute-hours =
    { $count ->
        [one] For { $count } hour
       *[other] For { $count } hours
    }
mute-days =
    { $count ->
        [one] For { $count } day
       *[other] For { $count } days
    }
mute-set = Muted. You will see nothing more of them.
mute-lifted = Not muted any more.
block-set = Blocked. Neither of you sees the other any more.
block-lifted = Not blocked any more.

## Editing the profile

profile-edit = Profile
profile-edit-text = This is how { $handle } appears here and on other servers. The other stalls have profiles of their own.
profile-see = See it
profile-name = Name
profile-name-hint = Shown above your handle.
profile-note = About you
profile-note-hint = Links, @handles and #hashtags work.
profile-pictures = Pictures
profile-avatar = New picture
profile-avatar-hint = Square pictures suit best. JPEG, PNG, WebP or GIF.
profile-avatar-remove = Remove the picture
profile-header = New banner
profile-header-hint = Three times as wide as high.
profile-header-remove = Remove the banner
profile-fields = Lines of your profile
profile-fields-hint = A link is marked as yours once the page that it leads to links back with:
profile-field-name = Name of line { $number }
profile-field-value = Content of line { $number }
profile-who = Who finds and follows you
profile-lock = I decide who follows me
profile-lock-hint = Others ask; you accept or refuse.
profile-discoverable = Suggest my profile
profile-discoverable-hint = It may be shown in directories, here and elsewhere.
profile-indexable = Let my public posts be found
profile-indexable-hint = By search, here, on other servers and in search engines.
profile-follows-hidden = Keep to myself whom I follow and who follows me
profile-is-bot = This is an automated account
profile-is-bot-hint = A program writes here.
profile-defaults = How new posts start out
profile-save = Save the profile
profile-changed = Your profile is saved, and your followers’ servers are told.
field-too-long =
    { $most ->
        [one] At most one character fits.
       *[other] At most { $most } characters fit.
    }

## Saying something

statement-empty = Say something, or attach something.
statement-too-long = That is { $length } characters. At most { $most } fit.
statement-too-many-media =
    { $most ->
        [one] At most one picture fits.
       *[other] At most { $most } pictures fit.
    }
statement-poll-options = A poll has 2 to { $most } different choices of at most { $length } characters.
statement-media-unready = What is attached is still being worked on, or cannot be shown. Try again in a moment.
statement-behalf = You do not act for that group any more.
statement-title = A title has { $least } to { $most } characters.
statement-zone = There is no such time zone.
statement-out-of-calendar = No calendar goes so far.
statement-ends-first = It must end after it begins.
statement-nowhere-to-join = Give the address where people register.
statement-poll-time = A poll is open for five minutes to one month.
statement-reference-gone = What this refers to is not there any more.
statement-no-answers = Its author takes no replies.
statement-unsuited = Words alone are not enough at this stall: attach a picture.
statement-no-quotes = Its author does not allow quotes.
statement-collection-gone = What you wanted to put it into is not there any more, or you may not add to it.
statement-collection-full = What you wanted to put it into is full.
statement-collections-too-many = Nothing new can be begun for it: you have as many of these as fit.
statement-collection-unfit = It cannot be put there: messages stay by themselves.
statement-collection-title = The title of what you wanted to begin with it is too long.
statement-too-many-drafts = There are { $most } drafts, which is as many as fit. Throw one away first.
statement-too-many-that-day = There are { $most } posts scheduled for that day, which is as many as fit. Choose another day.

## Uploads

upload-too-large = The file is larger than { $limit } MiB.
upload-unsupported = { $format } pictures cannot be read here. Please save it as JPEG, PNG or WebP.
upload-heic = HEIC pictures cannot be read here. Please save it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible).
upload-not-a-picture = This is not a JPEG, PNG, WebP or GIF picture.
upload-too-many-pixels = The picture has too many pixels. Please make it smaller.
upload-too-many-frames = The animation is too long.
upload-broken = The picture is damaged.

## Moving

move-here = Coming from elsewhere
move-here-text = Name your other profiles here. Then you can start the move there, and your followers there will follow you here.
move-bring = Whom you follow, your lists, blocks and bookmarks are brought along <a href="{ $link }">on the square</a>.
move-aliases = Your other profiles
move-aliases-hint = One a line: @ana@social.example, or the address of the profile.
move-aliases-save = Save these
move-away = Going elsewhere
move-away-text = Your followers are sent to the other profile, which must name this one among its other profiles first. Your posts stay here.
move-moved = You have moved to
move-target = The profile to go to
move-password = Your password
move-now = Move my followers
moved = You have moved. Your followers’ servers are being told.
move-not-named = That profile does not name this one among its other profiles. Do that there first, then try again in a minute.
aliases-changed = Your other profiles are saved.
aliases-too-many = At most { $most } other profiles fit.
alias-oneself = This profile itself is not another one.
actor-asked-for = { $actor } was not known here and is being looked for. Please send the form again in a few seconds.
actor-not-found = { $actor } is not a profile.
actor-missing = { $actor } was not found. { $reason }
move-password-wrong = This is not your password.

## Threads

thread-title = { $name }: { $text }
thread-edits =
    { $count ->
        [one] Edited once
       *[other] Edited { $count } times
    }
thread-journey = How it travelled
thread-download = Download all in one file
thread-revoke-quote = Do not let this quote me
thread-revoke-quote-sure = Your post is no longer shown in this quote. That cannot be undone.
thread-no-replies = No replies yet
thread-remote = Replies that nobody here knows of may be missing: <a href="{ $link }" rel="nofollow noreferrer">see it at { $host }</a>.
thread-answer-log-in = <a href="{ $link }">Log in</a> to reply.
thread-answer-from-elsewhere = To reply from another server, search there for
answer-to = Reply to { $name }
answer-warning = Content warning
answer-warning-text = What it is about
answer-send = Reply
answer-more = With pictures…
answer-said = Your reply is out.
answer-held-said = Your reply will be seen by others once the organiser has read it.
answer-held = Others will see this once the organiser has read it.
answer-held-consent = Nobody else sees this before you let them.
answer-consent = Let others see it
answer-consented = Everybody sees the reply now.
object-gone = Deleted. Other servers are asked to delete their copies.
delete-title = Delete this post?
delete-text = It goes from here for good, and other servers are asked to delete their copies. Most do.
delete-now = Delete
delete-not = Keep it
history-title = Versions
history-today = As it is now
history-version = Version of
history-none = It was never edited.
journey-title = How it travelled
journey-text = What this server told others about this post: each activity, to whom it was delivered, and what they answered.
journey-deliveries =
    { $count ->
        [one] To { $count } server
       *[other] To { $count } servers
    }
journey-host = Server
journey-state = State
journey-signed = Signed with
journey-tries = Tries
journey-at = When
journey-reason = What it answered
journey-pending = waiting
journey-delivered = delivered
journey-failed = refused
journey-gone = gone
journey-dropped = dropped
journey-nowhere = It went to no other server: nobody there follows you or is mentioned.
journey-body = The activity itself
journey-forgotten = The journal does not go back that far any more.
vote-counted = Your vote counts.
vote-no-option = There is no such choice.
vote-closed = This poll is over.
vote-already = You have voted in this poll already.
vote-own = You cannot vote in your own poll.
vote-count = Choose one.
pin-not-yours = Only your own public posts can be pinned.
pin-too-many =
    { $most ->
        [one] Only one post can be pinned. Unpin it first.
       *[other] At most { $most } posts can be pinned. Unpin one first.
    }
quote-revoked = Your post is not shown in that quote any more.
card-filtered = Filtered: { $title }

## People

people-followers = Followers of { $name }
people-following = Followed by { $name }
people-likes = Who likes this post by { $name }
people-boosts = Who boosted this post by { $name }
people-hidden = { $name } keeps this list to themself.
people-none = Nobody yet.
people-none-mine = Your handle is { $handle }. Whoever searches for it can follow you, here or on another server.
people-remove = Remove
people-remove-sure = { $name } no longer gets what you publish, and is not told. Whoever is removed may follow you again.
requests-none = Nobody is waiting for your answer.
requests-none-hint = Whether others need your consent to follow you is set in <a href="{ $link }">your profile</a>.
request-accept = Accept
request-reject = Refuse
request-accepted = They follow you now.
request-rejected = They do not follow you.
request-reader = Asks for your collection of what is for followers
request-reader-accepted = They follow your collection now.
request-reader-rejected = They do not follow your collection.
blocks-blocked = Blocked
blocks-blocked-hint = Neither of you sees the other. You block somebody on their profile.
blocks-muted = Muted
blocks-muted-hint = You see nothing of them, and they do not notice.
blocks-until = until
blocks-nobody = Nobody.
blocks-hosts = Hidden servers
blocks-hosts-hint = You see nothing of anybody there. Others in the club still do.
blocks-host = Server
blocks-host-hide = Hide this server
blocks-host-show = Show again
host-hidden = You see nothing of that server any more.
host-shown = That server is shown again.
host-unfit = This is not the name of a server, such as social.example.

## Notifications

notifications-all = All
notifications-mentions = Mentions
notifications-clear = Clear
notifications-clear-sure = They go for good. The posts stay.
notifications-requests =
    { $count ->
        [one] { $count } person asks to follow you
       *[other] { $count } people ask to follow you
    }
notifications-none = Nothing new.
notifications-none-hint = When somebody writes to you, follows you, likes or boosts what you write, you find it here.
notification-fresh = New:
notification-dismiss = Dismiss
notification-answer-request = See the request
notification-mention = { $name } wrote to you
notification-status = { $name } published something
notification-boost = { $name } boosted your post
notification-like = { $name } likes your post
notification-follow = { $name } follows you
notification-follow_request = { $name } asks to follow you
notification-poll = A poll by { $name } is over
notification-update = { $name } edited a post that you boosted
notification-quote = { $name } quoted your post
notification-move = { $name } has moved
notification-admin-report = { $name } was reported
notification-admin-sign_up = { $name } signed up

held = Held back
held-people =
    { $count ->
        [one] Something by { $count } person is held back
       *[other] Something by { $count } people is held back
    }
held-count =
    { $count ->
        [one] { $count } notification
       *[other] { $count } notifications
    }
held-accept = Let in
held-dismiss = Send away
held-accepted = What they do is told from now on, and what was held back is with your notifications.
held-dismissed = What was held back is gone.
held-none = Nothing is held back.
held-none-hint = What certain people do waits here until you let them in. You decide below who that is.
held-policy = Whose notifications wait
held-policy-text = Whom you let in once is always told. Moderators of the club can always write to you.
held-policy-save = Save
held-policy-set = This holds for what comes from now on.
held-accepts = Tell me
held-filters = Hold back
held-drops = Ignore
held-not_following = People whom I do not follow
held-not_following-hint = Until you follow them or let them in.
held-not_followers = People who do not follow me
held-not_followers-hint = Those who follow you for less than three days are among them.
held-new_accounts = New accounts
held-new_accounts-hint = Made in the last 30 days, by people whom you do not follow.
held-private_mentions = Direct messages out of the blue
held-private_mentions-hint = From people whom you do not follow, unless they answer a message of yours.
held-limited_accounts = Accounts that moderators limited
held-limited_accounts-hint = Unless you follow them.

## What is kept

saved-bookmarks = Bookmarks
saved-likes = Likes
saved-direct = Direct messages
saved-none-bookmarks = No bookmarks yet. Keep a post with the ribbon below it: nobody is told.
saved-none-likes = You have not liked anything yet. Use the heart below a post: its author is told.
saved-none-direct = No direct messages yet. Write a post that only those mentioned may see, and mention somebody.
tag-none = Nobody here knows a post with { $tag } yet.
tag-write = Write one
tag-followed = What is published with this hashtag now comes into your home timeline.
lists-text = A list shows what some of those whom you follow publish, apart from the others. Nobody is told that they are on it.
list-new = A new list
list-title = Name
list-title-wrong = A name has 1 to 256 characters.
list-too-many = There are as many lists as you may have. Delete one first.
list-exclusive = Leave its members out of the home timeline
list-exclusive-short = Not in home
list-make = Make the list
list-members =
    { $count ->
        [0] Nobody is on it
        [one] { $count } person on it
       *[other] { $count } people on it
    }
list-add-whom = Whom to add
list-add-hint = You can add those whom you follow.
list-add = Add
list-drop = Take off
list-nobody = You follow nobody yet whom you could add.
list-save = Save
list-delete = Delete the list
list-delete-sure = The list cannot be brought back. You still follow everybody on it.
list-gone = The list is deleted. Whoever was on it is followed as before.
list-empty = Nothing was published yet by those on the list.
list-empty-members = Add somebody to the list to read here what they publish.

## Filters

filters-text = A filter folds or hides posts that hold words you do not want to meet. Your own posts are never filtered.
filter-new = A new filter
filter-title = Name
filter-title-hint = Shown in place of what the filter folds.
filter-title-wrong = A name has 1 to 256 characters.
filter-words = Words
filter-words-hint = One word or phrase a line.
filter-words-missing = Write at least one word.
filter-word-too-long = A word or phrase has at most { $most } characters.
filter-whole-word = Only whole words
filter-where = Where it holds
filter-contexts-missing = Choose at least one place.
filter-context-home = Home and lists
filter-context-notifications = Notifications
filter-context-public = Public timelines, hashtags, search
filter-context-thread = Threads
filter-context-account = Profiles
filter-how = What it does
filter-fold = Fold: a click shows the post
filter-hide = Hide: as if the post did not exist
filter-folds = Folds
filter-hides = Hides
filter-blurs = Hides pictures
filter-posts =
    { $count ->
        [one] One single post
       *[other] { $count } single posts
    }
filter-for = For how long
filter-for-good = For good
filter-until = until
filter-over = over
filter-make = Make the filter
filter-made = The filter is set.
filter-too-many = There are as many filters as you may have. Delete one first.
filter-delete = Delete
filter-delete-sure = What it folds or hides is shown again.

## Search

search-title = Search: { $words }
search-what = Words, @handle, #hashtag or address
search-people = People
search-tags = Hashtags
search-posts = Posts
search-asking = Looking for { $words } on its server…
search-failed = { $words } could not be found.
absence-nothing = There is nobody and nothing there by that name.
absence-unreachable = That server cannot be reached at the moment. Try again in a few minutes.
absence-refused = That server does not hand it out.
absence-unfit = There is something there, but nothing that can be shown here.
absence-blocked = This club does not talk to that server.
absence-disabled = This club talks to no other servers at present.
absence-forgotten = Try again in a few minutes.
search-none = Nothing was found for “{ $words }”.
search-none-hint = Only posts whose authors let them be found, your own, and those that you liked, boosted or kept are searched.
search-none-stranger = <a href="{ $link }">Members</a> can also look for people and posts on other servers.
search-how = What you can search for
search-how-handle = somebody, on any server
search-how-address = a post or a profile, by its address
search-how-tag-word = waffles
search-how-tag = a hashtag
search-how-phrase-words = village fair
search-how-phrase = words that stand together
search-how-narrow = only what you wrote, with pictures, before a day

## Reports

report-new-title = Report { $name }
report-text = The moderators of this club will see your report and who sent it. The person whom you report will not.
report-comment = What is wrong?
report-comment-hint = A few words are enough.
report-which-rules = Which rules of the club?
report-forward = Also tell { $host }
report-forward-hint = Its moderators learn what was reported, not by whom.
report-send = Send the report
report-also = You can also mute or block somebody on their profile, at once and by yourself.
report-filed = Thank you. The moderators have been told.

## What is written at several stalls

post-text-hint = Links, @handles, #hashtags and :emoji: work.
post-publish = Publish
post-save = Save the changes
post-keep = Keep as a draft
post-later = Publish later
post-due-at = When
post-due-at-zone = Time zone: { $zone }. Leave it empty to publish now.
post-due-at-utc = In UTC: your time zone can be chosen in the settings. Leave it empty to publish now.
post-due-in-the-past = This must be at least a minute from now.
post-alt-ask = What is to be seen, for those who cannot see it
post-focus = What stays in sight when it is cut
focus-kept = As it is
focus-middle = The middle
focus-top = The top
focus-bottom = The bottom
focus-left = The left
focus-right = The right
focus-top-left = The top left
focus-top-right = The top right
focus-bottom-left = The bottom left
focus-bottom-right = The bottom right
post-warning = Content warning
post-warning-text = What it is about
post-warning-hint = The text is folded behind these words until it is asked for.

## Drafts

drafts = Drafts
drafts-new = Begin another
drafts-scheduled = Scheduled
drafts-none = No drafts. What you keep as a draft while writing waits for you here.
draft-kept = Kept as a draft.
draft-gone = The draft is thrown away.
draft-said = It is out.
draft-soon = It goes out in a moment: somebody in it is being looked for.
draft-wordless = Without words
draft-due = Comes out:
draft-written = Written
draft-failed = It could not be published:
draft-pictures =
    { $count ->
        [one] { $count } picture
       *[other] { $count } pictures
    }
draft-go-on = Go on
draft-change = Change
draft-say = Publish now
draft-drop = Throw away
draft-drop-sure = It cannot be brought back.

## Pictures

picture-title = Picture { $number } of { $count }: { $text }
picture-back = Back to the post
picture-full = Open the file itself
picture-others = Other pictures
picture-previous = Previous
picture-next = Next
picture-camera = Camera
picture-lens = Lens
picture-settings = Settings
picture-taken = Taken
picture-licence = Licence
licence-all-rights-reserved = All rights reserved

## Places

place-none = Nothing that you may see is at { $name }.

## When something takes place

occasion-tentative = Not certain yet
occasion-postponed = Postponed: the new date is not known yet
occasion-cancelled = Cancelled
occasion-over = Over
occasion-online = Online
occasion-contact = Contact
occasion-fact = Good to know
occasion-wheelchair = By wheelchair
occasion-wheelchair-fully = accessible
occasion-wheelchair-partially = partly accessible
occasion-wheelchair-no = not accessible
occasion-heads =
    { $count ->
        [one] One person comes
       *[other] { $count } people come
    }
occasion-heads-of = { $count } of { $most } places taken

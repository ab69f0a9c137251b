# What the microblog says: its timelines, and where posts are written.

microblog-title = Microblog
microblog-about = Short posts, pictures and polls. Follow people here and on any server of the fediverse, and talk with them.
microblog-nav-write = Write
microblog-intro = This is the microblog of { $club }. Members write here, and people on other servers follow and answer them. Nothing is sorted or pushed: what is newest comes first.

## Timelines

timeline-home = Home
timeline-local = From members
timeline-federated = From everywhere
timeline-home-empty = Your timeline fills with what those publish whom you follow.
timeline-local-empty = No member has written anything yet.
timeline-federated-empty = Here you find what members publish, and whoever they follow on other servers.
timeline-see-local = See who is here
timeline-search-people = Look for people

## Writing

compose-new = New post
compose-edit = Edit the post
compose-quote = Quote { $name }
compose-answered = What you reply to
compose-quoted = What you quote
post-text = Your post
post-text-ask = What is going on?
post-more = More…
post-attach = Attach and go on
post-pictures = Pictures
post-pictures-hint = JPEG, PNG, WebP or GIF. Where the picture was taken is removed from the file.
post-pictures-full =
    { $most ->
        [one] One picture is all that fits.
       *[other] { $most } pictures are all that fit.
    }
post-file = Picture { $number }
post-alt = Description of picture { $number }
post-remove = Remove this picture
post-language-quotes = Language and quotes
post-poll = Poll
post-poll-editing = If you change the choices, the votes so far are lost.
post-poll-options = Choices
post-poll-option = Choice { $number }
post-poll-options-hint = Two at least. Leave the others empty.
post-poll-multiple = Several choices are allowed
post-poll-duration = Open for
post-poll-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
post-poll-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
post-poll-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
post-said = Your post is out.
post-edited = Your post is changed. Other servers are told.
post-soon = Your post goes out in a moment: somebody in it is being looked for.
post-scheduled = Your post will be published at the time that you chose.

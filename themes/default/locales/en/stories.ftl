# Stories: a picture that is shown to followers for a day.

stories = Stories
stories-mine = Your story
stories-add = Add to your story
stories-add-short = Add
stories-new = new
stories-add-text = A story is one picture. Your followers see it for 24 hours, here and at Pixelfed; then it is gone, with its file.

## Showing one

stories-picture = Picture
stories-file = Choose a picture
stories-file-hint = JPEG, PNG, WebP or GIF, 40 MB. Upright pictures fill the whole page.
stories-caption = Caption
stories-seconds = Seconds
stories-seconds-hint = How long it is looked at before the next one comes: { $least } to { $most }.
stories-for = Only your followers see it.
stories-publish = Show it
stories-published = Your story is shown until tomorrow at this time.
stories-one-picture = A story has one picture. Take this one out first.
stories-no-picture = This picture is not there any more. Choose another one.
stories-unready = The picture is still being worked on, or cannot be shown. Try again in a moment.
stories-caption-long = A caption has at most { $most } characters.
stories-seconds-wrong = Choose { $least } to { $most } seconds.
stories-too-many = You show { $most } stories already. Another one is possible when the first is over.

## Looking at one

stories-of = Story of { $name }, { $number } of { $count }
stories-previous = Previous
stories-next = Next
stories-close = Close
stories-play = Go on by itself
stories-pause = Stay here
stories-like = Like
stories-liked-already = You like it
stories-liked = Your heart is on its way.
stories-answer = Answer { $name }
stories-send = Send
stories-answered = Your answer is on its way, as a message.
stories-report = Report
stories-seen-by =
    { $count ->
        [0] Not seen yet
        [one] Seen by one
       *[other] Seen by { $count }
    }
stories-until = Shown until
stories-delete = Delete
stories-delete-sure = Nobody will see it any more.
stories-remove = Remove
stories-remove-sure = Remove this story of { $name }?
stories-removed = The story is gone.
stories-onlookers = Who saw your story
stories-onlookers-none = Nobody has seen it yet.
stories-likes-it = likes it
stories-back = Back to the story
stories-report-title = Report a story of { $name }
stories-report-text = The moderators see the story as long as it is shown, and your words.

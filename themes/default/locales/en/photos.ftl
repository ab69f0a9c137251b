# What the photos stall says: what is new, and where pictures are published.

photos-title = Photos
photos-about = Pictures in sets, with descriptions, places and licences. Show yours as large as they are, and see those of others.
photos-nav-discover = Discover
photos-nav-add = Add
photos-intro = These are the photos of { $club }. Members show their pictures here, and people on other servers see and comment on them. Nothing is ranked: what is newest comes first.
photos-descriptions-required = Every picture must be described
photos-descriptions-required-hint = Else members are reminded once, and may publish all the same.

## What is new

photos-home = Home
photos-home-empty = Here you see the pictures of those whom you follow.
photos-see-club = See what the club shows
photos-search-people = Look for people
photos-discover = Discover
photos-whose = Whose pictures
photos-of-club = From members
photos-of-everywhere = From everywhere
photos-further = Hashtags and places
photos-discover-empty = There is no picture yet.

## Publishing

photos-add = Add photos
photos-add-first = Show the first one
photos-new = New photos
photos-edit = Edit the photos
photos-pictures = Pictures
photos-files = Choose pictures
photos-files-hint =
    { $most ->
        [one] One picture.
       *[other] Up to { $most }. Mastodon shows the first four of them.
    } JPEG, PNG, WebP or GIF, 40 MB each. Where a picture was taken is removed from its file.
photos-attach = Upload and go on
photos-uploading = { $name } is being uploaded
photos-retry = Try again
photos-cut-off = { $name } did not arrive. Are you connected?
photos-pending = This picture is being worked on…
photos-failed = This picture could not be read.
photos-up = Earlier
photos-down = Later
photos-remove = Take out
photos-up-which = Move picture { $number } one place earlier
photos-down-which = Move picture { $number } one place later
photos-remove-which = Take picture { $number } out
photos-moved = Now picture { $number } of { $count }
photos-removed = The picture is out.
photos-alt = Description
photos-about-picture = Licence, focus and camera
photos-licence-none = Not said
photos-exposure = Show how it was taken:
photos-text = Caption
photos-place = Place
photos-place-hint = As people call it. Coordinates are never taken from the file.
photos-more = Comments and language
photos-closed = Take no comments
photos-closed-hint = Likes and boosts are still possible.
photos-none = Choose at least one picture.
photos-descriptions-missing =
    { $count ->
        [one] One picture has no description. This club wants every picture described for those who cannot see it.
       *[other] { $count } pictures have no description. This club wants every picture described for those who cannot see it.
    }
photos-descriptions-reminder =
    { $count ->
        [one] One picture has no description, so that some people will not know what it shows. Describe it, or publish once more.
       *[other] { $count } pictures have no description, so that some people will not know what they show. Describe them, or publish once more.
    }
photos-published = Your photos are out.
photos-changed = Your photos are changed. Other servers are told.
photos-soon = Your photos go out in a moment, as soon as those whom you name are found.
photos-scheduled = Your photos will be published at the time that you chose.

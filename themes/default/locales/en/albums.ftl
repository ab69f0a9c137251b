# What the pages of albums say.

albums = Albums
albums-mine = Your albums
albums-of = Albums of { $name }
albums-new = New album
albums-make-first = Make the first one
albums-none-mine = You have no album yet. An album shows some of your photos together, in the order that you want.
albums-none = { $name } has no album for you to see.
albums-shared = Shared with you
albums-shared-text = To these albums of other members you may add photos of your own.
albums-too-many =
    { $most ->
        [one] You have one album, which is as many as fit. Delete it first.
       *[other] You have { $most } albums, which is as many as fit. Delete one first.
    }
albums-count =
    { $count ->
        [0] No photos
        [one] One photo
       *[other] { $count } photos
    }

## An album

albums-with = With photos of
albums-empty = There is nothing in this album that you may see.
albums-empty-mine = There is nothing in this album yet.
albums-by-link = Whoever has the secret link sees the photos here that everybody may see: public and unlisted ones. Others stay hidden.
albums-each-by-itself = Each photo is shown to those only who may also see it by itself.
albums-download = Download
albums-add = Add photos
albums-edit = Edit the album
albums-back = To the album
albums-leave = Leave the album
albums-leave-sure = You can add nothing to it any more. Your photos stay in it until you take them out.
albums-left = You have left the album.

## The slideshow

slideshow = Slideshow
slideshow-pause = Pause
slideshow-play = Go on
slideshow-pace = How long each picture is shown
slideshow-seconds = { $count } seconds

## Making and changing it

albums-title = Title
albums-title-wrong = A title has 1 to { $most } characters.
albums-description = What it is about
albums-audience = Who may see the album
albums-audience-hint = An album shows no photo to anybody who may not see that photo by itself.
albums-audience-public = Everybody
albums-audience-public-hint = It is listed on your profile, with a feed
albums-audience-members = Club members
albums-audience-members-hint = Whoever is logged in here
albums-audience-followers = Followers
albums-audience-followers-hint = Whoever follows you
albums-audience-link = Secret link
albums-audience-link-hint = Whoever has the link, which you can replace at any time; it shows public and unlisted photos only
albums-make = Make the album
albums-save = Save the album
albums-saved = The album is saved.
albums-link = Secret link
albums-link-text = Whoever has this link sees the album, without logging in: the photos in it that are public or unlisted. To take it back, make a new one or choose somebody else who may see the album.
albums-link-renew = Make a new link
albums-link-renew-hint = The old link opens nothing any more.
albums-link-renewed = There is a new link. The old one opens nothing any more.
albums-contributors = Who adds photos
albums-contributors-text = Members whom you name here find the album among theirs, whoever else may see it. They add photos of their own, and can take those out again.
albums-contributor-name = Name of a member
albums-contributor-name-hint = As in their handle: ana.
albums-contributor-add = Let them add
albums-contributor-added = { $name } may add photos now, and finds the album among theirs.
albums-contributor-unknown = There is no such member to be named here.
albums-contributor-dismiss = Let them add no more
albums-contributor-dismissed = They may add no more. Their photos stay until they or you take them out.
albums-contributors-too-many =
    { $most ->
        [one] At most one member may add to an album.
       *[other] At most { $most } members may add to an album.
    }
albums-delete = Delete the album
albums-delete-text = The photos stay where they were published.
albums-delete-sure = The album cannot be brought back. Its photos stay.
albums-gone = The album is deleted. Its photos are where they were.

## What is in it

albums-add-text = Choose among your photos. At most { $most } fit into an album.
albums-add-chosen = Add the chosen ones
albums-held = In it already
albums-no-photos = You have published no photos yet.
albums-none-chosen = Choose at least one photo.
albums-full =
    { $most ->
        [one] At most one photo fits into an album.
       *[other] At most { $most } photos fit into an album. Take some out, or make another album.
    }
albums-added =
    { $count ->
        [0] They were in it already.
        [one] One photo was added.
       *[other] { $count } photos were added.
    }
albums-take-out = Take out of the album
albums-taken-out = The photo is out of the album. It stays where it was published.
albums-cover = Make it the cover
albums-cover-chosen = The cover is chosen.
albums-order = Put in order
albums-order-text = Drag the photos, or move them by their arrows. The first is the cover unless you choose another.
albums-order-published = By when they were published
albums-order-taken = By when they were taken
albums-order-keep = Keep this order
albums-order-kept = The order is kept.
albums-order-failed = The order could not be kept. Are you connected? Try again with the button below.

## The albums of a photo

albums-of-photo = Albums with this photo
albums-holding = It is in these albums
albums-put = Put it into an album
albums-which = Which album
albums-put-into = Put it in
albums-put-in = The photo is in “{ $title }”.
albums-put-new = Begin an album with it
albums-put-new-hint = Everybody may see it, until you change that.
albums-make-with = Make the album
albums-choose = Put them into
albums-choose-new = A new album

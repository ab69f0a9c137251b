# What the music stall says.

music-title = Music
music-about = Records and podcasts. Bring your own, hear them in any player, and share what may be shared.
music-nav-catalogue = Library
music-catalogue = Library
music-nav-own = My music
music-own = My music
music-own-playlists = Playlists
music-own-history = Played
music-radio-ours = Of the club
music-nav-add = Add
music-intro = This is the music of { $club }. Members keep their records here, and show to others what may be shown.
music-quota = How many MiB of music a member may have
music-quota-hint = 0 for as many as there is room for.
music-largest = The largest file that is taken, in MiB
music-largest-hint = A lossless recording of an hour takes about 400 MiB.

## Shelves

music-albums = Albums
music-artists = Artists
music-order = Order
music-by-newest = Newest
music-by-title = By title
music-by-artist = By artist
music-by-mine = Mine
music-empty = There is no music yet.
music-no-album = Without an album
music-various = Various artists
music-albums-of = Albums of { $name }
music-albums-count = { $count ->
    [0] no albums
    [one] { $count } album
   *[other] { $count } albums
}
music-tracks = { $count ->
    [0] no tracks
    [one] { $count } track
   *[other] { $count } tracks
}
music-recent-tracks = Tracks
music-found-tracks = Tracks
music-favourites = Favourites
music-favourites-empty = What you like is listed here: press the heart beside a track.
music-find = Look for music
music-find-nothing = Nothing is called so.
music-play = Play
music-queue-add = Add to the queue
music-like = Like “{ $title }”
music-unlike = Do not like “{ $title }” any more
music-back = Back

## Who may hear it

music-audience = Who may hear it
music-audience-law = Music of others is mostly protected: share with others only what you may share.
music-reach-direct = Only I
music-reach-direct-hint = As on your own shelf at home
music-reach-members = The members of the club
music-reach-members-hint = Whoever is logged in here
music-reach-followers = My followers
music-reach-followers-hint = Here and at other servers
music-reach-unlisted = Everybody with the address
music-reach-public = Everybody
music-reach-public-hint = It is published: your followers are told, and other servers keep it
music-open = Open its tracks to others
music-open-hint = What left the club once cannot be called back, only deleted.
music-open-keep = Leave it as it is

## Bringing it

music-add = Add music
music-add-first = Add some
music-files = Files
music-files-hint = MP3, FLAC, Ogg Vorbis, Opus, AAC, ALAC, WAV or AIFF, of at most { $largest } MiB each. Titles, artists and covers are read from them.
music-drop = Or drop files and folders here.
music-folder = Choose a folder
music-upload = Upload
music-used = You have { $used } of { $quota } MiB.
music-outcomes = What became of the files
music-known = was here before
music-uploading = { $name }: { $percent } %
music-cut-off = The connection was lost while { $name } was sent.
music-retry = Try again
music-done = { $done } of { $count } files are here.
music-refused-not-sound = is no sound that is known here.
music-refused-unsupported = cannot be played here ({ $kind }). Make FLAC, Opus, MP3 or AAC of it.
music-refused-film = is a film.
music-refused-encrypted = is encrypted for the one who bought it.
music-refused-empty = has no sound in it.
music-refused-too-large = is larger than { $limit } MiB.
music-refused-too-much-said = has texts and pictures in it of more than { $limit } MiB. Make the pictures smaller.
music-refused-too-long = plays for more than a day.
music-refused-broken = is damaged and cannot be decoded.
music-refused-quota = would be more than the { $most } MiB that a member may have.

## Saying something else of it

music-edit = Edit the album
music-edit-tags = Edit the tags
music-edit-track = Edit “{ $title }”
music-field-title = Title
music-field-artist = Artist
music-field-album = Album
music-field-album-artist = Album artist
music-field-album-artist-hint = Leave it empty where there are many.
music-field-disc = Disc
music-field-position = Track
music-field-released = Released
music-field-released-hint = A year, a month or a day: 1984, 1984-05 or 1984-05-01
music-field-genres = Genres
music-field-genres-hint = With commas between them
music-field-licence = Licence
music-field-copyright = Copyright notice
music-field-lyrics = Lyrics
music-save = Save
music-changed = It is changed.
music-opened = It is open to them now.
music-deleted = The album is deleted.
music-delete = Delete the album
music-delete-text = Its tracks and their files go. Other servers that have them are told to delete them too.
music-delete-sure = Delete the album with all of its tracks? This cannot be undone.
music-title-missing = The track needs a title.
music-released-unfit = This is no date: write 1984, 1984-05 or 1984-05-01.
music-licence-file = As the files or their channel say
music-licence-album = As its album or its channel says
music-licence-channel = As its channel says
music-licence-own = In other words
music-licence-words = Other words
music-licence-words-hint = Where none of the list fits: the address of the text, or the name of the licence.
music-licence-unsaid = Say in which words.
music-licence-new-hint = What others may do with it.
music-licence-track-hint = What others may do with it.
music-licence-album-hint = What others may do with the tracks that say nothing themselves.

## Channels

music-channels = Channels
music-channels-about = Who publishes here: members, bands, podcasts. They can be followed from here, from Mastodon, from Funkwhale, or from any podcast app.
music-channels-none = Nobody has published anything yet.
music-channels-none-hint = Open one of your tracks to everybody, or found a band or a podcast.
music-channel-found = Found a band or a podcast
music-channel-edit = Channel settings
music-channel-changed = The channel is changed.
music-channel-private = What appears in a group’s name is for others than you: choose who may hear it.
music-medium = What it publishes
music-medium-music = Music
music-medium-music-hint = Tracks and albums
music-medium-podcast = Podcast
music-medium-podcast-hint = Episodes, the last one first
music-category = Subject
music-category-none = None
music-category-hint = As the directories of podcasts know it.
music-licence-none = Nothing in particular
music-channel-licence-hint = For whatever says nothing else.
music-explicit = Not for children
music-owner-email = Contact address
music-owner-email-hint = Directories of podcasts send a code there, to know that the channel is yours. It is public.
music-email-unfit = This is no e-mail address.
music-funding = Where to support it
music-funding-hint = The address of a page; podcast apps lead there.
music-feed = Feed
music-feed-about = Give this address to podcast apps and directories.
music-behalf = In the name of
music-behalf-hint = You, or a group that you run.
music-field-notes = Notes
music-field-notes-hint = What there is to say about it: credits, chapters, links.

## Playlists, radio, what was played

music-nav-radio = Radio
music-playlists = Playlists
music-playlists-none = There is no playlist yet.
music-playlists-none-hint = A playlist holds tracks in the order that you want. Your players play it too.
music-playlist-title = Name of the playlist
music-playlist-make = Make the playlist
music-playlist-new = A new playlist
music-playlist-unnamed = Give the playlist a name.
music-playlist-too-many = You have as many playlists as a member may have: delete one first.
music-playlist-for-private = only you see it
music-playlist-for-members = members see it
music-playlist-for-public = everybody sees it
music-playlist-audience = Who sees it
music-playlist-audience-hint = In it each hears only what they may hear.
music-playlist-private = Only I
music-playlist-members = The members of the club
music-playlist-public = Everybody
music-playlist-public-hint = It is listed on your profile, and other sites can play it
music-playlists-of = Playlists of { $name }
music-playlist-nothing = There is nothing in it for you to hear.
music-playlists-none-shown = There is no playlist for you to see here.
music-playlist-about = About it
music-playlist-edit = Edit the playlist
music-playlist-order = Change the order
music-playlist-empty = The playlist is empty: touch the plus beside a track.
music-playlist-hidden = { $count ->
    [one] 1 track is not for you.
   *[other] { $count } tracks are not for you.
}
music-playlist-delete = Delete the playlist
music-playlist-delete-sure = Delete “{ $title }”? Its tracks stay.
music-playlist-gone = The playlist is deleted.
music-playlist-add = Add to a playlist
music-playlist-add-of = Add “{ $title }” to a playlist
music-playlist-put = Add
music-playlist-added = It is in the playlist.
music-radio = Radio
music-radio-like = Play what is like it
music-radio-silent = There is nothing to play here.
music-stations = Stations
music-station-random = Anything
music-station-unheard = Never played
music-station-artist = With { $name }
music-station-similar = Like “{ $title }”
music-history = Played before
music-history-about = Only you see this.
music-history-none = You have not played anything yet.
music-history-clear = Forget all
music-history-sure = Forget all that you played? What you like stays.
music-history-gone = It is forgotten.

## Players

music-players = Players
music-players-about = Any player that speaks Subsonic plays your music: Symfonium, DSub, Tempo or Ultrasonic on a phone, Feishin or Supersonic on a computer. Tell it this, with a key of its own.
music-players-server = Server
music-players-name = User name
music-players-password = Password
music-players-password-about = A key that you make here, not the password by which you log in. Players that take an API key take it too.
music-keys = Keys
music-key-title = Which player it is for
music-key-title-hint = So that you know it again when you take it back: “my phone”
music-key-since = Made
music-key-used = Last used
music-key-unused = never
music-key-make = Make a key
music-key-made = This is the key. It is shown this once: put it into the player now.
music-key-secret = Key
music-key-revoke = Take back
music-key-revoke-sure = Take the key of “{ $title }” back? The player can play nothing any more.
music-key-revoked = The key is taken back.
music-key-unnamed = Say which player it is for.
music-key-too-many = You have as many keys as a member may have: take one back first.

## The player of our pages

player = Player
player-play = Play
player-pause = Pause
player-previous = Previous track
player-next = Next track
player-position = Position
player-of = { $at } of { $length }
player-settings = Settings of the player
player-volume = Volume
player-level = All equally loud
player-shuffle = In any order
player-repeat = Repeat
player-repeat-off = nothing
player-repeat-all = the queue
player-repeat-one = this track
player-sleep = Stop playing
player-sleep-never = never
player-sleep-minutes = in { $minutes } minutes
player-sleep-end = after this track
player-rate = Speed
player-keys = Keys of the player
player-key-space = Space
player-key-toggle = Play and pause
player-key-tracks = Next and previous track
player-key-seek = Five seconds back and on
player-key-mute = Mute, and loud again
player-key-queue = The queue
player-key-lyrics = The lyrics
player-key-help = These keys
player-shortcuts = The player listens to these keys
player-help-close = Close
player-moved = “{ $title }” is number { $place } of { $count } now.
player-more-of = More about “{ $title }”
player-play-next = Play next
player-comes-next = “{ $title }” comes next.
player-comes-last = “{ $title }” is in the queue.
player-cleared = The queue is empty.
player-undo = Undo
music-heard = Heard
music-goes-on = Goes on at { $at }
player-queue = Queue
player-clear = Empty
player-remove = Take “{ $title }” out
player-up = Move “{ $title }” up
player-down = Move “{ $title }” down
player-play-this = Play “{ $title }”
player-queued = In the queue: { $count }
player-broken = “{ $title }” cannot be played.
player-asleep = The player has stopped, as you wanted.

# Lyrics
player-lyrics = Lyrics
player-lyrics-page = On a page
music-lyrics-of = Lyrics of “{ $title }”

# Podcasts elsewhere
music-podcasts = Podcasts
music-podcasts-none = You are not subscribed to any podcast yet.
music-podcasts-none-hint = Give the address of one below, or bring the list of another program.
music-podcasts-newest = New episodes
music-podcast-url = Address of a podcast
music-podcast-url-hint = Of its RSS feed, or of a page that says where its feed is.
music-podcast-another = Subscribe to another podcast
music-podcast-subscribe = Subscribe
music-podcast-address = This is no address on the web.
music-podcast-own = This is of our own club: follow the channel itself.
music-podcast-too-many = You are subscribed to as many podcasts as can be. End one first.
music-podcast-soon = Being read…
music-podcast-look = Look again
music-podcast-read = read
music-podcast-reading = The podcast is being read.
music-podcast-refresh = Read now
music-podcast-page = Its page
music-podcast-feed = Feed:
music-podcast-episodes = { $count ->
    [one] { $count } episode
   *[other] { $count } episodes
  }
music-podcast-empty = There are no episodes yet.
music-podcast-end = Unsubscribe
music-podcast-end-sure = Unsubscribe from “{ $title }”?
music-podcast-ended = You are not subscribed any more.
music-podcast-export = List as OPML
music-podcast-import = Bring the list of another program
music-podcast-list = OPML file
music-podcast-list-hint = Podcast programs write one where they export subscriptions.
music-podcast-take = Subscribe to all
music-podcast-no-list = This is no OPML file with podcasts, or it is larger than 2 MiB.
music-podcast-list-taken = { $count ->
    [one] { $count } podcast of the list is being read.
   *[other] { $count } podcasts of the list are being read.
  }
music-podcast-list-left = { $count ->
    [one] { $count } entry was left out.
   *[other] { $count } entries were left out.
  }
music-podcast-problem-unreachable = Its server cannot be reached, or is too slow. We try again later.
music-podcast-problem-gone = There is nothing at this address any more.
music-podcast-problem-refused = Its server does not hand it out. We try again later.
music-podcast-problem-forbidden = This address is one that we never contact.
music-podcast-problem-blocked = This club takes nothing from that server.
music-podcast-problem-too-large = The feed is larger than 8 MiB.
music-podcast-problem-no-feed = There is no podcast at this address, or its feed is damaged.
music-podcast-problem-silent = This feed has no sound in it.
music-episode-number = Episode { $number }
music-episode-of-season = Season { $season }, episode { $number }
music-episode-about = About this episode

## Radio stations
music-broadcasters = Radio stations
music-broadcasters-about = Stations that the club recommends. They open where they send.
music-broadcasters-none = There are no stations yet.
music-broadcaster-title = Name
music-broadcaster-stream = Address of the stream
music-broadcaster-home = The station’s site
music-broadcaster-new = Add a station
music-broadcaster-add = Add
music-broadcaster-change = Change “{ $title }”
music-broadcaster-delete = Remove
music-broadcaster-delete-sure = Remove “{ $title }”?
music-broadcaster-unnamed = Give the station a name.
music-broadcaster-address = Give an address that begins with http:// or https://.
music-broadcaster-too-many = The club has as many stations as it may have.

# Listens elsewhere
music-scrobbling = Listens elsewhere
music-scrobbling-about = What you play can be passed on to ListenBrainz, or to another service that takes listens as it does (Maloja and others). Those services show it to others as they see fit.
music-scrobbling-url = Address of the service
music-scrobbling-url-hint = Without /1 at its end. Of Maloja: its address with /apis/listenbrainz.
music-scrobbling-token = Your token there
music-scrobbling-token-hint = ListenBrainz shows it in its settings. It is kept here, and not shown again.
music-scrobbling-no-token = This is no token: give the letters and digits that the service shows.
music-scrobbling-begin = Pass my listens on
music-scrobbling-soon = The service is being asked.
music-scrobbling-as = What you play goes there as { $account }.
music-scrobbling-end = Pass nothing on any more
music-scrobbling-end-sure = Pass nothing on any more, and forget the token? What is there stays there.
music-scrobbling-ended = Nothing is passed on any more.
music-scrobbling-problem-token = The service does not take this token. Nothing is passed on until you give another one.
music-scrobbling-problem-service = There is no such service at this address.
music-scrobbling-problem-forbidden = This address is one that we never contact.

# What plays now
music-playing = Playing now
music-playing-now = Plays now: { $said }
music-playing-none = Nobody plays anything that you could see.
music-playing-none-hint = It is up to each member whether others see what they play.
music-playing-since = { $count ->
    [0] just now
    [one] for { $count } minute
   *[other] for { $count } minutes
}
music-presence = Who sees what I play
music-presence-hint = Only what they may hear themselves. It is forgotten as soon as the track is over.
music-presence-nobody = Only I
music-presence-members = The members of the club
music-presence-members-hint = On this page, and in their players
music-presence-everybody = Everybody
music-presence-everybody-hint = On my profile too

# Shares
music-shares = Shares
music-shares-about = What you let others hear who have no account here: each has an address that nobody guesses. Whoever is given it can pass it on.
music-shares-none = You share nothing.
music-shares-none-hint = On the page of one of your albums, playlists or tracks, press “Share”.
music-share = Share
music-share-new = Share with somebody without an account
music-share-description = About it
music-share-description-hint = It stands above what is played.
music-share-law = Music of others is mostly protected: share only what you may share, with those alone whom you know.
music-share-make = Make an address
music-share-made = The address is made. Copy it, and give it to whom you want.
music-share-too-many = You have as many shares as a member may have: end one first.
music-share-not-yours = It is not yours to share: only what you brought, or what is open to everybody, can be.
music-share-lasts = How long
music-share-lasts-keep = As it is
music-share-lasts-day = For a day from now
music-share-lasts-week = For a week from now
music-share-lasts-month = For a month from now
music-share-lasts-year = For a year from now
music-share-lasts-ever = Until I end it
music-share-until = until
music-share-endless = until you end it
music-share-over = ended
music-share-visits = { $count ->
    [0] not opened yet
    [one] opened once
   *[other] opened { $count } times
}
music-share-last = last
music-share-address = Address of “{ $title }”
music-share-copy = Copy
music-share-copied = The address is copied.
music-share-look = Open
music-share-change = Change
music-share-revoke = End
music-share-revoke-sure = End “{ $title }”? Its address opens nothing any more.
music-share-revoked = It is not shared any more.
music-share-gone = This is not shared any more
music-share-gone-about = Its time is over, or it was ended by whose it is. Ask them for another address.
music-share-empty = There is nothing to play in it at the moment.

# Kinds of release
music-shelf-short = EPs and singles
music-shelf-compilations = Compilations
music-shelf-elsewhere = Appears on
music-field-kind = Kind of release
music-field-besides = And also
music-field-sort-title = Title in order
music-field-sort-title-hint = What lists are ordered by, where that is not the title: “Lanterns, The”
music-kind-unsaid = Not said
music-kind-album = Album
music-kind-ep = EP
music-kind-single = Single
music-kind-broadcast = Broadcast
music-kind-other = Something else
music-kind-compilation = Compilation
music-kind-live = Live
music-kind-soundtrack = Soundtrack
music-kind-remix = Remix
music-kind-dj-mix = DJ mix
music-kind-mixtape = Mixtape
music-kind-demo = Demo
music-kind-audiobook = Audiobook
music-kind-audio-drama = Audio drama
music-kind-spokenword = Spoken word
music-kind-interview = Interview
music-kind-field-recording = Field recording

# Libraries
music-libraries = Libraries
music-libraries-about = A library is a collection of tracks that others follow, as on Funkwhale: what is new in it is heard by those who do.
music-libraries-elsewhere = Followed elsewhere
music-libraries-none = You follow no library yet.
music-libraries-own = Your own
music-libraries-own-about = Give the address of one to people with Funkwhale: they look it up there and follow it.
music-library-url = Address of a library
music-library-url-hint = As its server shows it under “share”: https://…/federation/music/libraries/…
music-library-follow = Follow
music-library-follow-found = Follow the library at this address
music-library-own-club = This is of our own club: follow the channel itself.
music-library-too-many = You follow as many libraries as can be. End one first.
music-library-asked-for = The library is being looked for.
music-library-end = Follow no more
music-library-end-sure = Follow “{ $name }” no more? Its tracks go.
music-library-ended = You do not follow the library any more.
music-library-empty = There are no tracks here yet.
music-library-public = For everybody
music-library-public-about = What everybody may hear. Who follows it need not ask.
music-library-followers-only = For followers
music-library-followers-only-about = What is for your followers. Who wants to follow it asks you first.
music-library-tracks = { $count ->
    [0] There is nothing in it yet.
    [one] One track.
   *[other] { $count } tracks.
}
music-library-readers = { $count ->
    [one] Followed by one account
   *[other] Followed by { $count } accounts
}
music-library-remove = Remove
music-library-waiting = { $count ->
    [one] Somebody asks for what is for your followers.
   *[other] { $count } accounts ask for what is for your followers.
}
music-library-is-sought = Its server is being asked…
music-library-is-asked = Its owner was asked and did not answer yet.
music-library-is-followed = You follow it.
music-library-is-refused = Its owner refused. You may ask again.
music-library-reading = Its tracks are being read…
music-library-here = { $total ->
    [one] { $count } of one track is here.
   *[other] { $count } of { $total } tracks are here.
}
music-library-problem-gone = There is no library at this address.
music-library-problem-unreachable = Its server cannot be reached. It is asked again.
music-library-problem-refused = Its server does not give it to us.
music-library-problem-unfit = What is at this address is no library.

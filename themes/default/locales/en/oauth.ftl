# What members read of programs that want to act for them.

## Consent

oauth-title = May { $name } act for you?
oauth-as = It would act as
oauth-may = It would be allowed to
oauth-unchecked = The program chose its name itself, and nobody here checked it. Go on only if you have just asked it to connect.
oauth-allow = Allow
oauth-deny = Do not allow
oauth-then = You are then led to { $place }.
oauth-then-code = You are then shown a code to copy into the program.
oauth-other = Log in as somebody else
oauth-code-title = Your code
oauth-code-text = Copy this code into { $name }:
oauth-code-hint = It works once, for ten minutes. Give it to nobody else.
oauth-refused-title = The program cannot be connected
oauth-client-unknown = The program that sent you here is not registered at this stall, or no longer. Start again from there.
oauth-redirect-unknown = The program that sent you here wants the answer sent to an address that it did not register. Nothing was allowed.
oauth-request-wrong = The program that sent you here asks in a way that is not understood here. Nothing was allowed.
oauth-denied = You did not allow it. You can close this page.
oauth-home = To the stall

## Scopes: what a program may do

scope-profile = See who you are: name, picture, profile
scope-read = Read everything that you can read here, private posts and messages too
scope-read-accounts = See accounts, yours too
scope-read-blocks = See whom you block
scope-read-bookmarks = See your bookmarks
scope-read-favourites = See what you like
scope-read-filters = See your filters
scope-read-follows = See whom you follow and who asks to follow you
scope-read-lists = See your lists
scope-read-mutes = See whom you mute
scope-read-notifications = See your notifications
scope-read-search = Search for you
scope-read-statuses = Read all posts that you can read, private ones too
scope-write = Do everything for you: post, answer, like, follow, change your profile
scope-write-accounts = Change your profile
scope-write-blocks = Block accounts and hosts
scope-write-bookmarks = Set bookmarks
scope-write-conversations = Mute and tidy conversations
scope-write-favourites = Like posts
scope-write-filters = Change your filters
scope-write-follows = Follow accounts
scope-write-lists = Change your lists
scope-write-media = Upload pictures and other files
scope-write-mutes = Mute accounts and conversations
scope-write-notifications = Clear your notifications
scope-write-reports = Report others to the moderators
scope-write-statuses = Publish, edit and delete posts
scope-follow = See and change whom you follow, block and mute
scope-push = Send notifications to your device
scope-admin-read = Read everything that you can read as moderator or administrator
scope-admin-read-accounts = See what staff see of all accounts
scope-admin-read-canonical-email-blocks = See blocked mail addresses
scope-admin-read-domain-allows = See which hosts are let in
scope-admin-read-domain-blocks = See which hosts are blocked
scope-admin-read-email-domain-blocks = See which mail providers are blocked
scope-admin-read-ip-blocks = See which network addresses are blocked
scope-admin-read-reports = Read reports, with what was reported
scope-admin-write = Moderate and administer the club for you
scope-admin-write-accounts = Moderate accounts
scope-admin-write-canonical-email-blocks = Block mail addresses
scope-admin-write-domain-allows = Let hosts in
scope-admin-write-domain-blocks = Block hosts
scope-admin-write-email-domain-blocks = Block mail providers
scope-admin-write-ip-blocks = Block network addresses
scope-admin-write-reports = Decide on reports

## Connected apps

settings-apps = Connected apps
apps-intro = These programs may act for you until you end it. A change of your password ends all of them.
apps-by-hand = Made on the server’s command line
apps-since = allowed on
apps-used = last used
apps-unused = never used
apps-end = End access
apps-end-all = End access of all
apps-ended = This program can no longer act for you.
apps-all-ended =
    { $count ->
        [one] One program can no longer act for you.
       *[other] { $count } programs can no longer act for you.
    }
apps-empty = No program may act for you. Apps for Mastodon work here: give them the address of a stall, and they ask you on a page of it.

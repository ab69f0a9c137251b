# The square: welcome, how it works, coming in, a member's settings, the journal.

square-title = The square
nav-how = How it works
nav-admin = Administration
square-save = Save
square-search = Search
square-actions = Actions
square-on = on
square-off = off
square-yes = yes
square-no = no

## Welcome

welcome-title = Welcome
welcome-lede = A club with a corner of its own in the social web: posts, pictures and more, shared with people on servers everywhere.
welcome-back = Good to see you, { $name }.
welcome-profiles = My profiles
welcome-join = Join the club
welcome-invite-only = New members come by invitation.
welcome-closed = The club takes no new members at the moment. Everybody may read along.
welcome-members =
    { $count ->
        [0] Nobody is a member yet
        [one] { $count } member
       *[other] { $count } members
    }
welcome-active =
    { $count ->
        [one] { $count } was here this month
       *[other] { $count } were here this month
    }
welcome-stalls = The stalls
welcome-like = As you know it from
welcome-at = Where
welcome-you = You there
welcome-no-stalls = No stall is open yet.
welcome-about = About the club
welcome-latest = Latest from the club
welcome-no-posts = Nothing has been published yet. What members make public appears here.

## How it works

how-title = How it works
how-lede = This club is not an island. It is part of the fediverse: thousands of servers, each run by somebody else, whose people follow and answer one another as if they were in one place.
how-address-title = Your name has two parts
how-address-mail = Think of e-mail: it does not matter whose mailbox you have, you can write to anybody. Here it is the same. An address says who and where:
how-address-parts = “{ $name }” is the person, “{ $host }” is the server where that person lives. On another server there may be another { $name }; together, the two parts mean one person only.
how-stalls-title = One membership, several stalls
how-stalls-text = You log in once, on the square. At each stall you have a profile of your own, so that somebody who wants to see your pictures need not read your talk.
how-stall = Stall
how-handle = Your address there
how-follow-title = Following somebody far away
how-follow-intro = Say your friend Bob lives on another server and wants to read you. This is what happens:
how-follow-1 = Bob types { $handle } into the search field of his own server, and presses “Follow”.
how-follow-2 = His server asks { $host }: who is this? It gets your profile, and sends word that Bob would like to follow you.
how-follow-3 = You are told. If { $name } has chosen to approve followers, nothing happens before you agree.
how-follow-4 = From then on, whatever { $name } publishes is delivered to Bob’s server, and he reads it there, next to everything else he follows.
how-follow-back = It works the same way in the other direction: type Bob’s address into the search field of a stall. Nobody needs a second account, and no company stands in between.
how-leaves-title = What leaves, and what stays
how-leaves = This leaves for other servers
how-leaves-1 = Your profile: name, picture, what you write about yourself.
how-leaves-2 = Public posts: to the servers of your followers, and to whoever looks.
how-leaves-3 = Posts for followers: only to the servers where your followers live.
how-leaves-4 = Likes, boosts and replies: to the server of whoever they concern.
how-stays = This stays here
how-stays-1 = Your e-mail address and your password.
how-stays-2 = Bookmarks, drafts, filters, and whom you mute.
how-stays-3 = When and from where you log in.
how-stays-4 = What you read.
how-delete = When you delete a post, the servers that have a copy are asked to delete it too. Good ones do; nobody can force the others. Publish with that in mind, and never put a real secret into a message: whoever runs a server could read it.
how-who-title = Who decides
how-who-text = Here, the people of { $club } do, not a company and not an algorithm.
how-who-1 = Timelines are in order of time. Nothing is pushed, nothing is hidden from you for money.
how-who-2 = The club has its own rules and moderators, and can shut out servers that treat people badly.
how-who-3 = You can mute or block anybody, and whole servers, for yourself.
how-see-title = See it for yourself
how-see-text = Members have a journal in which every activity of theirs is listed: which servers it went to, when it arrived, and what it looked like on the way.
how-see-link = Open my journal
how-leave-title = Moving on
how-leave-text = You can take everything that is yours with you in one file, at any time, and tell your followers where you have moved: they follow you there. That is what a network without a middle is good for.

## About, rules, privacy

about-title = About { $club }
about-default-1 = { $club } is a club with its own corner of the social web. Its members share posts, pictures and more here, and talk with people on many other servers.
about-default-2 = Everything here is run by the club itself, without advertising and without tracking.
about-staff = Who runs it
about-no-staff = Nobody has been named yet.
about-contact = Contact
about-more = More
role-member = Member
role-moderator = Moderator
role-admin = Administrator
role-owner = Owner
rules-title = Rules
rules-default-intro = The club has not written down rules of its own. These go without saying:
rules-default-1 = Be kind. Behind every name is a person.
rules-default-2 = No hatred, no threats, no harassment.
rules-default-3 = Share what is yours to share, and respect what others keep private.
rules-default-4 = Describe your pictures for those who cannot see them, and put a warning before what may hurt.
rules-report = If something breaks the rules, report it from its menu: the club’s moderators will look.
privacy-title = Privacy
privacy-default-lede = We keep what is needed to make this work, and nothing to make money from.
privacy-default-kept-title = What is kept
privacy-default-kept-1 = Your e-mail address, to log in and to reach you. Nobody sees it but administrators.
privacy-default-kept-2 = Your password, in a form from which it cannot be read.
privacy-default-kept-3 = The network address and the browser of each log-in, as long as that lasts, so that you can recognise one that is not yours.
privacy-default-kept-4 =
    { $days ->
        [one] A journal of what was exchanged with other servers, for one day.
       *[other] A journal of what was exchanged with other servers, for { $days } days.
    }
privacy-default-sent-title = What is sent to others
privacy-default-sent = What you publish is sent to the servers of those it is meant for: that is what they and we are for. Posts that are not public go only to the servers of the people they address. Those servers have rules of their own.
privacy-default-seen-title = Who sees messages
privacy-default-seen = Messages are not encrypted from end to end. The administrators of the servers involved could read them. Ours do so only when a report makes it necessary.
privacy-default-cookies-title = Cookies
privacy-default-cookies = One to keep you logged in, one for your choice of language and colours, one that protects forms. None follows you anywhere. Pages load nothing from other companies.
privacy-default-yours-title = What is yours
privacy-default-yours = You can download everything that is yours, and delete your account, in your settings, at any time.

## Signing up

sign-up-title = Join the club
sign-up-approval = Each sign-up is read by a person. You get a mail when you are let in.
sign-up-invited = { $name } invites you to the club.
sign-up-invite-how = Ask a member for a link, and open it here.
sign-up-name = Name
sign-up-name-hint = Letters without accents, digits and _. It becomes your address, such as @name@{ $host }, and cannot be changed later.
sign-up-email = E-mail address
sign-up-email-hint = Not shown to anybody. You will get a link to confirm it.
sign-up-password = Password
sign-up-password-hint = At least ten characters. A few words that do not belong together are good.
sign-up-reason = Why would you like to join?
sign-up-reason-hint = A sentence or two for the people who decide. It is not published.
sign-up-agree = I have read the rules and agree to them.
sign-up-agree-missing = Please agree to the rules.
sign-up-no-mail = This club sends no mail yet: an administrator will pass you the link that confirms your address.
sign-up-submit = Sign up
sign-up-already = A member already?
sign-up-name-malformed = A name has 1 to 30 letters without accents, digits or underscores.
sign-up-name-reserved = This name is kept for the club itself.
sign-up-name-taken = Somebody has this name already.
sign-up-email-malformed = This is not an e-mail address that can be used here.
sign-up-email-long = This e-mail address is too long.
sign-up-email-blocked = Addresses of this provider are not accepted.
sign-up-email-taken = An account has this address already.
sign-up-reason-missing = Please say in a sentence or two why you would like to join.
sign-up-reason-long = This is too long: at most 2000 characters.
sign-up-invite-missing = You need an invitation to join.
sign-up-invite-invalid = This invitation is not valid, or no longer.
password-short = A password has at least { $least } characters.
password-long = A password has at most { $most } characters.
password-personal = A password must not be your name or your address.
password-common = This password is among the first that anybody would guess.
sent-title = Almost there
sent-mail = We have sent a mail to your address.
sent-link = Follow the link in it, and press the button on the page that opens.
sent-no-mail = This club sends no mail yet. Your sign-up has reached the administrators.
sent-no-mail-link = An administrator will confirm your address, or pass you the link that does.
sent-approval = A moderator reads your sign-up and lets you in.
sent-log-in = Then log in, and look around.
sent-nothing = Nothing arrived? Look among the unwanted mail, or
sent-again = have it sent again
confirm-title = Confirm your address
confirm-text = Welcome, { $name }. Is { $email } your address?
confirm-submit = Yes, this is my address
confirm-again-title = Send the link again
confirm-again-text = If there is an account with this address that is not confirmed yet, it gets another mail.
confirm-again-submit = Send it
confirmed-welcome = Your address is confirmed. Welcome! You can log in now.
confirmed-pending = Your address is confirmed. A moderator will read your sign-up; you will get a mail.
link-over = This link is not valid, or no longer. It may have been used already.
no-mail = This club sends no mail yet. Ask an administrator, who finds the message and can pass you the link.

## Logging in

log-in-title = Log in
log-in-for = One log-in for all stalls. Then on to: { $stall }.
log-in-login = Name or e-mail address
log-in-forgotten = I forgot my password
log-in-new = New here?
log-in-wrong = Name or password is wrong.
log-in-unconfirmed = Your e-mail address is not confirmed yet. Follow the link in the mail.
log-in-pending = A moderator has yet to let you in. You will get a mail.
log-in-suspended = This account is suspended. Write to the club’s administrators if you think that is a mistake.
log-in-code-wrong =
    { $left ->
        [one] This code is wrong. One more try.
       *[other] This code is wrong. { $left } more tries.
    }
log-in-code-over = That took too long, or too many tries. Please log in again.
logged-out = You are logged out, at all stalls.
code-title = One more step
code-text = Open the app on your device and type the code it shows for this club.
code-label = Code
code-hint = Device lost? Type one of your recovery codes.
forgotten-title = Forgotten password
forgotten-text = We mail you a link with which you can set another one.
forgotten-submit = Send the link
forgotten-sent = If there is such an account, a mail is on its way to its address. The link in it is good for an hour.
reset-title = Set another password
reset-text = For the account { $name }. You will be logged out everywhere.
reset-submit = Set password
new-password = New password
password-changed = Your password is changed. Please log in.
password-changed-others = Your password is changed. All other log-ins have ended.
password-wrong = This is not your password.
address-title = Confirm your new address
address-text = Should { $email } be the address of the account { $name } from now on?
address-submit = Yes, change it
address-asked = If the address can be used, a mail with a link is on its way to it. Nothing changes before you follow that.
address-changed = Your address is changed.

## Settings

settings-account = Language and looks
settings-account-intro = These hold at the square and at all stalls, wherever you log in.
settings-locale-hint = Mails to you are written in it, too.
settings-zone = Time zone
settings-zone-hint = In which times are shown, and in which you type them.
settings-zone-device = As the device is set (UTC without scripts)
settings-theme-club = As the club has it
settings-saved = Saved.
settings-profiles = Profiles
settings-security = Security
settings-invites = Invitations
settings-export = My data
settings-deletion = Delete account
profiles-intro = You have one profile at each stall. Picture, name and bio are edited there.
profiles-counts = Published: { $objects } · Followers: { $followers } · Following: { $following }
profiles-edit = Edit
profiles-empty = You have no profile yet: no stall is open, or yours are being made right now.
two-factor-title = Second factor
two-factor-is-on = on
two-factor-is-on-now = The second factor is on.
two-factor-why = A code from your phone besides the password: then a stolen password alone opens nothing.
two-factor-set-up = Set it up
two-factor-manage = Manage
two-factor-codes-left =
    { $count ->
        [0] No recovery codes are left: make new ones.
        [one] One recovery code is left.
       *[other] { $count } recovery codes are left.
    }
two-factor-intro = You need an app for one-time codes on your phone or computer, such as Aegis, FreeOTP or a password manager.
two-factor-step-scan = Scan this picture with the app.
two-factor-picture = The key as a QR code; it stands below as text as well.
two-factor-by-hand = Or type this key:
two-factor-open = Open in an app on this device
two-factor-code = The code that the app shows now
two-factor-code-wrong = This code is wrong. Does your device show the right time?
two-factor-submit = Switch it on
two-factor-off-title = Switch it off
two-factor-off-text = Log-in will ask for your password only. The recovery codes go as well.
two-factor-off-submit = Switch it off
two-factor-off = The second factor is off.
codes-title = Recovery codes
codes-text = Each of these codes lets you in once, should you lose your device. Print them or write them down, and keep them where you would look.
codes-once = They are shown only now.
codes-done = I have kept them
codes-renew-title = New recovery codes
codes-renew-text = The old ones stop working.
codes-renew = Make new codes
sessions-title = Where you are logged in
sessions-intro = End what you do not recognise, and change your password then.
sessions-current = here
sessions-unknown = An unknown browser
sessions-seen = last used
sessions-since = since
sessions-end = End
sessions-end-others = End all others
session-ended = This log-in has ended, at all stalls.
sessions-ended =
    { $count ->
        [0] There was no other log-in.
        [one] One log-in has ended.
       *[other] { $count } log-ins have ended.
    }
password-title = Password
password-current = Your password now
password-ends-others = All other log-ins end with it.
password-submit = Change password
email-title = E-mail address
email-now = Mail reaches you at { $email }.
email-new = New address
email-submit = Change address
invites-intro = Whoever opens the link may join on your word.
invites-not-you = In this club, members of your role do not invite.
invite-uses = For how many people
invite-unlimited = Empty: for any number.
invite-uses-bounds = From 1 to 1000, or leave it empty.
invite-days = For how many days
invite-forever = Empty: for good.
invite-submit = Make an invitation
invite-made = Here is your invitation. Pass the link on.
invites-yours = Your invitations
invites-empty = There is no invitation yet.
invite-over = over
invite-used =
    { $uses ->
        [0] not used yet
        [one] used once
       *[other] used { $uses } times
    }
invite-used-of = { $uses } of { $most } used
invite-until = until
invite-no-end = without end
invite-revoke = Take back
invite-revoked = The invitation is taken back.
export-intro = One file with everything that is yours: profiles, posts, likes and bookmarks as any program reads them, whom you follow, block and mute as tables for other servers, your pictures and sounds as they are. It may be asked for once a day and is kept for a week.
export-submit = Ask for my data
export-asked = Your archive is being put together. You will get a mail.
export-recent = You asked for one less than a day ago: here it is.
export-yours = Your archives
export-empty = You have not asked for an archive yet.
export-state-waiting = waiting
export-state-running = being built
export-state-ready = ready
export-state-failed = failed
export-size = { $count } MiB
export-failed = Something went wrong. Please ask again.
export-wait = This takes a few minutes. Come back later.
export-download = Download
settings-imports = Import
imports-intro = Bring whom you follow, your lists, blocks, mutes, hidden servers and bookmarks from another server, as the CSV files that Mastodon and its kin write. Posts stay where they are.
imports-yours = Your imports
imports-empty = You have not imported anything lately.
import-actor = For which profile
import-file = File
import-file-hint = CSV in UTF-8, at most { $rows } rows and { $mebibytes } MiB.
import-kind = What it is
import-kind-any = As the file says
import-kind-following = Follows
import-kind-lists = Lists
import-kind-blocks = Blocked people
import-kind-mutes = Muted people
import-kind-domains = Hidden servers
import-kind-bookmarks = Bookmarks
import-mode = What is here already
import-mode-merge = stays
import-mode-merge-hint = The file is added to it.
import-mode-overwrite = goes, unless the file names it
import-mode-overwrite-hint = Afterwards there is what the file says, and nothing else.
import-submit = Read the file
import-nothing-yet = Nothing is changed yet: you will see what was read.
import-state-draft = to be confirmed
import-state-running = running
import-state-finished = done
import-state-cancelled = cancelled
import-rows = Rows
import-counts = { $total } in all, { $done } done, { $refused } not possible
import-first = The first rows
import-surplus =
    { $count ->
        [0] Nothing that is here now is missing in the file: nothing will be removed.
        [one] One entry that is here now is not in the file. It will be removed once the rows are done.
       *[other] { $count } entries that are here now are not in the file. They will be removed once the rows are done.
    }
import-confirm =
    { $count ->
        [one] Import one row
       *[other] Import { $count } rows
    }
import-discard = Discard
import-nothing = Not one row of this file can be imported.
import-progress = { $settled } of { $total } rows are settled.
import-put-off =
    { $count ->
        [one] One row waits for a server that does not answer; it is asked again later.
       *[other] { $count } rows wait for servers that do not answer; they are asked again later.
    }
import-go-away = This page follows by itself. You may close it: the import goes on.
import-cancel = Cancel the rest
import-cancelled = Cancelled. What was done stays.
import-left =
    { $count ->
        [0] You cancelled this import.
        [one] You cancelled this import; one row was left undone.
       *[other] You cancelled this import; { $count } rows were left undone.
    }
import-done = Every row is settled.
import-kept = This report is kept until
import-drop = Remove the report
import-dropped = Removed. What was imported stays.
import-refused =
    { $count ->
        [one] One row that could not be imported
       *[other] { $count } rows that could not be imported
    }
import-refused-hint = The file has them all, with the reasons. Mend them and bring the file again: nothing is done twice.
import-refused-download = Download these rows
import-line = Line
import-row = Row
import-reason = Why not
import-back = All imports
import-looks-like = This file looks like another: { $kind }. Look closely before you confirm.
import-too-large = The file is larger than { $most } MiB.
import-too-many-rows = The file has more than { $most } rows. Split it.
import-too-many = { $most } imports are waiting or running. Confirm or discard one first.
import-not-text = This is not text in UTF-8. Save the table as CSV in UTF-8.
import-empty = There is nothing in this file.
import-unknown-kind = The file does not say what it is. Please choose.
import-wrong-columns = The file does not have the columns of such a table.
import-refusal-too-long = A cell is too long.
import-refusal-not-a-handle = This names nobody: name@server is wanted.
import-refusal-not-a-host = This names no server.
import-refusal-not-an-address = This is no address.
import-refusal-not-a-title = The list has no title, or one that is too long.
import-refusal-oneself = That is you.
import-refusal-our-host = That is this club.
import-refusal-blocked = One of you blocks the other.
import-refusal-gone = This account moved, or is not here any more.
import-refusal-too-many-lists = You have as many lists as there may be.
import-refusal-nothing = There is nobody and nothing there by that name.
import-refusal-unreachable = That server was asked several times and does not answer.
import-refusal-refused = That server does not hand it out.
import-refusal-unfit = There is something else there.
import-refusal-barred = This club does not talk to that server.
import-refusal-disabled = This club talks to no other servers at present.
export-tables = Tables for other servers
export-tables-intro = Each list by itself, as it is now, in the form that Mastodon and its kin import.
deletion-intro = This cannot be undone:
deletion-1 = Your profiles at all stalls disappear, with everything you published.
deletion-2 = Every server that knows you is asked to delete its copies. Most do.
deletion-3 = Your name is not given to anybody else.
deletion-export = Take what is yours with you first:
deletion-sure = Yes, delete { $name } for good.
deletion-not-sure = Please tick this if you are sure.
deletion-last-owner = This is the club’s only owner. Make somebody else an owner first.
deletion-submit = Delete my account
deletion-done = Your account is deleted. Farewell!

## The journal

journal-title = Journal
journal-intro =
    { $days ->
        [one] How what you did travelled to other servers, for the last day.
       *[other] How what you did travelled to other servers, for the last { $days } days.
    }
journal-empty = Nothing of yours has travelled yet. Publish something, or follow somebody.
journal-see = See it
journal-from = From
journal-stall = Stall
journal-when = When
journal-about = About
journal-result = Result
journal-id = Id
journal-legs = Where it went
journal-no-legs = To no other server: nobody elsewhere was concerned.
journal-body = The document
journal-host = Server
journal-state = State
journal-tries = Tries
journal-tries-count =
    { $count ->
        [0] no try yet
        [one] one try
       *[other] { $count } tries
    }
journal-signed = Signed
journal-next-try = next try
audience-everyone = every server that is known
audience-followers = followers
audience-actors =
    { $count ->
        [one] one person
       *[other] { $count } people
    }
tally-nobody = stayed here
tally-delivered =
    { $count ->
        [one] { $count } server has it
       *[other] { $count } servers have it
    }
tally-waiting =
    { $count ->
        [one] { $count } waits
       *[other] { $count } wait
    }
tally-failed =
    { $count ->
        [one] { $count } failed
       *[other] { $count } failed
    }
delivery-state-all = All
delivery-state-pending = Waiting
delivery-state-delivered = Delivered
delivery-state-failed = Failed
delivery-state-gone = Gone
delivery-state-dropped = Given up
activity-Create = Published
activity-Update = Changed
activity-Delete = Deleted
activity-Follow = Asked to follow
activity-Accept = Agreed
activity-Reject = Refused
activity-Undo = Took back
activity-Like = Liked
activity-Announce = Boosted
activity-Block = Blocked
activity-Flag = Reported
activity-Move = Moved
activity-Add = Pinned
activity-Remove = Unpinned
activity-QuoteRequest = Asked to quote
archive-read-me =
    This is everything that belonged to { $name } at { $host } when you asked for it.
    
    account.json               what the club knows about your account
    STALL/NAME/actor.json      a profile (ActivityStreams)
    STALL/NAME/outbox.json     what you published and boosted (ActivityStreams)
    STALL/NAME/likes.json      the addresses of what you like
    STALL/NAME/bookmarks.json  the addresses of what you keep; also as bookmarks.csv
    STALL/NAME/albums.json     your albums, at the photos
    STALL/NAME/media/          your pictures and sounds
    STALL/NAME/*.csv           whom you follow, block, mute and list, in the columns of Mastodon:
                               import them on another server

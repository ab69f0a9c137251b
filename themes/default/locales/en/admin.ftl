# Administration.

admin-overview = Overview
admin-accounts = Accounts
admin-reports = Reports
admin-invites = Invitations
admin-domains = Policies
admin-email-domains = E-mail providers
admin-peers = Servers
admin-journal = Journal
admin-deliveries = Deliveries
admin-audit = Trail
admin-settings = The club
admin-rules = Rules
admin-announcements = Announcements
admin-stalls = Stalls
admin-emoji = Emoji
admin-mails = Mails
admin-queue = Jobs

## Overview

overview-waiting = Waiting for you
overview-nothing = Nothing waits for you.
overview-pending =
    { $count ->
        [one] sign-up to decide on
       *[other] sign-ups to decide on
    }
overview-reports =
    { $count ->
        [one] open report
       *[other] open reports
    }
overview-unconfirmed =
    { $count ->
        [one] unconfirmed address
       *[other] unconfirmed addresses
    }
overview-jobs-failed =
    { $count ->
        [one] failed job
       *[other] failed jobs
    }
overview-no-mail = No mail server is configured: messages are kept here, and somebody has to pass them on.
overview-club = The club
overview-active =
    { $count ->
        [one] member
       *[other] members
    }
overview-seen =
    { $count ->
        [one] was here this month
       *[other] were here this month
    }
overview-suspended = suspended
overview-deliveries =
    { $count ->
        [one] delivery waits
       *[other] deliveries wait
    }
overview-incoming =
    { $count ->
        [one] activity to be worked on
       *[other] activities to be worked on
    }
overview-jobs =
    { $count ->
        [one] job waits
       *[other] jobs wait
    }
overview-media = MiB of media
overview-actors = Profiles
overview-machine = The machine
overview-version = Program
overview-domain = Domain
overview-database = Database
overview-federation = Federation
overview-mail = Mail

## Accounts

accounts-search = Name or address
accounts-states = State
accounts-since = since
accounts-empty = There is no such account.
account-state-all = All
account-state-active = Active
account-state-unconfirmed = Unconfirmed
account-state-pending = To decide
account-state-suspended = Suspended
account-role = Role
account-sessions = Log-ins
account-since = Signed up
account-seen = Last seen
account-never = never
account-invited-by = Invited by
account-reason = Why they want to join
account-approve = Let in
account-approved = They are let in.
account-approved-already = This account is approved already: it can be suspended, but not rejected.
account-reject = Reject
account-rejected = The sign-up is rejected; nothing is left of it.
account-confirm = Confirm address
account-confirm-hint = Mail does not leave this server: confirm the address if you know whose it is, or pass on the link from the kept mail.
account-confirmed = The address is taken as confirmed.
account-restore = Lift the suspension
account-restored = The account may log in again.
account-no-actors = None yet: they are made when the account may log in.
account-manage = Manage
account-set-role = Set role
account-role-set = The role is set.
account-reset = Send a link for another password
account-reset-sent = A link is on its way to them.
account-reset-kept = The link is among the kept mails: pass it on.
account-two-factor-drop = Switch off the second factor
account-two-factor-off = The second factor is off.
account-suspend = Suspend
account-suspend-text = Its log-ins end at once, and nobody sees its profiles any more. This can be undone.
account-suspend-reason = Reason, for them and for the trail
account-suspended = The account is suspended.
account-delete = Delete
account-delete-text = Its profiles and all it published disappear, and other servers are told. This cannot be undone.
account-delete-for-good = Delete for good
account-deleted = The account is deleted.
actor-suspended = suspended
actor-silenced = silenced
actor-gone = gone
actor-silence = Silence
actor-unsilence = Lift the silence
actor-suspend = Suspend
actor-restore = Lift the suspension
actor-changed = Done.
actor-counts = Published: { $objects } · Followers: { $followers }

## E-mail providers

email-domains-intro = Nobody signs up with an address of these providers, or of those below them.
email-domain = Domain
email-domain-block = Refuse
email-domain-unblock = Accept again
email-domain-blocked = Addresses of this provider are refused.
email-domain-unblocked = Addresses of this provider are accepted again.
email-domain-not-added = This is not a domain, or it is refused already.
email-domains-empty = All providers are accepted.

## Reports

reports-open = Open
reports-settled = Settled
reports-empty = No report is open. Well done, everybody.
reports-empty-settled = No report has been settled yet.
report-by = reported by { $handle }
report-who = Reported by
report-objects =
    { $count ->
        [0] nothing in particular
        [one] one post
       *[other] { $count } posts
    }
report-title = Report about { $handle }
report-forwarded = Their server was told
report-rules = Rules
report-assigned = Looked after by
report-no-words = No words were added.
report-actor = Who is reported
report-account = Open the account
report-objects-title = What is reported
report-no-objects = No post was named, or none is left.
report-object-gone = This has been deleted.
report-delete-object = Delete this
report-settle = Settle
report-settled = The report is settled.
report-reopen = Open again
report-reopened = The report is open again.
object-deleted = It is deleted.

## Servers' policies

domains-mode-open = The club talks with all servers but those that are blocked here.
domains-mode-allow-list = The club talks only with servers that are welcome here.
domains-go-open = Talk with all that are not blocked
domains-go-allow-list = Talk only with those on the list
domains-set = Set a policy
domains-host-hint = Holds for everything below it, too.
domains-severity = Treatment
domains-reject-media = Do not fetch pictures and sounds from there
domains-no-media = no media
domains-reason = Reason
domains-reason-hint = For the other moderators.
domains-submit = Set
domains-list = Policies
domains-empty = There is no policy yet: every server is treated alike.
domains-unset = Remove
domain-set = The policy for { $host } is set.
domain-unset = The policy is removed.
domain-not-a-host = This is not the name of another server, such as example.org.
domain-not-a-severity = This is not a treatment: suspend, silence, noop or allow.
domains-export = Export
domains-import = Import a list
domains-import-text = A list of ours or of Mastodon, or one host a line. What stands in it replaces policies of the same hosts.
domains-file = CSV file
domains-import-submit = Import
domains-imported =
    { $count ->
        [0] No policy was set.
        [one] One policy is set.
       *[other] { $count } policies are set.
    }
domains-refused =
    { $count ->
        [one] One line was not taken:
       *[other] { $count } lines were not taken:
    }
domains-line = Line { $line }:
severity-block = Blocked
severity-silence = Silenced
severity-none = No limit
severity-allow = Welcome

## Servers

peers-intro = The servers that were met, those heard of last first.
peers-software = Software
peers-heard = Heard of
peers-first = met
peers-health = Deliveries
peers-failing =
    { $count ->
        [one] { $count } failure
       *[other] { $count } failures
    }
peers-rests = left alone until
peers-well = well
peers-empty = No other server has been met yet.

## The journal

journal-in = What came
journal-out = What left
journal-search = Server
journal-verified = verified
journal-unverified = not verified
journal-came = Came
journal-done = Done
journal-reason = Reason
journal-empty-in = No such activity came.
journal-empty-out = Nothing has left yet.
inbox-state-all = All
inbox-state-pending = Waiting
inbox-state-accepted = Accepted
inbox-state-ignored = Ignored
inbox-state-refused = Refused
inbox-state-failed = Failed
inbox-retried = It is tried again.
delivery-retry = Try now
delivery-retried = It is tried again.
delivery-drop = Give up
delivery-dropped = It is given up.
deliveries-retry-all = Try all again
deliveries-retried =
    { $count ->
        [0] There was nothing to try.
        [one] One delivery is tried again.
       *[other] { $count } deliveries are tried again.
    }
deliveries-empty = There is no such delivery.

## Jobs, mails, trail

queue-intro = Work behind the pages. What failed stays here until somebody tries it again or discards it.
queue-empty = No job waits, and none failed.
job-state-all = All
job-state-failed = Failed
job-state-pending = Waiting
job-periodic = again and again
job-due = due
job-payload = What it is about
job-retried = It is due now.
job-discard = Discard
job-discarded = It is discarded.
job-gone = This job is gone, or running.
mails-sent-intro = What was sent, and what waits. The text is erased once a mail has left.
mails-kept-intro = No mail server is configured. Pass these on by hand: open one and copy its text to its recipient.
mails-empty = No mail has been written yet.
mail-to = To
mail-sent = sent
mail-waiting = waiting
mail-kept = kept
mail-given-up = given up
mail-hidden = The links in this mail would open the account of somebody who stands as high as you: only its owner reads it.
mail-warning = The links in it are meant for its recipient alone.
mail-erased = The text was erased when the mail was sent.
audit-intro = Who did what for the club.
audit-who = Who
audit-what = What
audit-target = To what
audit-command-line = command line
audit-empty = Nobody has done anything yet.

## The club

club-what = What it is
club-title = Name
club-description = In a sentence or two
club-description-hint = On the welcome page, and what other servers show of the club.
club-about = At length
club-markdown = Markdown. Empty: the text that comes with the program.
club-rules = Before the rules
club-rules-hint = Markdown, above the list of rules.
club-privacy = Privacy
club-privacy-hint = Markdown. Empty: the text that comes with the program, which says how the program works.
club-contact-email = E-mail address for strangers
club-contact-account = Member who answers for the club
club-contact-account-hint = A name, such as ana.
club-contact-unknown = No account has this name.
club-joining = Joining
club-mode = Who may sign up
mode-open = Everybody
mode-approval = Everybody, and a moderator decides
mode-invite = Whoever has an invitation
mode-closed = Nobody
mode-configured = As the configuration says ({ $mode })
club-question = What newcomers are asked
club-question-hint = Empty: why they would like to join.
club-closed = What is said when nobody may sign up
club-invites = Who may invite, from this role up
club-look = Language and looks
club-languages = Languages of the club
club-languages-hint = Codes such as fr, en; the usual one first.
club-languages-malformed = These are not language codes such as fr, en.
club-map = Maps
club-map-intro = Maps are drawn with pictures of another server, which thereby learns who looks at them and where. Without an address there are no maps; places stay.
club-map-tiles = Address of the tiles
club-map-tiles-hint = With {"{z}"}, {"{x}"} and {"{y}"}, such as https://tile.openstreetmap.org/{"{z}"}/{"{x}"}/{"{y}"}.png. Ask the server’s terms of use first.
club-map-tiles-malformed = This must be an address with https, and with {"{z}"}, {"{x}"} and {"{y}"} behind its host.
club-map-attribution = Whose map it is
club-map-attribution-hint = In Markdown; stands below each map.
rules-intro = Reports name them one by one.
rules-empty = There is no rule yet. A few that go without saying are shown instead.
rule-new = A new rule
rule-number = Rule { $number }
rule-text = What it says
rule-add = Add
rule-up = Up
rule-down = Down
rule-remove = Remove
rule-saved = The rule is saved.
rule-not-saved = A rule is neither empty nor longer than 500 characters.
rule-removed = The rule is removed.
rule-hint-in = What is meant by it ({ $language })

## Announcements

announcements-intro = What the club says to all its members. It stands on top of their pages until they put it away.
announcements-empty = There is no announcement yet.
announcement-new = A new announcement
announcement-edit = Edit
announcement-draft = Draft
announcement-waiting = Waiting
announcement-shown = Shown
announcement-over = Over
announcement-from = from
announcement-until = until
announcement-publish = Publish
announcement-withdraw = Withdraw
announcement-remove = Delete
announcement-remove-sure = The announcement and its reactions will be gone.
announcement-text-hint = Plain text; links and hashtags become links. Members read the language of their pages, else the first that is written.
announcement-starts = From
announcement-ends = Until
announcement-zone = By the clocks of { $zone }; empty: no limit.
announcement-utc = In UTC; empty: no limit.
announcement-see = See what it looks like
announcement-preview = What members will see
announcement-empty = Write it in at least one language.
announcement-no-time = This is not a date and a time.
announcement-ends-before = This is before it begins.
announcement-saved = The announcement is saved.
announcement-published = The announcement is published.
announcement-withdrawn = The announcement is a draft again.
announcement-removed = The announcement is deleted.
stalls-intro = What can be set for each stall. Which stalls are open, and under which host, stands in the configuration file.
stalls-no-settings = Nothing can be set here.
knob-bounds = A whole number from { $least } to { $most }.
emoji-intro = Small pictures of the club’s own that members put into texts by their code.
emoji-code = Code
emoji-code-hint = Letters, digits and _, without colons.
emoji-code-malformed = A code has 2 to 128 letters without accents, digits or underscores.
emoji-picture = Picture
emoji-picture-hint = PNG, GIF, WebP or JPEG.
emoji-picture-refused = This picture cannot be used: too large, broken, or in another format.
emoji-add = Add
emoji-added = The emoji is there. A code that was there before has another picture now.
emoji-disabled = not offered
emoji-enable = Offer again
emoji-disable = No longer offer
emoji-empty = The club has no emoji of its own yet.

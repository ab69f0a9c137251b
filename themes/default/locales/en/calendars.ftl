### Calendars of the events stall

events-calendars = Calendars
events-calendar-add = Add to calendar
events-calendar-add-about = Into the calendar of your telephone or computer, where it is kept up to date if you subscribe to it; the file is a copy of today.
events-calendar-file = Calendar file (.ics)
events-calendar-apple = Apple and other calendars
events-calendar-google = Google Calendar
events-calendar-outlook = Outlook.com
events-calendar-subscribe = Subscribe in your calendar
events-calendar-mine = Your own calendar
events-calendar-mine-about = What you organise, take part in and keep, in the calendar of your telephone or computer. Whoever has the address can read it: make one for each program, and take it back when you no longer use it.
events-calendar-all = The whole agenda
events-calendar-all-about = Everything that is open to the public, past twelve months and all that comes.
events-keys = Addresses of your calendar
events-key-title = Name
events-key-title-hint = Where you will use it: “Telephone”, for instance.
events-key-make = Make an address
events-key-made = Here is the address. It is shown this once: copy it now.
events-key-address = Address of your calendar
events-key-since = Made
events-key-used = Last used
events-key-unused = Not yet
events-key-revoke = Take back
events-key-revoke-sure = Take back “{ $title }”? The program that uses it will no longer see your calendar.
events-key-revoked = The address opens nothing any more.
events-key-unnamed = Give it a name, so that you know it again.
events-key-too-many = You have as many addresses as there can be: take one back first.
events-calendar-organiser = Who organises the events
events-subscriptions = Calendars elsewhere
events-subscriptions-about = The events of a calendar that is kept elsewhere are taken over here, and kept as they are there. It is read every hour.
events-subscription-url = Address of the calendar
events-subscription-address = That is no address of a calendar elsewhere.
events-subscription-begin = Take over its events
events-subscription-begun = The calendar is being read.
events-subscription-too-many = You take over as many calendars as there can be: end one first.
events-subscription-soon = It is being read.
events-subscription-read =
    { $count ->
        [one] One event, read
       *[other] { $count } events, read
    }
events-subscription-end = End
events-subscription-end-sure = Take over nothing further? What there is stays.
events-subscription-ended = Nothing further is taken over. What there is stays.
events-file = Take over a file
events-file-about = A calendar file (.ics) from another program. You see what is in it before it is taken over; what was taken over before is brought up to date.
events-file-choose = Calendar file
events-file-look = Look at it
events-file-none = Choose a file.
events-file-large = The file is too large.
events-file-no-calendar = This is no calendar.
events-file-has =
    { $count ->
        [0] There is nothing in it that can be taken over.
        [one] One event, for { $name }. The first:
       *[other] { $count } events, for { $name }. The first:
    }
events-file-take = Take them over
events-file-drop = Leave it
events-file-progress = How much was taken over
events-file-done = { $added } new, { $changed } changed, { $unchanged } as before
events-file-refused =
    { $count ->
        [one] One entry is not taken, by its line
       *[other] { $count } entries are not taken, by their lines
    }
events-file-notes = Taken otherwise than it stands there

### Taking part in what takes place

participation = Taking part
participation-back = Back
participation-coming = { $count ->
    [0] Nobody comes yet
    [one] One person comes
   *[other] { $count } people come
}
participation-left = { $count ->
    [0] no place left
    [one] one place left
   *[other] { $count } places left
}
participation-join = Take part
participation-ask = Ask to take part
participation-line = Join the waiting list
participation-invite = Accept the invitation
participation-external = Register elsewhere
participation-maybe = Maybe
participation-no = Not going
participation-save = Save
participation-leave = Do not take part any more
participation-leave-sure = Somebody else may get the place. Shall it go?
participation-more = Message, guests, reminders
participation-guests = People you bring along
participation-guests-hint = At most { $most }.
participation-message = Message to the organiser
participation-reminders = Remind me
participation-reminder-10080 = a week before
participation-reminder-2880 = two days before
participation-reminder-1440 = a day before
participation-reminder-180 = three hours before
participation-reminder-60 = an hour before
participation-reminder-15 = a quarter of an hour before
participation-log-in = Log in to take part
participation-by-mail = Take part without an account
participation-from-elsewhere = With an account elsewhere, look this address up there:
participation-ticket = Code for the door
participation-code = Code:
participation-code-picture = The same code for a camera
participation-with-guests = { $count ->
    [one] with one guest
   *[other] with { $count } guests
}
participation-offer-cancelled = This does not take place.
participation-offer-over = This is over.
participation-offer-closed = Registration is closed.
participation-offer-open = Nobody needs to register: just come.
participation-short-accepted = You are going
participation-short-waiting = On the waiting list
participation-short-pending = Waiting for an answer
participation-short-maybe = Maybe
participation-short-line = Full
participation-is-accepted = You are going
participation-is-waiting = You are on the waiting list, in place { $place }.
participation-is-pending = You asked to take part: the organiser will answer.
participation-is-asked = You asked to take part: waiting for an answer from { $host }.
participation-is-rejected = The organiser did not accept this.
participation-is-ignored = The organiser takes no sign-ups this way.
participation-is-maybe = You may come.
participation-is-declined = You do not come.
participation-is-left = You do not come any more.
participation-is-unconfirmed = The address is not confirmed yet.
participation-now-accepted = You are going.
participation-now-waiting = You are on the waiting list.
participation-now-pending = You asked to take part.
participation-now-maybe = The organiser knows that you may come.
participation-now-declined = The organiser knows that you do not come.
participation-now-left = You do not take part any more.
participation-now-rejected = The organiser did not accept this.
participation-now-ignored = The organiser takes no sign-ups this way.
participation-now-unconfirmed = The address is not confirmed yet.
participation-bar-nothing = Nobody can take part in this.
participation-bar-full = There is not enough room for so many.
participation-bar-closed = Registration is closed.
participation-bar-over = This is over.
participation-bar-cancelled = This does not take place.
participation-bar-external = One registers elsewhere for this.
participation-bar-open = Nobody needs to register for this.
participation-bar-uninvited = Only who was invited can take part.
participation-bar-guests = At most { $most } people can be brought along.
participation-bar-refused = The organiser did not accept this before.
participation-bar-not-yours = You cannot take part in this.
participation-bar-long = At most { $most } characters.
participation-bar-unanswered = A question has to be answered.
participation-bar-account = An account is needed to take part in this.

participants = Participants
participants-accepted = Coming
participants-pending = Asking
participants-waiting = Waiting list
participants-maybe = Maybe
participants-rejected = Refused
participants-declined = Not coming
participants-left = Left
participants-checked-in = There
participants-came = There
participants-asked = Asked
participants-search = Name, handle or address
participants-state = State
participants-all = All
participants-standing = All who come, ask or wait
participants-show = Show
participants-export = As a table
participants-none = Nobody is on this list.
participants-accept = Let in
participants-reject = Refuse
participants-remove = Take off the list
participants-advance = To the head of the line
participants-check-in = Is there
participants-check-out = Is not there
participants-done = Done.
participants-message = Write to participants
participants-message-to = To
participants-message-text = Message
participants-message-hint = Each gets it alone: members and people elsewhere as a direct message, the others by mail.
participants-message-send = Send
participants-message-empty = Write something.
participants-message-said = { $count ->
    [0] Nobody is on that list.
    [one] The message goes to one person.
   *[other] The message goes to { $count } people.
}
participants-questions = Questions at sign-up
participants-questions-about = Who wants to take part here answers them. People elsewhere are not asked.
participants-question = Question { $number }
participants-question-required = has to be answered
participants-questions-done = The questions are kept.
door = At the door
door-count = { $count } of { $all } are there.
door-code = Code
door-hint = Open the picture of the code with a camera, or type the code.
door-find = Look up
door-scan = Scan codes with the camera
door-scan-end = Stop scanning
door-camera = What the camera sees
door-looking = Hold the code before the camera.
door-camera-refused = The browser does not let this page use the camera. Allow it in its settings for this site, or type the code.
door-camera-none = No camera can be used here. Type the code.
door-other = This code is not for this door.
door-came = They came before:
door-unknown = Nobody has this code.

registration = Take part without an account
registration-name = Name
registration-name-wrong = A name of at most { $most } characters is needed.
registration-email = Address for mail
registration-email-hint = A mail with a link comes there.
registration-email-wrong = This is no address.
registration-line = There is no place left: you can join the waiting list.
registration-kept = Name, address and message are for the organisers alone, and are deleted three months later.
registration-send = Send me the link
registration-sent = A mail is on its way to { $email }. Only when you follow the link in it you are on the list.
registration-confirm-about = Press the button to confirm your address.
registration-confirm = Confirm, I take part
registration-again = I come after all
registration-link-gone = This link is not good, or no longer.
registration-link-gone-hint = A link to confirm an address works for a day. You can register again on the page of the event.

notification-participation = { $name } takes part
notification-participation_request = { $name } asks to take part
notification-departure = { $name } does not take part any more
notification-participation_accepted = { $name } let you in: you are going
notification-participation_waiting = { $name } put you on the waiting list
notification-participation_rejected = { $name } did not let you take part
notification-occasion_changed = { $name } changed when or where something takes place that you take part in
notification-occasion_reminder = Something of { $name } begins soon

# To somebody elsewhere, as a message.
participation-line-message = { $handle } “{ $title }” is full. You are on the waiting list, in place { $place }; you hear from us when there is room. { $link }
participation-said = { $handle } About “{ $title }”: { $text } { $link }

# Mails: plain text.
mail-participation-confirm-subject = Confirm that you take part: { $title }
mail-participation-confirm-body =
    Hello { $name },
    
    somebody, probably you, wants to take part in this with your address:
    
    { $title }
    { $when }
    { $where }
    
    Confirm it here:
    
    { $link }
    
    The link is good for a day. If it was not you, ignore this mail: nothing happens then.
mail-participation-known-subject = You are on the list already: { $title }
mail-participation-known-body =
    Hello { $name },
    
    somebody, probably you, just registered with this address, which is on the list already:
    
    { $title }
    { $when }
    
    See how it stands, change it or leave:
    
    { $link }
mail-participation-pending-subject = The organiser will answer: { $title }
mail-participation-pending-body =
    Hello { $name },
    
    your address is confirmed. The organiser will answer whether you can take part:
    
    { $title }
    { $when }
    
    See how it stands, change it or leave:
    
    { $link }
mail-participation-accepted-subject = You are going: { $title }
mail-participation-accepted-body =
    Hello { $name },
    
    you are on the list:
    
    { $title }
    { $when }
    { $where }
    
    Your code for the door: { $code }
    
    See it as a picture, change something or leave:
    
    { $link }
mail-participation-waiting-subject = You are on the waiting list: { $title }
mail-participation-waiting-body =
    Hello { $name },
    
    there is no place left, and you are on the waiting list, in place { $place }:
    
    { $title }
    { $when }
    
    A mail comes as soon as there is room. See how it stands, or leave:
    
    { $link }
mail-participation-moved-up-subject = There is room for you: { $title }
mail-participation-moved-up-body =
    Hello { $name },
    
    a place became free, and it is yours:
    
    { $title }
    { $when }
    { $where }
    
    Your code for the door: { $code }
    
    If you cannot come, leave, so that somebody else can:
    
    { $link }
mail-participation-rejected-subject = You cannot take part: { $title }
mail-participation-rejected-body =
    Hello { $name },
    
    the organiser did not accept that you take part in this:
    
    { $title }
    { $when }
mail-participation-changed-subject = Changed: { $title }
mail-participation-changed-body =
    Hello { $name },
    
    something changed. It is now so:
    
    { $title }
    { $when }
    { $where }
    
    If you cannot come, leave here:
    
    { $link }
mail-participation-cancelled-subject = Cancelled: { $title }
mail-participation-cancelled-body =
    Hello { $name },
    
    this does not take place:
    
    { $title }
    { $when }
    
    { $page }
mail-participation-reminder-subject = Soon: { $title }
mail-participation-reminder-body =
    Hello { $name },
    
    you wanted to be there:
    
    { $title }
    { $when }
    { $where }
    
    Your code for the door: { $code }
    
    See it as a picture, change something or leave:
    
    { $link }
mail-participation-member-reminder-subject = Soon: { $title }
mail-participation-member-reminder-body =
    Hello { $name },
    
    you wanted to be there:
    
    { $title }
    { $when }
    { $where }
    
    { $link }
mail-participation-gone-subject = Does not take place: { $title }
mail-participation-gone-body =
    Hello { $name },
    
    the organiser deleted this, and it does not take place:
    
    { $title }
    { $when }
mail-participation-message-subject = About { $title }
mail-participation-message-body =
    Hello { $name },
    
    the organiser of “{ $title }” says:
    
    { $text }
    
    See how it stands for you:
    
    { $link }

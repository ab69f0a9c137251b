### Groups, and who belongs to them.

notification-group_invite = The group { $name } asks you to join
notification-group_request = { $name } asks to join a group that you run
notification-see-group = See the group
notification-see-group-requests = See who asks

groups = Groups
groups-none = There are no groups yet.
groups-none-hint = A group is run by several people, has members, and can be followed from anywhere.
group-count-members =
    { $count ->
        [one] <strong>{ $count }</strong> member
       *[other] <strong>{ $count }</strong> members
    }
group-is-club = The club
group-club = The club itself
group-club-text = A group that stands for the club: whoever administers the club runs it.
group-club-found = Make the club’s own group
group-club-run = Whoever administers the club runs this group as well.

group-found = Found a group
group-found-text = You run it from then on, and can ask others to.
group-founded = Your group is there.
group-edit = Edit the group
group-edit-of = Edit { $name }
group-edit-text = This is what everybody sees of { $handle }.
group-changed = The group is changed.
group-name = Name
group-name-missing = A group needs a name.
group-handle = Handle
group-handle-hint = Letters without accents, digits and underscores. With @ before and { $host } behind, it is found from anywhere. It stays as it is.
group-handle-malformed = A handle has 1 to 30 letters without accents, digits or underscores.
group-handle-reserved = This handle is reserved.
group-handle-taken = This handle is taken.
group-note = About the group
group-links = Links
group-links-hint = A website, a chat, a contact: up to six lines.
group-openness = Who may join
group-open = Whoever wants to
group-open-hint = One click, and one belongs to it.
group-moderated = Whoever asks
group-moderated-hint = Those who run the group decide.
group-closed = Whom we ask
group-closed-hint = One joins by invitation only.
group-delete = Delete the group
group-delete-text = When a group is deleted, all that it published goes with it, here and elsewhere. That is for its administrators.
group-delete-sure = Delete { $name } with everything that it published?
group-gone = The group is gone.
group-not-yours = Only the group’s administrators can do that.

group-members = Members
group-members-of = Members of { $name }
group-members-none = Nobody belongs to it yet.
group-members-partial =
    { $count ->
        [one] { $count } person belongs to this group. Only its members see who; here are those who run it.
       *[other] { $count } people belong to this group. Only its members see who; here are those who run it.
    }
back-to-group = To the group
group-role-not_approved = Asks to join
group-role-invited = Invited
group-role-member = Member
group-role-moderator = Moderator
group-role-administrator = Administrator
group-role-of = Role of { $name }
group-role-set = Set the role

group-join = Join
group-ask = Ask to join
group-withdraw = Take back the request
group-accept = Accept the invitation
group-decline = Decline
group-leave = Leave
group-leave-sure = Leave { $name }?
group-asks-you = { $name } asks you to join.
group-joined = You belong to the group.
group-asked = Those who run the group decide now.
group-left = You do not belong to the group any more.
group-invite = Invite
group-invite-whom = Whom to invite
group-invite-hint = A handle: name, or name@server for somebody elsewhere.
group-invite-waiting = That person is being looked for. Try again in a moment.
group-invite-nobody = Nobody was found by that handle.
group-invited = { $name } is invited.
group-uninvite = Take back the invitation
group-put-out = Remove
group-put-out-sure = Remove { $name } from the group?
group-approve = Let join
group-refuse = Refuse
group-decided = That is settled.
group-removed = That person does not belong to the group.
group-invite-only = This group takes only whom it asks.
group-barred = That cannot be joined.
group-people-only = Only people can belong to a group.
group-last-administrator = A group keeps an administrator: make somebody else one first.

group-requests = Who asks to join
group-requests-none = Nobody waits.
group-requests-wait =
    { $count ->
        [one] { $count } person asks to join
       *[other] { $count } people ask to join
    }

# Groups, and who belongs to them.

notification-group_invite = The group { $name } asks you to join
notification-group_request = { $name } asks to join a group that you run
notification-see-group = See the group
notification-see-group-requests = See who asks

# Les groupes, et qui en fait partie.

notification-group_invite = Le groupe { $name } vous invite à le rejoindre
notification-group_request = { $name } demande à rejoindre un groupe que vous animez
notification-see-group = Voir le groupe
notification-see-group-requests = Voir qui demande

### Les groupes, et qui en fait partie.

notification-group_invite = Le groupe { $name } vous invite à le rejoindre
notification-group_request = { $name } demande à rejoindre un groupe que vous animez
notification-see-group = Voir le groupe
notification-see-group-requests = Voir qui demande

groups = Groupes
groups-none = Il n’y a pas encore de groupe.
groups-none-hint = Un groupe est animé à plusieurs, il a des membres, et on peut le suivre de partout.
group-count-members =
    { $count ->
        [one] <strong>{ $count }</strong> membre
       *[other] <strong>{ $count }</strong> membres
    }
group-is-club = Le club
group-club = Le club lui-même
group-club-text = Un groupe qui représente le club : qui administre le club l’anime.
group-club-found = Créer le groupe du club
group-club-run = Qui administre le club anime aussi ce groupe.

group-found = Fonder un groupe
group-found-text = Vous l’animez dès lors, et pouvez inviter d’autres à le faire.
group-founded = Votre groupe est là.
group-edit = Modifier le groupe
group-edit-of = Modifier { $name }
group-edit-text = Voici ce que tout le monde voit de { $handle }.
group-changed = Le groupe est modifié.
group-name = Nom
group-name-missing = Il faut un nom au groupe.
group-handle = Identifiant
group-handle-hint = Des lettres sans accents, des chiffres et des tirets bas. Avec @ devant et { $host } derrière, on le trouve de partout. Il ne change plus.
group-handle-malformed = Un identifiant a de 1 à 30 lettres sans accents, chiffres ou tirets bas.
group-handle-reserved = Cet identifiant est réservé.
group-handle-taken = Cet identifiant est pris.
group-note = À propos du groupe
group-links = Liens
group-links-hint = Un site, une messagerie, un contact : six lignes au plus.
group-openness = Qui peut le rejoindre
group-open = Qui veut
group-open-hint = Un clic, et on en fait partie.
group-moderated = Qui le demande
group-moderated-hint = Les personnes qui animent le groupe décident.
group-closed = Qui est invité
group-closed-hint = On ne le rejoint que sur invitation.
group-delete = Supprimer le groupe
group-delete-text = Quand un groupe est supprimé, tout ce qu’il a publié s’en va avec lui, ici et ailleurs. Cela revient à ses administrateurs.
group-delete-sure = Supprimer { $name } et tout ce qu’il a publié ?
group-gone = Le groupe n’est plus.
group-not-yours = Cela revient aux administrateurs du groupe.

group-members = Membres
group-members-of = Membres de { $name }
group-members-none = Personne n’en fait encore partie.
group-members-partial =
    { $count ->
        [one] { $count } personne fait partie de ce groupe. Seuls ses membres voient qui ; voici qui l’anime.
       *[other] { $count } personnes font partie de ce groupe. Seuls ses membres voient qui ; voici qui l’anime.
    }
back-to-group = Vers le groupe
group-role-not_approved = Demande à venir
group-role-invited = Invitation en cours
group-role-member = Membre
group-role-moderator = Modération
group-role-administrator = Administration
group-role-of = Rôle de { $name }
group-role-set = Fixer le rôle

group-join = Rejoindre
group-ask = Demander à rejoindre
group-withdraw = Retirer la demande
group-accept = Accepter l’invitation
group-decline = Décliner
group-leave = Quitter
group-leave-sure = Quitter { $name } ?
group-asks-you = { $name } vous invite à le rejoindre.
group-joined = Vous faites partie du groupe.
group-asked = Les personnes qui animent le groupe vont décider.
group-left = Vous ne faites plus partie du groupe.
group-invite = Inviter
group-invite-whom = Qui inviter
group-invite-hint = Un identifiant : nom, ou nom@serveur pour quelqu’un d’ailleurs.
group-invite-waiting = On cherche cette personne. Réessayez dans un instant.
group-invite-nobody = Personne n’a été trouvé sous cet identifiant.
group-invited = { $name } est invité.
group-uninvite = Retirer l’invitation
group-put-out = Retirer
group-put-out-sure = Retirer { $name } du groupe ?
group-approve = Laisser rejoindre
group-refuse = Refuser
group-decided = C’est réglé.
group-removed = Cette personne ne fait pas partie du groupe.
group-invite-only = Ce groupe ne prend que les personnes qu’il invite.
group-barred = On ne peut pas rejoindre cela.
group-people-only = Seules des personnes peuvent faire partie d’un groupe.
group-last-administrator = Un groupe garde quelqu’un pour l’administrer : nommez d’abord quelqu’un d’autre.

group-requests = Qui demande à rejoindre
group-requests-none = Personne n’attend.
group-requests-wait =
    { $count ->
        [one] { $count } personne demande à rejoindre
       *[other] { $count } personnes demandent à rejoindre
    }

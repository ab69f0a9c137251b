# Ce que dit le microblog : ses fils, et l’endroit où s’écrivent les messages.

microblog-title = Microblog
microblog-about = De courts messages, des images et des sondages. Suivez des gens d’ici et de tout le fédivers, et parlez avec eux.
microblog-nav-write = Écrire
microblog-intro = { $club } tient ici son microblog. Les membres y écrivent ; des gens d’autres serveurs les suivent et leur répondent. Rien n’est trié ni poussé : le plus récent vient d’abord.

## Fils

timeline-home = Accueil
timeline-local = Des membres
timeline-federated = De partout
timeline-home-empty = Ce que publient ceux que vous suivez arrive ici.
timeline-local-empty = Aucun membre n’a encore écrit.
timeline-federated-empty = Ici se lit ce que publient les membres, et ceux qu’ils suivent sur d’autres serveurs.
timeline-see-local = Voir qui est là
timeline-search-people = Chercher des gens

## Écrire

compose-new = Nouveau message
compose-edit = Modifier le message
compose-quote = Citer { $name }
compose-answered = Ce à quoi vous répondez
compose-quoted = Ce que vous citez
post-text = Votre message
post-text-ask = Quoi de neuf ?
post-more = Plus…
post-attach = Joindre et continuer
post-pictures = Images
post-pictures-hint = JPEG, PNG, WebP ou GIF. Le lieu de prise de vue est retiré du fichier.
post-pictures-full =
    { $most ->
        [one] Il n’y a place que pour une image.
       *[other] Il y a place pour { $most } images, pas plus.
    }
post-file = Image { $number }
post-alt = Description de l’image { $number }
post-remove = Retirer cette image
post-language-quotes = Langue et citations
post-poll = Sondage
post-poll-editing = Si vous changez les choix, les voix déjà données sont perdues.
post-poll-options = Choix
post-poll-option = Choix { $number }
post-poll-options-hint = Deux au moins. Laissez les autres vides.
post-poll-multiple = Plusieurs choix sont permis
post-poll-duration = Ouvert pendant
post-poll-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
post-poll-hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
post-poll-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
post-said = Votre message est publié.
post-edited = Votre message est modifié. Les autres serveurs sont prévenus.
post-soon = Votre message part dans un instant : on cherche encore quelqu’un qui y figure.
post-scheduled = Votre message sera publié au moment choisi.

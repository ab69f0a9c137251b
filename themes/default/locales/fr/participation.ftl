### Participer à ce qui a lieu

participation = Participer
participation-back = Retour
participation-coming = { $count ->
    [0] Personne ne vient encore
    [one] Une personne vient
   *[other] { $count } personnes viennent
}
participation-left = { $count ->
    [0] plus de place
    [one] une place libre
   *[other] { $count } places libres
}
participation-join = Je participe
participation-ask = Demander à participer
participation-line = Rejoindre la liste d’attente
participation-invite = Accepter l’invitation
participation-external = S’inscrire ailleurs
participation-maybe = Peut-être
participation-no = Je ne viens pas
participation-save = Enregistrer
participation-leave = Ne plus participer
participation-leave-sure = La place ira peut-être à quelqu’un d’autre. Faut-il y renoncer ?
participation-more = Message, accompagnants, rappels
participation-guests = Personnes qui vous accompagnent
participation-guests-hint = { $most } au plus.
participation-message = Message à l’organisateur
participation-reminders = Me le rappeler
participation-reminder-10080 = une semaine avant
participation-reminder-2880 = deux jours avant
participation-reminder-1440 = un jour avant
participation-reminder-180 = trois heures avant
participation-reminder-60 = une heure avant
participation-reminder-15 = un quart d’heure avant
participation-log-in = Se connecter pour participer
participation-by-mail = Participer sans compte
participation-from-elsewhere = Avec un compte ailleurs, cherchez-y cette adresse :
participation-ticket = Code pour l’entrée
participation-code = Code :
participation-code-picture = Le même code pour un appareil photo
participation-with-guests = { $count ->
    [one] avec une personne en plus
   *[other] avec { $count } personnes en plus
}
participation-offer-cancelled = Ceci n’a pas lieu.
participation-offer-over = C’est terminé.
participation-offer-closed = Les inscriptions sont closes.
participation-offer-open = Pas besoin de s’inscrire : venez simplement.
participation-short-accepted = Vous y allez
participation-short-waiting = Sur la liste d’attente
participation-short-pending = En attente d’une réponse
participation-short-maybe = Peut-être
participation-short-line = Complet
participation-is-accepted = Vous y allez
participation-is-waiting = Vous êtes sur la liste d’attente, à la place { $place }.
participation-is-pending = Vous avez demandé à participer : l’organisateur répondra.
participation-is-asked = Vous avez demandé à participer : { $host } n’a pas encore répondu.
participation-is-rejected = L’organisateur n’a pas accepté.
participation-is-ignored = L’organisateur ne prend pas d’inscriptions de cette façon.
participation-is-maybe = Vous viendrez peut-être.
participation-is-declined = Vous ne venez pas.
participation-is-left = Vous ne venez plus.
participation-is-unconfirmed = L’adresse n’est pas encore confirmée.
participation-now-accepted = Vous y allez.
participation-now-waiting = Vous êtes sur la liste d’attente.
participation-now-pending = Vous avez demandé à participer.
participation-now-maybe = L’organisateur sait que vous viendrez peut-être.
participation-now-declined = L’organisateur sait que vous ne venez pas.
participation-now-left = Vous ne participez plus.
participation-now-rejected = L’organisateur n’a pas accepté.
participation-now-ignored = L’organisateur ne prend pas d’inscriptions de cette façon.
participation-now-unconfirmed = L’adresse n’est pas encore confirmée.
participation-bar-nothing = Personne ne peut y participer.
participation-bar-full = Il n’y a pas assez de place pour autant de personnes.
participation-bar-closed = Les inscriptions sont closes.
participation-bar-over = C’est terminé.
participation-bar-cancelled = Ceci n’a pas lieu.
participation-bar-external = L’inscription se fait ailleurs.
participation-bar-open = Il n’y a pas besoin de s’inscrire.
participation-bar-uninvited = Seules les personnes invitées peuvent participer.
participation-bar-guests = { $most } accompagnants au plus.
participation-bar-refused = L’organisateur n’a pas accepté auparavant.
participation-bar-not-yours = Vous ne pouvez pas y participer.
participation-bar-long = { $most } caractères au plus.
participation-bar-unanswered = Il faut répondre à une question.
participation-bar-account = Il faut un compte pour y participer.

participants = Participants
participants-accepted = Viennent
participants-pending = Demandent
participants-waiting = Liste d’attente
participants-maybe = Peut-être
participants-rejected = Refusés
participants-declined = Ne viennent pas
participants-left = Partis
participants-checked-in = Présents
participants-came = Sur place
participants-asked = Demandé
participants-search = Nom, identifiant ou adresse
participants-state = État
participants-all = Tous
participants-standing = Tous ceux qui viennent, demandent ou attendent
participants-show = Afficher
participants-export = Sous forme de tableau
participants-none = Personne n’est sur cette liste.
participants-accept = Laisser entrer
participants-reject = Refuser
participants-remove = Retirer de la liste
participants-advance = En tête de la file
participants-check-in = Est là
participants-check-out = N’est pas là
participants-done = C’est fait.
participants-message = Écrire aux participants
participants-message-to = À
participants-message-text = Message
participants-message-hint = Chacun le reçoit seul : les membres et les gens d’ailleurs en message direct, les autres par courriel.
participants-message-send = Envoyer
participants-message-empty = Écrivez quelque chose.
participants-message-said = { $count ->
    [0] Personne n’est sur cette liste.
    [one] Le message part vers une personne.
   *[other] Le message part vers { $count } personnes.
}
participants-questions = Questions à l’inscription
participants-questions-about = Qui veut participer ici y répond. Les gens d’ailleurs ne les voient pas.
participants-question = Question { $number }
participants-question-required = réponse nécessaire
participants-questions-done = Les questions sont enregistrées.
door = À l’entrée
door-count = { $count } sur { $all } sont là.
door-code = Code
door-hint = Ouvrez l’image du code avec un appareil photo, ou tapez le code.
door-find = Chercher
door-scan = Lire les codes avec l’appareil photo
door-scan-end = Arrêter
door-camera = Ce que voit l’appareil photo
door-looking = Présentez le code devant l’appareil photo.
door-camera-refused = Le navigateur ne laisse pas cette page utiliser l’appareil photo. Autorisez-le dans ses réglages pour ce site, ou tapez le code.
door-camera-none = Aucun appareil photo n’est utilisable ici. Tapez le code.
door-other = Ce code n’est pas celui de cette entrée.
door-came = Déjà passé :
door-unknown = Personne n’a ce code.

registration = Participer sans compte
registration-name = Nom
registration-name-wrong = Il faut un nom de { $most } caractères au plus.
registration-email = Adresse de courriel
registration-email-hint = Un courriel avec un lien y arrivera.
registration-email-wrong = Ce n’est pas une adresse.
registration-line = Il n’y a plus de place : vous pouvez rejoindre la liste d’attente.
registration-kept = Nom, adresse et message sont pour les organisateurs seuls, et sont effacés trois mois plus tard.
registration-send = Envoyez-moi le lien
registration-sent = Un courriel part vers { $email }. Vous ne serez sur la liste qu’après avoir suivi le lien qu’il contient.
registration-confirm-about = Appuyez sur le bouton pour confirmer votre adresse.
registration-confirm = Confirmer, je participe
registration-again = Je viens finalement
registration-link-gone = Ce lien n’est pas bon, ou ne l’est plus.
registration-link-gone-hint = Un lien pour confirmer une adresse vaut un jour. Vous pouvez vous inscrire de nouveau sur la page de l’événement.

notification-participation = { $name } participe
notification-participation_request = { $name } demande à participer
notification-departure = { $name } ne participe plus
notification-participation_accepted = { $name } vous a accepté : vous y allez
notification-participation_waiting = { $name } vous a mis sur la liste d’attente
notification-participation_rejected = { $name } n’a pas accepté que vous participiez
notification-occasion_changed = { $name } a changé le moment ou le lieu de ce à quoi vous participez
notification-occasion_reminder = Bientôt, chez { $name }

# À quelqu’un d’ailleurs, en message.
participation-line-message = { $handle } « { $title } » est complet. Vous êtes sur la liste d’attente, à la place { $place } ; nous vous dirons quand il y aura de la place. { $link }
participation-said = { $handle } À propos de « { $title } » : { $text } { $link }

# Courriels : du texte simple.
mail-participation-confirm-subject = Confirmez que vous participez : { $title }
mail-participation-confirm-body =
    Bonjour { $name },
    
    quelqu’un, sans doute vous, veut participer à ceci avec votre adresse :
    
    { $title }
    { $when }
    { $where }
    
    Confirmez-le ici :
    
    { $link }
    
    Le lien vaut un jour. Si ce n’était pas vous, ignorez ce courriel : il ne se passera rien.
mail-participation-known-subject = Vous êtes déjà sur la liste : { $title }
mail-participation-known-body =
    Bonjour { $name },
    
    quelqu’un, sans doute vous, vient de s’inscrire avec cette adresse, qui est déjà sur la liste :
    
    { $title }
    { $when }
    
    Voyez où vous en êtes, changez quelque chose ou renoncez :
    
    { $link }
mail-participation-pending-subject = L’organisateur répondra : { $title }
mail-participation-pending-body =
    Bonjour { $name },
    
    votre adresse est confirmée. L’organisateur dira si vous pouvez participer :
    
    { $title }
    { $when }
    
    Voyez où vous en êtes, changez quelque chose ou renoncez :
    
    { $link }
mail-participation-accepted-subject = Vous y allez : { $title }
mail-participation-accepted-body =
    Bonjour { $name },
    
    vous êtes sur la liste :
    
    { $title }
    { $when }
    { $where }
    
    Votre code pour l’entrée : { $code }
    
    Voyez-le en image, changez quelque chose ou renoncez :
    
    { $link }
mail-participation-waiting-subject = Vous êtes sur la liste d’attente : { $title }
mail-participation-waiting-body =
    Bonjour { $name },
    
    il n’y a plus de place, et vous êtes sur la liste d’attente, à la place { $place } :
    
    { $title }
    { $when }
    
    Un courriel viendra dès qu’il y aura de la place. Voyez où vous en êtes, ou renoncez :
    
    { $link }
mail-participation-moved-up-subject = Il y a de la place pour vous : { $title }
mail-participation-moved-up-body =
    Bonjour { $name },
    
    une place s’est libérée, et elle est à vous :
    
    { $title }
    { $when }
    { $where }
    
    Votre code pour l’entrée : { $code }
    
    Si vous ne pouvez pas venir, renoncez, pour que quelqu’un d’autre le puisse :
    
    { $link }
mail-participation-rejected-subject = Vous ne pouvez pas participer : { $title }
mail-participation-rejected-body =
    Bonjour { $name },
    
    l’organisateur n’a pas accepté que vous participiez à ceci :
    
    { $title }
    { $when }
mail-participation-changed-subject = Changement : { $title }
mail-participation-changed-body =
    Bonjour { $name },
    
    quelque chose a changé. Voici ce qui vaut maintenant :
    
    { $title }
    { $when }
    { $where }
    
    Si vous ne pouvez pas venir, renoncez ici :
    
    { $link }
mail-participation-cancelled-subject = Annulé : { $title }
mail-participation-cancelled-body =
    Bonjour { $name },
    
    ceci n’a pas lieu :
    
    { $title }
    { $when }
    
    { $page }
mail-participation-reminder-subject = Bientôt : { $title }
mail-participation-reminder-body =
    Bonjour { $name },
    
    vous vouliez en être :
    
    { $title }
    { $when }
    { $where }
    
    Votre code pour l’entrée : { $code }
    
    Voyez-le en image, changez quelque chose ou renoncez :
    
    { $link }
mail-participation-member-reminder-subject = Bientôt : { $title }
mail-participation-member-reminder-body =
    Bonjour { $name },
    
    vous vouliez en être :
    
    { $title }
    { $when }
    { $where }
    
    { $link }
mail-participation-gone-subject = N’a pas lieu : { $title }
mail-participation-gone-body =
    Bonjour { $name },
    
    l’organisateur a supprimé ceci, qui n’a pas lieu :
    
    { $title }
    { $when }
mail-participation-message-subject = À propos de { $title }
mail-participation-message-body =
    Bonjour { $name },
    
    l’organisateur de « { $title } » dit :
    
    { $text }
    
    Voyez où vous en êtes :
    
    { $link }

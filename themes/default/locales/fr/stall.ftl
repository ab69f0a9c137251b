# Ce que disent tous les stands : profils, fils, notifications, recherche, et ce que chacun y garde et y règle.

## Menus

nav-home = Accueil
nav-local = Local
nav-federated = Fédéré
nav-notifications = Notifications
nav-notifications-new =
    { $count ->
        [one] { $count } nouvelle
       *[other] { $count } nouvelles
    }
nav-search = Recherche
nav-saved = Signets et listes
nav-direct = Messages directs
nav-stall-settings = Profil, filtres, blocages
shelf = Ce que vous gardez
stall-settings = Vos réglages dans ce stand
back-to-post = Vers le message
back-to-profile = Vers le profil
feed = Flux pour lecteurs de nouvelles
filters = Filtres
blocks = Blocages et sourdine
requests = Demandes d’abonnement
move = Déménagement
lists = Listes
stall-cancel = Annuler

## Choix

visibility = Qui peut le voir
visibility-public-hint = Tout le monde, dans tous les fils
visibility-unlisted-hint = Tout le monde, mais pas dans les fils publics
visibility-members-hint = Quiconque est connecté ici ; cela ne quitte jamais le club
visibility-followers-hint = Vos abonnés et les personnes mentionnées
visibility-direct-hint = Les personnes mentionnées, et personne d’autre
quotes = Qui peut le citer
quotes-hint = Seul ce qui est public ou non listé peut être cité.
quotes-public = Tout le monde
quotes-followers = Vos abonnés
quotes-nobody = Personne d’autre que vous
post-language = Langue
post-language-guess = Selon le texte
post-sensitive = Cacher les images jusqu’à ce qu’on les demande

## Profils

profile-follow = Suivre
profile-ask = Demander à suivre
profile-withdraw = Retirer la demande
profile-following = Vous suivez
profile-unfollow = Ne plus suivre
profile-follows-you = Vous suit
profile-more = Autres actions : { $name }
profile-mention = Lui écrire
profile-lists = Mettre dans une liste
profile-mute = Mettre en sourdine
profile-unmute = Ne plus mettre en sourdine
profile-block = Bloquer
profile-unblock = Débloquer
profile-report = Signaler
profile-original = Ouvrir la page d’origine
profile-locked = Décide qui peut suivre
profile-group = Groupe
profile-moved = { $name } a déménagé :
profile-verified = Cette page renvoie ici : c’est la même personne
profile-tags = Hashtags de ce profil
profile-count-posts =
    { $count ->
        [one] <strong>{ $count }</strong> message
       *[other] <strong>{ $count }</strong> messages
    }
profile-count-following =
    { $count ->
        [one] <strong>{ $count }</strong> abonnement
       *[other] <strong>{ $count }</strong> abonnements
    }
profile-count-followers =
    { $count ->
        [one] <strong>{ $count }</strong> abonné
       *[other] <strong>{ $count }</strong> abonnés
    }
profile-joined = Ici depuis le
profile-follow-from-elsewhere = Pour suivre ce compte depuis un autre serveur, cherchez-y { $handle }.
profile-parts = Parties du profil
profile-posts = Messages
profile-replies = Avec les réponses
profile-pinned = Épinglé
profile-blocked = Vous avez bloqué { $name }.
profile-empty = { $name } n’a rien publié que vous puissiez voir.
profile-empty-mine = Vous n’avez encore rien publié.
profile-empty-remote = Les messages d’autres serveurs arrivent ici dès que quelqu’un d’ici suit leur auteur.
profile-write-first = Écrire le premier message
follow-notify = Me prévenir de chaque message
follow-boosts = Montrer ses partages
follow-save = Enregistrer
follow-begun = Vous suivez { $name }.
follow-asked = La demande est envoyée à { $name }.
follow-changed = C’est enregistré.
follow-oneself = On ne peut pas se suivre soi-même.
follow-blocked = Ce compte ne peut pas être suivi.
follow-gone = Ce compte n’est plus ici.
follower-removed = Ce compte ne vous suit plus.
mute-time = Pour combien de temps
mute-for-good = Pour toujours
mute-hours =
    { $count ->
        [one] Pour { $count } heure
       *[other] Pour { $count } heures
    }
mute-days =
    { $count ->
        [one] Pour { $count } jour
       *[other] Pour { $count } jours
    }
mute-set = En sourdine : vous n’en verrez plus rien.
mute-lifted = La sourdine est levée.
block-set = C’est bloqué : vous ne vous voyez plus l’un l’autre.
block-lifted = Le blocage est levé.

## Modifier le profil

profile-edit = Profil
profile-edit-text = Voici comment { $handle } apparaît ici et sur les autres serveurs. Les autres stands ont chacun leur profil.
profile-see = Le voir
profile-name = Nom
profile-name-hint = Affiché au-dessus de votre identifiant.
profile-note = À propos de vous
profile-note-hint = Liens, @identifiants et #hashtags fonctionnent.
profile-pictures = Images
profile-avatar = Nouvelle image de profil
profile-avatar-hint = Une image carrée convient le mieux. JPEG, PNG, WebP ou GIF.
profile-avatar-remove = Retirer l’image de profil
profile-header = Nouvelle bannière
profile-header-hint = Trois fois plus large que haute.
profile-header-remove = Retirer la bannière
profile-fields = Lignes de votre profil
profile-fields-hint = Un lien est marqué comme vôtre quand la page où il mène renvoie ici par :
profile-field-name = Nom de la ligne { $number }
profile-field-value = Contenu de la ligne { $number }
profile-who = Qui vous trouve et vous suit
profile-lock = Je décide qui me suit
profile-lock-hint = On vous le demande ; vous acceptez ou refusez.
profile-discoverable = Proposer mon profil
profile-discoverable-hint = Il peut figurer dans des annuaires, ici et ailleurs.
profile-indexable = Laisser trouver mes messages publics
profile-indexable-hint = Par la recherche, ici, sur d’autres serveurs et dans les moteurs de recherche.
profile-follows-hidden = Garder pour moi qui je suis et qui me suit
profile-is-bot = Ce compte est automatique
profile-is-bot-hint = Un programme écrit ici.
profile-defaults = Réglages de départ des nouveaux messages
profile-save = Enregistrer le profil
profile-changed = Votre profil est enregistré, et les serveurs de vos abonnés sont prévenus.
field-too-long =
    { $most ->
        [one] Un caractère au plus.
       *[other] { $most } caractères au plus.
    }

## Dire quelque chose

statement-empty = Écrivez ou joignez quelque chose.
statement-too-long = Cela fait { $length } caractères. Il y a place pour { $most }.
statement-too-many-media =
    { $most ->
        [one] Une image au plus.
       *[other] { $most } images au plus.
    }
statement-poll-options = Un sondage a de 2 à { $most } choix différents, de { $length } caractères au plus.
statement-media-unready = Une pièce jointe est encore en préparation, ou ne peut pas être affichée. Réessayez dans un instant.
statement-behalf = Vous n’agissez plus pour ce groupe.
statement-title = Un titre a de { $least } à { $most } caractères.
statement-zone = Ce fuseau horaire n’existe pas.
statement-out-of-calendar = Aucun calendrier ne va aussi loin.
statement-ends-first = La fin doit venir après le début.
statement-nowhere-to-join = Donnez l’adresse où l’on s’inscrit.
statement-poll-time = Un sondage est ouvert de cinq minutes à un mois.
statement-reference-gone = Ce à quoi cela se rapporte n’est plus là.
statement-no-answers = Son auteur n’accepte pas de réponses.
statement-unsuited = Les mots seuls ne suffisent pas à ce stand : joignez une image.
statement-no-quotes = Son auteur ne permet pas qu’on le cite.
statement-collection-gone = Ce où vous vouliez le ranger n’est plus là, ou vous ne pouvez rien y ajouter.
statement-collection-full = Ce où vous vouliez le ranger est plein.
statement-collections-too-many = On ne peut rien commencer de nouveau pour le ranger : vous en avez autant qu’il y a de place.
statement-collection-unfit = On ne peut pas le ranger là : les messages restent à part.
statement-collection-title = Le titre de ce que vous vouliez commencer est trop long.
statement-too-many-drafts = Il y a { $most } brouillons, autant qu’il y a de place. Jetez-en un d’abord.
statement-too-many-that-day = Il y a déjà { $most } messages prévus ce jour-là, autant qu’il y a de place. Choisissez un autre jour.

## Envois

upload-too-large = Le fichier dépasse { $limit } Mio.
upload-unsupported = Les images { $format } ne peuvent pas être lues ici. Enregistrez-la en JPEG, PNG ou WebP.
upload-heic = Les images HEIC ne peuvent pas être lues ici. Enregistrez-la en JPEG (sur un iPhone : Réglages, Appareil photo, Formats, Le plus compatible).
upload-not-a-picture = Ce n’est pas une image JPEG, PNG, WebP ou GIF.
upload-too-many-pixels = L’image a trop de pixels. Réduisez-la.
upload-too-many-frames = L’animation est trop longue.
upload-broken = L’image est abîmée.

## Déménager

move-here = Venir d’ailleurs
move-here-text = Nommez ici vos autres profils. Vous pourrez alors lancer le déménagement là-bas, et vos abonnés vous suivront ici.
move-bring = Vos abonnements, listes, blocages et marque-pages s’apportent <a href="{ $link }">sur la place</a>.
move-aliases = Vos autres profils
move-aliases-hint = Un par ligne : @ana@social.example, ou l’adresse du profil.
move-aliases-save = Les enregistrer
move-away = Partir ailleurs
move-away-text = Vos abonnés sont envoyés vers l’autre profil, qui doit d’abord nommer celui-ci parmi ses autres profils. Vos messages restent ici.
move-moved = Vous avez déménagé vers
move-target = Le profil où aller
move-password = Votre mot de passe
move-now = Déménager mes abonnés
moved = Vous avez déménagé. Les serveurs de vos abonnés sont prévenus.
move-not-named = Ce profil ne nomme pas celui-ci parmi ses autres profils. Faites-le d’abord là-bas, puis réessayez dans une minute.
aliases-changed = Vos autres profils sont enregistrés.
aliases-too-many = { $most } autres profils au plus.
alias-oneself = Ce profil-ci n’en est pas un autre.
actor-asked-for = { $actor } n’était pas connu ici ; on le cherche. Renvoyez le formulaire dans quelques secondes.
actor-not-found = { $actor } n’est pas un profil.
actor-missing = { $actor } est introuvable. { $reason }
move-password-wrong = Ce n’est pas votre mot de passe.

## Fils

thread-title = { $name } : { $text }
thread-edits =
    { $count ->
        [one] Modifié { $count } fois
       *[other] Modifié { $count } fois
    }
thread-journey = Son voyage
thread-download = Tout télécharger en un fichier
thread-revoke-quote = Ne plus me laisser citer ici
thread-revoke-quote-sure = Votre message ne sera plus montré dans cette citation, sans retour possible.
thread-no-replies = Pas encore de réponse
thread-remote = Des réponses que personne ici ne connaît peuvent manquer : <a href="{ $link }" rel="nofollow noreferrer">voir sur { $host }</a>.
thread-answer-log-in = <a href="{ $link }">Connectez-vous</a> pour répondre.
thread-answer-from-elsewhere = Pour répondre depuis un autre serveur, cherchez-y
answer-to = Répondre à { $name }
answer-warning = Avertissement
answer-warning-text = De quoi il s’agit
answer-send = Répondre
answer-more = Avec des images…
answer-said = Votre réponse est publiée.
answer-held-said = Votre réponse sera visible des autres quand l’organisateur l’aura lue.
answer-held = Ceci sera visible des autres quand l’organisateur l’aura lu.
answer-held-consent = Personne d’autre ne voit ceci tant que vous ne l’acceptez pas.
answer-consent = Rendre visible
answer-consented = Tout le monde voit la réponse maintenant.
object-gone = C’est supprimé. Les autres serveurs sont priés de supprimer leurs copies.
delete-title = Supprimer ce message ?
delete-text = Il disparaît d’ici pour de bon, et les autres serveurs sont priés de supprimer leurs copies. La plupart le font.
delete-now = Supprimer
delete-not = Le garder
history-title = Versions
history-today = Comme il est maintenant
history-version = Version du
history-none = Il n’a jamais été modifié.
journey-title = Son voyage
journey-text = Ce que ce serveur a dit aux autres de ce message : chaque activité, à qui elle a été remise, et ce qu’on a répondu.
journey-deliveries =
    { $count ->
        [one] À { $count } serveur
       *[other] À { $count } serveurs
    }
journey-host = Serveur
journey-state = État
journey-signed = Signature
journey-tries = Essais
journey-at = Quand
journey-reason = Réponse
journey-pending = en attente
journey-delivered = remis
journey-failed = refusé
journey-gone = disparu
journey-dropped = abandonné
journey-nowhere = Rien n’est parti vers un autre serveur : personne n’y suit ce compte ni n’est mentionné.
journey-body = L’activité elle-même
journey-forgotten = Le journal ne remonte plus jusque-là.
vote-counted = Votre voix est comptée.
vote-no-option = Ce choix n’existe pas.
vote-closed = Ce sondage est terminé.
vote-already = Vous avez déjà voté à ce sondage.
vote-own = On ne vote pas à son propre sondage.
vote-count = Choisissez une réponse.
pin-not-yours = Seuls vos propres messages publics peuvent être épinglés.
pin-too-many =
    { $most ->
        [one] Un seul message peut être épinglé. Désépinglez-le d’abord.
       *[other] { $most } messages au plus peuvent être épinglés. Désépinglez-en un d’abord.
    }
quote-revoked = Votre message n’est plus montré dans cette citation.
card-filtered = Filtré : { $title }

## Personnes

people-followers = Qui suit { $name }
people-following = Qui { $name } suit
people-likes = { $name } : qui aime ce message
people-boosts = { $name } : qui a partagé ce message
people-hidden = { $name } garde cette liste pour soi.
people-none = Personne pour l’instant.
people-none-mine = Votre identifiant est { $handle }. Qui le cherche, ici ou sur un autre serveur, peut vous suivre.
people-remove = Retirer
people-remove-sure = { $name } ne recevra plus ce que vous publiez, sans en être averti. Qui est retiré peut vous suivre de nouveau.
requests-none = Personne n’attend votre réponse.
requests-none-hint = C’est dans <a href="{ $link }">votre profil</a> que vous réglez s’il faut votre accord pour vous suivre.
request-accept = Accepter
request-reject = Refuser
request-accepted = Ce compte vous suit maintenant.
request-rejected = Ce compte ne vous suit pas.
request-reader = Demande votre collection de ce qui est pour les abonnés
request-reader-accepted = Votre collection est maintenant suivie par ce compte.
request-reader-rejected = Votre collection n’est pas suivie par ce compte.
blocks-blocked = Bloqués
blocks-blocked-hint = Vous ne vous voyez plus l’un l’autre. On bloque quelqu’un sur son profil.
blocks-muted = En sourdine
blocks-muted-hint = Vous n’en voyez plus rien, et personne ne s’en aperçoit.
blocks-until = jusqu’au
blocks-nobody = Personne.
blocks-hosts = Serveurs cachés
blocks-hosts-hint = Vous ne voyez plus rien de qui s’y trouve. Le reste du club, si.
blocks-host = Serveur
blocks-host-hide = Cacher ce serveur
blocks-host-show = Remontrer
host-hidden = Vous ne voyez plus rien de ce serveur.
host-shown = Ce serveur est de nouveau montré.
host-unfit = Ce n’est pas le nom d’un serveur, comme social.example.

## Notifications

notifications-all = Toutes
notifications-mentions = Mentions
notifications-clear = Tout effacer
notifications-clear-sure = Elles disparaissent pour de bon. Les messages restent.
notifications-requests =
    { $count ->
        [one] { $count } personne demande à vous suivre
       *[other] { $count } personnes demandent à vous suivre
    }
notifications-none = Rien de neuf.
notifications-none-hint = Quand on vous écrit, qu’on vous suit, qu’on aime ou partage ce que vous écrivez, cela se lit ici.
notification-fresh = Nouveau :
notification-dismiss = Écarter
notification-answer-request = Voir la demande
notification-mention = { $name } vous a écrit
notification-status = { $name } a publié quelque chose
notification-boost = { $name } a partagé votre message
notification-like = { $name } aime votre message
notification-follow = { $name } vous suit
notification-follow_request = { $name } demande à vous suivre
notification-poll = Sondage terminé : { $name }
notification-update = { $name } a modifié un message que vous avez partagé
notification-quote = { $name } a cité votre message
notification-move = { $name } a déménagé
notification-admin-report = { $name } a été signalé
notification-admin-sign_up = { $name } s’est inscrit

held = En attente
held-people =
    { $count ->
        [one] Des notifications de { $count } personne attendent
       *[other] Des notifications de { $count } personnes attendent
    }
held-count =
    { $count ->
        [one] { $count } notification
       *[other] { $count } notifications
    }
held-accept = Laisser entrer
held-dismiss = Renvoyer
held-accepted = Ce que fait ce compte vous sera signalé, et ce qui attendait est parmi vos notifications.
held-dismissed = Ce qui attendait a disparu.
held-none = Rien n’attend.
held-none-hint = Ce que font certaines personnes attend ici que vous les laissiez entrer. Vous décidez ci-dessous de qui il s’agit.
held-policy = Quelles notifications attendent
held-policy-text = Les personnes que vous avez laissées entrer ne sont plus retenues. Les modérateurs du club peuvent toujours vous écrire.
held-policy-save = Enregistrer
held-policy-set = Cela vaut pour ce qui viendra désormais.
held-accepts = Me le signaler
held-filters = Faire attendre
held-drops = Ignorer
held-not_following = Les personnes que je ne suis pas
held-not_following-hint = Jusqu’à ce que vous les suiviez ou les laissiez entrer.
held-not_followers = Les personnes qui ne me suivent pas
held-not_followers-hint = Y compris celles qui vous suivent depuis moins de trois jours.
held-new_accounts = Les nouveaux comptes
held-new_accounts-hint = Créés dans les 30 derniers jours par des personnes que vous ne suivez pas.
held-private_mentions = Les messages directs inattendus
held-private_mentions-hint = De personnes que vous ne suivez pas, sauf s’ils répondent à l’un des vôtres.
held-limited_accounts = Les comptes que les modérateurs ont limités
held-limited_accounts-hint = Sauf si vous les suivez.

## Ce qu’on garde

saved-bookmarks = Signets
saved-likes = J’aime
saved-direct = Messages directs
saved-none-bookmarks = Pas encore de signet. Gardez un message avec le ruban au-dessous : personne n’en saura rien.
saved-none-likes = Vous n’avez encore rien aimé. Le cœur au-dessous d’un message le dit à son auteur.
saved-none-direct = Pas encore de message direct. Écrivez un message que seules les personnes mentionnées peuvent voir, et mentionnez quelqu’un.
tag-none = Personne ici ne connaît encore de message avec { $tag }.
tag-write = En écrire un
tag-followed = Ce qui se publie avec ce hashtag arrive maintenant dans votre accueil.
lists-text = Une liste montre à part ce que publient certains de ceux que vous suivez. Personne n’apprend qu’il y figure.
list-new = Nouvelle liste
list-title = Nom
list-title-wrong = Un nom compte de 1 à 256 caractères.
list-too-many = Vous avez déjà autant de listes que possible. Supprimez-en une d’abord.
list-exclusive = Ne pas montrer ses membres dans l’accueil
list-exclusive-short = Hors de l’accueil
list-make = Créer la liste
list-members =
    { $count ->
        [0] Personne n’y figure
        [one] { $count } personne y figure
       *[other] { $count } personnes y figurent
    }
list-add-whom = Qui ajouter
list-add-hint = Vous pouvez ajouter les comptes que vous suivez.
list-add = Ajouter
list-drop = Retirer
list-nobody = Vous ne suivez encore personne à ajouter.
list-save = Enregistrer
list-delete = Supprimer la liste
list-delete-sure = La liste ne pourra pas revenir. Vous suivez toujours ceux qui y figurent.
list-gone = La liste est supprimée. Vous suivez toujours ceux qui y figuraient.
list-empty = Ceux de la liste n’ont encore rien publié.
list-empty-members = Ajoutez quelqu’un à la liste pour lire ici ce qu’il publie.

## Filtres

filters-text = Un filtre replie ou cache les messages qui contiennent des mots que vous ne voulez pas rencontrer. Vos propres messages ne sont jamais filtrés.
filter-new = Nouveau filtre
filter-title = Nom
filter-title-hint = Montré à la place de ce que le filtre replie.
filter-title-wrong = Un nom compte de 1 à 256 caractères.
filter-words = Mots
filter-words-hint = Un mot ou une expression par ligne.
filter-words-missing = Écrivez au moins un mot.
filter-word-too-long = Un mot ou une expression compte au plus { $most } caractères.
filter-whole-word = Mots entiers seulement
filter-where = Où il agit
filter-contexts-missing = Choisissez au moins un endroit.
filter-context-home = Accueil et listes
filter-context-notifications = Notifications
filter-context-public = Fils publics, hashtags, recherche
filter-context-thread = Fils de discussion
filter-context-account = Profils
filter-how = Ce qu’il fait
filter-fold = Replier : un clic montre le message
filter-hide = Cacher : comme si le message n’existait pas
filter-folds = Replie
filter-hides = Cache
filter-blurs = Cache les images
filter-posts =
    { $count ->
        [one] Un message précis
       *[other] { $count } messages précis
    }
filter-for = Pour combien de temps
filter-for-good = Pour toujours
filter-until = jusqu’au
filter-over = échu
filter-make = Créer le filtre
filter-made = Le filtre est en place.
filter-too-many = Vous avez déjà autant de filtres que possible. Supprimez-en un d’abord.
filter-delete = Supprimer
filter-delete-sure = Ce qu’il replie ou cache sera de nouveau montré.

## Recherche

search-title = Recherche : { $words }
search-what = Mots, @identifiant, #hashtag ou adresse
search-people = Personnes
search-tags = Hashtags
search-posts = Messages
search-asking = On cherche { $words } sur son serveur…
search-failed = { $words } est introuvable.
absence-nothing = Il n’y a là-bas rien ni personne de ce nom.
absence-unreachable = Ce serveur est injoignable pour le moment. Réessayez dans quelques minutes.
absence-refused = Ce serveur ne veut pas le donner.
absence-unfit = Il y a bien quelque chose là-bas, mais rien qui puisse être montré ici.
absence-blocked = Ce club ne parle pas à ce serveur.
absence-disabled = Ce club ne parle à aucun autre serveur en ce moment.
absence-forgotten = Réessayez dans quelques minutes.
search-none = Rien n’a été trouvé pour « { $words } ».
search-none-hint = La recherche porte sur les messages que leurs auteurs laissent trouver, sur les vôtres, et sur ceux que vous avez aimés, partagés ou gardés.
search-none-stranger = Les <a href="{ $link }">membres</a> peuvent aussi chercher des personnes et des messages sur d’autres serveurs.
search-how = Ce que vous pouvez chercher
search-how-handle = quelqu’un, sur n’importe quel serveur
search-how-address = un message ou un profil, par son adresse
search-how-tag-word = gaufres
search-how-tag = un hashtag
search-how-phrase-words = fête du village
search-how-phrase = des mots qui se suivent
search-how-narrow = seulement ce que vous avez écrit, avec images, avant un jour

## Signalements

report-new-title = Signaler { $name }
report-text = Les modérateurs de ce club verront votre signalement et sauront qu’il vient de vous. La personne signalée ne le saura pas.
report-comment = Qu’est-ce qui ne va pas ?
report-comment-hint = Quelques mots suffisent.
report-which-rules = Quelles règles du club ?
report-forward = Prévenir aussi { $host }
report-forward-hint = Ses modérateurs apprennent ce qui est signalé, pas par qui.
report-send = Envoyer le signalement
report-also = Vous pouvez aussi mettre quelqu’un en sourdine ou le bloquer sur son profil, tout de suite et par vous-même.
report-filed = Merci. Les modérateurs sont prévenus.

## Ce qui s’écrit à plusieurs stands

post-text-hint = Liens, @identifiants, #hashtags et :emoji: fonctionnent.
post-publish = Publier
post-save = Enregistrer les changements
post-keep = Garder en brouillon
post-later = Publier plus tard
post-due-at = Quand
post-due-at-zone = Fuseau horaire : { $zone }. Laissez vide pour publier maintenant.
post-due-at-utc = En UTC : le fuseau horaire se choisit dans les réglages. Laissez vide pour publier maintenant.
post-due-in-the-past = Ce doit être dans une minute au moins.
post-alt-ask = Ce qu’on y voit, pour qui ne peut pas la voir
post-focus = Ce qui reste visible quand elle est rognée
focus-kept = Comme maintenant
focus-middle = Le milieu
focus-top = Le haut
focus-bottom = Le bas
focus-left = La gauche
focus-right = La droite
focus-top-left = En haut à gauche
focus-top-right = En haut à droite
focus-bottom-left = En bas à gauche
focus-bottom-right = En bas à droite
post-warning = Avertissement
post-warning-text = De quoi il s’agit
post-warning-hint = Le texte reste replié derrière ces mots jusqu’à ce qu’on le demande.

## Brouillons

drafts = Brouillons
drafts-new = En commencer un autre
drafts-scheduled = Prévus
drafts-none = Pas de brouillon. Ce que vous gardez en écrivant vous attend ici.
draft-kept = C’est gardé en brouillon.
draft-gone = Le brouillon est jeté.
draft-said = C’est publié.
draft-soon = C’est publié dans un instant : on cherche encore quelqu’un qui y figure.
draft-wordless = Sans texte
draft-due = Sera publié le
draft-written = Écrit
draft-failed = Il n’a pas pu être publié :
draft-pictures =
    { $count ->
        [one] { $count } image
       *[other] { $count } images
    }
draft-go-on = Continuer
draft-change = Modifier
draft-say = Publier maintenant
draft-drop = Jeter
draft-drop-sure = On ne pourra pas le retrouver.

## Images

picture-title = Image { $number } sur { $count } : { $text }
picture-back = Retour à la publication
picture-full = Ouvrir le fichier lui-même
picture-others = Autres images
picture-previous = Précédente
picture-next = Suivante
picture-camera = Appareil
picture-lens = Objectif
picture-settings = Réglages
picture-taken = Prise le
picture-licence = Licence
licence-all-rights-reserved = Tous droits réservés

## Lieux

place-none = Rien de ce que vous pouvez voir ne se trouve à { $name }.

## Quand quelque chose a lieu

occasion-tentative = Pas encore certain
occasion-postponed = Reporté : la nouvelle date n’est pas encore connue
occasion-cancelled = Annulé
occasion-over = Terminé
occasion-online = En ligne
occasion-contact = Contact
occasion-fact = Bon à savoir
occasion-wheelchair = En fauteuil roulant
occasion-wheelchair-fully = accessible
occasion-wheelchair-partially = accessible en partie
occasion-wheelchair-no = pas accessible
occasion-heads =
    { $count ->
        [one] Une personne vient
       *[other] { $count } personnes viennent
    }
occasion-heads-of = { $count } places prises sur { $most }

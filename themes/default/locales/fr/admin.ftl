# Administration.

admin-overview = Vue d’ensemble
admin-accounts = Comptes
admin-reports = Signalements
admin-invites = Invitations
admin-domains = Politiques
admin-email-domains = Fournisseurs de courriel
admin-peers = Serveurs
admin-journal = Journal
admin-deliveries = Livraisons
admin-audit = Traces
admin-settings = Le club
admin-rules = Règles
admin-announcements = Annonces
admin-stalls = Stands
admin-emoji = Émojis
admin-mails = Courriels
admin-queue = Tâches

## Vue d’ensemble

overview-waiting = À faire
overview-nothing = Rien ne vous attend.
overview-pending =
    { $count ->
        [one] inscription à décider
       *[other] inscriptions à décider
    }
overview-reports =
    { $count ->
        [one] signalement ouvert
       *[other] signalements ouverts
    }
overview-unconfirmed =
    { $count ->
        [one] adresse non confirmée
       *[other] adresses non confirmées
    }
overview-jobs-failed =
    { $count ->
        [one] tâche échouée
       *[other] tâches échouées
    }
overview-no-mail = Aucun serveur de courriel n’est configuré : les messages sont gardés ici, et quelqu’un doit les transmettre.
overview-club = Le club
overview-active =
    { $count ->
        [one] membre
       *[other] membres
    }
overview-seen =
    { $count ->
        [one] est passé ce mois-ci
       *[other] sont passés ce mois-ci
    }
overview-suspended =
    { $count ->
        [one] suspendu
       *[other] suspendus
    }
overview-deliveries =
    { $count ->
        [one] livraison en attente
       *[other] livraisons en attente
    }
overview-incoming =
    { $count ->
        [one] activité à traiter
       *[other] activités à traiter
    }
overview-jobs =
    { $count ->
        [one] tâche en attente
       *[other] tâches en attente
    }
overview-media = Mio de médias
overview-actors = Profils
overview-machine = La machine
overview-version = Programme
overview-domain = Domaine
overview-database = Base de données
overview-federation = Fédération
overview-mail = Courriel

## Comptes

accounts-search = Nom ou adresse
accounts-states = État
accounts-since = depuis
accounts-empty = Il n’y a pas de tel compte.
account-state-all = Tous
account-state-active = Actif
account-state-unconfirmed = Non confirmé
account-state-pending = À décider
account-state-suspended = Suspendu
account-role = Rôle
account-sessions = Connexions
account-since = Inscription
account-seen = Dernière visite
account-never = jamais
account-invited-by = Sur invitation de
account-reason = Pourquoi venir
account-approve = Laisser entrer
account-approved = C’est fait : le compte est admis.
account-approved-already = Ce compte est déjà admis : on peut le suspendre, mais plus le refuser.
account-reject = Refuser
account-rejected = L’inscription est refusée ; il n’en reste rien.
account-confirm = Confirmer l’adresse
account-confirm-hint = Aucun courriel ne part d’ici : confirmez l’adresse si vous savez à qui elle est, ou transmettez le lien du courriel gardé.
account-confirmed = L’adresse est tenue pour confirmée.
account-restore = Lever la suspension
account-restored = Le compte peut de nouveau se connecter.
account-no-actors = Encore aucun : ils sont faits quand le compte peut se connecter.
account-manage = Gérer
account-set-role = Donner ce rôle
account-role-set = Le rôle est donné.
account-reset = Envoyer un lien pour un autre mot de passe
account-reset-sent = Un lien est en route.
account-reset-kept = Le lien est parmi les courriels gardés : transmettez-le.
account-two-factor-drop = Désactiver le second facteur
account-two-factor-off = Le second facteur est désactivé.
account-suspend = Suspendre
account-suspend-text = Ses connexions prennent fin aussitôt, et plus personne ne voit ses profils. On peut revenir en arrière.
account-suspend-reason = Raison, pour la personne et pour les traces
account-suspended = Le compte est suspendu.
account-delete = Supprimer
account-delete-text = Ses profils et tout ce qu’il a publié disparaissent, et les autres serveurs sont prévenus. On ne peut pas revenir en arrière.
account-delete-for-good = Supprimer pour de bon
account-deleted = Le compte est supprimé.
actor-suspended = suspendu
actor-silenced = en sourdine
actor-gone = disparu
actor-silence = Mettre en sourdine
actor-unsilence = Lever la sourdine
actor-suspend = Suspendre
actor-restore = Lever la suspension
actor-changed = C’est fait.
actor-counts = Publications : { $objects } · Abonnés : { $followers }

## Fournisseurs de courriel

email-domains-intro = Personne ne s’inscrit avec une adresse de ces fournisseurs, ni d’en dessous.
email-domain = Domaine
email-domain-block = Refuser
email-domain-unblock = Accepter de nouveau
email-domain-blocked = Les adresses de ce fournisseur sont refusées.
email-domain-unblocked = Les adresses de ce fournisseur sont de nouveau acceptées.
email-domain-not-added = Ce n’est pas un domaine, ou il est déjà refusé.
email-domains-empty = Tous les fournisseurs sont acceptés.

## Signalements

reports-open = Ouverts
reports-settled = Réglés
reports-empty = Aucun signalement n’est ouvert. Bravo à tout le monde.
reports-empty-settled = Aucun signalement n’a encore été réglé.
report-by = signalé par { $handle }
report-who = Signalé par
report-objects =
    { $count ->
        [0] rien en particulier
        [one] une publication
       *[other] { $count } publications
    }
report-title = Signalement : { $handle }
report-forwarded = Son serveur a été prévenu
report-rules = Règles
report-assigned = Qui s’en occupe
report-no-words = Sans un mot.
report-actor = Qui est signalé
report-account = Ouvrir le compte
report-objects-title = Ce qui est signalé
report-no-objects = Aucune publication n’a été nommée, ou il n’en reste aucune.
report-object-gone = Ceci a été supprimé.
report-delete-object = Supprimer ceci
report-settle = Régler
report-settled = Le signalement est réglé.
report-reopen = Rouvrir
report-reopened = Le signalement est rouvert.
object-deleted = C’est supprimé.

## Politiques envers d’autres serveurs

domains-mode-open = Le club parle avec tous les serveurs, sauf ceux qui sont bloqués ici.
domains-mode-allow-list = Le club ne parle qu’avec les serveurs bienvenus ici.
domains-go-open = Parler avec tous ceux qui ne sont pas bloqués
domains-go-allow-list = Ne parler qu’avec ceux de la liste
domains-set = Fixer une politique
domains-host-hint = Vaut aussi pour tout ce qui est en dessous.
domains-severity = Traitement
domains-reject-media = Ne pas chercher les images et les sons de là-bas
domains-no-media = sans médias
domains-reason = Raison
domains-reason-hint = Pour les autres de la modération.
domains-submit = Fixer
domains-list = Politiques
domains-empty = Il n’y a pas encore de politique : tous les serveurs sont traités de même.
domains-unset = Retirer
domain-set = La politique envers { $host } est fixée.
domain-unset = La politique est retirée.
domain-not-a-host = Ce n’est pas le nom d’un autre serveur, comme example.org.
domain-not-a-severity = Ce n’est pas un traitement : suspend, silence, noop ou allow.
domains-export = Exporter
domains-import = Importer une liste
domains-import-text = Une liste d’ici ou de Mastodon, ou un serveur par ligne. Ce qui s’y trouve remplace les politiques envers les mêmes serveurs.
domains-file = Fichier CSV
domains-import-submit = Importer
domains-imported =
    { $count ->
        [0] Aucune politique n’a été fixée.
        [one] Une politique est fixée.
       *[other] { $count } politiques sont fixées.
    }
domains-refused =
    { $count ->
        [one] Une ligne n’a pas été prise :
       *[other] { $count } lignes n’ont pas été prises :
    }
domains-line = Ligne { $line } :
severity-block = Bloqué
severity-silence = En sourdine
severity-none = Sans limite
severity-allow = Bienvenu

## Serveurs

peers-intro = Les serveurs rencontrés, d’abord ceux dont on a eu des nouvelles en dernier.
peers-software = Logiciel
peers-heard = Nouvelles
peers-first = rencontré le
peers-health = Livraisons
peers-failing =
    { $count ->
        [one] { $count } échec
       *[other] { $count } échecs
    }
peers-rests = laissé en paix jusqu’à
peers-well = bien
peers-empty = Aucun autre serveur n’a encore été rencontré.

## Le journal

journal-in = Ce qui est venu
journal-out = Ce qui est parti
journal-search = Serveur
journal-verified = vérifiée
journal-unverified = non vérifiée
journal-came = Venue
journal-done = Traitée
journal-reason = Raison
journal-empty-in = Aucune activité de ce genre n’est venue.
journal-empty-out = Rien n’est encore parti.
inbox-state-all = Toutes
inbox-state-pending = En attente
inbox-state-accepted = Acceptée
inbox-state-ignored = Ignorée
inbox-state-refused = Refusée
inbox-state-failed = Échouée
inbox-retried = Elle est essayée de nouveau.
delivery-retry = Essayer maintenant
delivery-retried = C’est essayé de nouveau.
delivery-drop = Abandonner
delivery-dropped = C’est abandonné.
deliveries-retry-all = Tout réessayer
deliveries-retried =
    { $count ->
        [0] Il n’y avait rien à essayer.
        [one] Une livraison est essayée de nouveau.
       *[other] { $count } livraisons sont essayées de nouveau.
    }
deliveries-empty = Il n’y a pas de telle livraison.

## Tâches, courriels, traces

queue-intro = Le travail derrière les pages. Ce qui a échoué reste ici jusqu’à ce que quelqu’un le réessaie ou l’écarte.
queue-empty = Aucune tâche n’attend, aucune n’a échoué.
job-state-all = Toutes
job-state-failed = Échouées
job-state-pending = En attente
job-periodic = régulière
job-due = prévue
job-payload = De quoi il s’agit
job-retried = Elle est prévue maintenant.
job-discard = Écarter
job-discarded = Elle est écartée.
job-gone = Cette tâche n’est plus là, ou elle est en cours.
mails-sent-intro = Ce qui est parti et ce qui attend. Le texte est effacé quand un courriel est parti.
mails-kept-intro = Aucun serveur de courriel n’est configuré. Transmettez-les à la main : ouvrez-en un et copiez son texte à son destinataire.
mails-empty = Aucun courriel n’a encore été écrit.
mail-to = À
mail-sent = parti
mail-waiting = en attente
mail-kept = gardé
mail-given-up = abandonné
mail-hidden = Les liens de ce courriel ouvriraient le compte de quelqu’un d’aussi haut placé que vous : seul un propriétaire le lit.
mail-warning = Ses liens ne sont que pour son destinataire.
mail-erased = Le texte a été effacé quand le courriel est parti.
audit-intro = Qui a fait quoi pour le club.
audit-who = Qui
audit-what = Quoi
audit-target = À quoi
audit-command-line = ligne de commande
audit-empty = Personne n’a encore rien fait.

## Le club

club-what = Ce que c’est
club-title = Nom
club-description = En une phrase ou deux
club-description-hint = Sur la page d’accueil, et ce que d’autres serveurs montrent du club.
club-about = Plus longuement
club-markdown = En Markdown. Vide : le texte qui vient avec le programme.
club-rules = Avant les règles
club-rules-hint = En Markdown, au-dessus de la liste des règles.
club-privacy = Vie privée
club-privacy-hint = En Markdown. Vide : le texte qui vient avec le programme, et qui dit comment il marche.
club-contact-email = Adresse électronique pour le public
club-contact-account = Membre qui répond du club
club-contact-account-hint = Un nom, comme ana.
club-contact-unknown = Aucun compte n’a ce nom.
club-joining = Rejoindre le club
club-mode = Qui peut s’inscrire
mode-open = Tout le monde
mode-approval = Tout le monde, et la modération décide
mode-invite = Qui a une invitation
mode-closed = Personne
mode-configured = Comme dans la configuration ({ $mode })
club-question = Ce qui est demandé aux nouveaux
club-question-hint = Vide : pourquoi ils aimeraient venir.
club-closed = Ce qui est dit quand personne ne peut s’inscrire
club-invites = Qui peut inviter, à partir de ce rôle
club-look = Langue et apparence
club-languages = Langues du club
club-languages-hint = Des codes comme fr, en ; la plus courante d’abord.
club-languages-malformed = Ce ne sont pas des codes de langue comme fr, en.
club-map = Cartes
club-map-intro = Les cartes sont dessinées avec les images d’un autre serveur, qui apprend ainsi qui les regarde et où. Sans adresse, il n’y a pas de carte ; les lieux restent.
club-map-tiles = Adresse des tuiles
club-map-tiles-hint = Avec {"{z}"}, {"{x}"} et {"{y}"}, par exemple https://tile.openstreetmap.org/{"{z}"}/{"{x}"}/{"{y}"}.png. Lisez d’abord les conditions d’utilisation de ce serveur.
club-map-tiles-malformed = Il faut une adresse en https, avec {"{z}"}, {"{x}"} et {"{y}"} après son hôte.
club-map-attribution = À qui est la carte
club-map-attribution-hint = En Markdown ; se trouve sous chaque carte.
rules-intro = Les signalements les nomment une à une.
rules-empty = Il n’y a pas encore de règle. Quelques-unes qui vont de soi sont montrées à leur place.
rule-new = Une nouvelle règle
rule-number = Règle { $number }
rule-text = Ce qu’elle dit
rule-add = Ajouter
rule-up = Monter
rule-down = Descendre
rule-remove = Retirer
rule-saved = La règle est enregistrée.
rule-not-saved = Une règle n’est ni vide ni plus longue que 500 caractères.
rule-removed = La règle est retirée.
rule-hint-in = Ce qu’elle veut dire ({ $language })

## Annonces

announcements-intro = Ce que le club dit à tous ses membres. L’annonce reste en haut de leurs pages jusqu’à ce qu’ils la rangent.
announcements-empty = Il n’y a pas encore d’annonce.
announcement-new = Une nouvelle annonce
announcement-edit = Modifier
announcement-draft = Brouillon
announcement-waiting = En attente
announcement-shown = Affichée
announcement-over = Terminée
announcement-from = à partir du
announcement-until = jusqu’au
announcement-publish = Publier
announcement-withdraw = Retirer
announcement-remove = Supprimer
announcement-remove-sure = L’annonce et ses réactions disparaîtront.
announcement-text-hint = Du texte simple ; les liens et les mots-dièse deviennent des liens. Chaque membre lit la langue de ses pages, sinon la première qui est écrite.
announcement-starts = À partir de
announcement-ends = Jusqu’à
announcement-zone = À l’heure de { $zone } ; vide : sans limite.
announcement-utc = En UTC ; vide : sans limite.
announcement-see = Voir ce que cela donne
announcement-preview = Ce que verront les membres
announcement-empty = Écrivez-la dans une langue au moins.
announcement-no-time = Ce n’est pas une date avec une heure.
announcement-ends-before = C’est avant le début.
announcement-saved = L’annonce est enregistrée.
announcement-published = L’annonce est publiée.
announcement-withdrawn = L’annonce est de nouveau un brouillon.
announcement-removed = L’annonce est supprimée.
stalls-intro = Ce qui se règle pour chaque stand. Quels stands sont ouverts, et sous quel nom, figure dans le fichier de configuration.
stalls-no-settings = Rien ne se règle ici.
knob-bounds = Un nombre entier de { $least } à { $most }.
emoji-intro = De petites images propres au club, que les membres mettent dans leurs textes par leur code.
emoji-code = Code
emoji-code-hint = Lettres, chiffres et _, sans deux-points.
emoji-code-malformed = Un code a de 2 à 128 lettres sans accent, chiffres ou tirets bas.
emoji-picture = Image
emoji-picture-hint = PNG, GIF, WebP ou JPEG.
emoji-picture-refused = Cette image ne peut pas servir : trop grande, abîmée ou d’un autre format.
emoji-add = Ajouter
emoji-added = L’émoji est là. Un code qui existait déjà a maintenant une autre image.
emoji-disabled = non proposé
emoji-enable = Proposer de nouveau
emoji-disable = Ne plus proposer
emoji-empty = Le club n’a pas encore d’émoji à lui.

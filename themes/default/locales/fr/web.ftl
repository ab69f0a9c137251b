# Ce que disent toutes les pages : le cadre, les formulaires, les erreurs, les heures, les cartes.

## Le cadre

skip-to-main = Aller au contenu
title-with-site = { $title } · { $site }
nav-stalls = Stands du club
nav-site = Dans ce stand
nav-square = La place
nav-menu = Menu : { $name }
nav-profile = Mon profil
nav-settings = Réglages
nav-administration = Administration
nav-log-in = Se connecter
nav-sign-up = S’inscrire
nav-log-out = Se déconnecter
nav-pages = Pages
nav-newer = Plus récent
nav-older = Plus ancien
notices = Messages
footer-about = À propos
footer-privacy = Vie privée
footer-rules = Règles
footer-preferences = Langue et couleurs
footer-software = Propulsé par Kermesse { $version }

## Préférences d’un navigateur

preferences-title = Langue et couleurs
preferences-intro = Ces choix sont gardés dans ce navigateur, pour { $host } seulement. Les membres trouvent les leurs dans leurs réglages.
preferences-locale = Langue
preferences-theme = Thème
preferences-colours = Couleurs
preferences-colours-auto = Comme l’appareil
preferences-colours-light = Claires
preferences-colours-dark = Sombres
preferences-save = Garder
preferences-saved = Votre choix est gardé.
language-en = English
language-fr = Français

## Formulaires

form-required = Il manque quelque chose ici.
form-unfit = Ceci ne convient pas ici.
form-number = Ceci n’est pas un nombre.
form-taken = C’est déjà pris.
form-too-long =
    { $most ->
        [one] Un caractère au plus.
       *[other] { $most } caractères au plus.
    }
form-optional = facultatif
form-errors =
    { $count ->
        [one] Un point est à revoir.
       *[other] { $count } points sont à revoir.
    }

## Erreurs

error-status = Erreur { $status }
error-back = Vers l’accueil
error-request = Si vous signalez ce problème, donnez le numéro { $id }.
error-not-found-title = Il n’y a rien ici
error-not-found-text = Cette page n’existe pas, ou n’est pas pour vous.
error-not-found-log-in = Peut-être la trouverez-vous en vous connectant.
error-log-in-title = Connectez-vous
error-log-in-text = Ceci est réservé aux membres.
error-invalid-title = Quelque chose ne va pas encore
error-invalid-text = Revenez en arrière et relisez ce que vous avez rempli.
error-bad-title = Cette requête n’a pas de sens
error-bad-text = L’adresse ou ce qui a été envoyé est incompréhensible.
error-unsigned-title = Cette requête n’est pas signée comme il faut
error-unsigned-text = Sa signature n’est pas valable : la méthode, la cible, l’hôte et la date doivent être signés avec la clé qu’elle nomme.
error-forged-title = Ce formulaire est périmé
error-forged-text = Il a été fait il y a trop longtemps, pour quelqu’un d’autre ou par un autre site. Revenez en arrière, rechargez la page et réessayez. Les cookies doivent être permis.
error-gone-title = Ceci a été retiré
error-gone-text = C’était là autrefois et n’y est plus.
error-conflict-title = Ce n’est pas possible maintenant
error-conflict-text = Les choses ont changé entre-temps.
error-method-title = Cela ne se fait pas ici
error-method-text = La page existe mais n’accepte pas ce genre de requête.
error-too-large-title = C’est trop gros
error-too-large-text = Ce que vous avez envoyé dépasse ce qui est accepté ici.
error-format-title = Ce format n’est pas accepté
error-format-text = Envoyez-le sous un autre format.
error-too-many-title = Doucement
error-too-many-text =
    { $minutes ->
        [one] C’était trop souvent. Réessayez dans une minute.
       *[other] C’était trop souvent. Réessayez dans { $minutes } minutes.
    }
error-misdirected-title = Mauvaise adresse
error-misdirected-text = Cet hôte n’est pas servi ici.
error-unavailable-title = Pas pour l’instant
error-unavailable-text =
    { $minutes ->
        [one] Ceci n’est pas disponible pour l’instant. Réessayez dans une minute.
       *[other] Ceci n’est pas disponible pour l’instant. Réessayez dans { $minutes } minutes.
    }
error-internal-title = Quelque chose s’est cassé
error-internal-text = C’est notre faute, pas la vôtre. Nous en avons pris note.

## Heures

time-now = à l’instant
time-minutes-ago =
    { $count ->
        [one] il y a { $count } minute
       *[other] il y a { $count } minutes
    }
time-hours-ago =
    { $count ->
        [one] il y a { $count } heure
       *[other] il y a { $count } heures
    }
time-days-ago =
    { $count ->
        [one] il y a { $count } jour
       *[other] il y a { $count } jours
    }
time-in-minutes =
    { $count ->
        [one] dans { $count } minute
       *[other] dans { $count } minutes
    }
time-in-hours =
    { $count ->
        [one] dans { $count } heure
       *[other] dans { $count } heures
    }
time-in-days =
    { $count ->
        [one] dans { $count } jour
       *[other] dans { $count } jours
    }
time-date = { $day } { $month } { $year }
time-full = { $date } à { $clock }
time-full-utc = { $date } à { $clock } UTC
time-weekday-date = { $weekday } { $date }
time-day-clock = { $day } à { $clock }
time-day-clocks = { $day }, { $from }–{ $to }
time-days = { $from } – { $to }
time-there = { $when } ({ $zone })
time-yours = { $when } à votre heure
time-monday = lundi
time-tuesday = mardi
time-wednesday = mercredi
time-thursday = jeudi
time-friday = vendredi
time-saturday = samedi
time-sunday = dimanche
time-january = janvier
time-february = février
time-march = mars
time-april = avril
time-may = mai
time-june = juin
time-july = juillet
time-august = août
time-september = septembre
time-october = octobre
time-november = novembre
time-december = décembre

## Acteurs et cartes

actor-bot = Robot
card-boosted = { $name } a partagé
card-in-reply-to = En réponse à { $handle }
card-edited = modifié
card-from = de { $host }
card-warning = Avertissement : { $summary }
card-sensitive = Montrer les médias sensibles
card-visibility-public = Public
card-visibility-unlisted = Non listé
card-visibility-members = Membres du club
card-visibility-followers = Abonnés seulement
card-visibility-direct = Personnes mentionnées seulement
card-reply = Répondre
card-boost = Partager
card-unboost = Ne plus partager
card-like = Aimer
card-unlike = Ne plus aimer
card-bookmark = Garder
card-unbookmark = Ne plus garder
card-pin = Épingler à ma page
card-unpin = Désépingler
card-mute = Mettre ce fil en sourdine
card-unmute = Ne plus mettre ce fil en sourdine
card-quote = Citer
card-edit = Modifier
card-delete = Supprimer
card-report = Signaler
card-original = Ouvrir la page d’origine
card-more = Plus
card-replies =
    { $count ->
        [one] { $count } réponse
       *[other] { $count } réponses
    }
card-boosts =
    { $count ->
        [one] { $count } partage
       *[other] { $count } partages
    }
card-likes =
    { $count ->
        [one] { $count } j’aime
       *[other] { $count } j’aime
    }
card-no-answers = Son auteur n’accepte pas de réponses.
tile-pictures =
    { $count ->
        [one] { $count } image
       *[other] { $count } images
    }
quote-pending = Le message cité apparaîtra quand son auteur sera d’accord.
quote-open = Le voir là où il est
quote-hidden = Le message cité n’est pas disponible.
media-open = Ouvrir la pièce jointe
media-undescribed = Sans description
lightbox-close = Fermer
lightbox-zoom = Agrandir
lightbox-previous = Image précédente
lightbox-next = Image suivante
lightbox-about = À propos de cette image
lightbox-broken = Cette image ne peut pas être affichée pour le moment.

## Sondages

poll-vote = Voter
poll-choices = Choix
poll-own = votre choix
poll-percent = { $percent } %
poll-voters =
    { $count ->
        [one] { $count } personne
       *[other] { $count } personnes
    }
poll-closed = Terminé
poll-ends = se termine

## Annonces du club

announcements = Le club vous dit
announcement-dismiss = Ranger

## De quoi parle un signalement

report-about = De quoi s’agit-il ?
report-spam = Du pourriel
report-legal = Quelque chose d’illégal
report-violation = Une règle enfreinte
report-other = Autre chose

### Événements

events-title = Événements
events-about = Ce qui se passe, quand et où, et qui vient.
events-nav-agenda = Agenda
events-agenda = Agenda
events-agenda-empty = Rien n’est prévu pour l’instant.

## Views

events-intro = Ce qui se passe à { $club } et ailleurs. Tout le monde peut regarder, et s’inscrire pour venir.
events-views = Vues
events-month = Mois
events-week = Semaine
events-past = Événements passés
events-mine = Mes événements
events-mine-empty = Ce que vous organisez, ce à quoi vous participez et ce que vous gardez sera ici.
events-of = Événements de { $name }
events-of-actor = Ses événements
events-times = À venir et passés
events-coming = À venir
events-over = Passés
events-back = Retour à l’événement
events-month-name = { $month } { $year }
events-week-name = Semaine { $week }, { $year }
events-steps = Autres dates
events-today = Aujourd’hui
events-before-month = Le mois précédent
events-after-month = Le mois suivant
events-before-week = La semaine précédente
events-after-week = La semaine suivante
events-count =
    { $count ->
        [0] Aucun événement
        [one] Un événement
       *[other] { $count } événements
    }
events-add-on = Ajouter un événement le { $day } { $month }
events-add-first = Ajouter le premier
events-filter = Filtrer
events-filter-apply = Afficher
events-filter-none = Tout afficher
events-any = Toutes
events-whose = De qui
events-of-everywhere = De partout
events-of-club = Du club
events-tag = Mot-clé
events-words = Mots
events-place-or-town = Lieu ou ville
events-place-lost = Personne n’a encore placé ce lieu sur la carte. Écrivez le nom d’un autre, ou ses degrés (48.0, -4.1).
events-within = À quelle distance
events-within-there = À cet endroit même
events-within-km = Jusqu’à { $km } km
events-only-online = Seulement ce qui a lieu en ligne
events-none-found = Rien ne correspond.
events-past-empty = Rien n’a encore eu lieu.
events-further = La suite

## The form

events-nav-add = Ajouter
events-new = Nouvel événement
events-edit = Modifier l’événement
events-add = Ajouter un événement
events-organiser = Organisé par
events-organiser-hint = Au nom de qui il est publié.
events-organiser-none = Vous publiez en votre nom. Ailleurs, on suit l’agenda des groupes : <a href="{ $link }">fondez-en un</a> si vous organisez à plusieurs.
events-name = Titre
events-when = Quand
events-starts = Début
events-ends = Fin
events-all-day = Journées entières
events-all-day-hint = Seuls les jours comptent, pas les heures.
events-zone = Fuseau horaire
events-status = État
events-status-hint = Les participants sont prévenus quand il change.
events-status-confirmed = A lieu
events-status-tentative = Pas encore certain
events-status-postponed = Reporté, la nouvelle date n’est pas encore connue
events-status-cancelled = Annulé
events-text = Description
events-where = Où
events-place = Lieu
events-place-hint = Son nom courant.
events-street = Rue et numéro
events-postal-code = Code postal
events-locality = Ville
events-country = Pays
events-online-url = Adresse en ligne
events-online-url-hint = Là où l’on participe à distance : salle vidéo, diffusion.
events-joining = Participation
events-join-mode = Qui peut venir
events-join-free = Toute personne qui s’inscrit
events-join-restricted = Toute personne inscrite et acceptée
events-join-external = On s’inscrit ailleurs
events-join-none = Pas besoin de s’inscrire
events-join-url = Où s’inscrire
events-join-url-hint = Seulement si l’on s’inscrit ailleurs.
events-capacity = Places
events-capacity-hint = Vide : sans limite. Quand tout est pris, on attend son tour.
events-guests-most = Invités par personne
events-guests-most-hint = Vide : aucun.
events-join-until = Inscription jusqu’au
events-join-until-hint = Vide : jusqu’à la fin.
events-anonymous = Par courriel aussi
events-anonymous-hint = Les personnes sans compte s’inscrivent avec leur adresse.
events-pictures = Images
events-files = Images
events-files-hint = La première est en tête, et représente l’événement ailleurs.
events-attach = Prendre ces fichiers
events-more = Catégorie, contact, mots-clés et langue
events-contact = À qui s’adresser
events-contact-hint = Un nom, un numéro de téléphone, une adresse : quiconque voit l’événement le voit aussi.
events-wheelchair-unsaid = Non précisé
events-category = Catégorie
events-tags = Mots-clés
events-tags-hint = Des mots, séparés par des espaces.
events-comments = Commentaires
events-comments-open = Qui veut
events-comments-moderated = Visibles des autres une fois que vous les avez lus
events-comments-closed = Personne ne peut commenter
events-published = L’événement est publié.
events-changed = L’événement a été modifié.
events-scheduled = L’événement sera publié à l’heure dite.
events-soon = L’événement sera publié dans un instant : on cherche les personnes qu’il nomme.
events-no-start = Dites quand il commence.
events-no-time = Ce n’est pas une heure.
events-number = Un nombre de 0 à { $most }.
events-no-address = Une adresse commence par https://.

## Templates

events-templates = Modèles
events-templates-about = Ce par quoi commencent plusieurs événements. « Garder comme modèle », sous le formulaire d’un événement, en fait un.
events-templates-empty = Il n’y a pas encore de modèle.
events-template-keep = Garder comme modèle
events-template-kept = Le modèle est gardé.
events-template-unnamed = Donnez-lui un titre : c’est le nom du modèle.
events-template-too-many = Vous avez déjà { $most } modèles. Supprimez-en un d’abord.
events-template-use = Commencer avec
events-template-delete = Supprimer
events-template-delete-sure = Supprimer le modèle « { $title } » ? Les événements commencés avec lui restent.
events-template-deleted = Le modèle est supprimé.

## Repeating

events-repeat = Répéter
events-repeat-not = N’a lieu qu’une fois
events-repeat-days = Par jours
events-repeat-weeks = Par semaines, le même jour
events-repeat-months = Par mois, à la même date
events-repeat-weekdays = Par mois, le même jour de la semaine (le deuxième jeudi…)
events-repeat-years = Par années
events-repeat-every = Tous les
events-repeat-every-hint = 2 avec des semaines : une semaine sur deux.
events-repeat-until = Jusqu’au
events-repeat-times = Ou tant de fois
events-repeat-number = Un nombre de 1 à { $most }.
events-repeat-until-first = Le dernier jour vient après le premier.
events-repeat-never = Avec cette règle, cela n’a jamais lieu.
events-repeat-now = Ce qui se répète est publié tout de suite : laissez vide.
events-scope = C’est une date parmi d’autres. Modifier
events-scope-this = celle-ci
events-scope-following = celle-ci et les suivantes
events-scope-all = toutes celles à venir

## The dates of a series

events-dates = Dates
events-dates-to-come = À venir
events-dates-hint = Les dates suivantes sont publiées à leur approche.
events-dates-none = Aucune date à venir.
events-dates-once = Cela n’a lieu qu’une fois.
events-again = En faire un autre semblable
events-series-end = Terminer la série
events-series-end-question = Toutes les dates après celle-ci seront supprimées, et les participants prévenus. Rien d’autre ne sera publié.
events-series-ended = La série est terminée.
events-series-over = terminée
events-every-until = jusqu’au
events-every-days =
    { $count ->
        [1] Tous les jours
       *[other] Tous les { $count } jours
    }
events-every-weeks =
    { $count ->
        [1] Chaque { $weekday }
       *[other] Toutes les { $count } semaines, le { $weekday }
    }
events-every-months =
    { $count ->
        [1] Le { $day } de chaque mois
       *[other] Le { $day }, tous les { $count } mois
    }
events-every-weekdays =
    { $which ->
        [1] Le premier { $weekday }
        [2] Le deuxième { $weekday }
        [3] Le troisième { $weekday }
       *[other] Le quatrième { $weekday }
    } { $count ->
        [1] de chaque mois
       *[other] tous les { $count } mois
    }
events-every-last-weekday =
    { $count ->
        [1] Le dernier { $weekday } de chaque mois
       *[other] Le dernier { $weekday }, tous les { $count } mois
    }
events-every-years =
    { $count ->
        [1] Tous les ans
       *[other] Tous les { $count } ans
    }
events-rule-change = Changer la répétition
events-rule-change-about = Cet événement reste. Les dates qui le suivent obéissent à la nouvelle règle : celles qui n’y ont pas leur place sont supprimées, et les participants sont prévenus.
events-rule-changed = La nouvelle règle est en place.
events-repeat-which = Choisissez comment cela se répète.

## Categories

category-arts = Arts
category-auto-boat-air = Voitures, bateaux et avions
category-book-clubs = Clubs de lecture
category-business = Affaires
category-causes = Causes
category-climate-environment = Climat et environnement
category-comedy = Humour
category-community = Vie locale
category-crafts = Artisanat
category-diy-maker-spaces = Fabriquer et réparer
category-family-education = Famille et éducation
category-fashion-beauty = Mode et beauté
category-festivals = Festivals
category-film-media = Cinéma et médias
category-food-drink = Cuisine et boissons
category-games = Jeux
category-health = Santé
category-language-culture = Langue et culture
category-learning = Apprentissage
category-lgbtq = LGBTQ
category-meeting = Rencontre
category-movements-politics = Mouvements et politique
category-music = Musique
category-networking = Réseautage
category-outdoors-adventure = Plein air et aventure
category-party = Fête
category-performing-visual-arts = Arts du spectacle et arts visuels
category-pets = Animaux
category-photography = Photographie
category-science-tech = Sciences et techniques
category-sports = Sports

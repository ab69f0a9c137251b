# Ce que dit le stand des photos : les nouveautés, et l’endroit où se publient les images.

photos-title = Photos
photos-about = Des images par séries, avec descriptions, lieux et licences. Montrez les vôtres en grand, et regardez celles des autres.
photos-nav-discover = Découvrir
photos-nav-add = Ajouter
photos-intro = { $club } montre ici ses photos. Les membres y publient leurs images ; des gens d’autres serveurs les regardent et les commentent. Rien n’est classé : le plus récent vient d’abord.
photos-descriptions-required = Chaque image doit être décrite
photos-descriptions-required-hint = Sinon, un rappel est fait une fois, et l’on peut publier tout de même.

## Nouveautés

photos-home = Accueil
photos-home-empty = Vous verrez ici les images de ceux que vous suivez.
photos-see-club = Voir ce que montre le club
photos-search-people = Chercher des gens
photos-discover = Découvrir
photos-whose = De qui
photos-of-club = Des membres
photos-of-everywhere = De partout
photos-further = Hashtags et lieux
photos-discover-empty = Il n’y a pas encore d’image.

## Publier

photos-add = Ajouter des photos
photos-add-first = Montrer la première
photos-new = Nouvelles photos
photos-edit = Modifier les photos
photos-pictures = Images
photos-files = Choisir des images
photos-files-hint =
    { $most ->
        [one] Une image.
       *[other] Jusqu’à { $most }. Mastodon en montre les quatre premières.
    } JPEG, PNG, WebP ou GIF, 40 Mo chacune. Le lieu de prise de vue est retiré du fichier.
photos-attach = Envoyer et continuer
photos-uploading = Envoi de { $name }
photos-retry = Réessayer
photos-cut-off = { $name } n’est pas arrivé. Êtes-vous en ligne ?
photos-pending = Cette image est en préparation…
photos-failed = Cette image n’a pas pu être lue.
photos-up = Plus tôt
photos-down = Plus tard
photos-remove = Retirer
photos-up-which = Avancer l’image { $number } d’une place
photos-down-which = Reculer l’image { $number } d’une place
photos-remove-which = Retirer l’image { $number }
photos-moved = Maintenant image { $number } sur { $count }
photos-removed = L’image est retirée.
photos-alt = Description
photos-about-picture = Licence, cadrage et appareil
photos-licence-none = Non précisée
photos-exposure = Montrer comment elle a été prise :
photos-text = Légende
photos-place = Lieu
photos-place-hint = Comme on l’appelle. Les coordonnées ne sont jamais lues dans le fichier.
photos-more = Commentaires et langue
photos-closed = Ne pas accepter de commentaires
photos-closed-hint = On peut toujours aimer et partager.
photos-none = Choisissez au moins une image.
photos-descriptions-missing =
    { $count ->
        [one] Une image n’a pas de description. Ce club veut que chaque image soit décrite pour qui ne peut pas la voir.
       *[other] { $count } images n’ont pas de description. Ce club veut que chaque image soit décrite pour qui ne peut pas la voir.
    }
photos-descriptions-reminder =
    { $count ->
        [one] Une image n’a pas de description : certains ne sauront pas ce qu’elle montre. Décrivez-la, ou publiez encore une fois.
       *[other] { $count } images n’ont pas de description : certains ne sauront pas ce qu’elles montrent. Décrivez-les, ou publiez encore une fois.
    }
photos-published = Vos photos sont publiées.
photos-changed = Vos photos sont modifiées. Les autres serveurs l’apprennent.
photos-soon = Vos photos seront publiées dans un instant, dès que ceux que vous nommez seront trouvés.
photos-scheduled = Vos photos seront publiées au moment choisi.

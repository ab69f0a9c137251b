# Les stories : une image montrée aux abonnés pendant un jour.

stories = Stories
stories-mine = Votre story
stories-add = Ajouter à votre story
stories-add-short = Ajouter
stories-new = nouveau
stories-add-text = Une story, c’est une image. Vos abonnés la voient pendant 24 heures, ici et sur Pixelfed ; ensuite elle disparaît, avec son fichier.

## En montrer une

stories-picture = Image
stories-file = Choisir une image
stories-file-hint = JPEG, PNG, WebP ou GIF, 40 Mo. Une image en hauteur remplit toute la page.
stories-caption = Légende
stories-seconds = Secondes
stories-seconds-hint = Combien de temps on la regarde avant la suivante : de { $least } à { $most }.
stories-for = Seuls vos abonnés la voient.
stories-publish = La montrer
stories-published = Votre story est visible jusqu’à demain à la même heure.
stories-one-picture = Une story a une seule image. Retirez d’abord celle-ci.
stories-no-picture = Cette image n’est plus là. Choisissez-en une autre.
stories-unready = L’image est encore en préparation, ou ne peut pas être montrée. Réessayez dans un instant.
stories-caption-long = Une légende a au plus { $most } caractères.
stories-seconds-wrong = Choisissez de { $least } à { $most } secondes.
stories-too-many = Vous montrez déjà { $most } stories. Une autre sera possible quand la première sera terminée.

## En regarder une

stories-of = Story de { $name }, { $number } sur { $count }
stories-previous = Précédente
stories-next = Suivante
stories-close = Fermer
stories-play = Avancer tout seul
stories-pause = Rester ici
stories-like = J’aime
stories-liked-already = Vous aimez
stories-liked = Votre cœur est en route.
stories-answer = Répondre à { $name }
stories-send = Envoyer
stories-answered = Votre réponse est en route, sous forme de message.
stories-report = Signaler
stories-seen-by =
    { $count ->
        [0] Pas encore vue
        [one] Vue par une personne
       *[other] Vue par { $count } personnes
    }
stories-until = Visible jusqu’au
stories-delete = Supprimer
stories-delete-sure = Plus personne ne la verra.
stories-remove = Retirer
stories-remove-sure = Retirer cette story de { $name } ?
stories-removed = La story a disparu.
stories-onlookers = Qui a vu votre story
stories-onlookers-none = Personne ne l’a encore vue.
stories-likes-it = aime
stories-back = Retour à la story
stories-report-title = Signaler une story de { $name }
stories-report-text = La modération voit la story tant qu’elle est visible, et ce que vous en dites.

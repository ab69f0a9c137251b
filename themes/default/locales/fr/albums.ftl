# Ce que disent les pages des albums.

albums = Albums
albums-mine = Vos albums
albums-of = Albums de { $name }
albums-new = Nouvel album
albums-make-first = Créer le premier
albums-none-mine = Vous n’avez pas encore d’album. Un album réunit certaines de vos photos, dans l’ordre que vous voulez.
albums-none = { $name } n’a pas d’album que vous puissiez voir.
albums-shared = Partagés avec vous
albums-shared-text = À ces albums d’autres membres, vous pouvez ajouter vos propres photos.
albums-too-many =
    { $most ->
        [one] Vous avez un album, c’est le maximum. Supprimez-le d’abord.
       *[other] Vous avez { $most } albums, c’est le maximum. Supprimez-en un d’abord.
    }
albums-count =
    { $count ->
        [0] Aucune photo
        [one] Une photo
       *[other] { $count } photos
    }

## Un album

albums-with = Avec des photos de
albums-empty = Cet album ne contient rien que vous puissiez voir.
albums-empty-mine = Cet album est encore vide.
albums-by-link = Qui a le lien secret voit ici les photos que tout le monde peut voir : publiques ou non listées. Les autres restent cachées.
albums-each-by-itself = Chaque photo n’est montrée qu’à ceux qui peuvent aussi la voir seule.
albums-download = Télécharger
albums-add = Ajouter des photos
albums-edit = Modifier l’album
albums-back = Vers l’album
albums-leave = Quitter l’album
albums-leave-sure = Vous ne pourrez plus rien y ajouter. Vos photos y restent jusqu’à ce que vous les retiriez.
albums-left = Vous avez quitté l’album.

## Le diaporama

slideshow = Diaporama
slideshow-pause = Pause
slideshow-play = Continuer
slideshow-pace = Durée de chaque image
slideshow-seconds = { $count } secondes

## Le créer et le modifier

albums-title = Titre
albums-title-wrong = Un titre compte de 1 à { $most } caractères.
albums-description = De quoi il s’agit
albums-audience = Qui peut voir l’album
albums-audience-hint = Un album ne montre aucune photo à qui ne pourrait pas la voir seule.
albums-audience-public = Tout le monde
albums-audience-public-hint = Il figure sur votre profil, avec un flux
albums-audience-members = Membres du club
albums-audience-members-hint = Toute personne connectée ici
albums-audience-followers = Abonnés
albums-audience-followers-hint = Les personnes qui vous suivent
albums-audience-link = Lien secret
albums-audience-link-hint = Qui a le lien, que vous pouvez remplacer à tout moment ; il ne montre que les photos publiques ou non listées
albums-make = Créer l’album
albums-save = Enregistrer l’album
albums-saved = L’album est enregistré.
albums-link = Lien secret
albums-link-text = Qui a ce lien voit l’album sans se connecter : celles de ses photos qui sont publiques ou non listées. Pour le reprendre, faites-en un nouveau ou changez qui peut voir l’album.
albums-link-renew = Faire un nouveau lien
albums-link-renew-hint = L’ancien lien n’ouvrira plus rien.
albums-link-renewed = Il y a un nouveau lien. L’ancien n’ouvre plus rien.
albums-contributors = Qui ajoute des photos
albums-contributors-text = Les membres que vous nommez ici trouvent l’album parmi les leurs, quels que soient ceux qui peuvent le voir. Ils y ajoutent leurs propres photos, et peuvent les retirer.
albums-contributor-name = Nom d’un membre
albums-contributor-name-hint = Comme dans son identifiant : ana.
albums-contributor-add = Autoriser à ajouter
albums-contributor-added = { $name } peut maintenant ajouter des photos, et trouve l’album parmi les siens.
albums-contributor-unknown = Aucun membre à nommer ici ne s’appelle ainsi.
albums-contributor-dismiss = Ne plus autoriser
albums-contributor-dismissed = Cette personne ne peut plus rien ajouter. Ses photos restent jusqu’à ce qu’elle ou vous les retiriez.
albums-contributors-too-many =
    { $most ->
        [one] Un seul membre au plus peut ajouter à un album.
       *[other] Au plus { $most } membres peuvent ajouter à un album.
    }
albums-delete = Supprimer l’album
albums-delete-text = Les photos restent là où elles ont été publiées.
albums-delete-sure = L’album ne pourra pas être rétabli. Ses photos restent.
albums-gone = L’album est supprimé. Ses photos sont toujours là.

## Ce qu’il contient

albums-add-text = Choisissez parmi vos photos. Un album en contient au plus { $most }.
albums-add-chosen = Ajouter celles choisies
albums-held = Déjà dedans
albums-no-photos = Vous n’avez pas encore publié de photos.
albums-none-chosen = Choisissez au moins une photo.
albums-full =
    { $most ->
        [one] Un album contient au plus une photo.
       *[other] Un album contient au plus { $most } photos. Retirez-en, ou créez un autre album.
    }
albums-added =
    { $count ->
        [0] Elles y étaient déjà.
        [one] Une photo a été ajoutée.
       *[other] { $count } photos ont été ajoutées.
    }
albums-take-out = Retirer de l’album
albums-taken-out = La photo est retirée de l’album. Elle reste là où elle a été publiée.
albums-cover = En faire la couverture
albums-cover-chosen = La couverture est choisie.
albums-order = Mettre en ordre
albums-order-text = Faites glisser les photos, ou déplacez-les par leurs flèches. La première fait la couverture, sauf si vous en choisissez une autre.
albums-order-published = Par date de publication
albums-order-taken = Par date de prise de vue
albums-order-keep = Garder cet ordre
albums-order-kept = L’ordre est gardé.
albums-order-failed = L’ordre n’a pas pu être gardé. Êtes-vous en ligne ? Réessayez avec le bouton ci-dessous.

## Les albums d’une photo

albums-of-photo = Albums avec cette photo
albums-holding = Elle est dans ces albums
albums-put = La mettre dans un album
albums-which = Quel album
albums-put-into = La mettre dedans
albums-put-in = La photo est dans « { $title } ».
albums-put-new = Commencer un album avec elle
albums-put-new-hint = Tout le monde peut le voir, tant que vous ne changez pas cela.
albums-make-with = Créer l’album
albums-choose = Les mettre dans
albums-choose-new = Un nouvel album

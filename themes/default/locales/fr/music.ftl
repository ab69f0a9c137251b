# Ce que dit le stand de musique.

music-title = Musique
music-about = Disques et podcasts. Apportez les vôtres, écoutez-les dans n’importe quel lecteur, et partagez ce qui peut l’être.
music-nav-catalogue = Collection
music-catalogue = Collection
music-nav-own = À moi
music-own = Ma musique
music-own-playlists = Listes
music-own-history = Écoutes
music-radio-ours = Du club
music-nav-add = Ajouter
music-intro = Voici la musique de { $club }. Les membres y gardent leurs disques, et montrent aux autres ce qui peut l’être.
music-quota = Combien de Mio de musique un membre peut avoir
music-quota-hint = 0 : autant qu’il y a de place.
music-largest = Le plus gros fichier accepté, en Mio
music-largest-hint = Un enregistrement sans perte d’une heure prend environ 400 Mio.

## Étagères

music-albums = Albums
music-artists = Artistes
music-order = Ordre
music-by-newest = Nouveautés
music-by-title = Par titre
music-by-artist = Par artiste
music-by-mine = Les miens
music-empty = Il n’y a pas encore de musique.
music-no-album = Sans album
music-various = Divers artistes
music-albums-of = Albums de { $name }
music-albums-count = { $count ->
    [0] aucun album
    [one] { $count } album
   *[other] { $count } albums
}
music-tracks = { $count ->
    [0] aucun morceau
    [one] { $count } morceau
   *[other] { $count } morceaux
}
music-recent-tracks = Morceaux
music-found-tracks = Morceaux
music-favourites = Favoris
music-favourites-empty = Ce que vous aimez se trouve ici : touchez le cœur à côté d’un morceau.
music-find = Chercher de la musique
music-find-nothing = Rien ne s’appelle ainsi.
music-play = Écouter
music-queue-add = Ajouter à la file
music-like = Aimer « { $title } »
music-unlike = Ne plus aimer « { $title } »
music-back = Retour

## Qui peut l’entendre

music-audience = Qui peut l’entendre
music-audience-law = La musique des autres est le plus souvent protégée : ne partagez que ce que vous avez le droit de partager.
music-reach-direct = Moi seulement
music-reach-direct-hint = Comme sur votre étagère à la maison
music-reach-members = Les membres du club
music-reach-members-hint = Quiconque est connecté ici
music-reach-followers = Mes abonnés
music-reach-followers-hint = Ici et sur d’autres serveurs
music-reach-unlisted = Quiconque a l’adresse
music-reach-public = Tout le monde
music-reach-public-hint = C’est publié : vos abonnés l’apprennent, et d’autres serveurs le gardent
music-open = Ouvrir ses morceaux à d’autres
music-open-hint = Ce qui a quitté le club une fois ne peut être repris, seulement supprimé.
music-open-keep = Laisser comme c’est

## L’apporter

music-add = Ajouter de la musique
music-add-first = En ajouter
music-files = Fichiers
music-files-hint = MP3, FLAC, Ogg Vorbis, Opus, AAC, ALAC, WAV ou AIFF, de { $largest } Mio au plus chacun. Titres, artistes et pochettes y sont lus.
music-drop = Ou déposez ici des fichiers et des dossiers.
music-folder = Choisir un dossier
music-upload = Envoyer
music-used = Vous avez { $used } Mio sur { $quota }.
music-outcomes = Ce que sont devenus les fichiers
music-known = était déjà là
music-uploading = { $name } : { $percent } %
music-cut-off = La connexion a été perdue pendant l’envoi de { $name }.
music-retry = Réessayer
music-done = { $done } fichiers sur { $count } sont là.
music-refused-not-sound = n’est pas un son connu ici.
music-refused-unsupported = ne peut être lu ici ({ $kind }). Faites-en du FLAC, Opus, MP3 ou AAC.
music-refused-film = est un film.
music-refused-encrypted = est chiffré pour la personne qui l’a acheté.
music-refused-empty = ne contient aucun son.
music-refused-too-large = dépasse { $limit } Mio.
music-refused-too-much-said = contient plus de { $limit } Mio de textes et d’images. Réduisez les images.
music-refused-too-long = dure plus d’un jour.
music-refused-broken = est abîmé et ne peut être décodé.
music-refused-quota = dépasserait les { $most } Mio qu’un membre peut avoir.

## En dire autre chose

music-edit = Modifier l’album
music-edit-tags = Modifier les étiquettes
music-edit-track = Modifier « { $title } »
music-field-title = Titre
music-field-artist = Artiste
music-field-album = Album
music-field-album-artist = Artiste de l’album
music-field-album-artist-hint = Laissez vide s’il y en a plusieurs.
music-field-disc = Disque
music-field-position = Piste
music-field-released = Parution
music-field-released-hint = Une année, un mois ou un jour : 1984, 1984-05 ou 1984-05-01
music-field-genres = Genres
music-field-genres-hint = Séparés par des virgules
music-field-licence = Licence
music-field-copyright = Mention de droit d’auteur
music-field-lyrics = Paroles
music-save = Enregistrer
music-changed = C’est modifié.
music-opened = C’est ouvert à ces personnes maintenant.
music-deleted = L’album est supprimé.
music-delete = Supprimer l’album
music-delete-text = Ses morceaux et leurs fichiers disparaissent. Les autres serveurs qui les ont sont priés de les supprimer aussi.
music-delete-sure = Supprimer l’album avec tous ses morceaux ? C’est définitif.
music-title-missing = Il faut un titre au morceau.
music-released-unfit = Ce n’est pas une date : écrivez 1984, 1984-05 ou 1984-05-01.
music-licence-file = Selon les fichiers ou leur chaîne
music-licence-album = Selon l’album ou la chaîne
music-licence-channel = Selon la chaîne
music-licence-own = Autrement
music-licence-words = En d’autres termes
music-licence-words-hint = Quand rien dans la liste ne convient : l’adresse du texte, ou le nom de la licence.
music-licence-unsaid = Dites en quels termes.
music-licence-new-hint = Ce que les autres peuvent en faire.
music-licence-track-hint = Ce que les autres peuvent en faire.
music-licence-album-hint = Ce que les autres peuvent faire des morceaux qui ne disent rien eux-mêmes.

## Chaînes

music-channels = Chaînes
music-channels-about = Qui publie ici : des membres, des groupes de musique, des podcasts. On les suit d’ici, de Mastodon, de Funkwhale, ou de n’importe quelle application de podcasts.
music-channels-none = Personne n’a encore rien publié.
music-channels-none-hint = Ouvrez un de vos morceaux à tout le monde, ou fondez un groupe ou un podcast.
music-channel-found = Fonder un groupe ou un podcast
music-channel-edit = Réglages de la chaîne
music-channel-changed = La chaîne est modifiée.
music-channel-private = Ce qui paraît au nom d’un groupe est pour d’autres que vous : choisissez qui peut l’entendre.
music-medium = Ce qu’elle publie
music-medium-music = Musique
music-medium-music-hint = Des morceaux et des albums
music-medium-podcast = Podcast
music-medium-podcast-hint = Des épisodes, le dernier d’abord
music-category = Sujet
music-category-none = Aucun
music-category-hint = Tel que les annuaires de podcasts le connaissent, en anglais.
music-licence-none = Rien de particulier
music-channel-licence-hint = Pour ce qui ne dit rien d’autre.
music-explicit = Pas pour les enfants
music-owner-email = Adresse de contact
music-owner-email-hint = Les annuaires de podcasts y envoient un code pour savoir que la chaîne est à vous. Elle est publique.
music-email-unfit = Ce n’est pas une adresse électronique.
music-funding = Où la soutenir
music-funding-hint = L’adresse d’une page ; les applications de podcasts y mènent.
music-feed = Flux
music-feed-about = Donnez cette adresse aux applications et aux annuaires de podcasts.
music-behalf = Au nom de
music-behalf-hint = Vous, ou un groupe que vous animez.
music-field-notes = Notes
music-field-notes-hint = Ce qu’il y a à en dire : crédits, chapitres, liens.

## Listes, radio, ce qui a été écouté

music-nav-radio = Radio
music-playlists = Listes de lecture
music-playlists-none = Il n’y a pas encore de liste.
music-playlists-none-hint = Une liste réunit des morceaux dans l’ordre que vous voulez. Elle se joue aussi dans vos lecteurs.
music-playlist-title = Nom de la liste
music-playlist-make = Créer la liste
music-playlist-new = Une nouvelle liste
music-playlist-unnamed = Donnez un nom à la liste.
music-playlist-too-many = Vous avez autant de listes qu’un membre peut en avoir : supprimez-en une d’abord.
music-playlist-for-private = visible pour vous seulement
music-playlist-for-members = visible pour les membres
music-playlist-for-public = visible pour tout le monde
music-playlist-audience = Qui la voit
music-playlist-audience-hint = Chacun n’y entend que ce qui lui est ouvert.
music-playlist-private = Moi seulement
music-playlist-members = Les membres du club
music-playlist-public = Tout le monde
music-playlist-public-hint = Elle figure sur votre profil, et d’autres sites peuvent la jouer
music-playlists-of = Listes de lecture de { $name }
music-playlist-nothing = Rien à y entendre pour vous.
music-playlists-none-shown = Aucune liste de lecture à voir ici.
music-playlist-about = À propos
music-playlist-edit = Modifier la liste
music-playlist-order = Changer l’ordre
music-playlist-empty = La liste est vide : touchez le plus à côté d’un morceau.
music-playlist-hidden = { $count ->
    [one] 1 morceau n’est pas pour vous.
   *[other] { $count } morceaux ne sont pas pour vous.
}
music-playlist-delete = Supprimer la liste
music-playlist-delete-sure = Supprimer « { $title } » ? Les morceaux restent.
music-playlist-gone = La liste est supprimée.
music-playlist-add = Ajouter à une liste
music-playlist-add-of = Ajouter « { $title } » à une liste
music-playlist-put = Ajouter
music-playlist-added = C’est dans la liste.
music-radio = Radio
music-radio-like = Écouter ce qui lui ressemble
music-radio-silent = Il n’y a rien à jouer ici.
music-stations = Stations
music-station-random = Au hasard
music-station-unheard = Jamais écouté
music-station-artist = Avec { $name }
music-station-similar = Dans le genre de « { $title } »
music-history = Déjà écouté
music-history-about = Vous seul le voyez.
music-history-none = Vous n’avez encore rien écouté.
music-history-clear = Tout oublier
music-history-sure = Oublier tout ce que vous avez écouté ? Ce que vous aimez reste.
music-history-gone = C’est oublié.

## Lecteurs

music-players = Lecteurs
music-players-about = Tout lecteur qui parle Subsonic joue votre musique : Symfonium, DSub, Tempo ou Ultrasonic sur un téléphone, Feishin ou Supersonic sur un ordinateur. Donnez-lui ceci, avec une clé à lui.
music-players-server = Serveur
music-players-name = Nom d’utilisateur
music-players-password = Mot de passe
music-players-password-about = Une clé que vous créez ici, pas le mot de passe avec lequel vous vous connectez. Les lecteurs qui prennent une clé d’API la prennent aussi.
music-keys = Clés
music-key-title = Pour quel lecteur
music-key-title-hint = Pour la reconnaître quand vous la reprendrez : « mon téléphone »
music-key-since = Créée
music-key-used = Dernier usage
music-key-unused = jamais
music-key-make = Créer une clé
music-key-made = Voici la clé. Elle n’est montrée que cette fois : mettez-la dans le lecteur maintenant.
music-key-secret = Clé
music-key-revoke = Reprendre
music-key-revoke-sure = Reprendre la clé de « { $title } » ? Le lecteur ne pourra plus rien jouer.
music-key-revoked = La clé est reprise.
music-key-unnamed = Dites pour quel lecteur elle est.
music-key-too-many = Vous avez autant de clés qu’un membre peut en avoir : reprenez-en une d’abord.

## Le lecteur de nos pages

player = Lecteur
player-play = Écouter
player-pause = Pause
player-previous = Morceau précédent
player-next = Morceau suivant
player-position = Position
player-of = { $at } sur { $length }
player-settings = Réglages du lecteur
player-volume = Volume
player-level = Tout au même niveau
player-shuffle = Dans le désordre
player-repeat = Répéter
player-repeat-off = rien
player-repeat-all = la file
player-repeat-one = ce morceau
player-sleep = Arrêter
player-sleep-never = jamais
player-sleep-minutes = dans { $minutes } minutes
player-sleep-end = après ce morceau
player-rate = Vitesse
player-keys = Touches du lecteur
player-key-space = Espace
player-key-toggle = Lecture et pause
player-key-tracks = Morceau suivant et précédent
player-key-seek = Cinq secondes en arrière et en avant
player-key-mute = Couper le son, et le remettre
player-key-queue = La file
player-key-lyrics = Les paroles
player-key-help = Ces touches
player-shortcuts = Le lecteur obéit à ces touches
player-help-close = Fermer
player-moved = « { $title } » est maintenant numéro { $place } sur { $count }.
player-more-of = Plus sur « { $title } »
player-play-next = Jouer ensuite
player-comes-next = « { $title } » vient ensuite.
player-comes-last = « { $title } » est dans la file.
player-cleared = La file est vide.
player-undo = Annuler
music-heard = Écouté
music-goes-on = Reprend à { $at }
player-queue = File
player-clear = Vider
player-remove = Retirer « { $title } »
player-up = Monter « { $title } »
player-down = Descendre « { $title } »
player-play-this = Écouter « { $title } »
player-queued = Dans la file : { $count }
player-broken = « { $title } » ne peut être lu.
player-asleep = Le lecteur s’est arrêté, comme vous le vouliez.

# Paroles
player-lyrics = Paroles
player-lyrics-page = Sur une page
music-lyrics-of = Paroles de « { $title } »

# Podcasts d’ailleurs
music-podcasts = Podcasts
music-podcasts-none = Vous n’êtes encore abonné·e à aucun podcast.
music-podcasts-none-hint = Donnez ci-dessous l’adresse d’un podcast, ou apportez la liste d’un autre programme.
music-podcasts-newest = Nouveaux épisodes
music-podcast-url = Adresse d’un podcast
music-podcast-url-hint = Celle de son flux RSS, ou d’une page qui dit où est son flux.
music-podcast-another = S’abonner à un autre podcast
music-podcast-subscribe = S’abonner
music-podcast-address = Ce n’est pas une adresse du web.
music-podcast-own = C’est une chaîne de notre club : suivez-la directement.
music-podcast-too-many = Vous avez autant d’abonnements que possible. Terminez-en un d’abord.
music-podcast-soon = En cours de lecture…
music-podcast-look = Regarder à nouveau
music-podcast-read = lu
music-podcast-reading = Le podcast est en cours de lecture.
music-podcast-refresh = Lire maintenant
music-podcast-page = Sa page
music-podcast-feed = Flux :
music-podcast-episodes = { $count ->
    [0] { $count } épisode
    [one] { $count } épisode
   *[other] { $count } épisodes
  }
music-podcast-empty = Il n’y a pas encore d’épisode.
music-podcast-end = Se désabonner
music-podcast-end-sure = Se désabonner de « { $title } » ?
music-podcast-ended = Vous n’êtes plus abonné·e.
music-podcast-export = Liste en OPML
music-podcast-import = Apporter la liste d’un autre programme
music-podcast-list = Fichier OPML
music-podcast-list-hint = Les programmes de podcasts en écrivent un quand ils exportent les abonnements.
music-podcast-take = S’abonner à tous
music-podcast-no-list = Ce n’est pas un fichier OPML avec des podcasts, ou il dépasse 2 Mio.
music-podcast-list-taken = { $count ->
    [0] { $count } podcast de la liste est en cours de lecture.
    [one] { $count } podcast de la liste est en cours de lecture.
   *[other] { $count } podcasts de la liste sont en cours de lecture.
  }
music-podcast-list-left = { $count ->
    [0] { $count } entrée a été laissée de côté.
    [one] { $count } entrée a été laissée de côté.
   *[other] { $count } entrées ont été laissées de côté.
  }
music-podcast-problem-unreachable = Son serveur est injoignable ou trop lent. Nous réessaierons plus tard.
music-podcast-problem-gone = Il n’y a plus rien à cette adresse.
music-podcast-problem-refused = Son serveur ne le donne pas. Nous réessaierons plus tard.
music-podcast-problem-forbidden = Cette adresse est de celles que nous ne contactons jamais.
music-podcast-problem-blocked = Ce club ne prend rien de ce serveur.
music-podcast-problem-too-large = Le flux dépasse 8 Mio.
music-podcast-problem-no-feed = Il n’y a pas de podcast à cette adresse, ou son flux est abîmé.
music-podcast-problem-silent = Il n’y a pas de son dans ce flux.
music-episode-number = Épisode { $number }
music-episode-of-season = Saison { $season }, épisode { $number }
music-episode-about = À propos de cet épisode

## Radios en ligne
music-broadcasters = Radios en ligne
music-broadcasters-about = Des radios que le club recommande. Elles s’ouvrent là où elles émettent.
music-broadcasters-none = Aucune radio pour l’instant.
music-broadcaster-title = Nom
music-broadcaster-stream = Adresse du flux
music-broadcaster-home = Site de la radio
music-broadcaster-new = Ajouter une radio
music-broadcaster-add = Ajouter
music-broadcaster-change = Modifier « { $title } »
music-broadcaster-delete = Retirer
music-broadcaster-delete-sure = Retirer « { $title } » ?
music-broadcaster-unnamed = Donnez un nom à la radio.
music-broadcaster-address = Donnez une adresse en http:// ou https://.
music-broadcaster-too-many = Le club a autant de radios qu’il peut en avoir.

# Écoutes ailleurs
music-scrobbling = Écoutes ailleurs
music-scrobbling-about = Ce que vous écoutez peut être transmis à ListenBrainz, ou à un autre service qui reçoit les écoutes de la même façon (Maloja et d’autres). Ces services le montrent à d’autres comme ils l’entendent.
music-scrobbling-url = Adresse du service
music-scrobbling-url-hint = Sans /1 à la fin. Pour Maloja : son adresse suivie de /apis/listenbrainz.
music-scrobbling-token = Votre jeton là-bas
music-scrobbling-token-hint = ListenBrainz le montre dans ses réglages. Il est gardé ici, et n’est plus montré.
music-scrobbling-no-token = Ce n’est pas un jeton : donnez les lettres et chiffres que montre le service.
music-scrobbling-begin = Transmettre mes écoutes
music-scrobbling-soon = Nous interrogeons le service.
music-scrobbling-as = Ce que vous écoutez y est transmis au nom de { $account }.
music-scrobbling-end = Ne plus rien transmettre
music-scrobbling-end-sure = Ne plus rien transmettre, et oublier le jeton ? Ce qui est là-bas y reste.
music-scrobbling-ended = Plus rien n’est transmis.
music-scrobbling-problem-token = Le service n’accepte pas ce jeton. Rien n’est transmis tant que vous n’en donnez pas un autre.
music-scrobbling-problem-service = Il n’y a pas de tel service à cette adresse.
music-scrobbling-problem-forbidden = Cette adresse est de celles que nous ne contactons jamais.

# What plays now
music-playing = À l’écoute
music-playing-now = Écoute en ce moment : { $said }
music-playing-none = Personne n’écoute quoi que ce soit que vous puissiez voir.
music-playing-none-hint = Chaque membre décide si les autres voient ce qu’il écoute.
music-playing-since = { $count ->
    [0] à l’instant
    [one] depuis { $count } minute
   *[other] depuis { $count } minutes
}
music-presence = Qui voit ce que j’écoute
music-presence-hint = Seulement ce qu’ils peuvent entendre eux-mêmes. C’est oublié dès que le morceau est fini.
music-presence-nobody = Moi seul
music-presence-members = Les membres du club
music-presence-members-hint = Sur cette page, et dans leurs lecteurs
music-presence-everybody = Tout le monde
music-presence-everybody-hint = Aussi sur mon profil

# Partages
music-shares = Partages
music-shares-about = Ce que vous faites entendre à d’autres qui n’ont pas de compte ici : chacun a une adresse que personne ne devine. Qui la reçoit peut la transmettre.
music-shares-none = Vous ne partagez rien.
music-shares-none-hint = Sur la page d’un de vos albums, de vos playlists ou de vos morceaux, appuyez sur « Partager ».
music-share = Partager
music-share-new = Partager avec quelqu’un sans compte
music-share-description = À propos
music-share-description-hint = C’est écrit au-dessus de ce qui est joué.
music-share-law = La musique des autres est le plus souvent protégée : ne partagez que ce que vous pouvez partager, avec ceux que vous connaissez.
music-share-make = Créer une adresse
music-share-made = L’adresse est créée. Copiez-la, et donnez-la à qui vous voulez.
music-share-too-many = Vous avez autant de partages qu’un membre peut en avoir : terminez-en un d’abord.
music-share-not-yours = Ce n’est pas à vous de le partager : seul ce que vous avez apporté, ou ce qui est ouvert à tout le monde, peut l’être.
music-share-lasts = Combien de temps
music-share-lasts-keep = Comme maintenant
music-share-lasts-day = Un jour à partir de maintenant
music-share-lasts-week = Une semaine à partir de maintenant
music-share-lasts-month = Un mois à partir de maintenant
music-share-lasts-year = Un an à partir de maintenant
music-share-lasts-ever = Jusqu’à ce que j’y mette fin
music-share-until = jusqu’au
music-share-endless = jusqu’à ce que vous y mettiez fin
music-share-over = terminé
music-share-visits = { $count ->
    [0] pas encore ouvert
    [one] ouvert une fois
   *[other] ouvert { $count } fois
}
music-share-last = la dernière
music-share-address = Adresse de « { $title } »
music-share-copy = Copier
music-share-copied = L’adresse est copiée.
music-share-look = Ouvrir
music-share-change = Modifier
music-share-revoke = Terminer
music-share-revoke-sure = Terminer « { $title } » ? Son adresse n’ouvrira plus rien.
music-share-revoked = Ce n’est plus partagé.
music-share-gone = Ce n’est plus partagé
music-share-gone-about = Son temps est passé, ou la personne qui partageait y a mis fin. Demandez-lui une autre adresse.
music-share-empty = Il n’y a rien à y écouter en ce moment.

# Sortes de parutions
music-shelf-short = EP et singles
music-shelf-compilations = Compilations
music-shelf-elsewhere = Apparaît sur
music-field-kind = Sorte de parution
music-field-besides = Et aussi
music-field-sort-title = Titre pour le classement
music-field-sort-title-hint = Ce par quoi les listes sont classées, si ce n’est pas le titre : « Lampions, Les »
music-kind-unsaid = Non précisée
music-kind-album = Album
music-kind-ep = EP
music-kind-single = Single
music-kind-broadcast = Émission
music-kind-other = Autre chose
music-kind-compilation = Compilation
music-kind-live = En public
music-kind-soundtrack = Bande originale
music-kind-remix = Remix
music-kind-dj-mix = Mix de DJ
music-kind-mixtape = Mixtape
music-kind-demo = Démo
music-kind-audiobook = Livre audio
music-kind-audio-drama = Fiction audio
music-kind-spokenword = Textes parlés
music-kind-interview = Entretien
music-kind-field-recording = Enregistrement de terrain

# Bibliothèques
music-libraries = Bibliothèques
music-libraries-about = Une bibliothèque est une collection de morceaux que d’autres suivent, comme sur Funkwhale : ses nouveautés sont entendues par qui la suit.
music-libraries-elsewhere = Suivies ailleurs
music-libraries-none = Vous ne suivez encore aucune bibliothèque.
music-libraries-own = Les vôtres
music-libraries-own-about = Donnez l’adresse de l’une d’elles à qui utilise Funkwhale : on l’y cherche et on la suit.
music-library-url = Adresse d’une bibliothèque
music-library-url-hint = Telle que son serveur la montre sous « partager » : https://…/federation/music/libraries/…
music-library-follow = Suivre
music-library-follow-found = Suivre la bibliothèque à cette adresse
music-library-own-club = Elle est de notre propre club : suivez plutôt la chaîne elle-même.
music-library-too-many = Vous suivez déjà autant de bibliothèques qu’il est possible. Quittez-en une d’abord.
music-library-asked-for = La bibliothèque est recherchée.
music-library-end = Ne plus suivre
music-library-end-sure = Ne plus suivre « { $name } » ? Ses morceaux s’en vont.
music-library-ended = Vous ne suivez plus la bibliothèque.
music-library-empty = Il n’y a pas encore de morceaux ici.
music-library-public = Pour tout le monde
music-library-public-about = Ce que tout le monde peut entendre. On la suit sans demander.
music-library-followers-only = Pour les abonnés
music-library-followers-only-about = Ce qui est pour vos abonnés. Qui veut la suivre vous le demande d’abord.
music-library-tracks = { $count ->
    [0] Elle est encore vide.
    [one] Un morceau.
   *[other] { $count } morceaux.
}
music-library-readers = { $count ->
    [one] Suivie par un compte
   *[other] Suivie par { $count } comptes
}
music-library-remove = Retirer
music-library-waiting = { $count ->
    [one] Quelqu’un demande ce qui est pour vos abonnés.
   *[other] { $count } comptes demandent ce qui est pour vos abonnés.
}
music-library-is-sought = Son serveur est interrogé…
music-library-is-asked = La demande est faite, sans réponse pour l’instant.
music-library-is-followed = Vous la suivez.
music-library-is-refused = La demande a été refusée. Vous pouvez demander de nouveau.
music-library-reading = Ses morceaux sont en cours de lecture…
music-library-here = { $total ->
    [one] { $count } morceau sur un est ici.
   *[other] { $count } morceaux sur { $total } sont ici.
}
music-library-problem-gone = Il n’y a pas de bibliothèque à cette adresse.
music-library-problem-unreachable = Son serveur est injoignable. Il sera interrogé de nouveau.
music-library-problem-refused = Son serveur ne nous la donne pas.
music-library-problem-unfit = Ce qui est à cette adresse n’est pas une bibliothèque.

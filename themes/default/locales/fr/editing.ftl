# Les images, retouchées : tournées, recadrées, colorées.

edit-picture = Retoucher
edit-picture-which = Retoucher l’image { $number }
edit-title = Retoucher une image
edit-back = Retour
edit-cancel = Annuler
edit-done-button = Terminé
edit-original-button = Revenir à l’original
edit-done = L’image est comme vous la voulez.
edit-soon = L’image est refaite : elle sera là dans un instant.
edit-failed = L’image n’a pas pu être refaite. Elle reste comme elle était.
edit-moves = Une image animée ne se retouche pas : tournez-la, recadrez-la ou colorez-la avant de l’envoyer.
edit-fixed = Cette image ne se retouche pas : elle n’a pas été gardée telle qu’elle a été envoyée. Envoyez-la plutôt à nouveau.
edit-published = D’autres voient déjà cette image : dès que vous aurez terminé, ils la verront comme vous la laissez.
edit-kept = L’original est gardé : tout ceci peut être défait, à tout moment.
edit-stage = L’image telle qu’elle a été envoyée

edit-turn-and-mirror = Tourner
edit-turn = Tournée
edit-turn-0 = Pas du tout
edit-turn-90 = Vers la droite
edit-turn-180 = Tête en bas
edit-turn-270 = Vers la gauche
edit-mirrored = En miroir : la gauche et la droite sont échangées
edit-turn-left = Tourner à gauche
edit-turn-right = Tourner à droite
edit-mirror = Miroir
edit-undo = Défaire
edit-redo = Refaire
edit-reset = Tout défaire

edit-crop = Recadrer
edit-shape = Forme
edit-shape-free = Libre
edit-shape-original = D’origine
edit-shape-1-1 = Carré
edit-shape-4-5 = 4:5, en hauteur
edit-shape-3-4 = 3:4, en hauteur
edit-shape-16-9 = 16:9, en largeur
edit-crop-hint = Ce qui est gardé de l’image tournée, en pour cent. D’une forme, le plus grand morceau qui y tient est gardé.
edit-left = Depuis la gauche (%)
edit-top = Depuis le haut (%)
edit-width = Largeur (%)
edit-height = Hauteur (%)
edit-crop-outside = Cela sort de l’image : ce qui est gardé commence à 0 % ou plus et finit à 100 % ou moins.
edit-crop-small = Il en reste trop peu : gardez au moins { $least } pixels de chaque côté.
edit-frame = Ce qui est gardé de l’image
edit-frame-hint = Les flèches le déplacent, avec Maj elles changent sa taille, avec Alt elles avancent à petits pas.
edit-kept-size = Gardé : { $width } × { $height } pixels

edit-filter = Filtre
edit-filter-none = Aucun
edit-filter-warm = Chaud
edit-filter-cool = Frais
edit-filter-faded = Passé
edit-filter-vivid = Vif
edit-filter-monochrome = Noir et blanc
edit-filter-sepia = Sépia
edit-filter-bold = Contrasté
edit-filter-soft = Doux
edit-filter-night = Nuit
edit-filter-noir = Film noir
edit-filter-dawn = Aube
edit-filter-mist = Brume

edit-working = L’image est en train d’être refaite…
edit-cut-off = La connexion a été coupée : rien n’a changé. Réessayez.

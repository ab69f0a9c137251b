# Les lieux, la carte, et comment y mettre quelque chose.

map = Carte
map-zoom-in = Plus près
map-zoom-out = Plus loin
map-close = Fermer
map-several = { $count } ici
map-link = Sur la carte
places = Lieux
places-all = Tous les lieux
places-about = Les lieux que montrent les membres de { $club }.
places-count =
    { $count ->
        [one] Une image ou un message
       *[other] { $count } images et messages
    }
places-none = Personne n’a encore nommé de lieu.
place-about = Ce qu’on peut voir de { $name } chez { $club }.
tag-about = Ce qui se dit et se montre sous { $tag } chez { $club }.

## Mettre quelque chose sur la carte

placing = Mettre sur la carte
placing-change = Changer sa place sur la carte
placing-intro = N’est sur la carte que ce que vous y mettez vous-même : le lieu d’une prise de vue n’est jamais lu dans son fichier. Le point est vu de tous ceux qui voient l’image, ici et ailleurs.
placing-name = Nom du lieu
placing-name-hint = Comme on l’appelle. C’est par ce nom qu’on trouve ce qui s’y trouve.
placing-map-hint = Cliquez sur la carte, ou faites glisser le repère. Vous pouvez aussi écrire les degrés ci-dessous.
placing-mark = Le repère : faites-le glisser jusqu’au lieu
placing-latitude = Latitude
placing-latitude-hint = Degrés nord, par exemple 45,1885. Les deux nombres peuvent être écrits ici : 45.1885, 5.7245.
placing-longitude = Longitude
placing-longitude-hint = Degrés est, par exemple 5,7245.
placing-save = Placer ici
placing-remove = La retirer de la carte
placing-remove-about = Le nom du lieu reste ; le point disparaît, ici et sur les serveurs qui le connaissent.
placing-no-point = Ce n’est pas un point de la Terre. Écrivez des degrés, par exemple 45,1885 et 5,7245.
placing-done = C’est sur la carte.
placing-undone = Ce n’est plus sur la carte.

# Places, the map, and putting something on it.

map = Map
map-zoom-in = Closer
map-zoom-out = Further away
map-close = Close
map-several = { $count } here
map-link = On the map
places = Places
places-all = All places
places-about = The places that members of { $club } show.
places-count =
    { $count ->
        [one] One picture or post
       *[other] { $count } pictures and posts
    }
places-none = Nobody has named a place yet.
place-about = What is to be seen of { $name } at { $club }.
tag-about = What is said and shown under { $tag } at { $club }.

## Putting something on the map

placing = Put on the map
placing-change = Change its place on the map
placing-intro = Only what you put on the map yourself is on it: where a picture was taken is never read from its file. The point is seen by everybody who sees the picture, here and elsewhere.
placing-name = Name of the place
placing-name-hint = What people call it. Others find what is there by this name.
placing-map-hint = Click on the map, or drag the mark. You can type degrees below as well.
placing-mark = The mark: drag it to the place
placing-latitude = Latitude
placing-latitude-hint = Degrees north, such as 45.1885. Both numbers may stand here: 45.1885, 5.7245.
placing-longitude = Longitude
placing-longitude-hint = Degrees east, such as 5.7245.
placing-save = Put it there
placing-remove = Take it off the map
placing-remove-about = The name of the place stays; the point goes, here and on the servers that know it.
placing-no-point = This is no point on the earth. Type degrees such as 45.1885 and 5.7245.
placing-done = It is on the map.
placing-undone = It is no longer on the map.

# Pictures, edited: turned, cut, coloured.

edit-picture = Edit
edit-picture-which = Edit picture { $number }
edit-title = Edit a picture
edit-back = Back
edit-cancel = Cancel
edit-done-button = Done
edit-original-button = Back to the original
edit-done = The picture is as you want it.
edit-soon = The picture is being made anew: it is there in a moment.
edit-failed = The picture could not be made anew. It stays as it was.
edit-moves = A moving picture cannot be edited: turn, cut or colour it before you upload it.
edit-fixed = This picture cannot be edited: it was not kept as it was uploaded. Upload it again instead.
edit-published = Others see this picture already: as soon as you are done, they see it as you leave it.
edit-kept = The original is kept: everything here can be undone, at any time.
edit-stage = The picture as it came

edit-turn-and-mirror = Turn
edit-turn = Turned
edit-turn-0 = Not at all
edit-turn-90 = To the right
edit-turn-180 = Upside down
edit-turn-270 = To the left
edit-mirrored = Mirrored: left and right change places
edit-turn-left = Turn left
edit-turn-right = Turn right
edit-mirror = Mirror
edit-undo = Undo
edit-redo = Redo
edit-reset = Undo everything

edit-crop = Cut
edit-shape = Shape
edit-shape-free = Free
edit-shape-original = Original
edit-shape-1-1 = Square
edit-shape-4-5 = 4:5, upright
edit-shape-3-4 = 3:4, upright
edit-shape-16-9 = 16:9, wide
edit-crop-hint = What is kept of the turned picture, in percent. Of a shape, the largest piece within that is kept.
edit-left = From the left (%)
edit-top = From the top (%)
edit-width = Width (%)
edit-height = Height (%)
edit-crop-outside = That is not within the picture: what is kept begins at 0 % or more and ends at 100 % or less.
edit-crop-small = Too little is left: keep at least { $least } pixels of each side.
edit-frame = What is kept of the picture
edit-frame-hint = Arrow keys move it, with Shift they change its size, with Alt they take small steps.
edit-kept-size = Kept: { $width } × { $height } pixels

edit-filter = Filter
edit-filter-none = None
edit-filter-warm = Warm
edit-filter-cool = Cool
edit-filter-faded = Faded
edit-filter-vivid = Vivid
edit-filter-monochrome = Monochrome
edit-filter-sepia = Sepia
edit-filter-bold = Bold
edit-filter-soft = Soft
edit-filter-night = Night
edit-filter-noir = Noir
edit-filter-dawn = Dawn
edit-filter-mist = Mist

edit-working = The picture is being made anew…
edit-cut-off = The connection broke off: nothing was changed. Try again.

// Pages work without any of this; scripts make them kinder.
import "./albums.js";
import "./blurs.js";
import "./copying.js";
import "./editor.js";
import "./forms.js";
import "./lightbox.js";
import "./map.js";
import "./menus.js";
import "./photos.js";
import "./player.js";
import "./scan.js";
import "./slideshow.js";
import "./stories.js";
import "./times.js";
import "./tunes.js";

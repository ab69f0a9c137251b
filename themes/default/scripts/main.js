// Pages work without any of this; scripts make them kinder.
import "./forms.js";
import "./lightbox.js";
import "./menus.js";
import "./photos.js";
import "./times.js";

// Pages work without any of this; scripts make them kinder.
import "./forms.js";
import "./menus.js";
import "./times.js";

// Maps: what lies where, near ones together; and a mark that is dragged to where something is. The library comes only where there is a
// map on the page.
for (const element of document.querySelectorAll("[data-map]")) {
  begin(element).catch((error) => console.error(error));
}

async function begin(element) {
  // Both are scripts of old, which leave what they are in the window.
  await Promise.all([import("./leaflet.js"), import("./supercluster.js")]);
  const { L } = window;
  const words = element.dataset;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    attributionControl: false,
    zoomControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
    worldCopyJump: true,
  });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  // Who makes the map wants to know where it is shown, and is told our host and no more.
  L.tileLayer(words.tiles, { maxZoom: 19, referrerPolicy: "strict-origin" }).addTo(map);
  // What lies in a part of the page that was closed has no size until it is opened.
  new ResizeObserver(() => map.invalidateSize()).observe(element);
  if ("mark" in words) mark(L, map, element);
  else await points(L, map, element);
}

// `#15/45.18/5.72`: how near, and where.
function wanted() {
  const [zoom, latitude, longitude] = location.hash.slice(1).split("/").map(Number);
  const possible = zoom >= 0 && zoom <= 19 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return possible && { zoom, at: [latitude, longitude] };
}

async function points(L, map, element) {
  const words = element.dataset;
  const answer = await fetch(words.points);
  if (!answer.ok) throw new Error(`${words.points}: ${answer.status}`);
  const { features } = await answer.json();
  const near = new window.Supercluster({ radius: 56, maxZoom: 19 }).load(features);
  const shown = L.layerGroup().addTo(map);
  const place = ([east, north]) => [north, east];

  function draw() {
    const bounds = map.getBounds();
    const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const open = map._popup?.isOpen() && map._popup.name;
    const drawn = near.getClusters(sides, map.getZoom()).map((feature) => {
      const several = feature.properties.cluster;
      const marker = several ? heap(feature) : single(feature);
      marker.name = feature.id ?? feature.properties.page;
      return marker;
    });
    // What is open stays open while the map moves below it.
    for (const old of shown.getLayers()) if (!open || old.name !== open) shown.removeLayer(old);
    const kept = new Set(shown.getLayers().map((old) => old.name));
    for (const marker of drawn) if (!kept.has(marker.name)) shown.addLayer(marker);
  }

  function marker(feature, title, icon) {
    const at = place(feature.geometry.coordinates);
    return L.marker(at, { title, icon: L.divIcon({ className: "map-point", iconSize: [44, 44], html: icon }) });
  }

  // By mouse, finger or keyboard.
  function pressed(marker, act) {
    return marker.on("click keypress", (event) => {
      if (event.type === "click" || event.originalEvent.key === "Enter") act(event.target);
    });
  }

  function single(feature) {
    const { title, picture } = feature.properties;
    return pressed(marker(feature, title, thumbnail(picture)), (mark) => tell(mark, [feature]));
  }

  function heap(feature) {
    const { cluster_id: id, point_count: count } = feature.properties;
    const [first] = near.getLeaves(id, 1);
    const icon = thumbnail(first.properties.picture);
    const number = document.createElement("b");
    number.textContent = count;
    icon.append(number);
    return pressed(marker(feature, words.several.replace("{count}", count), icon), (mark) => {
      const zoom = near.getClusterExpansionZoom(id);
      if (zoom > map.getMaxZoom()) tell(mark, near.getLeaves(id, 30));
      else map.setView(mark.getLatLng(), zoom);
    });
  }

  // What is there, each with the way to its page.
  function tell(marker, features) {
    const list = document.createElement("ul");
    list.className = "map-told";
    for (const { properties } of features) {
      const link = document.createElement("a");
      link.href = properties.page;
      if (properties.picture) link.append(thumbnail(properties.picture));
      const said = document.createElement("span");
      said.textContent = properties.title;
      said.dir = "auto";
      const by = document.createElement("small");
      by.textContent = [properties.author, properties.place].filter(Boolean).join(" · ");
      said.append(by);
      link.append(said);
      list.append(document.createElement("li"));
      list.lastChild.append(link);
    }
    const popup = L.popup({ minWidth: 220, maxWidth: 280, maxHeight: 320 }).setContent(list);
    popup.name = marker.name;
    popup.setLatLng(marker.getLatLng()).openOn(map);
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
    list.querySelector("a")?.focus({ preventScroll: true });
    popup.once("remove", () => marker.getElement()?.focus({ preventScroll: true }));
  }

  element.addEventListener("keydown", (event) => event.key === "Escape" && map.closePopup());
  const asked = wanted();
  const bounds = L.latLngBounds(features.map((feature) => place(feature.geometry.coordinates)));
  if (asked) map.setView(asked.at, asked.zoom);
  else if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: 15, padding: [32, 32] });
  else map.setView([30, 0], 2);
  map.on("moveend zoomend", draw);
  addEventListener("hashchange", () => {
    const asked = wanted();
    if (asked) map.setView(asked.at, asked.zoom);
  });
  draw();
}

function thumbnail(address) {
  const around = document.createElement("span");
  around.className = "map-picture";
  if (!address) return around;
  const image = document.createElement("img");
  image.src = address;
  image.alt = "";
  around.append(image);
  return around;
}

function mark(L, map, element) {
  const { latitude, longitude } = element.closest("form").elements;
  const degrees = (field) => Number(field.value.trim().replace(",", "."));
  const icon = L.divIcon({ className: "map-mark", iconSize: [32, 32], iconAnchor: [16, 30] });
  let there = null;

  function put(at, tell) {
    if (!there) {
      there = L.marker(at, { icon, draggable: true, autoPan: true, title: element.dataset.here }).addTo(map);
      there.on("dragend", () => write(there.getLatLng()));
    }
    there.setLatLng(at);
    if (tell) write(there.getLatLng());
  }

  function write(at) {
    const { lat, lng } = at.wrap();
    latitude.value = lat.toFixed(6);
    longitude.value = lng.toFixed(6);
  }

  function read(zoom) {
    const at = [degrees(latitude), degrees(longitude)];
    const said = latitude.value.trim() && longitude.value.trim();
    if (!said || !(Math.abs(at[0]) <= 90) || !(Math.abs(at[1]) <= 180)) return false;
    put(at, false);
    map.setView(at, zoom);
    return true;
  }

  if (!read(15)) map.setView([46, 3], 4);
  map.on("click", (event) => put(event.latlng, true));
  for (const field of [latitude, longitude]) field.addEventListener("change", () => read(Math.max(map.getZoom(), 10)));
}

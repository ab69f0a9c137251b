// Lines of a list are put into another order by hand: a line that is drawn at its grip goes where it is let go.
export function orderable(list, moved) {
  list.addEventListener("pointerdown", (event) => {
    const line = event.target.closest("[data-grip]")?.closest("li");
    if (!line || event.button > 0) return;
    event.preventDefault();
    const place = () => [...list.children].indexOf(line);
    const [from, panel] = [place(), list.closest("[data-queue]")];
    const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
    line.classList.add("drawn");
    // The others make way; the line itself stays under the pointer.
    list.setPointerCapture(event.pointerId);
    const draw = ({ clientY }) => {
      const box = panel.getBoundingClientRect();
      if (clientY < box.top + 40) panel.scrollTop -= 12;
      if (clientY > box.bottom - 40) panel.scrollTop += 12;
      while (line.previousElementSibling && clientY < middle(line.previousElementSibling)) line.after(line.previousElementSibling);
      while (line.nextElementSibling && clientY > middle(line.nextElementSibling)) line.before(line.nextElementSibling);
    };
    const end = new AbortController();
    const done = ({ type }) => {
      end.abort();
      line.classList.remove("drawn");
      moved(from, type === "pointerup" ? place() : from);
    };
    list.addEventListener("pointermove", draw, { signal: end.signal });
    for (const kind of ["pointerup", "pointercancel"]) list.addEventListener(kind, done, { signal: end.signal });
  });
}

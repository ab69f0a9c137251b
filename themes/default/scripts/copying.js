// Addresses are copied by a button beside them. Without this they are marked by hand.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without HTTPS, or where it is not allowed, as it was done before.
      document.execCommand("copy");
    }
    const said = document.querySelector("[data-copied]");
    if (said) said.textContent = button.dataset.said;
    button.classList.add("on");
    setTimeout(() => button.classList.remove("on"), 2000);
  });
}

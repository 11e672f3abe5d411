// Progressive enhancement only: every page works without this file.

// After a refused form, the summary of errors is what the reader needs first.
document.querySelector(".resume-erreurs")?.focus();

// A passing message stays until it is closed.
for (const message of document.querySelectorAll("[data-message]")) {
  const button = message.querySelector("[data-fermer]");
  button.hidden = false;
  button.addEventListener("click", () => message.remove());
}

// The gift bar at the bottom of a phone hides while the gift box itself is on screen.
const bar = document.querySelector("[data-barre-don]");
const box = document.getElementById("donner");
if (bar && box && "IntersectionObserver" in window) {
  const reached = new IntersectionObserver(([entry]) => { bar.hidden = entry.isIntersecting; }, { rootMargin: "0px 0px -45% 0px" });
  reached.observe(box);
}

// Copy the address of a project, or a text, and say so.
for (const button of document.querySelectorAll("[data-copier]")) {
  const field = document.getElementById(button.dataset.copier);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");  // without https the clipboard is closed, the old command is not
    }
    button.querySelector("[data-etat]").textContent = button.dataset.copie ?? "Lien copié";
  });
}

// A second click on "send" must not send twice; nothing is disabled, the first answer simply wins. A form that
// downloads a file stays on its page, and may well be sent again.
for (const form of document.querySelectorAll("form[method=post]:not([hx-post], [data-telecharge])")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.envoi) event.preventDefault();
    form.dataset.envoi = "1";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-envoi]")) delete form.dataset.envoi;
});

// Writing another amount chooses "another amount".
for (const field of document.querySelectorAll("[data-autre-montant]")) {
  field.addEventListener("input", () => {
    const radio = document.getElementById(field.dataset.autreMontant);
    if (radio && field.value) radio.checked = true;
  });
}

// The tabs of a long page follow the reading.
const tabs = document.querySelector("[data-ancres]");
if (tabs && "IntersectionObserver" in window) {
  const links = new Map([...tabs.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const reading = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((seen) => seen.isIntersecting)) {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  for (const id of links.keys()) reading.observe(document.getElementById(id));
}

// Whoever signs out leaves nothing of what they were writing on a computer that others use.
document.querySelector("[data-oublie-brouillons]")?.addEventListener("submit", () => {
  try { Object.keys(localStorage).filter((key) => key.startsWith("brouillon:")).forEach((key) => localStorage.removeItem(key)); } catch { /* forbidden */ }
});

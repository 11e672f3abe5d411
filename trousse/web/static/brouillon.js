// What is typed in a step of the wizard survives a cut connection and an expired session. Pages work without it.

const form = document.querySelector("form[data-brouillon]");
const PREFIX = "brouillon:";
const KEY = PREFIX + location.pathname;
const SENT = "brouillon-envoye";
const DAYS = 7;
const beside = document.getElementById("a-cote");
const status = () => document.getElementById("enregistre");

const entries = () => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "vu"].includes(name));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const kept = () => {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return found && Date.now() - found.at < DAYS * 86400e3 ? found : null;
  } catch { return null; }
};
const keep = () => { try { localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), entries: entries() })); } catch { /* full, or forbidden */ } };
const forget = (key = KEY) => localStorage.removeItem(key);

// A step that was sent whole and led elsewhere is saved: its backup has done its duty.
const sent = sessionStorage.getItem(SENT);
if (sent && sent !== KEY) forget(sent);
sessionStorage.removeItem(SENT);

const backup = kept();
if (backup && same(backup.entries, entries())) forget();
else if (backup && !document.querySelector(".resume-erreurs")) {
  const offer = document.getElementById("reprise");
  const when = new Date(backup.at);
  offer.querySelector("[data-quand]").textContent = `le ${when.toLocaleDateString("fr-FR", { day: "numeric", month: "long" })} à ${when.toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }).replace(":", " h ")}`;
  offer.hidden = false;
  offer.querySelector("[data-oublier]").addEventListener("click", () => { forget(); offer.hidden = true; });
  // The server shows the step again as it was typed, rows included, and saves nothing yet.
  offer.querySelector("[data-reprendre]").addEventListener("click", () => {
    const again = document.createElement("form");
    again.method = "post";
    again.action = location.pathname;
    const known = [...new FormData(form)].filter(([name]) => ["csrfmiddlewaretoken", "vu"].includes(name));
    for (const [name, value] of [...known, ...backup.entries, ["action", "revoir"]]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      again.append(field);
    }
    document.body.append(again);
    again.submit();
  });
}

let saving = 0;
let waiting = null;
let typed = false;
form.addEventListener("input", () => { typed = true; keep(); });

beside.addEventListener("htmx:beforeRequest", () => { saving += 1; typed = false; });
beside.addEventListener("htmx:afterRequest", () => {
  saving -= 1;
  if (waiting && !saving) form.requestSubmit(waiting);
});
// The server says so when everything readable was saved; what was typed meanwhile is still only here.
document.addEventListener("enregistre", () => { if (!typed) forget(); });

const say = (words, link) => {
  const line = status();
  line.textContent = words;
  if (!link) return;
  const anchor = document.createElement("a");
  anchor.href = location.pathname;
  anchor.textContent = link;
  line.append(" ", anchor);
};
beside.addEventListener("htmx:sendError", () => say("Pas de connexion. Vos réponses sont gardées sur cet appareil, nous réessaierons."));
beside.addEventListener("htmx:responseError", (event) => {
  if ([401, 403].includes(event.detail.xhr.status)) say("Votre session a expiré. Vos réponses sont gardées sur cet appareil.", "Me reconnecter");
  else say("Pas enregistré pour l’instant. Vos réponses sont gardées sur cet appareil.");
});
window.addEventListener("online", () => form.dispatchEvent(new Event("change", { bubbles: true })));

// A save on its way first comes to its end: the button must not meet an older copy of itself.
window.addEventListener("submit", (event) => {
  if (event.target !== form) return;
  if (saving && event.submitter) {
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter;
    return;
  }
  waiting = null;
  keep();
  sessionStorage.setItem(SENT, KEY);
}, { capture: true });

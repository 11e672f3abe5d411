// What is typed in a step of the wizard survives a cut connection and an expired session. Pages work without it.

const form = document.querySelector("form[data-brouillon]");
const PREFIX = "brouillon:";
const KEY = PREFIX + location.pathname;
const DAYS = 7;
const beside = document.getElementById("a-cote");
const status = () => document.getElementById("enregistre");
const seen = () => document.getElementById("id_vu").value;

const entries = () => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "vu"].includes(name));
// Empty rows and their number are nothing that anybody wrote.
const written = (list) => JSON.stringify(list.filter(([name, value]) => value.trim() && !name.endsWith("_FORMS")));
const read = (key) => {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return found && Date.now() - found.at < DAYS * 86400e3 ? found : null;
  } catch { return null; }
};
const forget = (key = KEY) => { try { localStorage.removeItem(key); } catch { /* forbidden: nothing is there */ } };
const keep = () => {
  try { localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), seen: seen(), entries: entries() })); } catch { /* full, or forbidden */ }
};

// Whatever page they are of, old copies go.
try { Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && !read(key)).forEach(forget); } catch { /* forbidden */ }

let unsaved = form.dataset.brouillon === "a-enregistrer";
const backup = read(KEY);
if (unsaved) keep();
else if (backup && written(backup.entries) === written(entries())) forget();
else if (backup) offer(backup);

function offer(found) {
  const place = document.getElementById("reprise");
  const when = new Date(found.at);
  place.querySelector("[data-quand]").textContent = `le ${when.toLocaleDateString("fr-FR", { day: "numeric", month: "long" })} à ${when.toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }).replace(":", " h ")}`;
  place.hidden = false;
  place.querySelector("[data-oublier]").addEventListener("click", () => {
    forget();
    place.hidden = true;
    const title = document.querySelector("h1");
    title.tabIndex = -1;
    title.focus();
  });
  // The server shows the step again as it was typed, rows included, and saves nothing yet. It goes with the fingerprint
  // of its own time: what was saved elsewhere since is a conflict, told before anything is replaced.
  place.querySelector("[data-reprendre]").addEventListener("click", () => {
    const again = document.createElement("form");
    again.method = "post";
    again.action = location.pathname;
    const token = new FormData(form).get("csrfmiddlewaretoken");
    for (const [name, value] of [["csrfmiddlewaretoken", token], ["vu", found.seen ?? ""], ...found.entries, ["action", "revoir"]]) {
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
let leaving = false;
let typed = false;
form.addEventListener("input", () => { typed = unsaved = true; keep(); });

beside.addEventListener("htmx:beforeRequest", () => { saving += 1; typed = false; });
// The server says so when everything was saved; what was typed meanwhile is still only here.
document.addEventListener("enregistre", () => { if (!typed) { unsaved = false; forget(); } });
beside.addEventListener("htmx:afterRequest", () => {
  saving -= 1;
  if (unsaved) keep(); // over the fingerprint that has just come
  setTimeout(leave); // once htmx has sent the save that waited behind this one, if any
});

const say = (words, link) => {
  const line = status();
  line.textContent = words;
  if (!link) return;
  const anchor = document.createElement("a");
  anchor.href = location.pathname;
  anchor.textContent = link;
  line.append(" ", anchor);
};
// Without a connection nobody leaves: the page, and all that is typed on it, would give way to the browser's own error.
beside.addEventListener("htmx:sendError", () => { waiting = null; say("Pas de connexion. Vos réponses sont gardées sur cet appareil, nous réessaierons."); });
beside.addEventListener("htmx:responseError", (event) => {
  if ([401, 403].includes(event.detail.xhr.status)) say("Votre session a expiré. Vos réponses sont gardées sur cet appareil.", "Me reconnecter");
  else say("Pas enregistré pour l’instant. Vos réponses sont gardées sur cet appareil.");
});
window.addEventListener("online", () => form.dispatchEvent(new Event("change", { bubbles: true })));

// A button first lets what was typed be saved beside: it meets no older copy of itself, and the browser's own copy goes
// when the server has said that all is stored, never because a page was left.
window.addEventListener("submit", (event) => {
  if (event.target !== form || leaving || !(saving || unsaved)) return;
  form.dispatchEvent(new Event("avant-de-partir"));
  if (!saving) return; // htmx did not come: the button saves alone
  event.preventDefault();
  event.stopImmediatePropagation();
  waiting = event.submitter;
}, { capture: true });

function leave() {
  if (!waiting || saving) return;
  leaving = true;
  // The save has put a new zip in place: its button of the same name stands for the one that was pressed.
  form.requestSubmit(waiting.isConnected ? waiting : document.getElementById(waiting.id));
}

// Back on a page that the browser had kept: its buttons work again.
window.addEventListener("pageshow", () => { leaving = false; waiting = null; });

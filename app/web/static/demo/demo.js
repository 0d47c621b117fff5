// Starts every phone on the page, and a second one (a contact's) when it is asked for.
import { Api } from "./api.js";
import { Calls } from "./calls.js";
import { Texts } from "./texts.js";
import { startClock } from "./clock.js";
import { follow } from "./incoming.js";

const words = JSON.parse(document.body.dataset.words);

function tabs(root) {
  const all = [...root.querySelectorAll("[role=tab]")];
  const choose = (tab, focus) => {
    for (const other of all) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (focus) tab.focus();
  };
  all.forEach((tab, place) => {
    tab.addEventListener("click", () => choose(tab, false));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const end = { Home: 0, End: all.length - 1 }[event.key];
      if (step === undefined && end === undefined) return;
      event.preventDefault();
      choose(all[end ?? (place + step + all.length) % all.length], true);
    });
  });
}

// What the provider got last, for people who want to look behind the scenes.
function behindTheScenes(answer) {
  const shown = (answer.document || words.no_document).replaceAll("><", ">\n<");
  document.querySelector("[data-document]").textContent = shown;
  const notes = answer.moments.filter((moment) => moment.type === "note");
  document.querySelector("[data-notes]").replaceChildren(
    ...notes.map((note) => {
      const item = document.createElement("li");
      item.textContent = note.code ? `${note.code}: ${note.text}` : note.text;
      return item;
    }),
  );
}

// The second phone can be named on the first with one press.
function offerAsContact(root, number) {
  if (root.id !== "phone-2") return;
  const offer = document.querySelector("#phone-1 [data-contact]");
  offer.textContent = `${number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3")} Sam`;
  offer.hidden = false;
}

async function startPhone(root) {
  const api = new Api(`porchlight-${root.id}`, behindTheScenes);
  const texts = new Texts(root, api, words);
  const calls = new Calls(root, api, words);
  tabs(root);
  api.onNumber = (number) => {
    root.querySelector("[data-number]").textContent = number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3");
    offerAsContact(root, number);
  };
  api.onGone = () => {
    texts.clear(words.gone);
    calls.reset();
  };
  root.querySelector("[data-new]").addEventListener("click", async () => {
    calls.reset();
    texts.clear();
    await api.renew();
  });
  const offer = root.querySelector("[data-contact]");
  offer?.addEventListener("click", () => texts.send(offer.textContent));
  texts.show(await api.open());
  if (document.querySelector("[data-clock]")) follow(root, api, texts, calls);
  root.dataset.ready = "yes";
}

function start(root) {
  startPhone(root).catch(() => {
    root.querySelector("[data-empty]").textContent = words.trouble;
  });
}

for (const root of document.querySelectorAll("[data-phone]")) start(root);

const second = document.querySelector("[data-second]");
second?.addEventListener("click", () => {
  const template = document.querySelector("[data-second-phone]");
  document.querySelector("aside").before(template.content.cloneNode(true));
  document.body.classList.add("two");
  const root = document.getElementById("phone-2");
  start(root);
  root.focus();
  second.disabled = true;
});
startClock(words);

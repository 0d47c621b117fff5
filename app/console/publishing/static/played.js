// What takes a moment comes after the page: the conversations played with the draft.
"use strict";
(() => {
  for (const place of document.querySelectorAll("[data-fetch]")) {
    place.setAttribute("aria-busy", "true");
    fetch(place.dataset.fetch, { credentials: "same-origin" })
      .then(async (answer) => { if (answer.ok) window.porchlight.put(place, await answer.text()); })
      .catch(() => { /* the link in it does the same */ })
      .finally(() => place.removeAttribute("aria-busy"));
  }
})();

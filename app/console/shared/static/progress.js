// Looks every two seconds how far something is (data-look), until the piece that comes back is the result.
"use strict";
(() => {
  const result = document.querySelector("[data-look]");
  const look = async () => {
    if (!result.querySelector("[data-running]")) return;
    try {
      const answer = await fetch(result.dataset.look, { credentials: "same-origin" });
      if (answer.ok) window.porchlight.put(result, await answer.text());
    } catch { /* the next look may find it */ }
    setTimeout(look, 2000);
  };
  if (result) setTimeout(look, 2000);
})();

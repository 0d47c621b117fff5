"use strict";
// Without this file everything works but two things: opening with no signal, and leaving no trace in the history.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("sw.js").catch(() => {});
const leave = document.getElementById("leave");
const go = (event) => { event.preventDefault(); document.body.replaceChildren(); document.title = ""; location.replace(leave.href); };
if (leave) {
  leave.addEventListener("click", go);
  addEventListener("keydown", (event) => { if (event.key === "Escape") go(event); });
}

"use strict";
// Keeps this folder in the phone: what was opened once opens with no signal. A new bundle replaces the old one whole.
const KEPT = "bundle-{{ mark }}";
const FILES = {{ files|tojson }};
addEventListener("install", (event) => event.waitUntil(
  caches.open(KEPT).then((kept) => kept.addAll(FILES)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("bundle-") && name !== KEPT).map((name) => caches.delete(name)),
  )).then(() => clients.claim())));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(
    caches.open(KEPT).then((kept) => kept.match(event.request, { ignoreSearch: true })).then((found) => found || fetch(event.request)));
});

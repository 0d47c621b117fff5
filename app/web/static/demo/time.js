// The time as it stands on the page.
export function showTime(clock) {
  const shown = document.querySelector("[data-time]");
  if (!shown || !clock) return;
  shown.dateTime = clock;
  shown.textContent = new Date(clock).toLocaleString(document.documentElement.lang, {
    weekday: "long", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short",
  });
}

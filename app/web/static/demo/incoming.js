// What reaches a phone without being asked for: texts, calls that ring, calls that were missed.
import { showTime } from "./clock.js";

const EVERY = 1500;
// One look for each phone on the page; each answers whether anything came.
const looks = [];

// Looks for news of every phone now; answers whether anything came, and whether one of them rings.
export async function lookNow() {
  const came = await Promise.all(looks.map((look) => look()));
  const rings = document.querySelector("[data-ringing]:not([hidden])") !== null;
  return { came: rings || came.some(Boolean), rings };
}

// Looks for news of this phone for as long as the page is open.
export function follow(root, api, texts, calls) {
  const bar = root.querySelector("[data-ringing]");
  const tab = root.querySelector("[role=tab][aria-controls^=panel-call]");
  const stopRinging = () => {
    const inside = bar.contains(document.activeElement);
    bar.hidden = true;
    if (inside) root.focus();
  };
  root.querySelector("[data-pick-up]").addEventListener("click", () => {
    stopRinging();
    tab.click();
    calls.pickUp();
  });
  root.querySelector("[data-let-ring]").addEventListener("click", async () => {
    stopRinging();
    const answer = await api.post("decline").catch(() => null);
    if (answer) texts.show(answer);
  });
  const look = async () => {
    try {
      const news = await api.news();
      if (!news) return false;
      texts.show(news);
      if (!news.ringing) stopRinging();
      bar.hidden = !news.ringing;
      showTime(news.clock);
      return news.moments.length > 0;
    } catch {
      return false; // the server is away: the next look finds out
    }
  };
  looks.push(look);
  const again = async () => {
    await look();
    setTimeout(again, EVERY);
  };
  again();
}

// What reaches a phone without being asked for: texts, calls that ring, calls that were missed.
import { showTime } from "./time.js";

const EVERY = 1500;
// One look for each phone on the page.
const looks = [];
let texts = 0;

// Looks for news of every phone now; answers how many texts came since the page was opened, and whether a phone rings.
export async function lookNow() {
  await Promise.all(looks.map((look) => look()));
  return { texts, rings: document.querySelector("[data-ringing]:not([hidden])") !== null };
}

// Looks for news of this phone for as long as the page is open.
export function follow(root, api, side, calls) {
  const bar = root.querySelector("[data-ringing]");
  const tab = root.querySelector("[role=tab][aria-controls^=panel-call]");
  const stopRinging = () => {
    const inside = bar.contains(document.activeElement);
    bar.hidden = true;
    if (inside) root.focus();
  };
  for (const button of root.querySelectorAll("[data-pick-up]")) {
    button.addEventListener("click", () => {
      stopRinging();
      tab.click();
      calls.pickUp(button.dataset.pickUp);
    });
  }
  root.querySelector("[data-let-ring]").addEventListener("click", async () => {
    stopRinging();
    const answer = await api.post("decline").catch(() => null);
    if (answer) side.show(answer);
  });
  const look = async () => {
    try {
      const news = await api.news();
      if (!news) return;
      texts += news.moments.filter((moment) => moment.type === "bubble").length;
      side.arrive(news);
      if (!news.ringing) stopRinging();
      bar.hidden = !news.ringing;
      showTime(news.clock);
    } catch {
      // the server is away: the next look finds out
    }
  };
  looks.push(look);
  const again = async () => {
    await look();
    setTimeout(again, EVERY);
  };
  again();
}

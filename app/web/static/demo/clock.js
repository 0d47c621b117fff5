// The clock that everything goes by. It moves ahead, stops at whatever happens on the way, and waits while a phone rings.
import { lookNow } from "./incoming.js";
import { showTime } from "./time.js";

// Whoever sends looks every two seconds, and on a busy machine needs as long again.
const LOOK = 6000;
const SOON = 400;
// As many things may happen on the way to what reaches one of these phones.
const MOST = 40;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function ahead(seconds) {
  const response = await fetch("/demo/api/clock", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ seconds }),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const answer = await response.json();
  showTime(answer.clock);
  return answer;
}

// What came since there were so many texts: as soon as there is something, and otherwise once the line had its time.
async function arrivals(before) {
  for (let waited = 0; waited < LOOK; waited += SOON) {
    await pause(SOON);
    const news = await lookNow();
    if (news.rings || news.texts > before) {
      // a text and a call may come together
      await pause(SOON);
      return { came: true, rings: (await lookNow()).rings };
    }
  }
  return { came: false, rings: false };
}

// Moves by so many seconds; 0 until something reaches a phone on this page. Answers with the word for how it went.
async function move(seconds) {
  let left = seconds;
  let came = false;
  for (let stops = 0; stops < MOST; stops += 1) {
    const { texts } = await lookNow();
    const answer = await ahead(left);
    if (!answer.due) return seconds ? (came ? "came" : "moved") : "nothing_planned";
    const news = await arrivals(texts);
    came ||= news.came;
    if (news.rings) return "clock_waits";
    if (!seconds && news.came) return "came";
    left = answer.left;
    if (seconds && left === 0) return came ? "came" : "moved";
  }
  return "moved";
}

export function startClock(words) {
  const buttons = [...document.querySelectorAll("[data-move]")];
  const says = document.querySelector("[data-clock-says]");
  for (const button of buttons) {
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled")) return;
      for (const other of buttons) other.setAttribute("aria-disabled", "true");
      says.textContent = words.moving;
      const how = await move(Number(button.dataset.move)).catch(() => "trouble");
      says.textContent = words[how];
      for (const other of buttons) other.removeAttribute("aria-disabled");
    });
  }
}

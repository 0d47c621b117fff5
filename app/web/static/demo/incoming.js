// What reaches a phone without being asked for: texts, a ringing call; and the clock that everything goes by.
const EVERY = 1500;

// Looks for news of this phone for as long as the page is open.
export function follow(root, api, texts, calls) {
  const bar = root.querySelector("[data-ringing]");
  const tab = root.querySelector("[role=tab][aria-controls^=panel-call]");
  root.querySelector("[data-pick-up]").addEventListener("click", () => {
    bar.hidden = true;
    tab.click();
    calls.pickUp();
  });
  root.querySelector("[data-let-ring]").addEventListener("click", () => {
    bar.hidden = true;
    api.post("decline").catch(() => {});
  });
  const look = async () => {
    try {
      const news = await api.news();
      if (news) {
        texts.show(news);
        bar.hidden = !news.ringing;
        showTime(news.clock);
      }
    } catch {
      // the server is away: the next look finds out
    }
    setTimeout(look, EVERY);
  };
  look();
}

function showTime(clock) {
  const shown = document.querySelector("[data-time]");
  if (!shown || !clock) return;
  shown.dateTime = clock;
  shown.textContent = new Date(clock).toLocaleString(document.documentElement.lang, { dateStyle: "full", timeStyle: "medium" });
}

// Longer than an hour goes by hour by hour: what falls due on the way must be looked at before it is an hour late.
const STEP = 3600;
const LOOK = 2300;

async function move(seconds) {
  for (let left = seconds; left > 0; left -= STEP) {
    const response = await fetch("/demo/api/clock", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ seconds: Math.min(left, STEP) }),
    });
    if (!response.ok) return;
    showTime((await response.json()).clock);
    if (left > STEP) await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}

export function startClock() {
  const buttons = [...document.querySelectorAll("[data-move]")];
  for (const button of buttons) {
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled")) return;
      for (const other of buttons) other.setAttribute("aria-disabled", "true");
      await move(Number(button.dataset.move)).catch(() => {});
      for (const other of buttons) other.removeAttribute("aria-disabled");
    });
  }
}

// What opening_hours.js says of each string at each moment, for tests/places/opening_hours_js.json:
//   npm install opening_hours@3.15.0 && TZ=America/New_York node tools/opening_hours_verdicts.mjs tests/places/opening_hours_js.json
// Reads the strings and windows of that file and writes the verdicts into it.
import { readFileSync, writeFileSync } from "node:fs";
import OpeningHours from "opening_hours";

const file = process.argv[2];
const data = JSON.parse(readFileSync(file, "utf-8"));
const place = { lat: 39.95, lon: -75.16, address: { country_code: "us", country: "United States", state: "Pennsylvania" } };
const moments = data.windows.flatMap(([from, days]) =>
  Array.from({ length: days * 24 }, (_, hour) => {
    const moment = new Date(`${from}T00:00:00`);
    moment.setHours(hour, 7);
    return moment;
  }),
);

for (const hours of Object.keys(data.verdicts)) {
  let said = "";
  try {
    const reader = new OpeningHours(hours, place);
    said = moments.map((m) => (reader.getUnknown(m) ? "u" : reader.getState(m) ? "o" : "c")).join("");
  } catch (problem) {
    data.verdicts[hours] = `cannot: ${String(problem).slice(0, 60)}`;
    continue;
  }
  data.verdicts[hours] = said.replace(/(.)\1*/g, (run, mark) => `${run.length}${mark}`);
}
writeFileSync(file, JSON.stringify(data, null, 1) + "\n");

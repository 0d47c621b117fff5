// Makes ../static/editor.js and LICENSES.txt, once, on the machine of whoever changes the editor: npm ci && npm run build.
// The first line names what it was made of, so that a test without Node sees when it is older than its sources.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync, readdirSync, existsSync } from "node:fs";

const made = createHash("sha256");
for (const file of ["editor.mjs", "build.mjs", "package.json", "package-lock.json"]) made.update(readFileSync(file));
const result = await build({
  entryPoints: ["editor.mjs"], bundle: true, minify: true, format: "iife", target: "es2021", charset: "utf8", write: false, metafile: true,
  legalComments: "none", banner: { js: `// made of ${made.digest("hex").slice(0, 16)}; licences: ../editor/LICENSES.txt` },
});
writeFileSync("../static/editor.js", result.outputFiles[0].text);

const packages = new Set(Object.keys(result.metafile.inputs).flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []));
const texts = [...packages].sort().map((name) => {
  const folder = `node_modules/${name}`, about = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!existsSync(`${folder}/${licence}`)) throw new Error(`${name} has no licence file`);
  return `${name} ${about.version} (${about.license})\n\n${readFileSync(`${folder}/${licence}`, "utf8").trim()}\n`;
});
writeFileSync("LICENSES.txt", texts.join("\n" + "-".repeat(72) + "\n\n"));

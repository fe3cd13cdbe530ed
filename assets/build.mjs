// Bundle app.js and app.css and draw the icon sprite: `node assets/build.mjs FOLDER`.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
if (!folder) throw new Error("usage: node assets/build.mjs FOLDER");
await mkdir(folder, { recursive: true });

await build({
  entryPoints: [path.join(here, "app.js"), path.join(here, "app.css")],
  outdir: folder,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome100", "firefox102", "safari15"],
  // Both halves of a bundle keep their licence lines.
  legalComments: "eof",
  loader: { ".svg": "dataurl" },
  logLevel: "warning",
});

const icons = JSON.parse(
  await readFile(path.join(here, "../node_modules/@iconify-json/tabler/icons.json"), "utf8"),
);
const names = (await readFile(path.join(here, "icons.txt"), "utf8"))
  .split("\n")
  .map((line) => line.trim())
  .filter((line) => line && !line.startsWith("#"));
const symbols = names.map((name) => {
  const icon = icons.icons[name] ?? icons.icons[icons.aliases?.[name]?.parent];
  if (!icon) throw new Error(`assets/icons.txt: Tabler has no icon "${name}"`);
  return `<symbol id="${name}" viewBox="0 0 24 24">${icon.body}</symbol>`;
});
await writeFile(
  path.join(folder, "icons.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`,
);

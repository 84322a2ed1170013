// Builds the editor into one file, and gathers the licences of what it contains. The same sources and the same
// lock file give the same bytes.

import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const into = resolve(process.argv[2] ?? "../assets");
mkdirSync(into, { recursive: true });

const { metafile, outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ["src/editor.js"],
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  banner: { js: "// The expression editor: built of src/serve/page/editor, do not edit. It contains CodeMirror;\n// the licences are in editor.LICENSES.txt." },
});
writeFileSync(join(into, "editor.js"), outputFiles[0].contents);

const packages = new Set(
  Object.keys(metafile.inputs)
    .map((path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((name) => name !== undefined),
);
const notices = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) {
    throw new Error(`${name} has no licence file`);
  }
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(
  join(into, "editor.LICENSES.txt"),
  `editor.js contains these packages.\n\n${notices.join(`\n${"-".repeat(78)}\n\n`)}`,
);

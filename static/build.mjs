/**
 * Writes static/built/ from static/src/: the same bytes from the same sources, on any machine; and
 * build/fonts/, with which the server draws pictures.
 *
 * Plain names, without a hash: Django's manifest storage adds the hash when it collects them.
 * Scripts are classic ones (IIFE), not modules: inside a sandboxed iframe, whose origin is null,
 * a module would need a CORS header on every static file.
 */
import { copyFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { compile } from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "src");
const built = path.join(here, "built");
// Beside it, so that the last step is a rename: a build that fails leaves what was there.
const fresh = path.join(here, `built.${process.pid}`);

const STYLES = ["main", "embed"];
// A name with a folder is served without it: other people's pages hold /static/embed.v1.js for ever.
const SCRIPTS = ["early", "main", "charts", "embed", "fixed/embed.v1"];
// The letters of pictures that the server draws; never served, so they are no static files.
const FONTS = ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"];
const BROWSERS = ["chrome109", "firefox115", "safari15.6"];

async function buildStyle(name) {
  const { css } = compile(path.join(source, "scss", `${name}.scss`), {
    style: "compressed",
    charset: false,
    loadPaths: [path.join(here, "..", "node_modules")],
    quietDeps: true,
  });
  await writeFile(path.join(fresh, `${name}.css`), `${css.trim()}\n`);
}

async function buildScript(name) {
  await build({
    entryPoints: [path.join(source, "js", `${path.basename(name)}.js`)],
    outfile: path.join(fresh, `${name}.js`),
    bundle: true,
    charset: "utf8",
    format: "iife",
    legalComments: "eof",
    logLevel: "warning",
    minify: true,
    target: BROWSERS,
  });
}

async function copyFonts() {
  const fonts = path.join(here, "..", "build", "fonts");
  await mkdir(fonts, { recursive: true });
  for (const name of FONTS) {
    const file = `${name}.ttf`;
    const from = path.join(here, "..", "node_modules", "dejavu-fonts-ttf", "ttf", file);
    // A rename at the end: a process that draws meanwhile never reads half a font.
    await copyFile(from, path.join(fonts, `${file}.${process.pid}`));
    await rename(path.join(fonts, `${file}.${process.pid}`), path.join(fonts, file));
  }
}

await copyFonts();
try {
  await mkdir(fresh);
  // All of them end before anything is cleared away: esbuild would make the folder again.
  const ended = await Promise.allSettled([...STYLES.map(buildStyle), ...SCRIPTS.map(buildScript)]);
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed) {
    throw failed.reason;
  }
  await rm(built, { recursive: true, force: true });
  await rename(fresh, built);
} finally {
  await rm(fresh, { recursive: true, force: true });
}

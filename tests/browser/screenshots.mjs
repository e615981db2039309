// Takes pictures of every kind of page of the three sites, to be looked at; see README.md.
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { closeBrowser, onPages, withPage } from "./support/browser.mjs";
import { nameOf } from "./support/problems.mjs";
import { richestPages, sites } from "./support/sites.mjs";

const USAGE = "usage: node screenshots.mjs FOLDER | node screenshots.mjs --readme FILE.png";
const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const README_WIDTH = 1600;
const README_BYTES = 350 * 1024;
const README_STYLE = `
  body { margin: 0; font: 600 20px system-ui, sans-serif; color: #14161b }
  main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; padding: 20px }
  main { background: #e7eaef }
  figure { margin: 0 }
  img { display: block; width: 100%; border-radius: 8px; box-shadow: 0 2px 10px rgb(0 0 0 / 20%) }
  figcaption { padding-top: 12px; text-align: center; text-transform: capitalize }
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { readme: { type: "string" } },
});
try {
  if (values.readme && positionals.length === 0) await takeReadmePicture(values.readme);
  else if (positionals.length === 1) await takeAll(positionals[0]);
  else throw new Error(USAGE);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await closeBrowser();
}

/** Every kind of page, wide and narrow, light and dark, each from top to bottom. */
async function takeAll(folder) {
  mkdirSync(folder, { recursive: true });
  const names = await onPages(sites.flatMap(richestPages), {}, async (page, item) => {
    await page.goto(item.site.root + item.path);
    const taken = [];
    for (const window of WINDOWS) {
      await page.setViewportSize(window);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const base = nameOf(item)
          .replace(/\.html$/, "")
          .replaceAll("/", "-");
        const name = `${base}-${window.width}-${colorScheme}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: true });
        taken.push(name);
      }
    }
    return taken;
  });
  console.log(`${names.length} pictures in ${folder}`);
}

/** The three index pages side by side, in one file small enough for a README. */
async function takeReadmePicture(file) {
  const pictures = await onPages(sites, { viewport: WINDOWS[0] }, async (page, site) => {
    await page.goto(`${site.root}index.html`);
    return (await page.screenshot()).toString("base64");
  });
  const frames = pictures.map((data, position) => {
    const caption = `<figcaption>${sites[position].audience}</figcaption>`;
    return `<figure><img src="data:image/png;base64,${data}" alt="">${caption}</figure>`;
  });
  await withPage({ viewport: { width: README_WIDTH, height: 100 } }, async (page) => {
    await page.setContent(`<style>${README_STYLE}</style><main>${frames.join("")}</main>`);
    writeFileSync(file, await page.locator("main").screenshot());
  });
  const { size } = statSync(file);
  if (size > README_BYTES) throw new Error(`${file} has ${size} bytes, ${README_BYTES} allowed`);
  console.log(`${file}: ${size} bytes`);
}

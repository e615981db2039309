// Fonts that a project brings: loaded from the site itself, and used for text and headings.
import { readFileSync } from "node:fs";
import { withPage } from "../support/browser.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { buildProject } from "../support/project.mjs";
import { test } from "../support/testing.mjs";

const font = (name) =>
  readFileSync(
    new URL(`../node_modules/@fontsource-variable/inter/files/inter-latin-${name}.woff2`, import.meta.url),
  );

test("the fonts of a project show its text and its headings", async () => {
  const sites = buildProject({
    "roadcast.yaml": `product: Fonts
fonts: { text: brand/text.woff2, headings: brand/headings.woff2 }\n`,
    "brand/text.woff2": font("wght-normal"),
    "brand/headings.woff2": font("wght-italic"),
    "content/a.md": "---\ntitle: A title\nstage: planned\nvisibility: client\nsummary: Words.\n---\n",
  });
  for (const site of Object.values(sites)) expectNone(await fontFaults(site));
});

test("a font that is not loaded is reported", async () => {
  const site = plant({
    "index.html": pageWith("<p>Text</p>", `<link rel="stylesheet" href="style.css">`),
    "style.css": `@font-face{font-family:"Own Text";src:url("lost.woff2")}
body{font-family:"Own Text"} h1{font-family:serif}`,
  });
  expectExactly(await fontFaults(site), [
    /loaded: $/,
    /headings are in serif/,
  ]);
});

function fontFaults(site) {
  return withPage({}, async (page) => {
    await page.goto(`${site.root}index.html`);
    const { loaded, heading, text } = await page.evaluate(async () => {
      await document.fonts.ready;
      const family = (selector) => getComputedStyle(document.querySelector(selector)).fontFamily;
      const isLoaded = ({ status }) => status === "loaded";
      const names = [...document.fonts].filter(isLoaded).map((face) => face.family);
      return { loaded: names.sort().join(", "), heading: family("h1"), text: family("main p") };
    });
    const first = (families) => families.split(",")[0].replaceAll('"', "");
    return [
      ...(loaded === "Own Headings, Own Text" ? [] : [`loaded: ${loaded}`]),
      ...(first(heading) === "Own Headings" ? [] : [`headings are in ${heading}`]),
      ...(first(text) === "Own Text" ? [] : [`text is in ${text}`]),
    ];
  });
}

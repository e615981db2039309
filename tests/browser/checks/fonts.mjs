// Fonts that a project brings: loaded from the site itself, and used for text and headings. And the
// fonts of these tests: those that they name, and no others.
import { readFileSync } from "node:fs";
import { withPage } from "../support/browser.mjs";
import { FONT_SETS, familyOf } from "../support/fonts.mjs";
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

test("each set of fonts shows text in its own family, whatever the machine has", async () => {
  const generic = ["system-ui", "sans-serif", "serif", "Arial", "No Such Family"];
  const body = generic.map((family) => `<p style="font-family: ${family}">Sample words</p>`);
  const site = plant({ "index.html": pageWith(body.join("")) });
  for (const fonts of FONT_SETS) expectNone(await familyFaults(site, fonts));
});

test("a set of fonts that shows another family is reported", async () => {
  const site = plant({ "index.html": pageWith(`<p style="font-family: monospace">Words</p>`) });
  expectExactly(await familyFaults(site, "wide"), [/is shown in DejaVu Sans Mono$/]);
});

/** Paragraphs that are shown in another family than that of the set. */
function familyFaults(site, fonts) {
  return withPage({ fonts }, async (page) => {
    await page.goto(`${site.root}index.html`);
    const session = await page.context().newCDPSession(page);
    await session.send("DOM.enable");
    await session.send("CSS.enable");
    const { root } = await session.send("DOM.getDocument");
    const found = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "p" });
    const faults = [];
    for (const nodeId of found.nodeIds) {
      const shown = await session.send("CSS.getPlatformFontsForNode", { nodeId });
      const families = shown.fonts.map(({ familyName }) => familyName);
      if (families.join() !== familyOf(fonts)) faults.push(`text is shown in ${families}`);
    }
    return faults;
  });
}

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

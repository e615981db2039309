// The picture of an entry on its card and its page: whole, in its place before it comes, with its words,
// above the rest of its card, on paper too, and never wider than what it stands in.
import { deflateSync } from "node:zlib";
import { onPages } from "../support/browser.mjs";
import { buildProject } from "../support/project.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { read, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const LOOKS = [
  { viewport: { width: 1440, height: 900 } },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
  { viewport: { width: 320, height: 640 } },
];
const SIZELESS = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>';

test("each picture of the sample stands on its page with its words", async () => {
  for (const site of sites) {
    const { entries } = JSON.parse(read(site, "roadmap.json"));
    const items = entries.filter(({ picture }) => picture);
    if (items.length === 0) throw new Error("no entry has a picture");
    const wanted = items.map(({ url, picture }) => ({ site, path: url, alt: picture.alt }));
    expectNone(await faultsOf(wanted));
  }
});

test("pictures of any shape stand whole on cards and pages", async () => {
  const built = buildProject(project());
  for (const site of Object.values(built)) {
    const pages = ["index.html", "themes/t.html", ...site.pages.filter((path) => /^items/.test(path))];
    expectNone(await faultsOf(pages.map((path) => ({ site, path, alt: "What it shows" }))));
  }
});

test("a picture that is cut, that moves the page, that says nothing or is too wide is reported", async () => {
  const image = (attributes) => `<figure class="prose"><img src="p.svg" ${attributes}></figure>`;
  const good = 'alt="A" width="90" height="60"';
  const site = plant({
    "p.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"/>',
    "good.html": pageWith(image(good)),
    "cut.html": pageWith(image(`${good} style="height: 20px; object-fit: cover"`)),
    "p.png": bitmap(90, 60),
    "bent.html": pageWith(image(`${good} style="width: 90px; height: 20px"`).replace("svg", "png")),
    "jumps.html": pageWith(image('alt="A"')),
    "mute.html": pageWith(image('alt="" width="90" height="60"')),
    "wide.html": pageWith(image(`${good} style="width: 200vw; height: auto"`)),
    "gone.html": pageWith(image(good).replace("p.svg", "q.svg")),
    "none.html": pageWith(""),
  });
  const faults = await faultsOf(site.pages.map((path) => ({ site, path, alt: "A" })));
  expectExactly(
    faults,
    LOOKS.flatMap(() => [
      /cut.html.*: is cut/,
      /bent.html.*: is cut/,
      /jumps.html.*: has no size of its own/,
      /mute.html.*: says “”/,
      /wide.html.*: is wider than the page/,
      /gone.html.*: does not come/,
      /none.html.*: no picture/,
    ]),
  );
});

async function faultsOf(items) {
  const faults = [];
  for (const look of LOOKS) {
    const { width } = look.viewport;
    const found = await onPages(items, look, async (page, item) => {
      await page.goto(item.site.root + item.path);
      const all = await page.evaluate(inspect);
      if (all.length === 0) all.push({ faults: ["no picture"], alt: item.alt });
      return all.flatMap(({ faults, alt }) => {
        const words = alt === item.alt ? [] : [`says “${alt}”`];
        return [...faults, ...words].map((fault) => `${nameOf(item)} at ${width}: ${fault}`);
      });
    });
    faults.push(...found);
  }
  return faults;
}

/** What is wrong with each picture of an entry on the page, once all have come. */
async function inspect() {
  const images = [...document.querySelectorAll(".card > img, figure.prose > img:first-child")];
  const shown = images.filter((image) => image.checkVisibility());
  return Promise.all(
    shown.map(async (image) => {
      image.loading = "eager";
      await image.decode().catch(() => {});
      const faults = [];
      if (!image.naturalWidth) faults.push("does not come");
      if (!image.hasAttribute("width") || !image.hasAttribute("height")) faults.push("has no size of its own");
      const box = image.getBoundingClientRect();
      const { objectFit } = getComputedStyle(image);
      const shapes = [box.width / box.height, image.width && image.naturalWidth / image.naturalHeight];
      // A drawing fits itself into its box, whatever the shape of that is.
      const isBent = !image.src.endsWith(".svg") && Math.abs(shapes[0] / shapes[1] - 1) > 0.05;
      const isCut = objectFit === "cover" || (objectFit === "fill" && isBent);
      if (image.naturalWidth && isCut) faults.push("is cut");
      if (box.right > innerWidth + 1 || box.left < -1) faults.push("is wider than the page");
      const card = image.closest(".card");
      const first = card?.querySelector("h3").getBoundingClientRect();
      if (card && box.bottom > first.top + 1) faults.push("does not stand above the title");
      return { faults, alt: image.alt };
    }),
  );
}

function project() {
  const pictures = { wide: bitmap(900, 90), tall: bitmap(60, 700), small: bitmap(8, 8) };
  const files = {
    "roadcast.yaml": "product: Acme\n",
    "content/themes/t.md": "---\ntitle: T\nvisibility: client\n---\n",
    "content/sizeless.svg": SIZELESS,
  };
  for (const [name, bytes] of Object.entries(pictures)) files[`content/${name}.png`] = bytes;
  for (const file of [...Object.keys(pictures).map((name) => `${name}.png`), "sizeless.svg"]) {
    files[`content/${file.replace(".", "-")}.md`] = `---
title: Shows ${file.replace(".", " ")}
stage: in-progress
visibility: client
theme: t
summary: A summary of some words that stand below the picture.
picture: { file: ${file}, alt: What it shows }
---
`;
  }
  return files;
}

/** A gray PNG of this size. */
function bitmap(width, height) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 128);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const parts = [["IHDR", header], ["IDAT", deflateSync(rows)], ["IEND", Buffer.alloc(0)]];
  return Buffer.concat([signature, ...parts.map(([name, data]) => chunk(name, data))]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

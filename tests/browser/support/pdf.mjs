// Looks into PDFs that Chromium has made, as far as its own way of writing them goes.
import { inflateSync } from "node:zlib";

/** The number of sheets. */
export function sheetsOf(pdf) {
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** The width and height of each sheet, in points. */
export function sizesOf(pdf) {
  const boxes = pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g);
  return [...boxes].map(([, width, height]) => ({ width: Number(width), height: Number(height) }));
}

/** Whether anything in a PDF is filled with a color, given as three numbers up to 255. */
export function draws(pdf, color) {
  const wanted = color.map((part) => part / 255);
  return contents(pdf).some((text) =>
    [...text.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) rg/g)].some(([, ...parts]) =>
      parts.every((part, at) => Math.abs(Number(part) - wanted[at]) < 0.002),
    ),
  );
}

/** On how many sheets something is filled with a color, given as three numbers up to 255. */
export function sheetsThatDraw(pdf, color) {
  const wanted = color.map((part) => part / 255);
  const draws = (text) =>
    [...text.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)/g)].some(([, ...parts]) =>
      parts.every((part, at) => Math.abs(Number(part) - wanted[at]) < 0.002),
    );
  return contents(pdf).filter(draws).length;
}

/** The streams of a PDF that can be unpacked, as text. */
function contents(pdf) {
  const text = pdf.toString("latin1");
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    if (text.slice(index - 3, index) === "end") return [];
    const end = text.indexOf("endstream", index + length);
    try {
      return [inflateSync(pdf.subarray(index + length, end)).toString("latin1")];
    } catch {
      return [];
    }
  });
}

// The fonts that the browser may see: those of locked packages, never those of the machine, so that
// a page measures the same everywhere.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./temporary.mjs";

const PACKAGES = fileURLToPath(new URL("../node_modules/", import.meta.url));
const GOOGLE = "@expo-google-fonts/";

/**
 * Each set answers for every generic family. `usual` is what most readers of Debian have; the others
 * are about as wide and as narrow as the fonts of systems are. All but `narrow` know our arrows.
 */
const SETS = {
  usual: {
    sans: "Noto Sans",
    mono: "Noto Sans Mono",
    folders: ["noto-sans", "noto-sans-mono", "noto-sans-symbols", "noto-sans-math"].map(google),
  },
  wide: { sans: "DejaVu Sans", mono: "DejaVu Sans Mono", folders: ["dejavu-fonts-ttf/ttf"] },
  narrow: {
    sans: "Roboto Condensed",
    mono: "Noto Sans Mono",
    folders: ["roboto-condensed", "noto-sans-mono"].map(google),
  },
};

/** The names of the sets. */
export const FONT_SETS = Object.keys(SETS);

/** The set of tests that do not name one. */
export const USUAL = process.env.FONTS ?? "usual";

/** The family in which text without a font of its own is shown. */
export const familyOf = (set) => SETS[set].sans;

/** The environment of a browser that sees the fonts of one set. */
export function withFonts(set) {
  if (!SETS[set]) throw new Error(`FONTS names no set: ${set}; there are ${FONT_SETS.join(", ")}`);
  const folder = temporaryFolder(`fonts-${set}`);
  const file = join(folder, "fonts.conf");
  writeFileSync(file, configuration(SETS[set], folder));
  return { ...process.env, FONTCONFIG_FILE: file };
}

function google(name) {
  return GOOGLE + name;
}

function configuration({ sans, mono, folders }, cache) {
  const dirs = folders.map((name) => `<dir>${join(PACKAGES, name)}</dir>`).join("\n");
  const generic = { "sans-serif": sans, "system-ui": sans, serif: sans, monospace: mono };
  const aliases = Object.entries(generic).map(
    ([name, family]) =>
      `<match><test name="family"><string>${name}</string></test>` +
      `<edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit></match>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${dirs}
<cachedir>${cache}</cachedir>
${aliases.join("\n")}
<match target="pattern"><edit name="family" mode="append"><string>${sans}</string></edit></match>
</fontconfig>
`;
}

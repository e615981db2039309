// Every page is valid HTML by html-validate's standard preset.
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { everyPage, read } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

// No rule is switched off. Should one have to be, say why in a comment beside it, under `rules`.
const validator = new HtmlValidate(
  new StaticConfigLoader({ root: true, extends: ["html-validate:standard"] }),
);

test("every page is valid HTML", () => {
  expectNone(everyPage().flatMap(mistakes));
});

test("invalid HTML is reported", () => {
  const site = plant({
    "nested.html": pageWith("<ul><p>no</p></ul>"),
    "twice.html": pageWith(`<p id="a">a</p><p id="a">b</p>`),
    "valid.html": pageWith("<p>Fine</p>"),
  });
  const pages = site.pages.map((path) => ({ site, path }));
  expectExactly(pages.flatMap(mistakes), [
    /nested.html:4:.*element-permitted-content/,
    /twice.html:4:.*no-dup-id/,
  ]);
});

function mistakes(page) {
  const { results } = validator.validateStringSync(read(page.site, page.path));
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ line, column, message, ruleId }) =>
        `${nameOf(page)}:${line}:${column}: ${message} (${ruleId})`,
    ),
  );
}

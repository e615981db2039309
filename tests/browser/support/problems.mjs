// Turns a list of collected problems into the outcome of a test.
import assert from "node:assert/strict";

const SHOWN = 60;

/** Fails with every problem on a line of its own; an empty list passes. */
export function expectNone(problems) {
  if (problems.length === 0) return;
  const shown = problems.slice(0, SHOWN);
  if (problems.length > SHOWN) shown.push(`and ${problems.length - SHOWN} more`);
  assert.fail(`${problems.length} problems\n${shown.join("\n")}`);
}

/** The self-tests' check: exactly one problem for each pattern, in any order. */
export function expectExactly(problems, patterns) {
  const left = [...problems];
  for (const pattern of patterns) {
    const found = left.findIndex((problem) => pattern.test(problem));
    assert.notEqual(found, -1, `no problem matches ${pattern} in\n${problems.join("\n")}`);
    left.splice(found, 1);
  }
  assert.deepEqual(left, [], "more problems than were planted");
}

/** How a page is named in messages: `sales/items/single-sign-on.html`. */
export function nameOf({ site, path }) {
  return `${site.audience}/${path}`;
}

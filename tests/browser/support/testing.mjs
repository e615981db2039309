// Node's own test function; whoever imports it from here also gets the browser closed at the end.
import { after, test } from "node:test";
import { closeBrowser } from "./browser.mjs";

after(closeBrowser);

export { test };

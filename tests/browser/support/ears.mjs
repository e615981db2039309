// Hears what goes wrong in a page: the console, errors, violations of its policy, its requests.

// Milliseconds after which a request that has no end is a fault.
const PATIENCE = 20_000;

/** Listens to `page`, which may load from below `root` only, and tells `report` what is wrong. */
export class Ears {
  #page;
  #report;
  #open = new Set();
  #listeners;

  constructor(page, root, report) {
    this.#page = page;
    this.#report = report;
    this.#listeners = {
      console: (said) => isBad(said) && report(`console ${said.type()}: ${said.text()}`),
      pageerror: (error) => report(`uncaught error: ${error.message}`),
      request: (request) => {
        this.#open.add(request);
        if (!request.url().startsWith(root)) report(`foreign request ${request.url()}`);
      },
      response: (answer) => {
        if (answer.status() >= 400) report(`answer ${answer.status()} to ${answer.url()}`);
      },
      requestfinished: (request) => this.#open.delete(request),
      requestfailed: (request) => {
        this.#open.delete(request);
        // Aborted is what going on to the next page does to an icon that is still on its way. What
        // cannot be had fails for another reason, or has an answer that says so.
        if (request.failure().errorText === "net::ERR_ABORTED") return;
        report(`failed request ${request.url()}`);
      },
    };
    for (const [event, listener] of Object.entries(this.#listeners)) page.on(event, listener);
  }

  /** Listens on until all is loaded that the load event set off, then stops. */
  async close() {
    const deadline = Date.now() + PATIENCE;
    do await this.#page.evaluate(oneTurn);
    while (this.#open.size > 0 && Date.now() < deadline);
    for (const [event, listener] of Object.entries(this.#listeners)) {
      this.#page.off(event, listener);
    }
    for (const request of this.#open) this.#report(`never comes: ${request.url()}`);
  }
}

/** Runs in the page. */
function oneTurn() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

function isBad(message) {
  return ["error", "warning"].includes(message.type());
}

/** For `initScript`: Chromium does not log every kind of violation by itself. */
export function tellViolations() {
  document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy violation: ${event.effectiveDirective} by ${event.blockedURI}`);
  });
}

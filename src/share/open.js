// Opens the page: the key is in the address behind the #, which no browser sends.
(async () => {
  "use strict";
  const tell = (title, ...words) => {
    document.getElementById("title").textContent = title;
    const paragraphs = words.map((text) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      return paragraph;
    });
    document.getElementById("say").replaceChildren(...paragraphs);
  };
  const ask = "Ask the person who sent it for the whole link, and open it as it is.";
  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  // Another key in the same window is another visit.
  addEventListener("hashchange", () => location.reload());
  const fragment = location.hash.slice(1);
  if (!/^[A-Za-z0-9_-]{43}$/.test(fragment)) {
    tell("This link is not complete", "The part behind the # is missing or was cut off on the way. It is the key to this page.", ask);
    return;
  }
  if (!globalThis.crypto?.subtle) {
    tell("This browser cannot open the page", "It was reached over a connection that is not encrypted, or the browser is too old. Open the link in a current browser, beginning with https.");
    return;
  }
  let page;
  try {
    const sealed = bytesOf(document.getElementById("sealed").textContent);
    const raw = bytesOf(fragment.replaceAll("-", "+").replaceAll("_", "/") + "=");
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
    const cipher = { name: "AES-GCM", iv: sealed.subarray(0, 12) };
    const text = await crypto.subtle.decrypt(cipher, key, sealed.subarray(12));
    page = JSON.parse(new TextDecoder().decode(text));
  } catch {
    tell("This link does not open the page", "The key in it is not the one of this page. The link was changed on the way, or has been replaced by a new one.", ask);
    return;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(page.style);
  document.adoptedStyleSheets = [sheet];
  document.querySelector("style").remove();
  document.title = page.title;
  document.documentElement.lang = page.lang;
  document.body.innerHTML = page.body;
  document.getElementById("main")?.focus({ preventScroll: true });
  // A step within the page must not take the key out of the address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const target = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus();
    target.scrollIntoView();
  });
})();

// The list of what is new: since the last visit, or since the day that the address asks for.
{
  const asked = new URLSearchParams(location.search).get("since");
  const since = /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : globalThis.lastVisit;
  const note = document.querySelector("#since");
  const changes = [...document.querySelectorAll(".log [data-on]")];
  const isNewer = (change) => change.dataset.on > since;
  if (since === asked) {
    for (const change of changes) change.hidden = !isNewer(change);
    for (const month of document.querySelectorAll(".changelog > section"))
      month.hidden = !month.querySelector("[data-on]:not([hidden])");
  }
  if (since) {
    const link = document.createElement("a");
    if (since === asked) [link.href, link.textContent] = ["?", "Show all"];
    else [link.href, link.textContent] = [`?since=${since}`, "Show only these"];
    const { lang } = document.documentElement;
    const day = new Date(since).toLocaleDateString(lang === "en" ? "en-GB" : lang, {
      dateStyle: "long",
      timeZone: "UTC",
    });
    const count = changes.filter(isNewer).length;
    const visit = since === globalThis.lastVisit ? "your last visit on " : "";
    note.append(`${count || "Nothing"} new since ${visit}${day}. `, link);
    note.hidden = false;
  }
}

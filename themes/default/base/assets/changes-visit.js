// What is new since the last visit. The reader's browser keeps its day, and nobody else learns it.
{
  const key = new URL(".", location).href;
  const today = document.querySelector("footer time").dateTime;
  let visit = {};
  try {
    visit = JSON.parse(localStorage[key] ?? "{}");
    if (visit.last !== today) visit = { last: today, before: visit.last };
    localStorage[key] = JSON.stringify(visit);
  } catch {
    // Nothing is kept: every visit is the first.
  }
  globalThis.lastVisit = visit.before;
  for (const mark of document.querySelectorAll(".card [data-on]"))
    mark.hidden = mark.dataset.on <= visit.before;
}

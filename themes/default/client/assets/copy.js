// The button that copies the address of this page, the public one where the page knows it.
const button = document.querySelector(".copy");
const said = button?.nextElementSibling;
const link = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];

/** For browsers and places that keep the clipboard from scripts. */
function copyBySelection() {
  const field = Object.assign(document.createElement("input"), { value: link, readOnly: true });
  button.after(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  button.focus();
  if (!isCopied) throw new Error("the browser does not copy");
}

button?.addEventListener("click", async () => {
  try {
    await (navigator.clipboard?.writeText(link) ?? Promise.reject()).catch(copyBySelection);
    said.textContent = "Copied.";
  } catch {
    said.textContent = link;
  }
  setTimeout(() => (said.textContent = ""), 8000);
});
if (button) button.hidden = false;

// What is folded prints open, also where style sheets cannot say so.
{
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

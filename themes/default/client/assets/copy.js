// The buttons that copy: the address of this page, the public one where the page knows it, and the
// address for feedback.
const link = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
for (const button of document.querySelectorAll(".copy")) prepare(button, button.dataset.copy ?? link);

function prepare(button, text) {
  const said = button.nextElementSibling;
  button.addEventListener("click", async () => {
    const bySelection = () => copyBySelection(button, text);
    try {
      await (navigator.clipboard?.writeText(text) ?? Promise.reject()).catch(bySelection);
      said.textContent = "Copied.";
    } catch {
      said.textContent = text;
    }
    setTimeout(() => (said.textContent = ""), 8000);
  });
  button.hidden = false;
}

/** For browsers and places that keep the clipboard from scripts. */
function copyBySelection(button, text) {
  const field = Object.assign(document.createElement("input"), { value: text, readOnly: true });
  button.after(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  button.focus();
  if (!isCopied) throw new Error("the browser does not copy");
}

// What is folded prints open, also where style sheets cannot say so.
{
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
    for (const image of document.images) image.loading = "eager";
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

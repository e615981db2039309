// / starts a search, Escape ends it. One key needs a switch (WCAG 2.1.4).
{
  const box = document.querySelector("input[type=search]");
  const key = document.querySelector(".key");
  if (key) key.onclick = () => (key.ariaPressed = key.ariaPressed !== "true");
  addEventListener("keydown", (event) => {
    const isHeld = event.ctrlKey || event.metaKey || event.altKey;
    const isTyping = event.target.closest?.("input, select, textarea");
    if (event.key === "Escape" && event.target === box) {
      box.value = "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (event.key !== "/" || isHeld || isTyping || key?.ariaPressed !== "true") return;
    event.preventDefault();
    box.select();
  });
}

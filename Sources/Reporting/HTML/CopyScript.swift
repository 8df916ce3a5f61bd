/// The page's only script: buttons that copy what is to be pasted. Without it nothing is missing.
enum CopyScript {
  static let source: StaticString = """

    for (const box of document.querySelectorAll("[data-copy]")) {
      const text = box.querySelector("pre");
      const button = document.createElement("button");
      const said = document.createElement("span");
      button.type = "button";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy " + box.dataset.copy);
      said.className = "said";
      said.setAttribute("role", "status");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text.textContent);
          said.textContent = "Copied";
        } catch {
          const selection = getSelection();
          selection.selectAllChildren(text);
          said.textContent = "Selected: press Ctrl+C";
        }
        setTimeout(() => { said.textContent = ""; }, 4000);
      });
      box.append(button, said);
    }

    """
}

// Native dialogs: <button data-ps-open="id"> opens, <button data-ps-close> or Esc closes.
export function initDialogs(root) {
  for (const button of root.querySelectorAll("[data-ps-open]:not([data-ps-ready])")) {
    button.dataset.psReady = "1";
    button.addEventListener("click", (event) => {
      const dialog = document.getElementById(button.dataset.psOpen);
      if (!dialog || !dialog.showModal) return; // a link under the button still leads somewhere
      event.preventDefault();
      dialog.showModal();
      dialog.addEventListener("close", () => button.focus(), { once: true });
    });
  }
  for (const button of root.querySelectorAll("[data-ps-close]:not([data-ps-ready])")) {
    button.dataset.psReady = "1";
    button.addEventListener("click", () => button.closest("dialog")?.close());
  }
}

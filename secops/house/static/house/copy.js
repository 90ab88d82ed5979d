// "Salin untuk WhatsApp": the text area can always be copied by hand; the button saves two taps.
export function initCopy(root) {
  for (const button of root.querySelectorAll("[data-ps-copy]:not([data-ps-ready])")) {
    const area = document.getElementById(button.dataset.psCopy);
    if (!area) continue;
    button.dataset.psReady = "1";
    button.hidden = false;
    const status = document.getElementById(`${button.dataset.psCopy}-status`);
    button.addEventListener("click", async () => {
      let done = false;
      try {
        await navigator.clipboard.writeText(area.value);
        done = true;
      } catch {
        area.focus();
        area.select();
        done = document.execCommand("copy"); // old browsers and plain http
      }
      if (status) status.textContent = done ? button.dataset.psDone : button.dataset.psFailed;
    });
  }
}

// Ticked rows: the bar shows how many; "all on this page"; "all that match the filter".
export function initBulk(root) {
  for (const form of root.querySelectorAll("[data-ps-bulk]:not([data-ps-ready])")) {
    form.dataset.psReady = "1";
    const boxes = () => [...document.querySelectorAll(`input[name=pick][form="${form.id}"]`)];
    const whole = () => document.querySelector(`[data-ps-pick-page="${form.id}"]`);
    const count = form.querySelector("[data-ps-picked]");
    const every = form.querySelector("input[name=all_matching]");
    const show = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      if (count) count.textContent = String(ticked);
      form.hidden = ticked === 0 && !every?.checked;
      const all = whole();
      if (all) {
        all.checked = ticked > 0 && ticked === boxes().length;
        all.indeterminate = ticked > 0 && !all.checked;
      }
    };
    document.addEventListener("change", (event) => {
      const target = event.target;
      if (target.matches?.(`[data-ps-pick-page="${form.id}"]`)) {
        for (const box of boxes()) box.checked = target.checked;
      }
      show();
    });
    document.addEventListener("htmx:afterSettle", show);
    const all = whole();
    if (all) all.closest("label").hidden = false;
    show();
  }
}

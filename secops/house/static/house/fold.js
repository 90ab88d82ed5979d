// Cards that fold (details.ps-fold) and older lines within them (details.ps-older): open on wide
// screens and on paper, and where a link leads in.
const FOLDS = "details.ps-fold, details.ps-older";
const WIDE = "(min-width: 62rem)";

function reveal() {
  const name = decodeURIComponent(window.location.hash.slice(1));
  const target = name ? document.getElementById(name) : null;
  if (!target) return;
  let closed = target.closest("details:not([open])");
  if (!closed) return;
  for (; closed; closed = closed.parentElement.closest("details:not([open])")) closed.open = true;
  target.scrollIntoView();
}

export function initFolds(root) {
  const folds = [...root.querySelectorAll(FOLDS)].filter((fold) => !fold.dataset.psReady);
  const wide = window.matchMedia(WIDE).matches;
  for (const fold of folds) {
    fold.dataset.psReady = "1";
    if (wide) fold.open = true;
  }
  if (root !== document) return;
  reveal();
  window.addEventListener("hashchange", reveal);
  // The same link again changes no address.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.('a[href*="#"]')) setTimeout(reveal);
  });
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(FOLDS)) fold.open = true;
  });
}

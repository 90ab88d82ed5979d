// Small conveniences. Every page works without them; nothing here decides anything.
import { initCopy } from "./copy.js";
import { initDialogs } from "./dialog.js";
import { initCountdowns } from "./undo.js";
import { initBulk } from "./bulk.js";
import { initFolds } from "./fold.js";
import { initSearch, initFilters } from "./keys.js";

const parts = [initCopy, initDialogs, initCountdowns, initBulk, initFolds, initSearch, initFilters];

function start(root) {
  for (const part of parts) part(root);
}

start(document);
// Parts that htmx brought in later get the same conveniences.
document.addEventListener("htmx:load", (event) => start(event.detail.elt));

/* Compares a chosen file with the hashes of the page, in this browser; the file goes nowhere. */
const box = document.getElementById("check");
const known = [...document.querySelectorAll("[data-sha256]")].map((one) => one.dataset.sha256);

if (box && window.crypto && window.crypto.subtle) {
  const verdict = document.getElementById("verdict");
  const say = (words, tone) => {
    verdict.textContent = words;
    verdict.className = tone;
  };
  box.hidden = false;
  document.getElementById("file").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return say("", "");
    say(box.dataset.reading, "");
    try {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (known.includes(hex)) say(`✓ ${box.dataset.same}`, "ok");
      else say(`▲ ${box.dataset.other}`, "bad");
    } catch {
      say(`▲ ${box.dataset.failed}`, "bad");
    }
  });
}

// The bar "Dikirim dalam 30 detik · Batalkan" counts down. The server alone decides what was sent.
export function initCountdowns(root) {
  for (const bar of root.querySelectorAll("[data-ps-countdown]:not([data-ps-ready])")) {
    bar.dataset.psReady = "1";
    const ends = Date.now() + 1000 * Number(bar.dataset.psCountdown);
    const label = bar.querySelector("[data-ps-seconds]");
    const meter = bar.querySelector("progress");
    const tick = () => {
      const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
      if (label) label.textContent = String(left);
      if (meter) meter.value = left;
      if (left > 0 && bar.isConnected) {
        setTimeout(tick, 250);
        return;
      }
      for (const button of bar.querySelectorAll("button")) button.hidden = true;
      const text = bar.querySelector("[data-ps-text]");
      if (text) text.textContent = bar.dataset.psAfter;
    };
    tick();
  }
}

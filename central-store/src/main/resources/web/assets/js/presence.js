// Tells the server that a person is there: what the page fetches by itself does not count as use.
const EVERY_MILLIS = 300000;
let told = Date.now();

function present() {
  if (Date.now() - told < EVERY_MILLIS) return;
  told = Date.now();
  fetch("/api/v1/session", { cache: "no-store" }).catch(() => {});
}

export function listen() {
  for (const name of ["pointerdown", "keydown", "wheel"]) {
    document.addEventListener(name, present, { passive: true });
  }
}

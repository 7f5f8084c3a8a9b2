// The stream of changes, and the badge that says whether it flows.
const WORDS = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  offline: "Offline",
  "signed-out": "Signed out",
};
const RETRY_MILLIS = 5000;
const SILENCE_MILLIS = 40000;

function show(state) {
  const badge = document.getElementById("connection");
  const tone = state === "signed-out" ? "offline" : state;
  if (badge.dataset.state !== tone) badge.dataset.state = tone;
  const text = badge.querySelector(".word");
  if (text.textContent !== WORDS[state]) text.textContent = WORDS[state];
}

// handlers: an object of event name to a function that takes the event's data.
export function follow(handlers) {
  let source = null;
  let heard = Date.now();
  let ended = false;

  function open() {
    source?.close();
    source = new EventSource("/api/v1/stream");
    heard = Date.now();
    source.addEventListener("open", () => show("live"));
    source.addEventListener("error", () => lost());
    source.addEventListener("signed-out", () => signedOut());
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => {
        heard = Date.now();
        handle(JSON.parse(event.data));
      });
    }
  }

  function lost() {
    if (ended) return;
    show(navigator.onLine ? "reconnecting" : "offline");
    // A closed source does not try again by itself: the server refused it.
    if (source.readyState === EventSource.CLOSED) setTimeout(checkAndOpen, RETRY_MILLIS);
  }

  async function checkAndOpen() {
    try {
      const answer = await fetch("/dashboard/alerts", { cache: "no-store" });
      if (answer.status === 401) signedOut();
      else open();
    } catch {
      show("offline");
      setTimeout(checkAndOpen, RETRY_MILLIS);
    }
  }

  function signedOut() {
    ended = true;
    source?.close();
    show("signed-out");
    const next = encodeURIComponent(location.pathname + location.search);
    location.assign(`/login?next=${next}`);
  }

  window.addEventListener("offline", () => show("offline"));
  window.addEventListener("online", () => !ended && open());
  document.addEventListener("visibilitychange", () => {
    // A tablet that slept may hold a connection that is long dead.
    if (!document.hidden && !ended && Date.now() - heard > SILENCE_MILLIS) open();
  });
  open();
}

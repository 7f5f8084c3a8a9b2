// The list of alerts: fetched anew when alerts change, acknowledged without leaving the page.
import * as format from "./format.js";
import { now } from "./clock.js";
import { total } from "./fleet.js";

const section = document.getElementById("alerts");

export async function refresh() {
  const answer = await fetch("/dashboard/alerts", { cache: "no-store" });
  if (!answer.ok) return;
  // The server has escaped every text of strangers; the policy forbids scripts in it anyway.
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const scrolled = section.querySelector(".alerts")?.scrollTop ?? 0;
  section.replaceChildren(...fresh.body.childNodes);
  section.querySelector(".alerts").scrollTop = scrolled;
  const summary = section.querySelector("[data-count]").dataset;
  total("alerts", summary.count);
  total("critical", summary.critical);
  document.querySelector('[data-tile="alerts"]').className = `tile ${summary.worst}`;
}

async function acknowledge(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    redirect: "manual",
  });
  // The way back to the dashboard is what success looks like.
  if (answer.type !== "opaqueredirect") button.textContent = "Try again";
  await refresh();
}

export function listen() {
  section.addEventListener("submit", (event) => {
    event.preventDefault();
    acknowledge(event.target).catch(() => event.target.submit());
  });
}

export function tick() {
  const at = now();
  section.querySelectorAll("time[data-since]").forEach((time) => {
    const text = format.age(Number(time.dataset.since), at);
    if (time.textContent !== text) time.textContent = text;
  });
}

// Keeps a board playing without the network. The address's view puts VERSION and FILES before this text.
// A new version is installed only when every one of its files has come; until then the old one goes on.
const PREFIX = `bang:${self.registration.scope}:`;
const SHELL = `${PREFIX}${VERSION}`;
const CONTENT = `${PREFIX}noi-dung`;
const PAGE = self.registration.scope;
const ITEMS = new URL("noi-dung.json", PAGE).href;
const KEPT = "X-Kept";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.url === ITEMS) event.respondWith(items(event));
  else if (request.mode === "navigate") event.respondWith(page(request));
  else event.respondWith(file(request));
});

async function install() {
  const shell = await caches.open(SHELL);
  await shell.addAll([PAGE, ...FILES].map((address) => new Request(address, { cache: "reload" })));
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== SHELL && name !== CONTENT) await caches.delete(name);
  }
  await self.clients.claim();
}

// The page that was fetched whole; the network only when there is none.
async function page(request) {
  const shell = await caches.open(SHELL);
  return (await shell.match(PAGE)) ?? fetch(request);
}

async function file(request) {
  for (const name of [SHELL, CONTENT]) {
    const found = await (await caches.open(name)).match(request);
    if (found) return found;
  }
  return fetch(request);
}

// The newest content, or what was kept of it, marked as such.
async function items(event) {
  const kept = await caches.open(CONTENT);
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(keep(kept, answer.clone()));
    if (answer.status < 500) return answer;
  } catch {
    // No network: below.
  }
  const old = await kept.match(ITEMS);
  if (!old) return new Response("", { status: 503 });
  const headers = new Headers(old.headers);
  headers.set(KEPT, "1");
  return new Response(old.body, { status: 200, headers });
}

async function keep(kept, answer) {
  const text = await answer.text();
  const wanted = new Set(
    JSON.parse(text)
      .items.flatMap((item) => item.slides)
      .map((slide) => slide.picture)
      .filter((address) => address && !address.includes("#"))
      .map((address) => new URL(address, PAGE).href),
  );
  await kept.put(ITEMS, new Response(text, { headers: { "Content-Type": "application/json" } }));
  const there = new Set();
  for (const request of await kept.keys()) {
    if (request.url === ITEMS) continue;
    if (wanted.has(request.url)) there.add(request.url);
    else await kept.delete(request);
  }
  for (const address of wanted) {
    if (there.has(address)) continue;
    try {
      await kept.add(address);
    } catch {
      // It is tried again with the next content.
    }
  }
}

// The service worker of field mode, for /lapangan alone. The build fills in the name and the files.
const NAME = '__NAME__';
const FILES = '__FILES__';

// All files or nothing: half a page would not open without a signal.
self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
});

// An open page has loaded all of its code, so the files of the build before can go.
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('ksbb-lapangan-') && name !== NAME)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

// Only what was stored: data is the page's own business, and a page that was not stored is the network's.
self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== location.origin) return;
  const wanted = event.request.mode === 'navigate' ? '/lapangan' : pathname;
  if (!FILES.includes(wanted)) return;
  event.respondWith(
    caches
      .open(NAME)
      .then((cache) => cache.match(wanted))
      .then((found) => found || fetch(event.request)),
  );
});

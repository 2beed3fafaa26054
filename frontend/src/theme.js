// Runs before the first paint, so that a page never flashes in the wrong theme. The server writes it into the page, whose policy names it by its hash.
(() => {
  const root = document.documentElement;
  // What needs scripts is shown where they run.
  root.setAttribute('data-script', '');
  let theme;
  try {
    theme = localStorage.getItem('ksbb.theme');
  } catch (_closed) {
    // Without storage the system's theme stays.
  }
  if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
})();

// Runs before the first paint, so that a page never flashes in the wrong theme. It is a file of its own because the content security policy allows no inline script.
(() => {
  const root = document.documentElement;
  let theme;
  try {
    theme = localStorage.getItem('ksbb.theme');
  } catch (_closed) {
    // Without storage the system's theme stays.
  }
  if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
})();

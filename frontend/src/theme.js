// Runs before the first paint, so that a page never flashes in the wrong theme or language. It is
// a file of its own because the content security policy allows no inline script.
(() => {
  const root = document.documentElement;
  let theme;
  let lang;
  try {
    theme = localStorage.getItem('ksbb.theme');
    lang = localStorage.getItem('ksbb.lang');
  } catch (_closed) {
    // Without storage the system's theme and Indonesian stay.
  }
  if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
  if (lang === 'en') root.lang = 'en';
})();

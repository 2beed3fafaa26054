// Reloads the page after the server has restarted; see reloading.py.
(() => {
  let number;
  const look = async () => {
    try {
      const answer = await fetch('/@dev/number');
      if (answer.ok) {
        const now = await answer.text();
        if (number && now !== number) location.reload();
        number = now;
      }
    } catch {
      // The server is starting: try again.
    }
    setTimeout(look, 700);
  };
  look();
})();

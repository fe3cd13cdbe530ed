// The big screen fetches itself every minute. Only a changed board is exchanged, in one step, so nothing flickers; what
// could not be fetched is said, and the last figures stay.
const wall = document.body;
if (wall.matches("[data-screen]")) {
  const offset = Date.parse(wall.dataset.now) - Date.now(); // the server's clock counts
  const zone = wall.dataset.now.slice(-6);
  let since = null;

  const clock = () => {
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(zone) ?? [, "+", "0", "0"];
    const shift = (sign === "-" ? -1 : 1) * (hours * 60 + +minutes) * 60000;
    const now = new Date(Date.now() + offset + shift).toISOString();
    const shown = document.querySelector("[data-clock]");
    if (shown) shown.textContent = `${now.slice(0, 10)} ${now.slice(11, 16)}`;
    return now.slice(11, 16);
  };

  const stale = (signedOut) => {
    const note = document.querySelector("[data-stale]");
    note.hidden = false;
    note.querySelector("[data-since]").textContent = since;
    note.querySelector("[data-signed-out]").hidden = !signedOut;
  };

  const refresh = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store", signal: AbortSignal.timeout(30000) });
      if (answer.redirected) return stale(true);
      if (!answer.ok) return stale(false);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
      if (!fresh) return stale(false);
      const board = document.getElementById("board");
      for (const side of [fresh, board]) for (const part of side.querySelectorAll("[data-clock], [data-since]")) part.textContent = "";
      board.querySelector("[data-stale]").hidden = true;
      if (fresh.innerHTML !== board.innerHTML) board.replaceWith(document.importNode(fresh, true));
      since = clock();
    } catch {
      stale(false);
    }
  };

  since = clock();
  setInterval(clock, 1000);
  setInterval(refresh, Math.max(5, Number(wall.dataset.every) || 60) * 1000);
}

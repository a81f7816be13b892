// Shows the page anew when the site was built again: only where the portal is served on the writer's own machine.
let seen = null;

async function ask() {
  try {
    const answer = await fetch(seen === null ? "/.placet/built" : `/.placet/built?after=${seen}`);
    const now = await answer.text();
    if (seen !== null && now !== seen) {
      location.reload();
      return;
    }
    seen = now;
    setTimeout(ask, 0);
  } catch {
    setTimeout(ask, 1000);
  }
}

ask();

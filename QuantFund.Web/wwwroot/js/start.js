// Starts the page's connection, which tries again for ever: every quarter of a second at first, then every two seconds.
const first = 250;
const later = 2000;
// A host that says nothing for this long, not even that it is there, is taken for lost. It speaks each three seconds.
const silence = 10_000;

Blazor.start({
  circuit: {
    configureSignalR: (builder) => builder.withServerTimeout(silence),
    reconnectionOptions: {
      maxRetries: Number.MAX_SAFE_INTEGER,
      retryIntervalMilliseconds: (attempt) => Math.min(first * 2 ** Math.min(attempt, 10), later),
    },
  },
});

// When the page last changed by the host's word: the age of the picture that is left when the host is gone.
let heardAt = new Date();
const header = document.querySelector('header.top');
if (header)
  new MutationObserver(() => {
    heardAt = new Date();
  }).observe(header, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-at'] });

const notice = document.getElementById('components-reconnect-modal');
const age = notice?.querySelector('[data-age]');
let aging = 0;

function span(seconds) {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

function tellAge() {
  const seconds = Math.max(0, Math.round((Date.now() - heardAt) / 1000));
  if (age) age.textContent = `${span(seconds)} old (from ${heardAt.toLocaleTimeString('en-GB')} by this computer's clock)`;
}

function lose() {
  document.documentElement.dataset.lost = 'true';
  tellAge();
  aging ||= setInterval(tellAge, 1000);
}

function find() {
  delete document.documentElement.dataset.lost;
  clearInterval(aging);
  aging = 0;
}

// The host has no such page any more (it was restarted): a fresh one is the way back, once there is somebody to give it.
async function renew() {
  try {
    await fetch('favicon.svg', { method: 'HEAD', cache: 'no-store' });
    location.reload();
  } catch {
    setTimeout(renew, later);
  }
}

notice?.addEventListener('components-reconnect-state-changed', (event) => {
  const state = event.detail.state;
  if (state === 'hide') find();
  else lose();
  if (state === 'rejected' || state === 'failed') renew();
});

window.quantFund = {
  setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  },
};

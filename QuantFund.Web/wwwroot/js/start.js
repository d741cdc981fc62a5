// Starts the page's connection, which tries again for ever: every quarter of a second at first, then every two seconds.
const first = 250;
const later = 2000;

Blazor.start({
  circuit: {
    reconnectionOptions: {
      maxRetries: Number.MAX_SAFE_INTEGER,
      retryIntervalMilliseconds: (attempt) => Math.min(first * 2 ** Math.min(attempt, 10), later),
    },
  },
});

// The server has no such circuit any more (it was restarted): a fresh page is the way back.
const notice = document.getElementById('components-reconnect-modal');
notice?.addEventListener('components-reconnect-state-changed', (event) => {
  if (event.detail.state === 'rejected' || event.detail.state === 'failed') location.reload();
});

window.quantFund = {
  setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  },
};

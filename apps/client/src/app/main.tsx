import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { identity } from '../identity/identity.js';
import { retryStyles } from '../ui/part.js';
import { App } from './app.js';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
retryStyles();
identity.connect('BroadcastChannel' in window ? new BroadcastChannel('signed-in') : null);
window.addEventListener('pageshow', identity.lookAround);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// The service worker is for the next visit and must not delay this one.
if (import.meta.env.PROD) {
  window.addEventListener('load', () => setTimeout(() => void installLater(), 3000), { once: true });
}

async function installLater(): Promise<void> {
  const { installApp } = await import('../pwa/install.js');
  await installApp();
}

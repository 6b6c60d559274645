import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askedOf } from './asked.js';
import { WidgetTable } from './widget-table.js';

const { league, theme } = askedOf(window.location);
if (theme !== null) document.documentElement.dataset.theme = theme;
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <WidgetTable league={league} />
  </StrictMode>,
);

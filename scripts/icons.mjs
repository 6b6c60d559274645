import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { inRoot } from './lib/root.mjs';

const GROUND = '#0a0f16';
/** Systems cut a maskable icon to any shape, so its picture stays within the middle 80 %. */
const ICONS = [
  { name: 'icon-192', size: 192, picture: 1, ground: 'transparent' },
  { name: 'icon-512', size: 512, picture: 1, ground: 'transparent' },
  { name: 'maskable-512', size: 512, picture: 0.8, ground: GROUND },
  { name: 'apple-touch-icon', size: 180, picture: 0.9, ground: GROUND },
];

// node scripts/icons.mjs: draws the app's icons from its SVG; needs Chromium, so the pictures are kept with the sources
const svg = readFileSync(inRoot('apps/client/public/icon.svg'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const { name, size, picture, ground } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const side = Math.round(size * picture);
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">
       <img width="${side}" height="${side}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`,
  );
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(inRoot('apps/client/public/icons', `${name}.png`), png);
  await page.close();
}
await browser.close();

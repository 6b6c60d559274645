/**
 * What is open above a page (a sheet, a menu) has an entry of its own in the browser's history, so Back closes it and
 * stays on the page. Closed by other means, its entry is left again.
 */
interface Layer {
  readonly id: string;
  readonly close: () => void;
  /** The address of the page beneath; absent: the same as now. */
  readonly below: string | undefined;
}

const KEY = 'layer';

/** The ones that have an entry, the topmost last. */
const layers: Layer[] = [];
/** Opened while the browser still leaves the entry of another one: on that entry theirs would be lost. */
const waiting: Layer[] = [];
let leaving = false;
let made = 0;

/** Opens a layer. @returns what takes it away again, by whatever means it was closed */
export function enterLayer(close: () => void, below?: string): () => void {
  made += 1;
  const layer: Layer = { id: `${Math.round(performance.timeOrigin)}-${made}`, close, below };
  if (leaving) waiting.push(layer);
  else push(layer);
  return () => leave(layer);
}

function push(layer: Layer): void {
  const here = window.location.href;
  if (layer.below !== undefined) window.history.replaceState(window.history.state, '', layer.below);
  window.history.pushState({ ...window.history.state, [KEY]: layer.id }, '', here);
  layers.push(layer);
}

function leave(layer: Layer): void {
  remove(waiting, layer);
  if (remove(layers, layer) && layerHere() === layer.id) back();
}

function back(): void {
  leaving = true;
  window.history.back();
}

function remove(from: Layer[], layer: Layer): boolean {
  const at = from.indexOf(layer);
  if (at >= 0) from.splice(at, 1);
  return at >= 0;
}

function layerHere(): string | undefined {
  const state: unknown = window.history.state;
  const id = typeof state === 'object' && state !== null ? Reflect.get(state, KEY) : undefined;
  return typeof id === 'string' ? id : undefined;
}

window.addEventListener('popstate', () => {
  leaving = false;
  const here = layerHere();
  const kept = layers.findIndex(({ id }) => id === here);
  for (const layer of layers.splice(kept + 1)) layer.close();
  // the entry of one that is closed already: its page is one step back
  if (here !== undefined && kept < 0) back();
  else for (const layer of waiting.splice(0)) push(layer);
});

// A reload keeps the entry's mark and closes what it was for: the entry is the page's now.
if (layerHere() !== undefined) window.history.replaceState({ ...window.history.state, [KEY]: undefined }, '');

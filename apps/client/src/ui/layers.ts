/**
 * An open layer above a page (a sheet, a menu) has its own entry in the browser's history, so Back closes the
 * layer and stays on the page. When the layer closes otherwise, the code goes back over its entry.
 */
interface Layer {
  readonly id: string;
  readonly close: () => void;
  /** The address of the page below; absent: the current one. */
  readonly below: string | undefined;
}

const KEY = 'layer';

/** Layers with a history entry, the topmost last. */
const layers: Layer[] = [];
/**
 * Layers opened while the browser still leaves another layer's entry; pushed on that entry, theirs would be
 * lost.
 */
const waiting: Layer[] = [];
let leaving = false;
let made = 0;

/** Opens a layer. @returns removes it; must be called however it was closed */
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
  // the entry of a closed layer: its page is one step back
  if (here !== undefined && kept < 0) back();
  else for (const layer of waiting.splice(0)) push(layer);
});

// A reload keeps the entry's mark but closes the layer, so the mark is removed.
if (layerHere() !== undefined) window.history.replaceState({ ...window.history.state, [KEY]: undefined }, '');

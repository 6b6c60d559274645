import { type RefObject, type ToggleEvent, useEffect, useRef, useState } from 'react';

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
/** Marks the entry of a layer that is in the address: a reload opens it again. */
const OWN = 'layerHasAddress';

/** Layers with a history entry, the topmost last. */
const layers: Layer[] = [];
/**
 * Layers opened while the browser still leaves another layer's entry; pushed on that entry, theirs would be
 * lost.
 */
const waiting: Layer[] = [];
let leaving = false;
let made = 0;
/** The entry of a layer with an address, from before a reload: the layer takes it over when it opens again. */
let adoptable: string | undefined;

/** Opens a layer. @returns removes it; must be called however it was closed */
export function enterLayer(close: () => void, below?: string): () => void {
  made += 1;
  const layer: Layer = { id: `${Math.round(performance.timeOrigin)}-${made}`, close, below };
  if (leaving) waiting.push(layer);
  else enter(layer);
  return () => leave(layer);
}

function enter(layer: Layer): void {
  if (layer.below !== undefined && adoptable !== undefined && layerHere() === adoptable) {
    adoptable = undefined;
    mark(layer, window.location.href, 'replaceState');
    layers.push(layer);
  } else push(layer);
}

function mark({ id, below }: Layer, href: string, how: 'pushState' | 'replaceState'): void {
  const state = { ...window.history.state, [KEY]: id, [OWN]: below !== undefined };
  window.history[how](state, '', href);
}

function push(layer: Layer): void {
  const here = window.location.href;
  if (layer.below !== undefined) window.history.replaceState(window.history.state, '', layer.below);
  mark(layer, here, 'pushState');
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
  else for (const layer of waiting.splice(0)) enter(layer);
});

// A reload keeps the entry of an open layer. One that is not in the address is closed now, so its entry is left.
if (layerHere() !== undefined) {
  if (Reflect.get(window.history.state, OWN) === true) adoptable = layerHere();
  else back();
}

/**
 * Makes Back close the open layer and stay on the page.
 * @param below the address of the page below, where the layer has its own
 */
export function useBackCloses(open: boolean, close: () => void, below?: string): void {
  const latest = useRef({ close, below });
  useEffect(() => {
    latest.current = { close, below };
  });
  useEffect(() => {
    if (open) return enterLayer(() => latest.current.close(), latest.current.below);
  }, [open]);
}

interface Menu {
  /** Props of the element with `popover`. */
  readonly menu: {
    readonly ref: RefObject<HTMLDivElement | null>;
    readonly onToggle: (event: ToggleEvent<HTMLDivElement>) => void;
  };
  readonly close: () => void;
}

/** Returns a popover menu that Back closes. Links in it must use `replace`, to replace its history entry. */
export function useMenu(): Menu {
  const ref = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => ref.current?.hidePopover();
  useBackCloses(open, close);
  return { menu: { ref, onToggle: (event) => setOpen(event.newState === 'open') }, close };
}

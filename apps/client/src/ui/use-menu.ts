import { type RefObject, type ToggleEvent, useRef, useState } from 'react';
import { useBackCloses } from './use-back-closes.js';

interface Menu {
  /** For the element that has `popover`. */
  readonly menu: {
    readonly ref: RefObject<HTMLDivElement | null>;
    readonly onToggle: (event: ToggleEvent<HTMLDivElement>) => void;
  };
  readonly close: () => void;
}

/** A popover that Back closes. Its links replace its entry in the history: `replace`. */
export function useMenu(): Menu {
  const ref = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => ref.current?.hidePopover();
  useBackCloses(open, close);
  return { menu: { ref, onToggle: (event) => setOpen(event.newState === 'open') }, close };
}

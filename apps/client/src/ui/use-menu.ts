import { type RefObject, type ToggleEvent, useRef, useState } from 'react';
import { useBackCloses } from './use-back-closes.js';

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

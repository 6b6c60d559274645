import { useEffect, useRef } from 'react';
import { enterLayer } from './layers.js';

/**
 * Back closes what is open above the page, and the page stays.
 * @param below the address of the page beneath, where the open thing has one of its own
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

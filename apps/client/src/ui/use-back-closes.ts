import { useEffect, useRef } from 'react';
import { enterLayer } from './layers.js';

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

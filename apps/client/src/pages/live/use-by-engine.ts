import { useEffect, useState } from 'react';
import { persistently } from '../../ui/part.js';

type ByEngine = typeof import('./model/by-engine.js');

/**
 * Returns the functions that need the scoring engine; null until its code is loaded, after the first rows.
 */
export function useByEngine(): ByEngine | null {
  const [code, setCode] = useState<ByEngine | null>(null);
  useEffect(() => {
    let wanted = true;
    void persistently(() => import('./model/by-engine.js')).then((loaded) => {
      if (wanted) setCode(loaded);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return code;
}

import { useEffect, useState } from 'react';
import { persistently } from '../../ui/part.js';

type ByEngine = typeof import('./model/by-engine.js');

/** What the scoring engine works out for the live page; null until its code is here, which comes after the first rows. */
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

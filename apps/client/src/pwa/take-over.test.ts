import { describe, expect, it, vi } from 'vitest';
import { takeOver } from './take-over.js';

describe('the player agrees to a new version', () => {
  const worker = () => ({ postMessage: vi.fn() }) as unknown as ServiceWorker;

  it('lets the one take over that waits now, not the one that was offered', () => {
    const [offered, newer] = [worker(), worker()];
    const registration = { waiting: offered };
    registration.waiting = newer;
    const workers = new EventTarget();
    const reload = vi.fn();
    takeOver(registration, workers, reload);
    expect(offered.postMessage).not.toHaveBeenCalled();
    expect(newer.postMessage).toHaveBeenCalledWith('take-over');
    expect(reload).not.toHaveBeenCalled();
    workers.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('loads the page again where none waits any more', () => {
    const reload = vi.fn();
    takeOver({ waiting: null }, new EventTarget(), reload);
    expect(reload).toHaveBeenCalledOnce();
  });
});

import { describe, expect, it, vi } from 'vitest';
import { takeOver } from './install.js';

describe('the player accepts a new version', () => {
  const worker = () => ({ postMessage: vi.fn() }) as unknown as ServiceWorker;

  it('activates the version that waits now, not the one that was offered', () => {
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

  it('reloads the page when no version is waiting any more', () => {
    const reload = vi.fn();
    takeOver({ waiting: null }, new EventTarget(), reload);
    expect(reload).toHaveBeenCalledOnce();
  });
});

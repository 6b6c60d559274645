/**
 * Returns monotonic milliseconds, independent of the device's clock; many browsers stop them while the device
 * sleeps.
 */
export const elapsed = (): number => performance.now();

/**
 * Returns a clock for absences. It starts as the device's clock, runs while the device sleeps, and never goes
 * back when the clock is set back. When the clock is set forward it looks like sleep.
 */
export function awakeOrAsleep(clock: () => number = Date.now, even: () => number = elapsed): () => number {
  let now = clock();
  let [atClock, atEven] = [now, even()];
  return () => {
    const [byClock, byEven] = [clock() - atClock, even() - atEven];
    atClock += byClock;
    atEven += byEven;
    now += Math.max(byClock, byEven);
    return now;
  };
}

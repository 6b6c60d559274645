/** Milliseconds that pass evenly, whatever becomes of the device's clock; many browsers stop them while the device sleeps. */
export const elapsed = (): number => performance.now();

/**
 * A clock for absences: begins as the device's clock, goes on while the device sleeps, and never goes back when the clock is
 * set back. When the clock is set forward it looks as if the device had slept.
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

/** Resolves with the answer when it arrives within the limit; with null when it fails or comes later. */
export function inTime<T>(answer: Promise<T>, limitMs: number): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), limitMs);
    const settle = (value: T | null) => {
      clearTimeout(timer);
      resolve(value);
    };
    answer.then(settle, () => settle(null));
  });
}

/** Returns the whole numbers below `count` that meet the condition, in order. */
export function numbersBelow(count: number, meets: (n: number) => boolean): number[] {
  const numbers: number[] = [];
  for (let n = 0; n < count; n += 1) if (meets(n)) numbers.push(n);
  return numbers;
}

import fc from 'fast-check';

const NAMES = ['1', '2', '3', '9', '__proto__', 'constructor', 'toString', '', '1 ', '\u0000'];
const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom('1', '2', '3') }, fc.constantFrom(...NAMES));
const side = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('home', 'away') },
  fc.constantFrom<unknown>('HOME', '', null, 1, ['home'], {}),
);
const picks = fc
  .array(fc.tuple(name, side), { maxLength: 6 })
  // built like JSON.parse does, where `__proto__` is an ordinary field
  .map((pairs): unknown =>
    JSON.parse(`{${pairs.map((pair) => pair.map((each) => JSON.stringify(each)).join(':')).join()}}`),
  );

/** Bodies for a card of games 1, 2 and 3: nearly valid ones, and arbitrary JSON. */
export const anyCardBody: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ picks, banker: fc.option(name), joker: fc.boolean() }) },
  fc.record(
    {
      picks: fc.oneof(picks, fc.jsonValue({ maxDepth: 1 })),
      banker: fc.jsonValue({ maxDepth: 1 }),
      joker: side,
      role: side,
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

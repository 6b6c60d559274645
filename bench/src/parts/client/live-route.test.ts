import { expect, it } from 'vitest';
import { importedBy } from './live-route.js';

it('finds static imports of a built script, not the dynamic ones', () => {
  const code = `import{a as b}from"./react-Bx1.js";import"./side-9_.js";const p=()=>import("./later-1.js");export{x}from'./y.js'`;
  expect(importedBy(code)).toEqual(['react-Bx1.js', 'side-9_.js', 'y.js']);
});

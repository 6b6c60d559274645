import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inRoot } from '../lib/root.mjs';
import { Failure } from '../lib/run.mjs';

/**
 * Returns the services of docker-compose.yml as compose would start them, with this environment and without a .env
 * file.
 * @param {Record<string, string>} env values of `${…}`
 * @returns {{services: Record<string, object>, networks: object, volumes: object}}
 */
export function readCompose(env) {
  const file = parse(readFileSync(inRoot('docker-compose.yml'), 'utf8'), { merge: true });
  return interpolated(file, env);
}

/** Returns the services that `docker compose up` starts: those without a profile. */
export function startedServices({ services }) {
  return Object.entries(services)
    .filter(([, service]) => service.profiles === undefined)
    .map(([name]) => name);
}

function interpolated(value, env) {
  if (typeof value === 'string') return interpolate(value, env);
  if (Array.isArray(value)) return value.map((item) => interpolated(item, env));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolated(item, env)]));
}

/**
 * Replaces compose's `${NAME}`, `${NAME:-default}`, `${NAME:+replacement}`, `${NAME:?message}`, also nested, and
 * `$$`.
 * @throws Failure for a variable that must be set, or an unknown form
 */
export function interpolate(text, env) {
  let result = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '$') {
      result += text[at];
      at += 1;
    } else if (text[at + 1] === '$') {
      result += '$';
      at += 2;
    } else {
      const end = closing(text, at);
      result += substitute(text.slice(at + 2, end), env);
      at = end + 1;
    }
  }
  return result;
}

/** Returns the index of the brace that closes the one after this dollar sign. */
function closing(text, dollar) {
  let depth = 0;
  for (let at = dollar + 1; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Failure(`docker-compose.yml: no closing brace in ${text}`);
}

function substitute(expression, env) {
  const [, name, operator, word] = /^(\w+)(?:(:[-+?])(.*))?$/s.exec(expression) ?? [];
  if (name === undefined) throw new Failure(`docker-compose.yml: \${${expression}} is not understood`);
  const value = env[name] ?? '';
  if (operator === ':+') return value === '' ? '' : interpolate(word, env);
  if (value !== '' || operator === undefined) return value;
  if (operator === ':?') throw new Failure(`docker-compose.yml: ${name}: ${word}`);
  return interpolate(word, env);
}

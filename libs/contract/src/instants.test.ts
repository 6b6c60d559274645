import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  dateAndTime,
  dateOf,
  dayAndTime,
  dayOf,
  timeOfDay,
  timeWithSeconds,
  weekdayAndTime,
  zonedMoment,
  zoneName,
} from './instants.js';

const at = '2026-11-26T02:15:07Z';

describe('how moments are written', () => {
  it('has one clock of 24 hours, in the zone that is asked for', () => {
    expect(timeOfDay(at, 'America/New_York')).toBe('21:15');
    expect(timeOfDay('2026-11-26T05:00Z', 'America/New_York')).toBe('00:00');
    expect(timeWithSeconds(at, 'UTC')).toBe('02:15:07');
    expect(weekdayAndTime(at, 'America/New_York')).toBe('Wed 21:15');
    expect(dayOf(at, 'Asia/Tokyo')).toBe('Thu 26 Nov');
    expect(dayAndTime(at, 'Europe/Berlin')).toBe('Thu 26 Nov, 03:15');
    expect(dateOf(Date.parse(at), 'America/New_York')).toBe('25 Nov 2026');
    expect(dateAndTime(new Date(at), 'Europe/Berlin')).toBe('26 Nov 2026, 03:15');
    expect(zonedMoment(at, 'Europe/London')).toBe('Thursday 26 November, 02:15 GMT');
    expect(zoneName('Europe/London', at)).toBe('Greenwich Mean Time');
  });

  it('no other file formats times', () => {
    const apps = fileURLToPath(new URL('../../../apps/', import.meta.url));
    // these files compute with hours of a zone and show none
    const allowed = ['server/src/features/slate/deadline.ts'];
    const others = ['client/src', 'server/src'].flatMap((folder) =>
      readdirSync(`${apps}${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
        .map((name) => `${folder}/${name}`)
        .filter((name) =>
          /Intl\.(DateTimeFormat|NumberFormat)|\.toLocale\w*String\(/.test(readFileSync(apps + name, 'utf8')),
        ),
    );
    expect(others).toEqual(allowed);
  });
});

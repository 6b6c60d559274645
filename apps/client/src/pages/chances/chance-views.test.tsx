import { CHANCE_RELIABILITY } from '@sunday-live/analysis';
import { plain } from '@sunday-live/contract';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { HowSure } from '../../game/how-sure.js';
import { ChanceTable, CourseChart } from './chance-views.js';

const players = ['ana', 'ben', 'cid'].map((id) => ({ id, name: id.toUpperCase(), team: null }));
const chances = {
  players,
  day: Float64Array.of(0.2, 0.8, 0),
  week: Float64Array.of(0.3, 0.7, 0),
  course: null,
};

/** Returns the text of each row of the table's body. */
function lines(decided: boolean): string[] {
  const html = renderToStaticMarkup(<ChanceTable chances={chances} me="ana" decided={decided} />);
  const rows = html.slice(html.indexOf('<tbody>')).split('</tr>').slice(0, -1);
  return rows.map((row) =>
    row
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&lt;', '<')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

describe('the table of chances', () => {
  it('has the best first and marks the viewer', () => {
    expect(lines(false)).toEqual(['– BEN 80 % 70 %', '– ANA You 20 % 30 %', '– CID < 1 % < 1 %']);
  });

  it('shows exact values when the week is decided', () => {
    expect(lines(true).at(-1)).toBe('– CID 0 % 0 %');
  });
});

describe('the explanation of the chances', () => {
  it('contains every measured range', () => {
    const html = renderToStaticMarkup(<HowSure />);
    for (const { predictions } of CHANCE_RELIABILITY) {
      expect(html).toContain(`<td>${plain(predictions)}</td>`);
    }
  });
});

describe('the chart of the chances', () => {
  it('has the same values as the table', () => {
    const course = { chances: [new Float64Array([0.004, 0.996])], at: ['2024-10-27T18:00:00Z'] };
    const words = (decided: boolean) =>
      renderToStaticMarkup(
        <CourseChart
          players={[
            { id: 'ana', name: 'Ana', team: null },
            { id: 'ben', name: 'Ben', team: null },
          ]}
          course={course}
          me="ana"
          timeZone="UTC"
          decided={decided}
        />,
      );
    expect(words(false)).toContain('&lt; 1 %');
    expect(words(false)).toContain('&gt; 99 %');
    expect(words(true)).not.toContain('&lt; 1 %');
  });
});

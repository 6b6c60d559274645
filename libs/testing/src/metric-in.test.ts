import { describe, expect, it } from 'vitest';
import { metricIn } from './metric-in.js';

const text = `# HELP live_frames_total Frames
# TYPE live_frames_total counter
live_frames_total{transport="socket"} 12
live_frames_total{transport="long-poll"} 30
live_frames_total_created 1.7e9
up 1
`;

describe('metricIn', () => {
  it('adds up all labels of exactly this metric', () => {
    expect(metricIn(text, 'live_frames_total')).toBe(42);
    expect(metricIn(text, 'up')).toBe(1);
  });

  it('is null for a metric that does not exist', () => {
    expect(metricIn(text, 'live_frames')).toBeNull();
  });
});

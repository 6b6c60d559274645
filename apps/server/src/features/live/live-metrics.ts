import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../../platform/health/metrics.js';

type TransportName = 'socket' | 'long-poll';

/** Values of a transport that are read at each scrape. */
export interface TransportCounts {
  connections(): number;
  frames(): number;
  bytes(): number;
  slow(): number;
}

/** Seconds from an event's commit to the writing of its frame. */
const LATENCY_BUCKETS_S = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Prometheus metrics of the live stream. Sending counts nothing per client. */
@Injectable()
export class LiveMetrics {
  private readonly latency: Histogram;

  constructor({ registry }: Metrics) {
    const labelNames = ['transport'] as const;
    const registers = [registry];
    const read = (value: (counts: TransportCounts) => number) => {
      const { transports } = this;
      return function (this: { set(labels: { transport: string }, value: number): void }) {
        for (const [transport, counts] of transports) this.set({ transport }, value(counts));
      };
    };
    this.latency = new Histogram({
      name: 'live_event_to_frame_seconds',
      help: 'From the commit of a slate event to its frame being written to the clients of this node',
      buckets: LATENCY_BUCKETS_S,
      registers,
    });
    new Gauge({
      name: 'live_connections',
      help: 'Open connections of the live stream (sockets, held polls)',
      labelNames,
      registers,
      collect: read((counts) => counts.connections()),
    });
    new Gauge({
      name: 'live_slow_consumers',
      help: 'Sockets that lag behind the stream',
      labelNames,
      registers,
      collect: read((counts) => counts.slow()),
    });
    const total = (name: string, help: string, value: (counts: TransportCounts) => number) => {
      const { transports } = this;
      new Counter({
        name,
        help,
        labelNames,
        registers,
        collect() {
          this.reset();
          for (const [transport, counts] of transports) this.inc({ transport }, value(counts));
        },
      });
    };
    total('live_frames_total', 'Frames and poll answers written', (counts) => counts.frames());
    total('live_bytes_total', 'Bytes of frames and poll answers written', (counts) => counts.bytes());
  }

  readonly transports = new Map<TransportName, TransportCounts>();

  register(transport: TransportName, counts: TransportCounts): void {
    this.transports.set(transport, counts);
  }

  /** Counts a sent frame, whose payload contains its event's time of commit. */
  written(json: string, now: number): void {
    const at = /"at":"([^"]+)"/.exec(json)?.[1];
    if (at !== undefined) this.latency.observe(Math.max(0, now - Date.parse(at)) / 1000);
  }
}

import { ReplayClock } from './clock/replay-clock.js';
import { servedDates } from './clock/served-dates.js';
import type { ControlCommand } from './control.js';
import { FaultBox } from './faults/fault-box.js';
import type { Shape } from './payload/schema.js';
import type { Moment } from './payload/scoreboard.js';
import { loadRecording } from './recording/load-recording.js';
import type { Recording } from './recording/recording.js';

const HOUR = 3_600_000;
const PAUSE_BEFORE_RESTART = 60_000;
const LONGEST_LEAD = 86_400;

export interface ReplayOptions {
  /** Name of a recorded Sunday (`2024-w8`, the default), the path of such a file, or the recording itself. */
  sunday?: string | Recording;
  /** Recorded seconds per wall second, 1 to 100,000; default 60. */
  speed?: number;
  /** Starts again a minute (wall time) after the end. */
  loop?: boolean;
  /** Starts with the clock paused, for control by `seek`. */
  paused?: boolean;
  /** Wall seconds from the start to the first kickoff that is played, 0 to 86,400; default 5. */
  lead?: number;
  shape?: Shape;
  /** Wall clock, epoch milliseconds. */
  now?: () => number;
  /** Called at every restart; until its promise settles the scoreboard answers 503. */
  onRestart?: (state: ReplayState) => void | Promise<void>;
}

export interface ReplayState {
  sunday: string;
  season: number;
  week: number;
  /** Wall time at which this run started, ISO. */
  epochStart: string;
  speed: number;
  paused: boolean;
  /** Seconds of recorded time since the first scheduled kickoff. */
  position: number;
  recordedTime: string;
  /** Position of the last event. */
  duration: number;
  finished: boolean;
  /** Number of restarts. */
  loops: number;
}

/** A recorded Sunday with a controllable clock, and faults on request. */
export class Replay {
  readonly recording: Recording;
  readonly shape: Shape;
  readonly faults = new FaultBox();
  private readonly options: ReplayOptions;
  private readonly wallClock: () => number;
  private readonly leadMs: number;
  private clock: ReplayClock;
  private currentSpeed: number;
  private loopCount = 0;
  private underWay: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(recording: Recording, options: ReplayOptions = {}) {
    this.recording = recording;
    this.shape = options.shape ?? '2025';
    this.options = options;
    this.wallClock = options.now ?? Date.now;
    this.currentSpeed = requireWithin('speed', options.speed ?? 60, 1, 100_000);
    this.leadMs = requireWithin('lead', options.lead ?? 5, 0, LONGEST_LEAD) * 1000;
    this.clock = this.newClock(options.paused ?? false);
    this.schedule();
  }

  /** True while `onRestart` runs. */
  get restarting(): boolean {
    return this.underWay !== undefined;
  }

  now(): number {
    return this.wallClock();
  }

  state(): ReplayState {
    const { recording } = this;
    const time = this.clock.recordedAt(this.wallClock());
    return {
      sunday: recording.name,
      season: recording.season,
      week: recording.week,
      epochStart: new Date(this.clock.epochStart).toISOString(),
      speed: this.clock.speed,
      paused: this.clock.paused,
      position: (time - recording.firstKickoff) / 1000,
      recordedTime: new Date(time).toISOString(),
      duration: (recording.end - recording.firstKickoff) / 1000,
      finished: time >= recording.end,
      loops: this.loopCount,
    };
  }

  /** Returns recorded time and served dates of this moment. */
  moment(): Moment {
    const now = this.wallClock();
    return {
      time: this.clock.recordedAt(now),
      dates: servedDates(this.recording, this.clock, now),
    };
  }

  /** Controls the clock; `restart` waits for `onRestart`. Throws a RangeError for an invalid speed or time. */
  async control(command: ControlCommand): Promise<ReplayState> {
    if (command.speed !== undefined) {
      requireWithin('speed', command.speed, 1, 100_000);
    }
    if (command.action === 'restart') {
      await this.restart(command.speed);
    }
    this.steer(command);
    this.schedule();
    return this.state();
  }

  /** Stops the timer of the loop. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private steer({ action, position, speed }: ControlCommand): void {
    const now = this.wallClock();
    if (speed !== undefined && speed !== this.clock.speed) {
      this.currentSpeed = speed;
      this.clock.setSpeed(now, speed);
    }
    if (position !== undefined) {
      this.clock.seek(now, this.recordedTimeOf(position));
    }
    if ((action === 'start' || action === 'resume') && this.clock.paused) {
      this.clock.resume(now);
    }
    if (action === 'pause' && !this.clock.paused) {
      this.clock.pause(now);
    }
  }

  private recordedTimeOf(position: number | string): number {
    return typeof position === 'number'
      ? this.recording.firstKickoff + position * 1000
      : Date.parse(position);
  }

  private async restart(speed = this.currentSpeed): Promise<void> {
    await this.underWay;
    this.currentSpeed = speed;
    this.loopCount += 1;
    this.clock = this.newClock(this.options.paused ?? false);
    const notified = this.notify();
    this.underWay = notified;
    await notified;
    this.underWay = undefined;
    this.clock = this.newClock(this.options.paused ?? false);
    this.schedule();
  }

  private async notify(): Promise<void> {
    try {
      await this.options.onRestart?.(this.state());
    } catch (error) {
      console.error('replay: onRestart failed', error);
    }
  }

  private newClock(paused: boolean): ReplayClock {
    const { firstEvent, firstKickoff, end } = this.recording;
    return new ReplayClock({
      epochStart: this.wallClock(),
      start: firstEvent - this.leadMs * this.currentSpeed,
      earliest: firstKickoff - 6 * HOUR,
      end,
      speed: this.currentSpeed,
      paused,
    });
  }

  /** Schedules the restart of a loop for a minute after the end, by the clock's present settings. */
  private schedule(): void {
    clearTimeout(this.timer);
    const ends = this.clock.wallOf(this.recording.end, this.wallClock());
    const running = this.options.loop === true && !this.closed && !this.clock.paused;
    if (!running || ends === undefined) {
      return;
    }
    const delay = ends + PAUSE_BEFORE_RESTART - this.wallClock();
    this.timer = setTimeout(() => void this.restart(), Math.max(0, delay));
    this.timer.unref();
  }
}

/** Loads a Sunday and starts replaying it. Throws an error with a plain message on invalid options. */
export function createReplay(options: ReplayOptions = {}): Replay {
  const { sunday } = options;
  return new Replay(typeof sunday === 'object' ? sunday : loadRecording(sunday), options);
}

function requireWithin(name: string, value: number, least: number, most: number): number {
  if (!(value >= least && value <= most)) {
    throw new RangeError(`${name} must be a number from ${least} to ${most}, not ${value}`);
  }
  return value;
}

/** A segment of wall time: from `wall` on, recorded time starts at `recorded` and runs at `speed`. */
interface Segment {
  wall: number;
  recorded: number;
  speed: number;
}

export interface ReplayClockOptions {
  /** Wall time at which the replay starts, epoch milliseconds. */
  epochStart: number;
  /** Recorded time at that moment. */
  start: number;
  /** Limits of recorded time: the clock cannot be set before the first, and stops at the second. */
  earliest: number;
  end: number;
  /** Recorded seconds per wall second. */
  speed: number;
  paused: boolean;
}

/**
 * Maps wall time to recorded time and back. It remembers its own history, so the wall time at which a recorded moment
 * was passed never changes afterwards, whatever happens to the clock later.
 */
export class ReplayClock {
  readonly epochStart: number;
  private readonly options: ReplayClockOptions;
  private readonly segments: Segment[];
  private currentSpeed: number;
  private isPaused: boolean;

  constructor(options: ReplayClockOptions) {
    this.options = options;
    this.epochStart = options.epochStart;
    this.currentSpeed = options.speed;
    this.isPaused = options.paused;
    this.segments = [{ wall: options.epochStart, recorded: options.start, speed: this.rate() }];
  }

  get speed(): number {
    return this.currentSpeed;
  }

  get paused(): boolean {
    return this.isPaused;
  }

  /** Recorded time at a wall time that is not before the clock's last change. */
  recordedAt(wall: number): number {
    return this.recordedIn(this.last(), wall);
  }

  pause(wall: number): void {
    const recorded = this.recordedAt(wall);
    this.isPaused = true;
    this.push(wall, recorded);
  }

  resume(wall: number): void {
    const recorded = this.recordedAt(wall);
    this.isPaused = false;
    this.push(wall, recorded);
  }

  setSpeed(wall: number, speed: number): void {
    const recorded = this.recordedAt(wall);
    this.currentSpeed = speed;
    this.push(wall, recorded);
  }

  /** Moves to a recorded time, clamped to the recording. */
  seek(wall: number, recorded: number): void {
    const { earliest, end } = this.options;
    this.push(wall, Math.min(end, Math.max(earliest, recorded)));
  }

  /**
   * Returns the wall time at which a recorded moment was last reached, or will be at the present speed. `undefined`
   * when the clock is paused before that moment.
   */
  wallOf(recorded: number, now: number): number | undefined {
    const last = this.last();
    if (recorded > this.recordedAt(now)) {
      return this.isPaused ? undefined : last.wall + (recorded - last.recorded) / last.speed;
    }
    for (let index = this.segments.length - 1; index > 0; index -= 1) {
      const segment = this.segments[index];
      const before = this.segments[index - 1];
      if (segment === undefined || before === undefined) {
        break;
      }
      if (recorded > segment.recorded) {
        return segment.wall + (recorded - segment.recorded) / segment.speed;
      }
      if (recorded > this.recordedIn(before, segment.wall)) {
        return segment.wall;
      }
    }
    return this.initialWallOf(recorded);
  }

  /** Returns the wall time of a recorded moment by the clock's settings at its start. */
  initialWallOf(recorded: number): number {
    const { epochStart, start, speed } = this.options;
    return epochStart + (recorded - start) / speed;
  }

  private rate(): number {
    return this.isPaused ? 0 : this.currentSpeed;
  }

  private push(wall: number, recorded: number): void {
    this.segments.push({ wall, recorded, speed: this.rate() });
  }

  private last(): Segment {
    const last = this.segments.at(-1);
    if (last === undefined) {
      throw new Error('a clock has at least one segment');
    }
    return last;
  }

  private recordedIn(segment: Segment, wall: number): number {
    const elapsed = Math.max(0, wall - segment.wall);
    return Math.min(this.options.end, segment.recorded + elapsed * segment.speed);
  }
}

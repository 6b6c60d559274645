import { Injectable } from '@nestjs/common';

/** The time, as something that tests can replace. Deadlines are decided by the database's clock, not by this one. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}

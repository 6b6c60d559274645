import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';

/** Addresses of pages, as mails show them. */
@Injectable()
export class MailLinks {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  card(week: number): string {
    return `${this.config.publicUrl}/card/${week}`;
  }

  /** A week's results: the own card, everybody's, the places. */
  results(week: number): string {
    return `${this.config.publicUrl}/results/${week}`;
  }

  /** Where players choose their mails. */
  choices(): string {
    return `${this.config.publicUrl}/profile`;
  }
}

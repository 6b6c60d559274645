import { z } from 'zod';

/** Body of `POST /replay/control`. */
export const controlCommandSchema = z
  .strictObject({
    action: z.enum(['start', 'pause', 'resume', 'seek', 'speed', 'restart']),
    /** Seconds since the first kickoff of the recording, or a recorded time (ISO). */
    position: z.union([z.number(), z.iso.datetime({ offset: true })]).optional(),
    /** Recorded seconds per wall second. */
    speed: z.number().min(1).max(100_000).optional(),
  })
  .refine((command) => command.action !== 'seek' || command.position !== undefined, {
    path: ['position'],
    message: 'seek needs a position',
  })
  .refine((command) => command.action !== 'speed' || command.speed !== undefined, {
    path: ['speed'],
    message: 'speed needs a speed',
  });

export type ControlCommand = z.infer<typeof controlCommandSchema>;

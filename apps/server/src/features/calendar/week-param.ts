import { Param, Query } from '@nestjs/common';
import { type SeasonQuery, seasonQuerySchema } from '@sunday-live/contract';
import { z } from 'zod';
import { ZodPipe } from '../../platform/http/access.js';

/** Upper limit; more weeks than any season has, including pre-season and playoffs. */
const MAX_WEEK = 30;

export const weekSchema = z.coerce.number().int().min(1).max(MAX_WEEK);

/** Injects the `:week` of a route as a number: `@WeekParam() week: number`. */
export const WeekParam = (): ParameterDecorator => Param('week', new ZodPipe<number>(weekSchema));

/** Injects `?season=` and `?type=` of a route: `@InSeason() asked: SeasonQuery`. */
export const InSeason = (): ParameterDecorator => Query(new ZodPipe<SeasonQuery>(seasonQuerySchema));

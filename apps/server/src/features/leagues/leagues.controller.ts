import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  type CreateLeague,
  createLeagueSchema,
  joinLeagueSchema,
  type League,
  type LeagueSummary,
  leagueSchema,
  leagueSummariesSchema,
  leagueSummarySchema,
  type Members,
  membersSchema,
  type OpenLeague,
  openLeaguesSchema,
  type PeopleQuery,
  peopleQuerySchema,
  visibilitySchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { LeaguesService } from './leagues.service.js';

const changeBody = z.strictObject({
  name: z.optional(createLeagueSchema.shape.name),
  visibility: z.optional(visibilitySchema),
  widget: z.boolean().optional(),
  newCode: z.boolean().optional(),
});
const openQuery = z.object({ search: z.string().trim().max(60).default('') });
const handOverBody = z.strictObject({ role: z.literal('commissioner') });

@SignedIn()
@Controller('api/leagues')
export class LeaguesController {
  constructor(private readonly leagues: LeaguesService) {}

  @Get()
  @ApiRoute({ summary: 'My leagues', response: leagueSummariesSchema })
  mine(@CurrentPlayer() player: SessionPlayer): Promise<LeagueSummary[]> {
    return this.leagues.mine(player);
  }

  @Post()
  @ApiRoute({
    summary: 'Create a league',
    status: 201,
    body: createLeagueSchema,
    response: leagueSummarySchema,
    errors: ['invalid-input', 'too-many-requests'],
  })
  create(
    @CurrentPlayer() player: SessionPlayer,
    @Body(new ZodPipe(createLeagueSchema)) input: CreateLeague,
  ): Promise<LeagueSummary> {
    return this.leagues.create(player, input);
  }

  @Post('join')
  @HttpCode(200)
  @ApiRoute({
    summary: 'Join a league by its code',
    body: joinLeagueSchema,
    response: leagueSummarySchema,
    errors: ['invalid-input', 'not-found', 'too-many-requests'],
  })
  join(
    @CurrentPlayer() player: SessionPlayer,
    @Body(new ZodPipe(joinLeagueSchema)) { code }: z.infer<typeof joinLeagueSchema>,
  ): Promise<LeagueSummary> {
    return this.leagues.join(player, code);
  }

  @Get('open')
  @ApiRoute({
    summary: 'Open leagues that I am not in, the largest first',
    query: openQuery,
    response: openLeaguesSchema,
    errors: ['invalid-input'],
  })
  open(
    @CurrentPlayer() player: SessionPlayer,
    @Query(new ZodPipe(openQuery)) { search }: z.infer<typeof openQuery>,
  ): Promise<OpenLeague[]> {
    return this.leagues.open(player, search);
  }

  @Get(':id/members')
  @ApiRoute({
    summary: 'Members of a league by name, by page',
    query: peopleQuerySchema,
    response: membersSchema,
    errors: ['invalid-input', 'not-found'],
  })
  members(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') id: string,
    @Query(new ZodPipe(peopleQuerySchema)) asked: PeopleQuery,
  ): Promise<Members> {
    return this.leagues.members(id, player, asked);
  }

  @Get(':id')
  @ApiRoute({ summary: 'A league and its first members', response: leagueSchema, errors: ['not-found'] })
  get(@CurrentPlayer() player: SessionPlayer, @Param('id') id: string): Promise<League> {
    return this.leagues.get(id, player);
  }

  @Patch(':id')
  @ApiRoute({
    summary: 'Rename a league, open or close it, let other sites show it, give it a new code (commissioner)',
    body: changeBody,
    response: leagueSummarySchema,
    errors: ['forbidden', 'invalid-input', 'league-is-fixed', 'not-found'],
  })
  change(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') id: string,
    @Body(new ZodPipe(changeBody)) change: z.infer<typeof changeBody>,
  ): Promise<LeagueSummary> {
    return this.leagues.change(id, player, change);
  }

  @Put(':id/members/me')
  @ApiRoute({ summary: 'Join an open league', response: leagueSummarySchema, errors: ['not-found'] })
  joinOpen(@CurrentPlayer() player: SessionPlayer, @Param('id') id: string): Promise<LeagueSummary> {
    return this.leagues.joinOpen(id, player);
  }

  @Delete(':id/members/me')
  @HttpCode(204)
  @ApiRoute({ summary: 'Leave a league', status: 204, errors: ['league-is-fixed', 'not-found'] })
  leave(@CurrentPlayer() player: SessionPlayer, @Param('id') id: string): Promise<void> {
    return this.leagues.leave(id, player);
  }

  @Delete(':id/members/:member')
  @HttpCode(204)
  @ApiRoute({
    summary: 'Remove a member (commissioner)',
    status: 204,
    errors: ['forbidden', 'league-is-fixed', 'not-found'],
  })
  remove(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') id: string,
    @Param('member') member: string,
  ): Promise<void> {
    return this.leagues.removeMember(id, player, member);
  }

  @Patch(':id/members/:member')
  @ApiRoute({
    summary: 'Hand the league over to another member (commissioner)',
    body: handOverBody,
    response: leagueSummarySchema,
    errors: ['forbidden', 'invalid-input', 'league-is-fixed', 'not-found'],
  })
  handOver(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') id: string,
    @Param('member') member: string,
    @Body(new ZodPipe(handOverBody)) _body: z.infer<typeof handOverBody>,
  ): Promise<LeagueSummary> {
    return this.leagues.handOver(id, player, member);
  }
}

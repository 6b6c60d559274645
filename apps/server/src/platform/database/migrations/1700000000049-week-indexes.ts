import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Makes indexes by week continue with the player. Without current statistics the planner takes a week for one row and
 * reads the whole week to find one player; with the player as the next column each index that it may choose finds the
 * player directly.
 */
export class WeekIndexes1700000000049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX card_week, week_score_week, week_position_week, season_score_season;
      CREATE INDEX card_week ON card (season, season_type, week, player);
      CREATE INDEX week_score_week ON week_score (season, season_type, week, player, rules);
      CREATE INDEX week_position_week ON week_position (season, season_type, week, player, rules);
      CREATE INDEX season_score_season ON season_score (season, season_type, player, rules);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX card_week, week_score_week, week_position_week, season_score_season;
      CREATE INDEX card_week ON card (season, season_type, week);
      CREATE INDEX week_score_week ON week_score (season, season_type, week, rules);
      CREATE INDEX week_position_week ON week_position (season, season_type, week, rules);
      CREATE INDEX season_score_season ON season_score (season, season_type, rules);
    `);
  }
}

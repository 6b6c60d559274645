import { DefaultNamingStrategy, type Table } from 'typeorm';

/**
 * Names as PostgreSQL itself generates them, so that entities and migrations agree without a name in each decorator:
 * `card_pkey`, `card_player_fkey`, `league_code_key`. Columns are snake_case, and a relation's column has the
 * relation's name. Checks and indexes are named in their decorators.
 */
export class PostgresNames extends DefaultNamingStrategy {
  override columnName(property: string, given: string | undefined): string {
    return given ?? snakeCase(property);
  }

  override joinColumnName(relation: string): string {
    return snakeCase(relation);
  }

  override primaryKeyName(table: Table | string): string {
    return `${this.getTableName(table)}_pkey`;
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns.join('_')}_fkey`;
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns.join('_')}_key`;
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

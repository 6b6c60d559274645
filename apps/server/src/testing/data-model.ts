import { readFileSync } from 'node:fs';
import type { DataSource, EntityMetadata } from 'typeorm';
import { groupBy } from '../platform/group-by.js';

/** An entity with the path, below the source, of the file that declares it. */
export interface EntityFile {
  readonly path: string;
  readonly absolute: string;
  readonly entity: unknown;
}

const INTRODUCTION = `# Data model

Drawn from the entities (\`*.entity.ts\`): a change of an entity changes this page. A test compares it; write it again with
\`npx vitest run apps/server/src/entities.int.test.ts -u\`. Each table belongs to the folder that is named above it. A second test proves that all
migrations on an empty database give exactly what the entities declare: columns, keys, checks and indexes.
`;

/**
 * Builds the page docs/data-model.md: a diagram of all references, a diagram of each folder's tables, and what only
 * migrations declare.
 * @param db connected to a migrated database, with the entities
 */
export async function dataModelPage(db: DataSource, files: readonly EntityFile[]): Promise<string> {
  const tables = db.entityMetadatas.toSorted((a, b) => (a.tableName < b.tableName ? -1 : 1));
  const places = groupBy(tables, (table) => folderOf(fileOf(table, files).path));
  const chapters = [...places]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, own]) => chapter(folder, own, files));
  const overview = tables.flatMap((table) => references(table));
  return [INTRODUCTION, '## References\n', diagram(overview), ...chapters, await beyondEntities(db)].join(
    '\n',
  );
}

function chapter(folder: string, tables: readonly EntityMetadata[], files: readonly EntityFile[]): string {
  const rows = tables.map(
    (table) => `| \`${table.tableName}\` | ${purposeOf(table, fileOf(table, files))} |`,
  );
  const lines = tables.flatMap((table) => [...attributes(table), ...references(table)]);
  return [`## ${folder}\n`, '| table | holds |', '|---|---|', ...rows, '', diagram(lines)].join('\n');
}

function attributes({ tableName, columns, foreignKeys }: EntityMetadata): string[] {
  const referring = new Set(foreignKeys.flatMap((key) => key.columns));
  const lines = columns.map((column) => {
    const keys = [column.isPrimary ? 'PK' : '', referring.has(column) ? 'FK' : ''].filter(
      (key) => key !== '',
    );
    const type = `${String(column.type).replaceAll(' ', '_')}${column.isArray ? '[]' : ''}`;
    const nullable = column.isNullable ? ['"or null"'] : [];
    return `  ${[type, column.databaseName, ...(keys.length > 0 ? [keys.join(', ')] : []), ...nullable].join(' ')}`;
  });
  return [`${tableName} {`, ...lines, '}'];
}

function references({ tableName, foreignKeys }: EntityMetadata): string[] {
  return foreignKeys.map(({ columns, columnNames, referencedTablePath }) => {
    const one = columns.some((column) => column.isNullable) ? '|o' : '||';
    return `${referencedTablePath} ${one}--o{ ${tableName} : ${columnNames.join('_')}`;
  });
}

/** Lists what TypeORM cannot declare, read from the migrated database. */
async function beyondEntities(db: DataSource): Promise<string> {
  const triggers = await db.query<{ table: string; trigger: string; definition: string }[]>(
    `SELECT c.relname AS "table", t.tgname AS trigger, pg_get_triggerdef(t.oid) AS definition
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal ORDER BY c.relname, t.tgname`,
  );
  const indexes = db.entityMetadatas.flatMap((table) =>
    table.indices.filter((index) => index.synchronize === false),
  );
  const definitions = await db.query<{ indexdef: string }[]>(
    'SELECT indexdef FROM pg_indexes WHERE indexname = ANY($1) ORDER BY indexname',
    [indexes.map((index) => index.name)],
  );
  return [
    '## Only in the migrations\n',
    'TypeORM has no words for these; the migrations make them.\n',
    '| table | trigger | fires |',
    '|---|---|---|',
    ...triggers.map(
      ({ table, trigger, definition }) => `| \`${table}\` | \`${trigger}\` | ${firing(definition)} |`,
    ),
    '',
    'Indexes with an expression or a descending column:\n',
    ...definitions.map(({ indexdef }) => `- \`${indexdef.replace('public.', '')}\``),
    '',
    'The right to change or delete rows of `audit` is taken from its owner. `slate_event_week_has_type` is not valid for rows from before it',
    '(`NOT VALID`). `typeorm_metadata` and `migrations` are tables of TypeORM itself.',
    '',
  ].join('\n');
}

/** Extracts `BEFORE UPDATE, for each row` from a trigger's definition. */
function firing(definition: string): string {
  const [, when = '', scope = ''] = /TRIGGER \S+ (.*?) ON .*?FOR EACH (ROW|STATEMENT)/.exec(definition) ?? [];
  return `${when}, for each ${scope.toLowerCase()}`;
}

function diagram(lines: readonly string[]): string {
  return ['```mermaid', 'erDiagram', ...lines.map((line) => `  ${line}`), '```', ''].join('\n');
}

function fileOf(table: EntityMetadata, files: readonly EntityFile[]): EntityFile {
  const file = files.find(({ entity }) => entity === table.target);
  if (file === undefined) throw new Error(`no file declares ${table.tableName}`);
  return file;
}

/** Extracts `features/auth` from `features/auth/user.entity.ts`. */
function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

/** Returns the docstring of the table's entity. */
function purposeOf({ tableName }: EntityMetadata, { absolute }: EntityFile): string {
  const before = readFileSync(absolute, 'utf8').split(`\n@Entity('${tableName}'`)[0] ?? '';
  const comment = before.split('/**').at(-1) ?? '';
  if (!comment.endsWith('*/')) throw new Error(`${absolute} does not say what ${tableName} holds`);
  return comment
    .slice(0, -2)
    .replace(/\s*\n \* ?/g, ' ')
    .trim();
}

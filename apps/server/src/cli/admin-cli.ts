import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { ConfigError } from '../config/variables.js';
import { AppError, catalogue } from '../platform/errors/app-error.js';
import { AccountCommands } from './account-commands.js';
import { runBackup } from './backup.js';
import { type CommandAnswer, inCommandContext } from './command-context.js';
import { runRestore } from './restore.js';
import { SiteCommands } from './site-commands.js';

/** Where the commands write. */
export interface CommandOutput {
  out(text: string): void;
  error(text: string): void;
}

const CONSOLE: CommandOutput = {
  out: (text) => void process.stdout.write(`${text}\n`),
  error: (text) => void process.stderr.write(`${text}\n`),
};

/** Exit codes: done; refused or failed; called in a wrong way. */
const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

/**
 * `npm run admin -- <command>`: does from a shell what the console does. Each change is in the audit, by "shell".
 * @param env environment of the installation; that of the process when absent
 * @returns the exit code: 0 done, 1 refused or failed, 2 called in a wrong way
 */
export async function runAdmin(
  args: readonly string[],
  output: CommandOutput = CONSOLE,
  env?: NodeJS.ProcessEnv,
): Promise<number> {
  const program = adminProgram(output, env);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return DONE;
  } catch (error) {
    // commander has printed its help or what is wrong with the call
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : MISUSED;
    if (error instanceof AppError) output.error(wordsOf(error));
    else if (error instanceof ConfigError) output.error(error.message);
    else throw error;
    return FAILED;
  }
}

function adminProgram(output: CommandOutput, env?: NodeJS.ProcessEnv): Command {
  const program = new Command('npm run admin --')
    .description('Does from a shell what the console does. Each change is in the audit, by "shell".')
    .option('--json', 'print the answer as JSON')
    .option('--why <reason>', 'the reason for the audit', 'From a shell')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.out(text.trimEnd()),
      writeErr: (text) => output.error(text.trimEnd()),
    })
    .showHelpAfterError()
    .helpCommand(true);
  const say = (answer: CommandAnswer): void =>
    output.out(program.opts().json === true ? JSON.stringify(answer.data) : answer.text);
  const accounts = (work: (commands: AccountCommands) => Promise<CommandAnswer>): Promise<void> =>
    inCommandContext(env, (context) => work(AccountCommands.in(context, program.opts().why))).then(say);
  const site = (work: (commands: SiteCommands) => Promise<CommandAnswer>): Promise<void> =>
    inCommandContext(env, (context) => work(SiteCommands.in(context, program.opts().why))).then(say);

  program
    .command('users')
    .argument('[words]', 'part of a name or address', '')
    .description('list accounts')
    .action((words: string) => accounts((commands) => commands.list(words)));
  program
    .command('make-admin <email>')
    .description('make an account an admin; its address counts as verified')
    .action((email: string) => accounts((commands) => commands.makeAdmin(email)));
  program
    .command('unmake-admin <email>')
    .option('--force', 'even the last admin')
    .description('make an admin a player')
    .action((email: string, { force = false }: { force?: boolean }) =>
      accounts((commands) => commands.unmakeAdmin(email, force)),
    );
  program
    .command('reset-second-factor <email>')
    .description('remove a second factor and end every session; its owner gets an email')
    .action((email: string) => accounts((commands) => commands.resetSecondFactor(email)));
  program
    .command('reset-password <email>')
    .description('set a new password, print it once and end every session; its owner gets an email')
    .action((email: string) => accounts((commands) => commands.resetPassword(email)));
  program
    .command('verify <email>')
    .description('count an email address as verified')
    .action((email: string) => accounts((commands) => commands.verify(email)));
  program
    .command('deactivate <email>')
    .description('keep a player out and end every session')
    .action((email: string) => accounts((commands) => commands.deactivate(email)));
  program
    .command('reactivate <email>')
    .description('let a player in again')
    .action((email: string) => accounts((commands) => commands.reactivate(email)));
  program
    .command('sign-out <email>')
    .description('sign a player out everywhere')
    .action((email: string) => accounts((commands) => commands.signOut(email)));
  program
    .command('registration')
    .argument('<open|closed>', 'whether strangers may sign up', oneOf('open', 'closed'))
    .description('open or close the registration')
    .action((state: 'open' | 'closed') => site((commands) => commands.registration(state)));
  program
    .command('maintenance')
    .argument('<on|off>', 'whether only admins may change anything', oneOf('on', 'off'))
    .option('--notice <text>', 'what players read meanwhile')
    .description('switch maintenance')
    .action((state: 'on' | 'off', { notice }: { notice?: string }) =>
      site((commands) => commands.maintenance(state === 'on', notice)),
    );
  program
    .command('live')
    .argument('<on|off>', 'whether players may follow a live stream', oneOf('on', 'off'))
    .description('switch the live page')
    .action((state: 'on' | 'off') => site((commands) => commands.livePage(state === 'on')));
  program
    .command('status')
    .description('show versions, switches, alerts, feed, nodes, queues, what fails outside, and the database')
    .action(() => site((commands) => commands.status()));
  program
    .command('backup')
    .argument('[file]', 'name of the archive')
    .description('write the whole database to one file, as `npm run backup`')
    .action(async (file?: string) => say(await runBackup(file === undefined ? [] : [file])));
  program
    .command('restore <file>')
    .description('fill an empty database from a backup, as `npm run restore`')
    .action(async (file: string) => say(await runRestore([file])));
  return program;
}

function oneOf<Word extends string>(...words: Word[]): (given: string) => Word {
  return (given) => {
    const word = words.find((each) => each === given);
    if (word === undefined) throw new InvalidArgumentError(`It is ${words.join(' or ')}.`);
    return word;
  };
}

function wordsOf({ code, detail }: AppError): string {
  const { title } = catalogue[code];
  return detail === undefined ? title : `${title}: ${detail}`;
}

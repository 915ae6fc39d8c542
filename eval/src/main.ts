/** `pnpm eval <what> …`: one module a subject; each writes its figures and a page to eval/results. */
const SUBJECTS = {
  recognition: async () => await import('./recognition/command.js'),
  liveness: async () => await import('./liveness/command.js'),
};

const [subject = '', ...args] = process.argv.slice(2);
if (!Object.hasOwn(SUBJECTS, subject)) {
  console.error(`What to evaluate? One of: ${Object.keys(SUBJECTS).join(', ')}`);
  process.exit(2);
}
const { run, USAGE } = await SUBJECTS[subject as keyof typeof SUBJECTS]();
try {
  await run(args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error, `\n\n${USAGE}`);
  process.exitCode = 1;
}

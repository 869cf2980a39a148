import type { Argv } from 'yargs';

/** The option that names private packs. */
export function knowledgeOption(yargs: Argv): Argv {
  return yargs.option('knowledge', {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'Folder of a private pack, or of a newer knowledge; may be given several times',
  });
}

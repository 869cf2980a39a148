import { STRING } from '../check/type.ts';
import { global, type Library } from './overload.ts';

/** What only mutating policies have (apiserver `pkg/cel/library/jsonpatch.go`). */
export const jsonPatch: Library = {
  name: 'jsonpatch',
  since: '1.32',
  overloads: [
    global('jsonpatch.escapeKey', [STRING], STRING, (key) => key.replaceAll('~', '~0').replaceAll('/', '~1')),
  ],
};

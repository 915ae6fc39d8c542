import type { Sample } from './data-set.js';

/** Pictures that a data set has under two names though they show one person, or so nearly one that it should be known. */
export interface KnownLabelError {
  /** `<person>_<number>`, as the files are named. */
  pictures: readonly [string, string];
  what: string;
  source: string;
}

const SEEN = 'seen by eye among the highest scores of these figures';

/**
 * Of Labeled Faces in the Wild. Nothing is left out for it: what is in the data counts as it is labelled, and a threshold past it is rather too
 * high than too low. (A file that is there twice, byte for byte, is taken once in any data: it would match itself.)
 */
const LFW: readonly KnownLabelError[] = [
  {
    pictures: ['Carlos_Beltran_0001', 'Raul_Ibanez_0001'],
    what: 'one file under two names; taken once',
    source: 'the errata of http://vis-www.cs.umass.edu/lfw/',
  },
  { pictures: ['Janica_Kostelic_0002', 'Anja_Paerson_0001'], what: 'one skier under two names', source: SEEN },
  {
    pictures: ['Stephan_Eberharter_0001', 'Stephen_Ebberharter_0001'],
    what: 'one name, spelt in two ways',
    source: SEEN,
  },
  { pictures: ['Jason_Kapono_0001', 'Ray_Young_0001'], what: 'one basketball player under two names', source: SEEN },
  {
    pictures: ['Tamara_Mowry_0001', 'Tia_Mowry_0001'],
    what: 'twins: no error, and a false match all the same',
    source: SEEN,
  },
  { pictures: ['Ann_Landers_0001', 'Pauline_Phillips_0001'], what: 'twins: no error', source: SEEN },
];

/** Those whose pictures are both there. */
export function labelErrorsIn(samples: readonly Sample[]): KnownLabelError[] {
  const stems = new Set(samples.map(({ file }) => file.replace(/\.\w+$/, '')));
  return LFW.filter(({ pictures }) => pictures.every((picture) => stems.has(picture)));
}

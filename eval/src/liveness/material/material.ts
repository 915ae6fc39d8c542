import type { FrameFacts } from '@facegate/face-engine';
import { MOTIONS, type Clip, type Footage, type Motion } from '../footage.js';
import type { SeriesMeter } from '../measures/measure-series.js';
import type { MeasuredFrame, PhotoSource, RenderedSeries, Series } from '../measures/series.js';
import type { Film } from '../visitors/attackers.js';
import { blinkTrace, personOf, type BlinkTrace, type Person } from '../visitors/person.js';
import type { Stills, StillsOfMotion, TurnedPhoto } from '../visitors/posers.js';
import { chooseStills, seriesOfStills, type ChosenStills } from './choose-stills.js';
import { planPhotos, seriesOfPhoto, type PhotoPlan } from './photo-series.js';

/** Of one person. */
interface Named {
  name: string;
  person: string;
}

export type OfPerson<What> = Named & What;

export interface PhotoMaterial {
  still: MeasuredFrame[];
  painted: MeasuredFrame[];
  /** A blink with the eyes of somebody else pasted in. */
  borrowed: MeasuredFrame[];
  /** By the way it is held, then by what that should look like; undefined where it was not held so. */
  tilts: (way: string) => Record<Motion, MeasuredFrame[]> | undefined;
  warp: (variant: string) => TurnedPhoto | undefined;
}

export interface StillsMaterial {
  stills: Stills;
  painted: MeasuredFrame[];
  eyesShut?: MeasuredFrame[];
}

/** A blink that early has no rest before it. */
const FIRST_BLINK_S = 0.6;

export const toFilm = (frames: readonly MeasuredFrame[]): Film =>
  frames.map(({ atSeconds, facts }) => ({ atMs: atSeconds * 1000, facts }));

/** All that sessions are made of, read when it is asked for. */
export class Material {
  readonly #read: Map<string, unknown>;

  constructor(
    readonly footage: Footage,
    private readonly meter: SeriesMeter,
    private readonly leftOut: ReadonlySet<string> = new Set(),
    read = new Map<string, unknown>(),
  ) {
    this.#read = read;
  }

  /** The same without some people: what limits may be fitted on that those are judged by. */
  without(people: readonly string[]): Material {
    return new Material(this.footage, this.meter, new Set([...this.leftOut, ...people]), this.#read);
  }

  /** People with a rest and movements. */
  people(): Person[] {
    return this.#clips(isActing).map((clip) =>
      this.#once(`person ${clip.name}`, () => personOf(clip, this.#frames(clip.video))),
    );
  }

  /** The same of people on a screen. */
  screenPeople(): Person[] {
    return this.#clips((clip) => clip.source === 'replay' && hasMovements(clip)).map((clip) =>
      this.#once(`person ${clip.name}`, () => personOf(clip, this.#frames(clip.video))),
    );
  }

  /** The eyes of blinks as they were filmed. */
  blinks(): OfPerson<{ trace: BlinkTrace }>[] {
    return this.#clips(({ source, blinks }) => source === 'person' && blinks.length > 0).flatMap((clip) =>
      this.#once(`blinks ${clip.name}`, () =>
        clip.blinks
          .filter((at) => at > FIRST_BLINK_S)
          .map((at) => ({
            name: `${clip.name} ${at}`,
            person: clip.person,
            trace: blinkTrace(this.#frames(clip.video), at),
          })),
      ),
    );
  }

  /** Films of real people, or of screens; those that `which` picks. */
  films(which: (clip: Clip) => boolean): OfPerson<{ film: Film; clip: Clip }>[] {
    return this.#clips(which).map((clip) => ({
      name: clip.name,
      person: clip.person,
      clip,
      film: this.#once(`film ${clip.name}`, () => toFilm(this.#frames(clip.video))),
    }));
  }

  photos(): OfPerson<PhotoMaterial>[] {
    return planPhotos(this.footage)
      .filter(({ photo }) => !this.leftOut.has(photo.person))
      .map((plan) => this.photo(plan));
  }

  /** All that is made of one photograph, as planned. */
  photo({ photo: { name, person, source: photo }, borrowed, warps, held }: PhotoPlan): OfPerson<PhotoMaterial> {
    const tilt = (way: string, motion: Motion): MeasuredFrame[] => this.#frames({ kind: 'held', photo, way, motion });
    const warp = (variant: string, axis: 'yaw' | 'pitch'): MeasuredFrame[] =>
      this.#frames({ kind: 'warp', photo, variant, axis });
    return this.#once(`photo ${name}`, () => ({
      name,
      person,
      still: this.#frames({ kind: 'still', photo }),
      painted: this.#frames({ kind: 'painted', photo }),
      borrowed: borrowed ? this.#frames({ kind: 'borrowed-blink', photo, blink: borrowed }) : [],
      tilts: (way) =>
        held ? this.#once(`tilt ${name} ${way}`, () => byMotion((motion) => tilt(way, motion))) : undefined,
      warp: (variant) =>
        warps.includes(variant)
          ? this.#once(`warp ${name} ${variant}`, () => ({ yaw: warp(variant, 'yaw'), pitch: warp(variant, 'pitch') }))
          : undefined,
    }));
  }

  stills(): OfPerson<StillsMaterial>[] {
    return this.#clips(isActing).flatMap((clip) =>
      this.#once(`stills ${clip.name}`, () => {
        const chosen = chooseStills(clip, this.#frames(clip.video));
        return chosen ? [{ name: clip.name, person: clip.person, ...this.#stills(chosen) }] : [];
      }),
    );
  }

  framesOf({ video }: Clip): MeasuredFrame[] {
    return this.#frames(video);
  }

  /** Of pictures that stand alone. */
  pictures(folder: string): MeasuredFrame[] {
    return this.#frames({ kind: 'folder', folder });
  }

  /** Of one picture as it is sent with a request. */
  sent(photo: PhotoSource): FrameFacts | undefined {
    return this.#frames({ kind: 'sent', photo })[0]?.facts;
  }

  videos(): Series[] {
    return this.footage.clips.map(({ video }) => video);
  }

  /** The pictures that are made of photographs, for warps alone or for holding them as well. */
  seriesOfPhotos(isHeld: boolean): Series[] {
    return planPhotos(this.footage).flatMap((plan) => seriesOfPhoto({ ...plan, held: plan.held && isHeld }));
  }

  /** The pictures that are made of stills; which those are is known once the videos are measured. */
  seriesOfStills(): Series[] {
    return this.#clips(isActing).flatMap((clip) => {
      const chosen = chooseStills(clip, this.#frames(clip.video));
      return chosen ? seriesOfStills(chosen) : [];
    });
  }

  #stills({ front, eyesShut, motions }: ChosenStills): StillsMaterial {
    const shown = (from: ChosenStills['front'], to?: ChosenStills['front']): MeasuredFrame[] =>
      this.#frames({ kind: 'shown-stills', from, ...(to && { to }) } satisfies RenderedSeries);
    const ofMotion = new Map<Motion, StillsOfMotion>();
    for (const [motion, { half, side }] of motions) {
      ofMotion.set(motion, {
        side: shown(side),
        frontToSide: shown(front, side),
        ...(half && { half: shown(half) }),
        frontToHalf: half ? shown(front, half) : [],
        halfToSide: half ? shown(half, side) : [],
      });
    }
    return {
      stills: { front: shown(front), motions: ofMotion },
      painted: this.#frames({ kind: 'painted', photo: front }),
      ...(eyesShut && { eyesShut: shown(eyesShut) }),
    };
  }

  #clips(which: (clip: Clip) => boolean): Clip[] {
    return this.footage.clips.filter((clip) => !this.leftOut.has(clip.person) && which(clip));
  }

  #frames(series: Series): MeasuredFrame[] {
    return this.meter.known(series);
  }

  #once<Made>(name: string, make: () => Made): Made {
    if (!this.#read.has(name)) this.#read.set(name, make());
    return this.#read.get(name) as Made;
  }
}

const hasMovements = ({ movements, rest }: Clip): boolean => movements.length > 0 && rest.length > 0;
const isActing = (clip: Clip): boolean => clip.source === 'person' && hasMovements(clip);
const byMotion = (make: (motion: Motion) => MeasuredFrame[]): Record<Motion, MeasuredFrame[]> =>
  Object.fromEntries(MOTIONS.map((motion) => [motion, make(motion)])) as Record<Motion, MeasuredFrame[]>;

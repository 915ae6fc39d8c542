import { stretchFrames, STRETCHES } from '@facegate/test-footage';
import sharp from 'sharp';

/** Frames a second that the camera sends at most. */
export const SENT_FPS = 11;
const FILM_FPS = 25;
const FILM_WIDTH = 640;
/** Smaller than a page sends them: the machine that films also serves. */
const [WIDTH, HEIGHT] = [480, 360];
/** Made before a session begins, in which no time is left for it. */
const READY_FRAMES = 40;

/** What a camera sees for as long as it is shown. */
export interface Reel {
  /** The frame of that number, at {@link SENT_FPS}. `take` counts how often the reel was begun: no frame comes twice. */
  frame(number: number, take: number): Promise<Buffer>;
  /** Of a way: that frame when the head turned back at another one; undefined once it is where it began. */
  back?(number: number, turnedAt: number, take: number): Promise<Buffer> | undefined;
}

/** A stretch of a person, to and fro for as long as it is shown, with a head that sways: no frame comes twice. */
class Film implements Reel {
  private readonly made: Buffer[] = [];

  private constructor(
    private readonly pictures: readonly Buffer[],
    /** So that the films of one person do not sway alike. */
    private readonly startS: number,
  ) {}

  static async of(name: keyof typeof STRETCHES, startS: number): Promise<Film> {
    const film = new Film(await stretchFrames(STRETCHES[name], { fps: FILM_FPS }), startS);
    for (let number = 0; number < READY_FRAMES; number++) await film.frame(number);
    return film;
  }

  async frame(number: number): Promise<Buffer> {
    return (this.made[number] ??= await this.make(number / SENT_FPS));
  }

  private make(seconds: number): Promise<Buffer> {
    const place = toAndFro(Math.floor(seconds * FILM_FPS), this.pictures.length - 1);
    return swayed(this.pictures[place]!, this.startS + seconds);
  }
}

/** From the rest to where a head was asked to go, and back on the same way. */
class Way implements Reel {
  private readonly made = new Map<string, Promise<Buffer>>();

  private constructor(
    private readonly pictures: readonly Buffer[],
    private readonly startS: number,
  ) {}

  static async of(name: keyof typeof STRETCHES, startS: number): Promise<Way> {
    const way = new Way(await stretchFrames(STRETCHES[name], { fps: FILM_FPS }), startS);
    for (let number = 0; number < READY_FRAMES / 2; number++) await way.frame(number);
    return way;
  }

  /** Out, and it stays about there. */
  frame(number: number, take = 0): Promise<Buffer> {
    return this.at(this.placeAt(number), number, take);
  }

  back(number: number, turnedAt: number, take: number): Promise<Buffer> | undefined {
    const place = this.placeAt(turnedAt) - placeOf(number - turnedAt);
    return place < 0 ? undefined : this.at(place, number, take);
  }

  private placeAt(number: number): number {
    const last = this.pictures.length - 1;
    const past = placeOf(number) - last;
    return past <= 0 ? last + past : last - toAndFro(past, STAY_FRAMES);
  }

  private at(place: number, number: number, take: number): Promise<Buffer> {
    const key = `${place} ${number} ${take}`;
    const known = this.made.get(key) ?? swayed(this.pictures[place]!, this.startS + 17 * take + number / SENT_FPS);
    this.made.set(key, known);
    return known;
  }
}

/** The last frames of a way, a third of a second, to and fro. */
const STAY_FRAMES = 8;

/** 0…last, and back again. */
function toAndFro(step: number, last: number): number {
  const at = step % (2 * last);
  return at <= last ? at : 2 * last - at;
}

const placeOf = (number: number): number => Math.floor((number / SENT_FPS) * FILM_FPS);

export type Films = Record<'front' | 'left' | 'right' | 'up' | 'down' | 'blink', Reel>;

const loading = new Map<string, Promise<Films>>();

/** Everything that a person of the footage can be asked for, made once a process. */
export function filmsOf(person: 'a' | 'b'): Promise<Films> {
  const films = loading.get(person) ?? makeFilms(person);
  loading.set(person, films);
  return films;
}

async function makeFilms(person: 'a' | 'b'): Promise<Films> {
  return {
    front: await Film.of(`${person}-front`, 0),
    left: await Way.of(`${person}-to-left`, 100),
    right: await Way.of(`${person}-to-right`, 200),
    up: await Way.of(`${person}-to-up`, 300),
    down: await Way.of(`${person}-to-down`, 400),
    blink: await Film.of(`${person}-blink`, 500),
  };
}

/** @param jpeg 640 pixels wide */
export async function swayed(jpeg: Buffer, seconds: number): Promise<Buffer> {
  const x = WIDTH * (0.008 * Math.sin(seconds * 1.7) + 0.005 * Math.sin(seconds * 2.73));
  const y = HEIGHT * (0.006 * Math.sin(seconds * 1.29) + 0.004 * Math.sin(seconds * 2.11));
  const scale = (1.04 * WIDTH) / FILM_WIDTH;
  const moved = await sharp(jpeg)
    .affine([scale, 0, 0, scale], { odx: x, ody: y, interpolator: sharp.interpolators.bicubic })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = moved.info;
  const [left, top] = [Math.floor((width - WIDTH) / 2), Math.floor((height - HEIGHT) / 2)];
  return sharp(moved.data, { raw: { width, height, channels } })
    .extract({ left, top, width: WIDTH, height: HEIGHT })
    .jpeg({ quality: 85 })
    .toBuffer();
}

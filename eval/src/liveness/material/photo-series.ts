import { MOTIONS, filmedBlinks, type Footage, type Photo } from '../footage.js';
import type { FilmedBlink, RenderedSeries } from '../measures/series.js';
import { TILTS } from '../render/held-sheet.js';
import { WARPS } from '../render/warp-variants.js';

/** Two blinks of others are borrowed for each photograph. */
const BORROWED = 2;
/** Variants that every photograph is warped by; the others for every second one. */
const WARPED_ALWAYS = ['plain', 'relit'];

/** Which pictures are made of a photograph. */
export interface PhotoPlan {
  photo: Photo;
  borrowed: FilmedBlink[];
  warps: string[];
  /** Whether it is also held as a sheet before the camera. */
  held: boolean;
}

export function planPhotos({ photos, clips }: Footage): PhotoPlan[] {
  const blinks = clips
    .filter(({ source, blinks: times }) => source === 'person' && times.length > 0)
    .flatMap((clip) => filmedBlinks(clip).map((blink) => ({ person: clip.person, blink })));
  return photos.map((photo, i) => {
    const others = blinks.filter(({ person }) => person !== photo.person);
    return {
      photo,
      borrowed: Array.from(
        { length: Math.min(BORROWED, others.length) },
        (_, k) => others[(i * 7 + k * 5) % others.length]!.blink,
      ),
      warps: Object.keys(WARPS).filter((name) => i % 2 === 0 || WARPED_ALWAYS.includes(name)),
      held: i % 2 === 0,
    };
  });
}

export function seriesOfPhoto({ photo, borrowed, warps, held }: PhotoPlan): RenderedSeries[] {
  const { source } = photo;
  return [
    { kind: 'still', photo: source },
    { kind: 'painted', photo: source },
    ...borrowed.map((blink): RenderedSeries => ({ kind: 'borrowed-blink', photo: source, blink })),
    ...warps.flatMap((variant) =>
      (['yaw', 'pitch'] as const).map((axis): RenderedSeries => ({ kind: 'warp', photo: source, variant, axis })),
    ),
    ...(held
      ? Object.keys(TILTS).flatMap((way) =>
          MOTIONS.map((motion): RenderedSeries => ({ kind: 'held', photo: source, way, motion })),
        )
      : []),
  ];
}

import { MOTIONS, filmedBlinks, type Clip, type Footage, type Photo } from '../footage.js';
import type { FilmedBlink, PhotoSource, RenderedSeries } from '../measures/series.js';
import { TILTS } from '../render/held-sheet.js';
import { WARPS } from '../render/warp-variants.js';

/** Every photograph is turned by its own mesh, and every so many besides in another way. */
const EVERY: Readonly<Record<string, number>> = { plain: 1, relit: 2, shallow: 3, deep: 3, mirrored: 3 };
const HELD_EVERY = 3;

/** Which pictures are made of a photograph. */
export interface PhotoPlan {
  photo: Omit<Photo, 'source'> & { source: PhotoSource };
  borrowed?: FilmedBlink;
  warps: string[];
  /** Whether it is also held as a sheet before the camera. */
  held: boolean;
}

export function planPhotos({ photos, clips }: Footage): PhotoPlan[] {
  const blinks = clips
    .filter(isBlinkFilm)
    .flatMap((clip) => filmedBlinks(clip).map((blink) => ({ person: clip.person, blink })));
  return photos.map((photo, i) => {
    const others = blinks.filter(({ person }) => person !== photo.person);
    const blink = others[(i * 7) % Math.max(1, others.length)]?.blink;
    return {
      photo,
      ...(blink && { borrowed: blink }),
      warps: Object.keys(WARPS).filter((name) => i % (EVERY[name] ?? 1) === 0),
      held: i % HELD_EVERY === 1,
    };
  });
}

export function seriesOfPhoto({ photo, borrowed, warps, held }: PhotoPlan): RenderedSeries[] {
  const { source } = photo;
  return [
    { kind: 'still', photo: source },
    { kind: 'painted', photo: source },
    ...(borrowed ? [{ kind: 'borrowed-blink', photo: source, blink: borrowed } as const] : []),
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

/** Films of somebody who looks ahead and blinks: an attacker has no use for eyes that turn away meanwhile. */
const isBlinkFilm = ({ source, natural, movements, blinks }: Clip): boolean =>
  source === 'person' && !natural && movements.length === 0 && blinks.length > 0;

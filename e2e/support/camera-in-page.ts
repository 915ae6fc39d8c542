import type { Prompt, StretchName } from './stretches.js';

/** How a camera fails. `dismissed`: the browser's question was closed without an answer. */
export type CameraFailure = 'denied' | 'dismissed' | 'none' | 'in-use';

export interface CameraScript {
  width: number;
  height: number;
  fps: number;
  /** Frames of a stretch are at `${framesUrl}/${stretch}/${index}.jpg`. */
  framesUrl: string;
  frameCounts: Record<string, number>;
  /** Stretches that lead from the rest to where a head was asked to go: played once, and backwards before another one. */
  ways: readonly string[];
}

/** What the camera shows: one stretch all the time, or whatever the page asks of the person. */
export type CameraWish = { play: StretchName } | { obey: Record<Prompt, StretchName> };

/** One that is plugged in. It films what is wished, unless it has a wish of its own. */
export interface TestDevice {
  deviceId: string;
  label: string;
  play?: StretchName;
}

export interface CameraState {
  wish: CameraWish;
  failure?: CameraFailure;
  devices: readonly TestDevice[];
  /** Held upright, as a phone is. */
  upright?: boolean;
  /** Open and without pictures: another program has it. */
  muted?: boolean;
}

/** The part of the test camera that lives in the page, as `window.testCamera`. */
export interface CameraInPage {
  set(state: CameraState): Promise<void>;
  isOn(): boolean;
  /** How often the page has opened the camera. */
  timesOpened(): number;
  playing(): StretchName | undefined;
}

declare global {
  /** Not there outside a secure origin, where a browser has no cameras either. */
  var testCamera: CameraInPage | undefined;
  /** Provided by the test: what is wished of the camera on every new page. */
  var testCameraState: () => Promise<CameraState>;
}

/**
 * Runs in the page before any script of its own, alone: nothing outside this function exists there.
 * Replaces the browser's cameras by one that plays footage on a canvas and streams it.
 */
export function installTestCamera(script: CameraScript): void {
  const REACTION_MS = 250;
  /** The last frames of a way, a third of a second, to and fro. */
  const STAY_FRAMES = 8;
  const devices = globalThis.isSecureContext ? navigator.mediaDevices : undefined;
  if (!devices) return;
  const canvas = document.createElement('canvas');
  canvas.width = script.width;
  canvas.height = script.height;
  const pen = canvas.getContext('2d');
  const loaded = new Map<string, Promise<ImageBitmap[]>>();
  const tracks = new Set<MediaStreamTrack>();
  let plugged: readonly TestDevice[] = [];
  let used: TestDevice | undefined;
  let muted = false;
  let wish: CameraWish | undefined;
  const permission = Object.assign(new EventTarget(), { name: 'camera', state: 'granted', onchange: null });
  let failure: CameraFailure | undefined;
  let frames: ImageBitmap[] = [];
  let playing: StretchName | undefined;
  let stretchFor: Record<Prompt, StretchName> | undefined;
  let asked: { prompt: string; since: number } | undefined;
  let tick = 0;
  let goingBack = false;
  let opened = 0;

  function load(stretch: string): Promise<ImageBitmap[]> {
    const known = loaded.get(stretch);
    if (known) return known;
    const loading = Promise.all(
      Array.from({ length: script.frameCounts[stretch] ?? 0 }, async (_, index) => {
        const answer = await fetch(`${script.framesUrl}/${stretch}/${index}.jpg`);
        return createImageBitmap(await answer.blob());
      }),
    );
    loaded.set(stretch, loading);
    return loading;
  }

  async function show(stretch: StretchName): Promise<void> {
    const next = await load(stretch);
    if (playing === stretch && !goingBack) return;
    frames = next;
    playing = stretch;
    tick = 0;
    goingBack = false;
  }

  const isWay = (): boolean => playing !== undefined && script.ways.includes(playing);

  /** Whoever was turned comes back before they do anything else. */
  async function turnTo(stretch: StretchName): Promise<void> {
    if (isWay() && tick > 0 && (goingBack || playing !== stretch)) goingBack = true;
    else await show(stretch);
  }

  /** A person does what is asked only after they have read it. */
  function followPrompt(): void {
    if (!stretchFor) return;
    const prompt = document.querySelector('[data-prompt]')?.getAttribute('data-prompt') ?? 'none';
    if (asked?.prompt !== prompt) asked = { prompt, since: performance.now() };
    const stretch = stretchFor[prompt as Prompt];
    if (performance.now() - asked.since >= REACTION_MS) void turnTo(stretch);
  }

  /**
   * Draws the picture as a camera sees somebody who sways: shifted, turned and nearer by a little, and never twice in the same way. It
   * covers the frame.
   */
  function drawSwaying(frame: ImageBitmap, onto: CanvasRenderingContext2D): void {
    const seconds = performance.now() / 1000;
    const x = 0.008 * Math.sin(seconds * 1.7) + 0.005 * Math.sin(seconds * 2.73);
    const y = 0.006 * Math.sin(seconds * 1.29) + 0.004 * Math.sin(seconds * 2.11);
    const radians = 0.009 * Math.sin(seconds * 0.83) + 0.006 * Math.sin(seconds * 1.47);
    const nearer = 1.06 + 0.006 * Math.sin(seconds * 0.61);
    const scale = nearer * Math.max(canvas.width / script.width, canvas.height / script.height);
    onto.setTransform(1, 0, 0, 1, canvas.width / 2 + script.width * x, canvas.height / 2 + script.height * y);
    onto.rotate(radians);
    onto.scale(scale, scale);
    onto.drawImage(frame, -script.width / 2, -script.height / 2, script.width, script.height);
  }

  /** Of a way out to its end, then back; of any other stretch to and fro, so that its end never jumps back to its start. */
  function place(): number {
    const last = frames.length - 1;
    if (isWay()) {
      if (goingBack) tick = Math.max(0, Math.min(tick, last) - 1);
      else tick += 1;
      const past = tick - last;
      const stay = Math.abs(past % (2 * STAY_FRAMES));
      return past <= 0 ? tick : last - Math.min(stay, 2 * STAY_FRAMES - stay);
    }
    const step = last > 0 ? tick % (2 * last) : 0;
    tick += 1;
    return step <= last ? step : 2 * last - step;
  }

  function draw(): void {
    if (muted) return;
    followPrompt();
    const frame = frames[place()];
    if (frame && pen) drawSwaying(frame, pen);
  }

  const live = () => [...tracks].filter((track) => track.readyState === 'live');
  const isOn = () => live().length > 0;
  setInterval(() => {
    if (isOn()) draw();
  }, 1000 / script.fps);

  const REFUSALS: Record<CameraFailure, readonly [message: string, name: string]> = {
    denied: ['Permission denied', 'NotAllowedError'],
    dismissed: ['Permission dismissed', 'NotAllowedError'],
    none: ['Requested device not found', 'NotFoundError'],
    'in-use': ['Could not start video source', 'NotReadableError'],
  };

  async function set(state: CameraState): Promise<void> {
    failure = state.failure;
    permission.state = failure === 'denied' ? 'denied' : failure === 'dismissed' ? 'prompt' : 'granted';
    permission.dispatchEvent(new Event('change'));
    asked = undefined;
    hold(state);
    plug(state.devices);
    wish = state.wish;
    await fulfil();
  }

  /** As a phone that is turned, or a camera that another program takes. */
  function hold({ upright = false, muted: isMuted = false }: CameraState): void {
    const { width, height } = script;
    const [across, down] = upright ? [height, width] : [width, height];
    if (canvas.width !== across) Object.assign(canvas, { width: across, height: down });
    if (muted === isMuted) return;
    muted = isMuted;
    for (const track of live()) track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  function plug(now: readonly TestDevice[]): void {
    const changed = now.length !== plugged.length;
    plugged = now;
    if (used && !now.some(({ deviceId }) => deviceId === used?.deviceId)) {
      used = undefined;
      for (const track of live()) {
        track.stop();
        // A canvas cannot be unplugged: its tracks end without a word.
        track.dispatchEvent(new Event('ended'));
      }
    }
    if (changed) devices?.dispatchEvent(new Event('devicechange'));
  }

  async function fulfil(): Promise<void> {
    const now: CameraWish | undefined = used?.play ? { play: used.play } : wish;
    if (!now) return;
    if ('play' in now) {
      stretchFor = undefined;
      await show(now.play);
      return;
    }
    const wanted = now.obey;
    await Promise.all(Object.values(wanted).map((stretch) => load(stretch)));
    stretchFor = wanted;
    await show(wanted.none);
  }
  const ready = globalThis.testCameraState().then(set);

  devices.getUserMedia = async ({ video }: MediaStreamConstraints = {}) => {
    await ready;
    if (failure) throw new DOMException(...REFUSALS[failure]);
    const named =
      typeof video === 'object' ? (video.deviceId as ConstrainDOMStringParameters | undefined)?.exact : undefined;
    const device = named === undefined ? plugged[0] : plugged.find(({ deviceId }) => deviceId === named);
    if (!device) throw new DOMException(...REFUSALS.none);
    used = device;
    await fulfil();
    draw();
    const stream = canvas.captureStream(script.fps);
    for (const track of stream.getVideoTracks()) {
      const settings = track.getSettings.bind(track);
      track.getSettings = () => ({ ...settings(), deviceId: device.deviceId });
      tracks.add(track);
    }
    opened += 1;
    return stream;
  };
  devices.enumerateDevices = async () => {
    await ready;
    if (failure === 'none') return [];
    return plugged.map(({ deviceId, label }) => {
      const device = { deviceId, groupId: deviceId, kind: 'videoinput', label } as const;
      return { ...device, toJSON: () => device };
    });
  };

  const query = navigator.permissions.query.bind(navigator.permissions);
  navigator.permissions.query = async (descriptor: PermissionDescriptor) => {
    if ((descriptor.name as string) !== 'camera') return query(descriptor);
    await ready;
    return permission as unknown as PermissionStatus;
  };

  globalThis.testCamera = { set, isOn, timesOpened: () => opened, playing: () => playing };
}

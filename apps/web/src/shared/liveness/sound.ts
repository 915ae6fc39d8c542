/** The voice of the page: wished for, remembered by this browser, silent where a browser has none. */
const KEY = 'facegate.sound';
const TONE_HZ = 660;
const TONE_S = 0.18;
const TONE_GAIN = 0.08;

export const canSpeak = (): boolean => 'speechSynthesis' in window;

export function isSoundWished(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

export function rememberSound(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing: for this page only.
  }
}

/** Says it in place of what is being said. */
export function speak(text: string, language: string): void {
  if (!canSpeak()) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = language;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}

export function beSilent(): void {
  if (canSpeak()) speechSynthesis.cancel();
}

let audio: AudioContext | undefined;

/** Soft and short: a step was seen. */
export function playTone(): void {
  if (!('AudioContext' in window)) return;
  audio ??= new AudioContext();
  const { currentTime: now, destination } = audio;
  const tone = new OscillatorNode(audio, { frequency: TONE_HZ });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.linearRampToValueAtTime(TONE_GAIN, now + TONE_S / 4);
  volume.gain.linearRampToValueAtTime(0, now + TONE_S);
  tone.connect(volume).connect(destination);
  tone.start(now);
  tone.stop(now + TONE_S);
}

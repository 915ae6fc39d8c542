import type { Stretch } from './clips.js';

/**
 * What each stretch shows was seen by eye and measured with MediaPipe: yaw and pitch in degrees, eyes 0 closed … 1 open. The movements
 * reach the server's limits (turns 12°, looks 13°) from the rest of the same person. The ways lead from near the rest to there and end with a third of a second there.
 */
export const STRETCHES = {
  /** At rest: yaw +2, pitch +12, eyes 0.97. */
  'a-front': { video: 'a-turns', from: 50.56, to: 51.08 },
  /** Yaw +13.5…+15. */
  'a-left': { video: 'a-turns', from: 20.92, to: 21.4 },
  /** Yaw −10.2…−11.6. */
  'a-right': { video: 'a-turns', from: 19.84, to: 20.2 },
  /** Pitch +26…+28. */
  'a-up': { video: 'a-turns', from: 24.32, to: 24.8 },
  /** Pitch −1…−3. */
  'a-down': { video: 'a-turns', from: 22.64, to: 23.36 },
  /** Yaw 0…+15. */
  'a-to-left': { video: 'a-turns', from: 20.6, to: 21.4 },
  /** Yaw +2…−12. */
  'a-to-right': { video: 'a-turns', from: 19.36, to: 20.2 },
  /** Pitch +10…+28. */
  'a-to-up': { video: 'a-turns', from: 23.84, to: 24.8 },
  /** Pitch +8…−3. */
  'a-to-down': { video: 'a-turns', from: 21.96, to: 23.3 },
  /** Facing the camera, eyes closed at 25.60–25.76 (0.33, else over 0.6). */
  'a-blink': { video: 'a-turns', from: 25.2, to: 26.1 },
  /** Person A on another occasion. At rest: yaw +4, pitch +14. */
  'a-other-front': { video: 'a-talks', from: 16.4, to: 16.92 },
  /** Eyes closed at 17.04–17.16. */
  'a-other-blink': { video: 'a-talks', from: 16.4, to: 17.4 },
  /** Yaw +18…+19. */
  'a-other-left': { video: 'a-talks', from: 20.24, to: 20.6 },
  /** At rest: yaw +3…+4, pitch +2…+3. */
  'b-front': { video: 'b', from: 76.2, to: 77.6 },
  /** Yaw +19…+21.7. */
  'b-left': { video: 'b', from: 45.28, to: 45.48 },
  /** Yaw −9…−11. */
  'b-right': { video: 'b', from: 160.16, to: 160.36 },
  /** Pitch +16.5…+17.6. */
  'b-up': { video: 'b', from: 101.36, to: 101.64 },
  /** Pitch −11…−12. */
  'b-down': { video: 'b', from: 159.48, to: 159.76 },
  /** Yaw +10…+22. */
  'b-to-left': { video: 'b', from: 44.56, to: 45.48 },
  /** Yaw 0…−10. */
  'b-to-right': { video: 'b', from: 160.2, to: 161.4, backwards: true },
  /** Pitch +3…+17. */
  'b-to-up': { video: 'b', from: 100.24, to: 101.64 },
  /** Pitch +1…−12. */
  'b-to-down': { video: 'b', from: 159.04, to: 159.76 },
  /** Facing the camera, eyes closed at 6.86–6.98. */
  'b-blink': { video: 'b', from: 6.4, to: 7.5 },
} as const satisfies Record<string, Stretch>;

import { html } from './html.js';

/** How the sessions are made and counted. */
export const LIVENESS_METHOD = html`<section>
  <h2>How it was counted</h2>
  <ul>
    <li>
      Every frame of the footage is measured once, as a JPEG of the size that the page sends. The sessions are then
      judged on a clock of their own: at an even rate, each frame up to an eighth of an interval too early or late.
      Under load a frame comes up to 0.4 s late and several at once. Attacks send 8 to 14 frames a second; stills are
      shown at 5 as well, where the judge asks for fewer views on the way.
    </li>
    <li>
      Each person, and each attack made of their pictures, is judged by a model of heads and pictures that was fitted
      without them (<code>fit-limits.ts</code>). All other limits are constants, and they were chosen on this footage,
      as the tests themselves were thought out on it: the rates are a little too good for people whom nobody has seen.
    </li>
    <li>
      Somebody who obeys is made of stretches of one person’s video: what is asked for is shown 250 to 600 ms after it
      was told, as it was filmed, between frames of rest. A film cannot heed “a little further” or “a little less”.
      Where two stretches meet, the face stays at its place in the picture. The frames of the rest come slower than they
      were filmed, so that there are enough; when they are used up they come backwards, swaying a little. A movement
      that is asked for once more comes backwards. A movement that goes over into another one comes back as it went. No
      frame comes twice.
    </li>
    <li>
      Who was not filmed blinking near the rest has the opening of the eyes of another person’s blink. Who was not
      filmed making a movement is not asked for it.
    </li>
    <li>
      Bounds are the wider of two: Clopper–Pearson, which takes sessions as independent, and a bootstrap that draws
      people again, because those of one person are not. A session whose footage ended first has proved nothing and is
      left out (<code>end</code>).
    </li>
    <li>
      A warp turns one photograph by its own mesh and the depth that the network guesses, triangle by triangle; hair and
      neck follow, the room does not. “Pasted eyes” are the pixels of a real blink of somebody else. “Eyes of a real
      blink” gives the measures of such a blink without drawing it: more than an attacker can do. Stills come out of the
      person’s own film. All of these heed every hint, move smoothly, sway, and carry a camera’s noise.
    </li>
    <li>
      Morphs: both meshes are warped to the shape between them and their pixels mixed inside the outline; the second
      face gets the first one’s colours; outline, hair, neck and room are the first picture’s, which is the attacker’s
      or the victim’s. Neither photograph is a frame that an account is made of, and where there is another picture or
      film of the person it is of that. A proof is the vector that the judge fuses from the frames it compared, in
      sessions like those of real people. Its own account is made of the same film, so that the owner’s figures say
      little. A session of a morph in front of the camera is judged without attacker and victim.
    </li>
    <li>
      Bounds of matches are the widest of three: Clopper–Pearson with each pair of people as one trial, however many
      sessions they have; the attackers drawn again; the accounts drawn again. Where nothing matched only the first is
      above 0, and pairs share their people: fewer are independent.
    </li>
    <li>
      What no test here refuses: recordings of every action, each shown when it is asked for (the sessions of real
      people are just that), and whatever makes such frames in time. A browser cannot prove that its camera is a camera.
    </li>
  </ul>
</section>`;

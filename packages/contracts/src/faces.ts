import { FaceImage } from './facial.js';

/** `POST /api/me/faces`: one more face for the person signed in. Answers 201 with a `FaceSummary`. */
export class AddFaceRequest extends FaceImage {}

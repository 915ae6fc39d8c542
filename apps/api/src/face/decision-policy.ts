/** Port: how alike is alike enough, for the error rates that the operator asks for. Its own DI token. */
export abstract class DecisionPolicy {
  /** The score by which the best person of an identification must lead the next one. */
  abstract readonly margin: number;

  /** Faces that an identification can be among before its error rate is anybody's guess. */
  abstract readonly supportedFaces: number;

  /** 1:1: the least score of the best of so many references. */
  abstract verificationThreshold(references: number): number;

  /** 1:N: the least score of the best of so many faces; undefined past {@link supportedFaces}. */
  abstract identificationThreshold(faces: number): number | undefined;

  /** As {@link identificationThreshold}, and past the supported faces the strictest threshold that was measured. */
  abstract duplicateThreshold(faces: number): number;
}

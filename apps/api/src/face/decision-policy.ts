import type { Probe } from './probe.js';

/** Port: how alike is alike enough, for the error rates that the operator asks for. Its own DI token. */
export abstract class DecisionPolicy {
  /** The score by which the best person of an identification must lead the next one. */
  abstract readonly margin: number;

  /** One picture with one picture: the least score of two pictures of one person. */
  abstract readonly linkageThreshold: number;

  /** Accounts among which an identification was measured to keep its error rate. */
  abstract supportedAccounts(of: Probe['of']): number;

  /** 1:1: the least score of a probe with the template of its person. */
  abstract verificationThreshold(of: Probe['of']): number;

  /** The same for a tenth of the false match rate: for a question that can be asked again and again. */
  abstract answerThreshold(of: Probe['of']): number;

  /** The same for the least false match rate that was measured. */
  abstract strictThreshold(of: Probe['of']): number;

  /** 1:N: the least score of the best of so many accounts; undefined past {@link supportedAccounts}. */
  abstract identificationThreshold(of: Probe['of'], accounts: number): number | undefined;

  /**
   * One picture among so many accounts, to find the one that has this face already: as {@link identificationThreshold}, and
   * past the supported accounts the strictest threshold that was measured.
   */
  abstract duplicateThreshold(accounts: number): number;
}

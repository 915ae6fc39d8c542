import type {
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyRegistration,
  PasskeyRequestOptions,
} from '@facegate/contracts';

/**
 * Why a browser did not make or use a passkey. `dismissed` is also what it says when there is none. `elsewhere`: this page was
 * opened at another address than the one that passkeys are for.
 */
export const PASSKEY_FAULTS = ['elsewhere', 'unsupported', 'dismissed', 'exists', 'failed'] as const;
export type PasskeyFaultCode = (typeof PASSKEY_FAULTS)[number];

export class PasskeyFault extends Error {
  override readonly name = 'PasskeyFault';

  /** With `elsewhere`: the address to open. */
  readonly address?: string;

  constructor(
    readonly code: PasskeyFaultCode,
    { address, ...options }: { address?: string; cause?: unknown } = {},
  ) {
    super(code, options);
    if (address !== undefined) this.address = address;
  }
}

/** Comes when somebody first uses a passkey: most pages need none of it. */
const load = () => import('@simplewebauthn/browser');

/** @throws PasskeyFault */
export async function createPasskey(options: PasskeyCreationOptions): Promise<PasskeyRegistration> {
  const { startRegistration } = await supported(options);
  const { id, rawId, type, response } = await translated(() => startRegistration({ optionsJSON: plain(options) }));
  const { clientDataJSON, attestationObject, transports } = response;
  return { id, rawId, type, response: { clientDataJSON, attestationObject, ...(transports && { transports }) } };
}

/** @throws PasskeyFault */
export async function usePasskeyOf(options: PasskeyRequestOptions): Promise<PasskeyAssertion> {
  const { startAuthentication } = await supported(options);
  const { id, rawId, type, response } = await translated(() => startAuthentication({ optionsJSON: plain(options) }));
  return { id, rawId, type, response };
}

/** An address without TLS, such as that of another machine, hides passkeys from the page: where to go says more than that. */
async function supported({ origin }: { origin: string }) {
  if (location.origin !== origin) throw new PasskeyFault('elsewhere', { address: origin });
  const library = await load();
  if (!library.browserSupportsWebAuthn()) throw new PasskeyFault('unsupported');
  return library;
}

/** An instance of a contract's class → what it holds. */
function plain<Options extends object>(options: Options): Options {
  return structuredClone(options);
}

async function translated<T>(ceremony: () => Promise<T>): Promise<T> {
  try {
    return await ceremony();
  } catch (cause) {
    throw new PasskeyFault(faultOf(cause), { cause });
  }
}

/** By the names that WebAuthn Level 3 §5.1.3 and §5.1.4 give errors; the library keeps them. */
function faultOf(error: unknown): PasskeyFaultCode {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'AbortError':
      return 'dismissed';
    case 'InvalidStateError':
      return 'exists';
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return 'failed';
  }
}

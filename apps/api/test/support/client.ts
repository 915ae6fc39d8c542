import { NDJSON_MEDIA_TYPE, type Problem } from '@facegate/contracts';
import { demandDocumented } from './documented.js';

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
  /** The refresh cookie that the answer sets: its value, or '' when it is taken away. */
  refreshToken: string | undefined;
  /** The Set-Cookie header as it came. */
  setCookie: string | undefined;
}

export interface CallOptions {
  token?: string;
  refreshToken?: string;
  headers?: Record<string, string>;
  /** Sent as it is, in place of JSON. */
  rawBody?: string;
  signal?: AbortSignal;
}

/** Speaks HTTP to a server under test; every answer is held against the OpenAPI document. */
export class Client {
  /** @param headers of every request */
  constructor(
    readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get<T = Problem>(path: string, options: CallOptions = {}): Promise<Answer<T>> {
    return this.call('GET', path, undefined, options);
  }

  post<T = Problem>(path: string, body?: unknown, options: CallOptions = {}): Promise<Answer<T>> {
    return this.call('POST', path, body, options);
  }

  patch<T = Problem>(path: string, body: unknown, options: CallOptions = {}): Promise<Answer<T>> {
    return this.call('PATCH', path, body, options);
  }

  delete<T = Problem>(path: string, options: CallOptions & { body?: unknown } = {}): Promise<Answer<T>> {
    return this.call('DELETE', path, options.body, options);
  }

  async call<T = Problem>(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer<T>> {
    const content = options.rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.baseUrl + path, {
      method,
      ...(options.signal && { signal: options.signal }),
      ...(content !== undefined && { body: content }),
      headers: {
        ...this.headers,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(options.token !== undefined && { Authorization: `Bearer ${options.token}` }),
        ...(options.refreshToken !== undefined && { Cookie: `facegate_refresh=${options.refreshToken}` }),
        ...options.headers,
      },
    });
    const mediaType = response.headers.get('content-type')?.split(';')[0] ?? '';
    const received = Buffer.from(await response.arrayBuffer());
    const parsed = parse(received, mediaType);
    await demandDocumented({ method, path, status: response.status, mediaType, body: parsed });
    const setCookie = response.headers.getSetCookie().find((cookie) => /^(__Host-)?facegate_refresh=/.test(cookie));
    return {
      status: response.status,
      headers: response.headers,
      body: parsed as T,
      setCookie,
      refreshToken: setCookie === undefined ? undefined : /=([^;]*)/.exec(setCookie)?.[1],
    };
  }
}

/** Lines of JSON become a list of what they say. */
function parse(received: Buffer, mediaType: string): unknown {
  const text = received.toString('utf8');
  if (mediaType === NDJSON_MEDIA_TYPE) return text.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
  return mediaType.endsWith('json') ? JSON.parse(text) : received;
}

import { type Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEM_MEDIA_TYPE } from '@facegate/contracts';
import { ProblemError, problemBody } from '../problem-error.js';

/** Bytes that never became a request get a problem too, where Node's own parser would say a bare status. */
export function answerUnparsedRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || isAnswering(socket)) socket.destroy();
    else refuseConnection(socket, problemOf(error));
  });
  // What a request expects and nobody knows is left undone, as RFC 9110 §10.1.1 allows.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** Node's own mark of an answer that has begun: a second one inside it would be taken for its body. */
function isAnswering(socket: Duplex): boolean {
  const response: unknown = Reflect.get(socket, '_httpMessage');
  return response instanceof ServerResponse && response.headersSent;
}

/** The last answer of a connection. */
export function refuseConnection(socket: Duplex, problem: ProblemError): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(problemBody(problem));
  const head = [
    `HTTP/1.1 ${problem.status} Refused`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function problemOf({ code }: NodeJS.ErrnoException): ProblemError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new ProblemError('HEADERS_TOO_LARGE', 'The address or the headers of the request are too long.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new ProblemError('PAYLOAD_TOO_LARGE', 'The request body is too large.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ProblemError('REQUEST_TIMEOUT', 'The request took too long to arrive.');
    default:
      return new ProblemError('MALFORMED_REQUEST', 'The request is not well-formed HTTP.');
  }
}

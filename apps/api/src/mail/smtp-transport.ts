import { createTransport, type NodemailerError, type Transporter } from 'nodemailer';
import type { AppConfig } from '../config/app-config.js';
import type { SmtpServer } from '../config/smtp-server.js';
import { envelope } from './envelope.js';
import { MailRefused, MailTransport, type Message } from './mail-transport.js';

const STEP_TIMEOUT_MS = 20_000;

/** By the mail server of `SMTP_URL`, a connection a mail. */
export class SmtpTransport extends MailTransport {
  private readonly transporter: Transporter;

  constructor(
    server: SmtpServer,
    private readonly config: Pick<AppConfig, 'smtpTls' | 'mailFrom'>,
  ) {
    super();
    const { host, port, implicitTls, isLocal, user, password } = server;
    const requireTLS = !implicitTls && !isLocal && config.smtpTls === 'required';
    this.transporter = createTransport({
      host,
      port,
      secure: implicitTls,
      requireTLS,
      opportunisticTLS: !requireTLS,
      ...(user !== undefined && { auth: { user, pass: password } }),
      connectionTimeout: STEP_TIMEOUT_MS,
      greetingTimeout: STEP_TIMEOUT_MS,
      socketTimeout: STEP_TIMEOUT_MS,
    });
  }

  override async send(message: Message, signal: AbortSignal): Promise<void> {
    try {
      await this.transporter.sendMail({ ...envelope(message, this.config.mailFrom), signal });
    } catch (error) {
      throw isRefusal(error)
        ? new MailRefused('the mail server takes no mail to this address', { cause: error })
        : error;
    }
  }
}

/** For good, and for this address or mail (RFC 5321 §4.2.1): not the connection, the sender or our own log-in. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, command, permanent } = error as NodemailerError;
  if (command === 'API') return code === 'EENVELOPE';
  return permanent === true && (command === 'RCPT TO' || command === 'DATA');
}

import type { SendMailOptions } from 'nodemailer';
import type { Message } from './mail-transport.js';

/** For both ways out. Headers that a text would break out of are folded and encoded by nodemailer. */
export function envelope({ to, subject, text, html }: Message, from: string): SendMailOptions {
  return {
    from,
    // As an object, so that nothing in the address is read as a list of several.
    to: { name: '', address: to },
    subject,
    text,
    html,
    // RFC 3834: nobody on holiday answers it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Claimed } from '../../domain/bank.ts';
import { certificateOwner } from '../../domain/certificate-name.ts';
import type { Refused } from '../../domain/reply.ts';
import { remoteKey } from '../../web/remote.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { buttons, field, formError, keyboardButton } from '../fields.ts';
import { leaveFlash } from '../flash.ts';
import { answer } from '../layout.ts';
import { claimedCertificate, claimedId, loginField } from '../login-parts.ts';
import type { Pages, ShownCertificate } from '../page-options.ts';
import { enter, leave } from '../roles.ts';
import { type PageContext, viewOf } from '../view.ts';

/** 利用者ログイン: by the certificate that came with the connection, else by 契約者ID. */
export function userLoginPages(app: Hono<WebEnv>, pages: Pages): void {
  const { bank, options } = pages;
  app.get('/login', (context) => page(pages, context));
  app.post('/login', async (context) => {
    const { form, visit } = context.var;
    const { who, userId } = claimedBy(pages, context);
    const account = who.by === 'id' ? who.contractId : who.certificateName;
    const tooMany = await options.account?.(context, `user ${account} ${userId}`);
    if (tooMany !== undefined) return tooMany;
    const from = remoteKey(context);
    const password = form.get('password');
    const reply = await bank.login.user({ ...who, from }, { userId, password });
    if (reply.outcome === 'refused') return pages.refused.show(context, ofUser(reply, who));
    const before = visit.data?.['user'];
    if (before !== undefined) await bank.login.logout(before);
    enter(visit, 'user', reply.session);
    leaveFlash(visit, reply);
    return context.redirect('/user', 303);
  });
  app.post('/user/logout', async (context) => {
    const { visit } = context.var;
    const session = visit.data?.['user'];
    if (session !== undefined) await bank.login.logout(session);
    leave(visit, 'user');
    return context.redirect('/', 303);
  });
}

/** In the words of this form's own fields; which of them was wrong the bank does not tell. */
function ofUser(refused: Refused, { by }: Claimed): Refused {
  if (refused.sentence !== 'login-wrong') return refused;
  return { ...refused, sentence: by === 'id' ? 'user-login-wrong' : 'user-certificate-wrong' };
}

function certificateUser(
  pages: Pages,
  context: PageContext,
): (ShownCertificate & { readonly userId: string }) | undefined {
  const certificate = pages.options.certificate?.(context);
  const userId = certificateOwner(certificate?.name ?? '')?.userId;
  return certificate === undefined || userId === undefined ? undefined : { ...certificate, userId };
}

function claimedBy(
  pages: Pages,
  context: PageContext,
): { readonly who: Claimed; readonly userId: string } {
  const { form } = context.var;
  const found = certificateUser(pages, context);
  return found !== undefined && form.get('by') === 'certificate'
    ? { who: claimedCertificate(found), userId: found.userId }
    : { who: claimedId(form.get('contractId')), userId: form.get('userId').trim() };
}

function page(pages: Pages, context: PageContext): Response | Promise<Response> {
  const view = viewOf(pages, context);
  const shown = pages.refused.take(context);
  const { t } = view;
  const found = certificateUser(pages, context);
  const who =
    found === undefined
      ? html`${loginField(view, shown)}
        ${field(view, shown, {
          name: 'userId',
          label: t('利用者ID', 'User ID'),
          autocomplete: 'off',
          maxlength: 32,
        })}`
      : html`<input type="hidden" name="by" value="certificate" />
          <dl class="facts">
            <dt>${t('電子証明書', 'Certificate')}</dt>
            <dd class="number">${found.name}</dd>
          </dl>`;
  const body = html`${formError(view, shown, [])}
    <form method="post" class="card-form" novalidate>
      ${view.hidden()} ${who}
      ${field(view, shown, {
        name: 'password',
        label: t('利用者暗証番号', 'User password'),
        isSecret: true,
        autocomplete: 'current-password',
        keys: 'letters',
      })}
      ${keyboardButton(view)} ${buttons(view, t('ログイン', 'Log in'))}
    </form>`;
  return answer(context, view, {
    title: t('利用者ログイン', 'User login'),
    area: 'public',
    body,
  });
}

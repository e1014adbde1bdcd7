import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Claimed } from '../../domain/bank.ts';
import { certificateOwner } from '../../domain/certificate-name.ts';
import { remoteKey } from '../../web/remote.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { buttons, field, formError, keyboardButton, type Shown } from '../fields.ts';
import { leaveFlash } from '../flash.ts';
import { answer } from '../layout.ts';
import {
  claimedCertificate,
  claimedId,
  LOGIN,
  loginField,
  noCertificate,
  notAdministrators,
} from '../login-parts.ts';
import type { Pages } from '../page-options.ts';
import { enter, leave } from '../roles.ts';
import { type Html, type PageContext, type View, viewOf } from '../view.ts';

type Method = 'certificate' | 'id';

/** 管理者ログイン → 電子証明書方式ログイン or IDパスワード方式ログイン → ご契約先ログイン. */
export function loginPages(app: Hono<WebEnv>, pages: Pages): void {
  app.get(LOGIN, (context) => {
    const view = viewOf(pages, context);
    const { t } = view;
    const body = html`<p>
        ${t('お申込みの認証方式を選択してください。', 'Choose the login method of your contract.')}
      </p>
      <p class="buttons stacked">
        <a class="button primary" href="/admin/login/certificate"
          >${t('電子証明書方式ログイン', 'Log in by certificate')}</a
        >
        <a class="button primary" href="/admin/login/id"
          >${t('IDパスワード方式ログイン', 'Log in by ID and password')}</a
        >
      </p>
      <p class="hint">
        ${t(
          'お客様カードと、ご契約先暗証番号・ご契約先確認暗証番号をお手元にご用意ください。',
          'Have your customer card, the login code and the contract confirmation password at hand.',
        )}
      </p>`;
    const title = t('管理者ログイン', 'Administrator login');
    return answer(context, view, { title, area: 'public', body });
  });

  for (const method of ['certificate', 'id'] as const) {
    app.get(`/admin/login/${method}`, (context) => page(pages, context, method));
    app.post(`/admin/login/${method}`, (context) => logIn(pages, context, method));
  }

  app.post('/admin/logout', async (context) => {
    const { visit } = context.var;
    const session = visit.data?.['administrator'];
    if (session !== undefined) await pages.bank.login.logout(session);
    leave(visit, 'administrator');
    return context.redirect('/', 303);
  });
}

async function logIn(pages: Pages, context: PageContext, method: Method): Promise<Response> {
  const { bank, options } = pages;
  const { form, visit } = context.var;
  const certificate = options.certificate?.(context);
  if (method === 'certificate' && certificate === undefined) {
    return context.redirect(`/admin/login/${method}`, 303);
  }
  const claimed: Claimed =
    certificate !== undefined && method === 'certificate'
      ? claimedCertificate(certificate)
      : claimedId(form.get('contractId'));
  const account = claimed.by === 'id' ? claimed.contractId : claimed.certificateName;
  const tooMany = await options.account?.(context, `administrator ${account}`);
  if (tooMany !== undefined) return tooMany;
  const who = { ...claimed, from: remoteKey(context) };
  const reply = await bank.login.administrator(who, form.get('loginCode'));
  if (reply.outcome === 'refused') {
    return pages.refused.show(context, reply);
  }
  const before = visit.data?.['administrator'];
  if (before !== undefined) await bank.login.logout(before);
  enter(visit, 'administrator', reply.session);
  leaveFlash(visit, reply);
  return context.redirect('/admin/card', 303);
}

function page(pages: Pages, context: PageContext, method: Method): Response | Promise<Response> {
  const view = viewOf(pages, context);
  const { t } = view;
  const shown = pages.refused.take(context);
  const name = pages.options.certificate?.(context)?.name;
  const isWithout = method === 'certificate' && name === undefined;
  const isOfUser = method === 'certificate' && certificateOwner(name ?? '')?.userId !== undefined;
  return answer(context, view, {
    title: t('ご契約先ログイン', 'Contract login'),
    area: 'public',
    body: isWithout
      ? noCertificate(view, '/admin/login/certificate')
      : isOfUser
        ? notAdministrators(view)
        : form(view, shown, name),
  });

  function form(of: View, state: Shown, certificate: string | undefined): Html {
    const contractId = certificateOwner(certificate ?? '')?.contractId;
    return html`${formError(of, state, ['loginCode'])}
      <form method="post" class="card-form" novalidate>
        ${of.hidden()}
        <h2>${t('ID・暗証番号の入力', 'ID and login code')}</h2>
        ${
          method === 'certificate'
            ? html`<dl class="facts">
                <dt>${t('契約者ID（利用者番号）', 'Contract ID (user number)')}</dt>
                <dd>${contractId ?? ''}</dd>
              </dl>`
            : loginField(of, state)
        }
        ${field(of, state, {
          name: 'loginCode',
          label: t('ご契約先暗証番号', 'Login code'),
          hint: t('半角英数字 6～12 文字', '6 to 12 half-width letters and digits'),
          isSecret: true,
          autocomplete: 'current-password',
          keys: 'letters',
        })}
        ${keyboardButton(of)}
        ${buttons(
          of,
          t('ログイン', 'Log in'),
          html`<a class="button quiet" href="${LOGIN}">${t('戻る', 'Back')}</a>`,
        )}
      </form>`;
  }
}

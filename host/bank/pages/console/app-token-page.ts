import type { Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { AdministratorActor } from '../../domain/actor.ts';
import { activationQr } from '../../app/activation-qr.ts';
import { activationUrl, groupedCode } from '../../app/shared/activation-code.ts';
import type { Reply } from '../../domain/reply.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { formError, type Shown } from '../fields.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { answered, forAdministrator, once, over } from '../roles.ts';
import { type Html, type PageContext, type View, viewOf } from '../view.ts';
import { answerConsole } from './console-page.ts';

interface Issued {
  readonly activationCode: string;
  readonly serial: string;
  readonly endsAt: number;
}

const PATH = '/admin/otp/app';

/**
 * A software token. Its QR code is shown to the session that asked for it, by the mark of the form:
 * the address without the session shows nothing.
 */
export function appTokenPages(app: Hono<WebEnv>, pages: Pages): void {
  const sent = new Once<Reply<Issued>>();
  app.get(
    PATH,
    forAdministrator(pages, 'open', (context, actor) =>
      page(pages, context, actor, (view, address) =>
        ask(view, pages.refused.take(context), address),
      ),
    ),
  );
  app.post(
    PATH,
    forAdministrator(pages, 'open', async (context, actor) => {
      const reply = await once(sent, context, () => pages.bank.app.issueActivation(actor));
      if (reply.outcome === 'done') {
        const mark = encodeURIComponent(context.var.form.get('once'));
        return context.redirect(`${PATH}/${mark}`, 303);
      }
      if (reply.sentence === 'session-over') return over(context, 'administrator');
      return pages.refused.show(context, reply);
    }),
  );
  app.get(
    `${PATH}/:mark`,
    forAdministrator(pages, 'open', async (context, actor) => {
      const mark = context.req.param('mark') ?? '';
      const issued = await answered(sent, context, { path: PATH, mark });
      if (issued?.outcome !== 'done') return context.redirect(PATH, 303);
      return await page(pages, context, actor, (view, address) => qr(view, issued, address));
    }),
  );
}

async function page(
  pages: Pages,
  context: PageContext,
  actor: AdministratorActor,
  body: (view: View, address: string) => Html,
): Promise<Response> {
  const reply = await pages.bank.administrator.contract(actor);
  if (reply.outcome === 'refused') return over(context, 'administrator');
  const view = viewOf(pages, context);
  return await answerConsole(context, view, reply.contract, {
    title: view.t('ソフトウェアトークンの発行', 'Issue a software token'),
    body: body(view, pages.options.appPage?.(context) ?? '/app/token'),
  });
}

function ask(view: View, shown: Shown, address: string): Html {
  const { t } = view;
  return html`${formError(view, shown, [])}
    <form method="post" class="card-form">
      ${view.hidden()}
      <ol>
        <li>
          ${t('スマートフォンでアプリを開きます：', 'Open the app on the phone: ')}<a
            href="${address}"
            >${address}</a
          >
        </li>
        <li>
          ${t(
            '「QRコードを表示」をクリックし、表示されるQRコードをスマートフォンで読み取ります。',
            'Press “Show the QR code” and scan the code with the phone.',
          )}
        </li>
        <li>
          ${t(
            'アプリに表示されるシリアル番号とワンタイムパスワードで利用登録を行います。',
            'Register the token by the serial and the one-time password that the app shows.',
          )}
        </li>
      </ol>
      <p class="hint">
        ${t(
          'QRコードは1台のスマートフォンで1回のみご利用いただけます。',
          'A QR code is good for one phone, once.',
        )}
      </p>
      <p class="buttons">
        <a class="button quiet" href="/admin/users">${t('戻る', 'Back')}</a>
        <button class="primary">${t('QRコードを表示', 'Show the QR code')}</button>
      </p>
    </form>`;
}

function qr(view: View, { activationCode, serial, endsAt }: Issued, address: string): Html {
  const { t } = view;
  const code = activationUrl(address, activationCode);
  const name = t('アプリを設定するQRコード', 'QR code that sets up the app');
  return html`<div class="card-form">
    <p>
      ${t('スマートフォンでQRコードを読み取ってください。', 'Scan the QR code with the phone.')}
    </p>
    <div class="qr" role="img" aria-label="${name}">${raw(activationQr(code))}</div>
    <dl class="facts">
      <dt>${t('シリアル番号', 'Serial number')}</dt>
      <dd class="number">${serial}</dd>
      <dt>${t('有効期限', 'Good until')}</dt>
      <dd>${view.time(endsAt)}</dd>
      <dt>${t('アクティベーションコード', 'Activation code')}</dt>
      <dd class="number wrap" data-activation>${groupedCode(activationCode)}</dd>
    </dl>
    <p class="hint">
      ${t(
        'QRコードを読み取れない場合は、アクティベーションコードをアプリに入力してください。',
        'Where the QR code cannot be scanned, type the activation code into the app.',
      )}
    </p>
    <p>
      <a href="${code}" target="_blank" rel="noopener">
        ${t('この端末でアプリを設定する', 'Set up the app on this device')}
      </a>
    </p>
    <p class="buttons">
      <a class="button primary" href="/admin/otp/register"
        >${t('利用登録へ', 'Go on to register')}</a
      >
    </p>
  </div>`;
}

import type { Texts } from '../../lib/say.ts'

export const messagesTexts = {
  title: { ru: 'Письма', en: 'Messages' },
  subject: { ru: 'Тема', en: 'Subject' },
  to: { ru: 'Кому', en: 'To' },
  status: { ru: 'Статус', en: 'Status' },
  created: { ru: 'Когда', en: 'When' },
  template: { ru: 'Шаблон', en: 'Template' },
  userNumber: { ru: 'Номер получателя', en: 'Number of the reader' },
  sentAt: { ru: 'Дата отправки', en: 'Sent on' },
  number: { ru: 'Номер', en: 'Number' },
  error: { ru: 'Ошибка', en: 'Error' },
  all: { ru: 'Все', en: 'All' },
  stored: { ru: 'Сохранено', en: 'Stored' },
  queued: { ru: 'В очереди', en: 'Queued' },
  sent: { ru: 'Отправлено', en: 'Sent' },
  failed: { ru: 'Не отправлено', en: 'Failed' },
  noMail: {
    ru: 'Письмо только хранится здесь и никуда не уходило: почта не была настроена (SMTP_URL), или оно из демо-школы.',
    en: 'The message is only kept here and went nowhere: no mail server was set (SMTP_URL), or it is of the demo school.',
  },
  empty: { ru: 'Писем пока нет', en: 'There are no messages yet' },
  emptyHint: {
    ru: 'Первое появится, когда кто-нибудь зарегистрируется.',
    en: 'The first one comes when somebody registers.',
  },
} satisfies Texts

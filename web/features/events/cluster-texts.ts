import type { Texts } from '../../lib/say.ts'

export const clusterTexts = {
  onKafka: { ru: 'Топики в Kafka', en: 'Topics on Kafka' },
  createTopic: { ru: 'Создать топик', en: 'Create a topic' },
  topicCreated: { ru: 'Топик «{name}» создан', en: 'The topic “{name}” was created' },
  topicName: { ru: 'Название топика', en: 'Name of the topic' },
  topicNameHint: {
    ru: 'Латинские буквы, цифры, точка, дефис, подчёркивание',
    en: 'Letters, digits, dot, hyphen, underscore',
  },
  partitions: { ru: 'Партиций', en: 'Partitions' },
  partitionsHint: {
    ru: 'От 1 до 100; потом их можно только добавлять',
    en: '1 to 100; later they can only be added to',
  },
  records: { ru: 'Записей', en: 'Records' },
  record1: { ru: 'Запись Kafka', en: 'Kafka record' },
  noRecords: { ru: 'Таких записей в топике нет', en: 'The topic has no such records' },
  whose: { ru: 'Чей', en: 'Whose' },
  ours: { ru: 'наш', en: 'ours' },
  others: { ru: 'чужой', en: 'somebody else’s' },
  brokerAway: {
    ru: 'Kafka сейчас не отвечает. События ждут в журнале и уйдут сами.',
    en: 'Kafka does not answer now. Events wait in the log and will be published by themselves.',
  },
  withoutKafka: {
    ru: 'Kafka не подключена, поэтому создавать топики негде: события хранит встроенный журнал, и его три топика постоянны. Чтобы отдавать события другим программам, запустите CRM командой npm run start:kafka или задайте KAFKA_BOOTSTRAP_SERVERS: весь журнал уйдёт в Kafka с самого начала.',
    en: 'Kafka is not connected, so there is nowhere to create a topic: events live in the embedded log, whose three topics are fixed. To give events to other programs, start the CRM with npm run start:kafka or set KAFKA_BOOTSTRAP_SERVERS: the whole log goes to Kafka from its beginning.',
  },
} satisfies Texts

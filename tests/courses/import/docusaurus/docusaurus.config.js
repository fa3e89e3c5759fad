module.exports = {
  title: 'The Calm Desk',
  i18n: { defaultLocale: 'en', locales: ['en', 'zh-Hans'] },
};

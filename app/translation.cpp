#include "translation.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>
#include <QTranslator>

namespace {

// Words and numbers as `texts` writes them, dates in the order of the user's country where that is known. Who reads
// English for want of an Arabic translation must not get Arabic dates inside English sentences: the two run against
// each other.
QLocale localeFor(QLocale::Language texts, const QLocale& user) {
    const QLocale there(texts, user.territory());
    return there.territory() == user.territory() ? there : QLocale(texts, QLocale::World);
}

// Languages can be mixed by the user too (LC_TIME, LANGUAGE).
bool datesRunWithTexts(const QLocale& locale) {
    const QString date = locale.toString(QDate(2000, 12, 31), QLocale::LongFormat);
    return date.isRightToLeft() == (locale.textDirection() == Qt::RightToLeft);
}

} // namespace

void translateTexts(QCoreApplication& application) {
    auto* texts = new QTranslator(&application);
    // English has a file too, for its plural forms: it serves every language that has none of its own.
    if (!texts->load(QLocale(), QStringLiteral("tidemark"), QStringLiteral("_"), QStringLiteral(":/i18n")) &&
        !texts->load(QStringLiteral(":/i18n/tidemark_en")))
        return;
    QCoreApplication::installTranslator(texts);
    const QLocale user;
    const QLocale::Language language = QLocale(texts->language()).language();
    if ((user.language() != language && user.language() != QLocale::C) || !datesRunWithTexts(user))
        QLocale::setDefault(localeFor(language, user));
}

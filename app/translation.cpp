#include "translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

void translateTexts(QCoreApplication& application) {
    auto* texts = new QTranslator(&application);
    // English has a file too, for its plural forms: it serves every language that has none of its own.
    if (texts->load(QLocale(), QStringLiteral("tidemark"), QStringLiteral("_"), QStringLiteral(":/i18n")) ||
        texts->load(QStringLiteral(":/i18n/tidemark_en")))
        QCoreApplication::installTranslator(texts);
}

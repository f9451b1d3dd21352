#include "models/flagwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

struct Flag {
    const char* name;
    const char* sentence;
    const char* word;
    const char* advice;
};

constexpr Flag flags[] = {
    {"login", QT_TRANSLATE_NOOP("models", "A sign-in page stood where the page should be."),
     QT_TRANSLATE_NOOP("models", "sign-in page"),
     QT_TRANSLATE_NOOP("models", "Sign in with a browser to see the page.")},
    {"challenge", QT_TRANSLATE_NOOP("models", "The site asked to check the browser instead of showing the page."),
     QT_TRANSLATE_NOOP("models", "browser check"),
     QT_TRANSLATE_NOOP("models", "Open the link in a browser to see the page.")},
    {"needs-browser", QT_TRANSLATE_NOOP("models", "The page shows its content only with scripts."),
     QT_TRANSLATE_NOOP("models", "needs a browser"),
     QT_TRANSLATE_NOOP("models", "Open the link in a browser to see the page.")},
    {"truncated", QT_TRANSLATE_NOOP("models", "The page is so large that only its beginning was read."),
     QT_TRANSLATE_NOOP("models", "only its beginning"), nullptr},
};

QString said(const QByteArray& flag, const char* Flag::*part) {
    const auto* known = std::find_if(std::begin(flags), std::end(flags), [&](const Flag& f) { return flag == f.name; });
    return known == std::end(flags) || !(known->*part) ? QString() : Words::tr(known->*part);
}

} // namespace

QString flagSentence(const QByteArray& flag) {
    return said(flag, &Flag::sentence);
}

QString flagWord(const QByteArray& flag) {
    return said(flag, &Flag::word);
}

QString flagAdvice(const QByteArray& flag) {
    return said(flag, &Flag::advice);
}

} // namespace models

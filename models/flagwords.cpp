#include "models/flagwords.h"

#include <QCoreApplication>

namespace models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

} // namespace

QString flagSentence(const QByteArray& flag) {
    if (flag == "login")
        return Words::tr("A sign-in page stood where the page should be.");
    if (flag == "challenge")
        return Words::tr("The site asked to check the browser instead of showing the page.");
    if (flag == "needs-browser")
        return Words::tr("The page shows its content only with scripts.");
    if (flag == "truncated")
        return Words::tr("The page is so large that only its beginning was read.");
    return {};
}

QString flagWord(const QByteArray& flag) {
    if (flag == "login")
        return Words::tr("sign-in page");
    if (flag == "challenge")
        return Words::tr("browser check");
    if (flag == "needs-browser")
        return Words::tr("needs a browser");
    if (flag == "truncated")
        return Words::tr("only its beginning");
    return {};
}

QString flagAdvice(const QByteArray& flag) {
    if (flag == "login")
        return Words::tr("Sign in with a browser to see the page.");
    if (flag == "challenge" || flag == "needs-browser")
        return Words::tr("Open the link in a browser to see the page.");
    return {};
}

} // namespace models

#include "archive/choicewords.h"

#include <QCoreApplication>

#include <cmath>

namespace archive {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(archive)
};

// The last step of the path is the element itself.
QString elementOf(const QByteArray& part) {
    return QString::fromUtf8(part.mid(part.lastIndexOf('>') + 1));
}

} // namespace

QString choiceWords(const article::Override& choice) {
    if (choice.wholePage)
        return Words::tr("the whole page as text");
    if (!choice.part.isEmpty())
        return Words::tr("only the part %1").arg(elementOf(choice.part));
    const int steps = static_cast<int>(std::lround(std::abs(choice.leaning)));
    if (choice.leaning > 0)
        return Words::tr("more than Tidemark chose (%Ln step(s))", nullptr, steps);
    if (choice.leaning < 0)
        return Words::tr("less than Tidemark chose (%Ln step(s))", nullptr, steps);
    return Words::tr("what Tidemark chose");
}

} // namespace archive

#include "net/errorwords.h"

#include <QStringList>

namespace net {

namespace {

constexpr qsizetype mostRead = 16 * longestErrorWords; // of what was said

// "user:password", in every form that a text may have it; a link as a whole escapes more than its parts.
QStringList secretsOf(const QUrl& link) {
    QStringList forms;
    for (const auto form : {QUrl::PrettyDecoded, QUrl::FullyEncoded}) {
        const QString authority = link.toString(form | QUrl::RemoveScheme | QUrl::RemovePath | QUrl::RemoveQuery);
        forms << authority.mid(2, authority.lastIndexOf(u'@') - 2) << link.userInfo(form);
    }
    forms << QString(link.userName(QUrl::FullyDecoded) % u':' % link.password(QUrl::FullyDecoded));
    forms.removeDuplicates();
    return forms;
}

QString withoutSecrets(QString text, const QUrl& link) {
    if (link.userInfo().isEmpty())
        return text;
    for (const QString& secret : secretsOf(link)) {
        text.remove(QString(secret % u'@'));
        if (const QString password = secret.section(u':', 1); !password.isEmpty())
            text.replace(password, QStringLiteral("…"));
    }
    return text;
}

} // namespace

QString errorWords(const QString& said, const QUrl& link) {
    const QString text = withoutSecrets(said.left(mostRead), link);
    QString line;
    for (const char32_t each : text.toUcs4())
        line += QChar::isPrint(each) ? QString::fromUcs4(&each, 1) : QString(u' ');
    line = line.simplified();
    if (line.size() <= longestErrorWords)
        return line;
    line.truncate(longestErrorWords - 1);
    if (line.back().isHighSurrogate())
        line.chop(1);
    return QString(line % u'…');
}

} // namespace net

#include "formats/linkscanner.h"

#include "formats/limits.h"

#include <QUrl>

#include <algorithm>

namespace formats {

namespace {

constexpr QStringView openers = u"<\"'([{«“‘「『【《〈（`*_";
constexpr QStringView closers = u">\"')]}»”’」』】》〉）`*_";

bool isSchemeCharacter(QChar c) {
    return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'+' || c == u'-' || c == u'.');
}

// The length of "http://" or "https://" where `text` begins with it, else 0.
qsizetype webSchemeLength(QStringView text) {
    for (const QStringView scheme : {QStringView(u"https://"), QStringView(u"http://")}) {
        if (text.startsWith(scheme, Qt::CaseInsensitive))
            return scheme.size();
    }
    return 0;
}

bool endsLink(QChar c) {
    return c.isSpace() || c.unicode() < 0x20 || c.unicode() == 0x7f || c == u'<' || c == u'>' || c == u'"' || c == u'`';
}

// Marks that end a link within prose, though an address alone on its line may hold them.
bool endsLinkInProse(QChar c) {
    return QStringView(u"«»“”「」『』【】《》〈〉（）。，、；！？").contains(c);
}

bool isTrailingPunctuation(QChar c) {
    return QStringView(u".,;:!?'|…。，、；：！？’”»").contains(c) || c.category() == QChar::Other_Format;
}

// Where brackets closed more often than they were opened, the link ends: "(see https://e.org/a_(b))".
class Brackets {
public:
    bool closesTooMuch(QChar c) {
        for (int i = 0; i < 3; ++i) {
            if (c == pairs[2 * i])
                ++m_open[i];
            else if (c == pairs[2 * i + 1] && --m_open[i] < 0)
                return true;
        }
        return false;
    }

private:
    static constexpr char16_t pairs[] = u"()[]{}";
    int m_open[3] = {0, 0, 0};
};

qsizetype linkEnd(QStringView line, qsizetype start, bool wholeLine) {
    const QChar before = start > 0 ? line[start - 1] : QChar();
    const qsizetype opener = before.isNull() ? -1 : openers.indexOf(before);
    Brackets brackets;
    qsizetype end = start + webSchemeLength(line.mid(start));
    for (; end < line.size(); ++end) {
        const QChar c = line[end];
        if (endsLink(c) || brackets.closesTooMuch(c) || (opener >= 0 && c == closers[opener] && c == u'\''))
            break;
        if (!wholeLine && endsLinkInProse(c))
            break;
        if ((c == u',' || c == u';') && webSchemeLength(line.mid(end + 1)) > 0)
            break;
    }
    return end;
}

// What surrounds a link at its end: a full stop within prose, a comma between links, an emphasis that began before it.
QStringView withoutTail(QStringView link, QChar before, bool wholeLine) {
    const qsizetype scheme = webSchemeLength(link);
    while (link.size() > scheme) {
        const QChar last = link.back();
        const bool emphasis = (last == u'*' || last == u'_') && last == before;
        const bool punctuation = wholeLine ? QStringView(u",;").contains(last) || last.category() == QChar::Other_Format
                                           : isTrailingPunctuation(last);
        if (!emphasis && !punctuation)
            break;
        link.chop(1);
    }
    return link;
}

// The text of [text](link), when the link begins at `start`.
QString markdownText(QStringView line, qsizetype start) {
    if (!line.left(start).endsWith(u"]("))
        return {};
    int depth = 0;
    for (qsizetype i = start - 2; i >= 0; --i) {
        depth += line[i] == u']' ? 1 : line[i] == u'[' ? -1 : 0;
        if (depth == 0) {
            const QString text = line.mid(i + 1, start - 3 - i).toString().simplified();
            return webSchemeLength(text) > 0 ? QString() : text.left(maxTitleText);
        }
    }
    return {};
}

// The scheme at `start` of something like ftp://…, empty when there is none.
QStringView foreignScheme(QStringView line, qsizetype colon) {
    qsizetype start = colon;
    while (start > 0 && isSchemeCharacter(line[start - 1]))
        --start;
    while (start < colon && !line[start].isLetter())
        ++start;
    return line.mid(start, colon - start);
}

bool hasForeignScheme(QStringView line) {
    for (qsizetype at = line.indexOf(u"://"); at >= 0; at = line.indexOf(u"://", at + 3)) {
        const QStringView scheme = foreignScheme(line, at);
        if (!scheme.isEmpty() && scheme.compare(u"http", Qt::CaseInsensitive) != 0 &&
            scheme.compare(u"https", Qt::CaseInsensitive) != 0)
            return true;
    }
    return false;
}

// "javascript:…", "mailto:…": a scheme at the beginning, without white space after it.
bool beginsWithForeignScheme(QStringView line) {
    const qsizetype colon = line.indexOf(u':');
    if (colon < 2 || colon > 32 || colon + 1 >= line.size() || line[colon + 1].isSpace())
        return false;
    for (const QChar c : line.left(colon)) {
        if (!isSchemeCharacter(c))
            return false;
    }
    const QStringView scheme = line.left(colon);
    const bool isWeb =
        scheme.compare(u"http", Qt::CaseInsensitive) == 0 || scheme.compare(u"https", Qt::CaseInsensitive) == 0;
    // "localhost:8080" and "example.org:80/…" are hosts, not schemes.
    return line[0].isLetter() && !scheme.contains(u'.') && !line[colon + 1].isDigit() && !isWeb;
}

bool runsCode(QStringView line) {
    for (const QStringView scheme : {QStringView(u"javascript:"), QStringView(u"data:"), QStringView(u"vbscript:")}) {
        if (line.startsWith(scheme, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool isPossiblePort(QStringView port) {
    bool isNumber = true;
    return port.isEmpty() ||
           (port.size() <= 5 && port.front().isDigit() && port.toInt(&isNumber) <= 65'535 && isNumber);
}

struct Authority {
    QStringView host;
    QStringView port; // empty: none
};

Authority authorityOf(QStringView text) {
    const qsizetype colon = text.lastIndexOf(u':');
    const bool hasPort = colon > text.lastIndexOf(u']');
    return hasPort ? Authority{text.left(colon), text.mid(colon + 1)} : Authority{text, {}};
}

// Empty where host and port can be.
QByteArray whyNoAuthority(QStringView text) {
    const auto [host, port] = authorityOf(text);
    const auto isWritten = [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); };
    if (!host.startsWith(u'[') && std::none_of(host.begin(), host.end(), isWritten)) // [::]
        return noHost;
    return isPossiblePort(port) ? QByteArray() : QByteArray(badPort);
}

bool isAddressNumber(QStringView label) {
    bool isNumber = false;
    return label.size() <= 3 && label.toUInt(&isNumber) <= 255 && isNumber;
}

// "www.example.org", "example.org/x", "localhost:8080", "127.0.0.1/": a link but for its https://.
bool isBareAddress(QStringView text) {
    const auto ends = [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; };
    const auto end = std::find_if(text.begin(), text.end(), ends);
    const auto [host, port] = authorityOf(text.left(end - text.begin()));
    const QList<QStringView> labels = host.split(u'.');
    const auto isLabel = [](QStringView label) {
        return !label.isEmpty() &&
               std::all_of(label.begin(), label.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'-'; });
    };
    if (!std::all_of(labels.begin(), labels.end(), isLabel) || !isPossiblePort(port) ||
        std::any_of(text.begin(), text.end(), endsLink))
        return false;
    if (host == QLatin1String("localhost") ||
        (labels.size() == 4 && std::all_of(labels.begin(), labels.end(), isAddressNumber)))
        return true;
    const QStringView last = labels.last();
    return labels.size() > 1 && last.size() > 1 &&
           std::all_of(last.begin(), last.end(), [](QChar c) { return c.isLetter(); });
}

QByteArray whyNoLink(QStringView text) {
    if (beginsWithForeignScheme(text) || hasForeignScheme(text))
        return badScheme;
    return isBareAddress(text) ? noScheme : notALink;
}

QString decoded(QStringView userInfo) {
    return QUrl::fromPercentEncoding(userInfo.toUtf8());
}

} // namespace

CheckedLink checkLink(QStringView given) {
    const QStringView text = given.trimmed();
    const qsizetype scheme = webSchemeLength(text);
    if (scheme == 0)
        return {{}, whyNoLink(text)};
    qsizetype slash = scheme;
    while (slash < text.size() && !QStringView(u"/?#").contains(text[slash]))
        ++slash;
    const QStringView authority = text.mid(scheme, slash - scheme);
    const qsizetype at = authority.lastIndexOf(u'@');

    CheckedLink checked;
    FoundLink& found = checked.found;
    found.link = text.left(scheme) + authority.mid(at + 1) + text.mid(slash);
    if (at >= 0) {
        const QStringView userInfo = authority.left(at);
        const qsizetype colon = userInfo.indexOf(u':');
        found.user = decoded(colon < 0 ? userInfo : userInfo.left(colon));
        found.password = colon < 0 ? QString() : decoded(userInfo.mid(colon + 1));
    }
    for (const QChar c : found.link) {
        if (c.isSpace() || c.unicode() < 0x20 || c.unicode() == 0x7f || c == QChar::ReplacementCharacter)
            return {{}, notALink};
    }
    if (found.link.size() > maxLinkBytes || found.link.toUtf8().size() > maxLinkBytes)
        return {{}, tooLong};
    // Programs disagree on where the host of http://a\@b/ is.
    if (authority.contains(u'\\'))
        return {{}, noHost};
    if (const QByteArray why = whyNoAuthority(authority.mid(at + 1)); !why.isEmpty())
        return {{}, why};
    const QUrl url(found.link);
    if (!url.isValid() || url.host().isEmpty())
        return {{}, noHost};
    return checked;
}

ScannedLine scanLine(QStringView given) {
    QStringView line = given.trimmed();
    while (!line.isEmpty() && line.front().category() == QChar::Other_Format)
        line = line.mid(1).trimmed();
    ScannedLine scanned;
    if (line.isEmpty() || line.startsWith(u'#'))
        return scanned;
    if (runsCode(line))
        return {{}, badScheme};
    if (line.contains(QChar::Null))
        return {{}, notALink};

    bool wholeLine = webSchemeLength(line) > 0;
    for (qsizetype i = 0; wholeLine && i < line.size(); ++i)
        wholeLine = !line[i].isSpace();
    QString rest; // the line without its links
    qsizetype position = 0;
    qsizetype lastEnd = 0;
    while ((position = line.indexOf(u"http", position, Qt::CaseInsensitive)) >= 0) {
        const bool begins = position == 0 || !isSchemeCharacter(line[position - 1]);
        if (!begins || webSchemeLength(line.mid(position)) == 0) {
            position += 4;
            continue;
        }
        const qsizetype end = linkEnd(line, position, wholeLine);
        const QChar before = position > 0 ? line[position - 1] : QChar();
        CheckedLink checked = checkLink(withoutTail(line.mid(position, end - position), before, wholeLine));
        checked.found.title = markdownText(line, position);
        if (checked.why.isEmpty())
            scanned.links << checked.found;
        else
            scanned.why = checked.why;
        rest += line.mid(lastEnd, position - lastEnd);
        position = lastEnd = end;
    }
    rest += line.mid(lastEnd);
    if (scanned.why.isEmpty() && hasForeignScheme(rest))
        scanned.why = badScheme;
    if (scanned.why.isEmpty() && scanned.links.isEmpty())
        scanned.why = whyNoLink(line);
    return scanned;
}

} // namespace formats

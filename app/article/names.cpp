#include "article/names.h"

#include "article/leadins.h"
#include "article/text.h"

#include <QSet>

namespace article {
namespace {

constexpr qsizetype longestName = 120;
constexpr qsizetype longestLine = 300; // more is no byline
constexpr int mostWords = 7;           // of one name

QSet<QString> wordsOf(QLatin1String list, char16_t between = u' ') {
    const QStringList words = QString(list).split(between);
    return {words.begin(), words.end()};
}

// Words that no name goes on with: dates, roles, what pages write behind a byline.
bool isEndWord(const QString& word) {
    static const QSet<QString> all =
        wordsOf(QLatin1String("on in at for updated published posted last modified reviewed edited fact checked "
                              "medically share follow read min is was has wrote "
                              "january february march april june july august september october november december "
                              "jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday "
                              "friday saturday sunday mon tue wed thu fri sat sun am um le el il den den: den, "
                              "joined posts messages member moderator administrator comments views"));
    return all.contains(word);
}

// Words of what somebody is, which end a name once it has two words.
bool isRoleWord(const QString& word) {
    static const QSet<QString> all =
        wordsOf(QLatin1String("staff senior junior chief editor reporter writer contributor contributing correspondent "
                              "author journalist freelance founder co-founder ceo cto cmo director manager head "
                              "president vice marketing content product technology tech associate executive researcher "
                              "analyst specialist strategist consultant redakteur redakteurin journaliste redactor "
                              "redactora"));
    return all.contains(word);
}

// Where in "DoeFounder" the role begins, which an element of its own holds; the word's length when there is none.
qsizetype gluedRoleIn(const QString& word) {
    for (qsizetype i = 2; i + 2 < word.size(); ++i) {
        if (word[i - 1].isLower() && word[i].isUpper() && isRoleWord(word.sliced(i).toLower()))
            return i;
    }
    return word.size();
}

bool isEndMark(QChar c) {
    static const QString marks =
        QStringLiteral("|\u2022\u00B7\u22C5\u2013\u2014\u2502\u203A\u00BB\u2190\u2192\u25CF#[{<");
    return marks.contains(c);
}

bool isNobody(const QString& name) {
    static const QSet<QString> nobody = wordsOf(
        QLatin1String(
            "admin,administrator,author,authors,none,null,by,undefined,guest,user,editor,written,anonymous,"
            "about the author,webmaster,unknown,root,wpadmin,site admin,name,staff writer,reviewed,default,"
            "topic author,posted,profile,view profile,view public profile,read more,follow,share,website,super user"),
        u',');
    return nobody.contains(name.toLower());
}

// "{{ author }}", "page.extra.author", "%author%"
bool isTemplate(const QString& name) {
    if (name.contains(u'{') || name.contains(u'%') || name.contains(u'$') || name.contains(u'<'))
        return true;
    return !name.contains(u' ') && name.count(u'.') >= 3 && name.toLower() == name;
}

bool isAddress(const QString& text) {
    return text.contains(QLatin1String("://")) || text.startsWith(QLatin1String("www."), Qt::CaseInsensitive) ||
           text.startsWith(u'/') || text.startsWith(u'@');
}

QString trimmedMarks(QString name) {
    const auto strip = [](QChar c) { return c.isSpace() || (c.isPunct() && c != u')' && c != u'"') || c.isSymbol(); };
    while (!name.isEmpty() && strip(name.back()) &&
           !(name.back() == u'.' && name.size() > 2 && name[name.size() - 2].isUpper()) &&
           !(name.back() == u'.' && name.right(5).count(u'.') > 1) && name.back() != u'\u00AE')
        name.chop(1);
    while (!name.isEmpty() && (name.front().isPunct() || name.front().isSpace() || name.front().isSymbol()))
        name.remove(0, 1);
    return name;
}

bool isDegree(QStringView word) {
    const bool short_ = word.size() <= 7;
    return short_ && !word.isEmpty() && word[0].isUpper() &&
           (word.contains(u'.') || std::count_if(word.begin(), word.end(), [](QChar c) { return c.isUpper(); }) >= 2);
}

// What stands between two commas goes on with the names when it is a degree or a name itself.
bool continuesNames(const QString& part) {
    QString text = part.trimmed();
    for (const char* joint : {"and ", "& "}) {
        if (text.startsWith(QLatin1String(joint), Qt::CaseInsensitive))
            text = text.mid(qsizetype(qstrlen(joint)));
    }
    QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (isEndWord(words[i].toLower()))
            words = words.mid(0, i);
    }
    if (words.isEmpty())
        return false;
    if (words.size() == 1)
        return isDegree(words[0]);
    text = words.join(u' ');
    for (const QString& word : words) {
        if (isRoleWord(word.toLower()))
            return false;
    }
    return looksLikePerson(text) || isDegree(words[0]);
}

// Where the names end in a line that begins with them.
QString namesAtStart(const QString& line) {
    QString out;
    int words = 0;
    qsizetype at = 0;
    while (at < line.size()) {
        const qsizetype space = std::max<qsizetype>(line.indexOf(u' ', at), -1);
        const qsizetype end = space < 0 ? line.size() : space;
        const QString word = line.sliced(at, end - at);
        QString bare = word.toLower();
        while (!bare.isEmpty() && bare.back().isPunct())
            bare.chop(1);
        const bool month = bare == QLatin1String("may") && line.size() > end + 1 && line[end + 1].isDigit();
        const bool mark = word.size() == 1 && (isEndMark(word[0]) || word[0] == u'-' || word[0] == u'/');
        const bool inside = std::any_of(word.begin(), word.end(), isEndMark) && !word[0].isLetterOrNumber();
        if (mark || inside || month || word[0] == u'(' || (word[0].isDigit() && words > 0) || isEndWord(bare) ||
            (words >= 2 && isRoleWord(bare)) || ++words > mostWords * 3)
            break;
        const qsizetype role = gluedRoleIn(word);
        out += (out.isEmpty() ? QString() : QStringLiteral(" ")) + word.left(role);
        if (role < word.size())
            break;
        at = end + 1;
        if (word.back() == u',') {
            const qsizetype next = line.indexOf(u',', at);
            if (!continuesNames(next < 0 ? line.mid(at) : line.sliced(at, next - at)))
                break;
        }
    }
    return out;
}

bool isSound(const QString& name) {
    const auto letter = [](QChar c) { return c.isLetter(); };
    const qsizetype words = name.count(u' ') + 1;
    return !name.isEmpty() && name.size() <= longestName && std::any_of(name.begin(), name.end(), letter) &&
           (words <= mostWords || name.contains(u',')) && !isNobody(name);
}

} // namespace

QString statedName(const QString& text) {
    QString name = withoutEntities(text.left(longestLine)).simplified();
    const qsizetype mail = name.indexOf(u'@');
    if (mail > 0) {
        // "jane@a.example (Jane Doe)" and "Jane Doe <jane@a.example>"
        const qsizetype open = name.indexOf(u'('), less = name.indexOf(u'<');
        if (open > mail)
            name = name.sliced(open + 1).section(u')', 0, 0);
        else if (less > 0)
            name = name.left(less);
        else
            return {};
    }
    if (isAddress(name) || isTemplate(name))
        return {};
    name = trimmedMarks(withoutLeadIns(name));
    const auto letter = [](QChar c) { return c.isLetter(); };
    const bool sound = !name.isEmpty() && name.size() <= longestName && std::any_of(name.begin(), name.end(), letter);
    return sound && !isNobody(name) ? name : QString();
}

QString visibleName(const QString& text) {
    const QString line = withoutEntities(text.left(longestLine)).simplified();
    if (isAddress(line))
        return {};
    const QString name = trimmedMarks(namesAtStart(withoutLeadIns(trimmedMarks(line))));
    const bool address = !name.isEmpty() && name.front().isDigit() && name.contains(u' ');
    return isSound(name) && !address && !name.contains(u'@') && !isBylineLabel(name) ? name : QString();
}

bool looksLikePerson(const QString& text) {
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.size() < 2 || words.size() > 4 || text.size() > 40)
        return false;
    static const QSet<QString> particles = wordsOf(QLatin1String("de da di van von der den la le del dos bin al el y"));
    for (const QString& word : words) {
        const auto odd = [](QChar c) {
            return !c.isLetter() && c != u'.' && c != u'-' && c != u'\'' && c != u'\u2019' && !c.isMark();
        };
        if (std::any_of(word.begin(), word.end(), odd) || (!word[0].isUpper() && !particles.contains(word)))
            return false;
        if (isEndWord(word.toLower()))
            return false;
    }
    return true;
}

QString joinedNames(const QStringList& names, const QString& language) {
    const bool english = language.isEmpty() || language.startsWith(QLatin1String("en"));
    if (!english || names.size() < 2)
        return names.join(QStringLiteral(", "));
    if (names.size() == 2)
        return QString(names[0] + QStringLiteral(" and ") + names[1]);
    return QString(names.mid(0, names.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(", and ") + names.back());
}

} // namespace article

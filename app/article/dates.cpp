#include "article/dates.h"

#include "article/months.h"

#include <QDate>
#include <QTime>

#include <array>
#include <vector>

namespace article {
namespace {

constexpr qsizetype longestText = 300;
constexpr int firstYear = 1990;
constexpr int lastYear = 2100;

struct Token {
    bool number = false;
    int value = 0; // of a number
    int digits = 0;
    QStringView word; // of a word
    QChar before;     // the character in front of it
    qsizetype end = 0;
};

std::vector<Token> tokensOf(QStringView text) {
    std::vector<Token> tokens;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype begin = at;
        Token token;
        token.before = begin > 0 ? text[begin - 1] : QChar(u' ');
        if (text[at].isDigit()) {
            for (; at < text.size() && text[at].isDigit(); ++at)
                token.value = token.digits++ < 8 ? token.value * 10 + text[at].digitValue() : token.value;
            token.number = true;
        } else if (text[at].isLetter()) {
            while (at < text.size() && (text[at].isLetter() || text[at].isMark()) &&
                   !(text[at].unicode() >= 0x3000 && at > begin))
                ++at;
            token.word = text.sliced(begin, at - begin);
        } else {
            ++at;
            continue;
        }
        token.end = at;
        tokens.push_back(token);
    }
    return tokens;
}

bool isOrdinal(QStringView word) {
    return word.compare(u"st", Qt::CaseInsensitive) == 0 || word.compare(u"nd", Qt::CaseInsensitive) == 0 ||
           word.compare(u"rd", Qt::CaseInsensitive) == 0 || word.compare(u"th", Qt::CaseInsensitive) == 0 ||
           word.compare(u"de", Qt::CaseInsensitive) == 0 || word.compare(u"of", Qt::CaseInsensitive) == 0;
}

QDate dateFrom(int year, int month, int day) {
    return year >= firstYear && year <= lastYear ? QDate(year, month, day) : QDate();
}

bool isYear(const Token& token) {
    return token.number && token.digits == 4;
}
bool isDay(const Token& token) {
    return token.number && token.digits <= 2;
}

// "3 May 2024", "May 3, 2024", "2024 May 3", with ordinals between left out.
QDate written(const std::vector<Token>& all, size_t at, qsizetype* end) {
    std::array<const Token*, 3> three{};
    size_t count = 0;
    for (size_t i = at; i < all.size() && count < 3 && i < at + 6; ++i) {
        if (!all[i].number && isOrdinal(all[i].word))
            continue;
        three[count++] = &all[i];
    }
    if (count < 3)
        return {};
    const auto& [a, b, c] = three;
    QDate date;
    if (isDay(*a) && !b->number && isYear(*c))
        date = dateFrom(c->value, monthOf(b->word), a->value);
    else if (!a->number && isDay(*b) && isYear(*c))
        date = dateFrom(c->value, monthOf(a->word), b->value);
    else if (isYear(*a) && !b->number && isDay(*c))
        date = dateFrom(a->value, monthOf(b->word), c->value);
    *end = c->end;
    return date;
}

// "2024-05-03", "2024/5/3", "20240503", "3.5.2024", "5/3/2024", "2024年5月3日"
QDate inNumbers(const std::vector<Token>& all, size_t at, DayOrder order, qsizetype* end) {
    const Token& a = all[at];
    if (a.number && a.digits == 8) {
        *end = a.end;
        return dateFrom(a.value / 10000, a.value / 100 % 100, a.value % 100);
    }
    const bool eastern = at + 4 < all.size() && isYear(a) && (all[at + 1].word == u"年" || all[at + 1].word == u"년") &&
                         isDay(all[at + 2]) && isDay(all[at + 4]);
    if (eastern) {
        *end = all[at + 4].end;
        return dateFrom(a.value, all[at + 2].value, all[at + 4].value);
    }
    if (at + 2 >= all.size() || !all[at + 1].number || !all[at + 2].number)
        return {};
    const Token& b = all[at + 1];
    const Token& c = all[at + 2];
    const QChar separator = b.before;
    const bool joined = separator == c.before && (separator == u'-' || separator == u'/' || separator == u'.');
    if (!joined || b.digits > 2)
        return {};
    *end = c.end;
    if (isYear(a) && c.digits <= 2)
        return dateFrom(a.value, b.value, c.value);
    if (!isYear(c) || a.digits > 2)
        return {};
    const bool clear = a.value > 12 || b.value > 12 || a.value == b.value;
    // With points the day comes first everywhere.
    if (!clear && order == DayOrder::Unknown && separator != u'.')
        return {};
    const bool monthFirst = a.value > 12   ? false
                            : b.value > 12 ? true
                                           : separator != u'.' && order == DayOrder::MonthFirst;
    return monthFirst ? dateFrom(c.value, a.value, b.value) : dateFrom(c.value, b.value, a.value);
}

// "T10:15:30.123+02:00" right behind an ISO date.
QString timeBehind(QStringView rest) {
    if (rest.size() < 6 || (rest[0] != u'T' && rest[0] != u't' && rest[0] != u' ') || rest[3] != u':')
        return {};
    const bool seconds = rest.size() >= 9 && rest[6] == u':';
    const QString clock = rest.sliced(1, seconds ? 8 : 5).toString();
    if (!QTime::fromString(clock, seconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm")).isValid())
        return {};
    qsizetype at = seconds ? 9 : 6;
    if (at < rest.size() && (rest[at] == u'.' || rest[at] == u',')) {
        for (++at; at < rest.size() && rest[at].isDigit();)
            ++at;
    }
    QString zone;
    if (at < rest.size() && (rest[at] == u'Z' || rest[at] == u'z')) {
        zone = QStringLiteral("Z");
    } else if (at + 5 <= rest.size() && (rest[at] == u'+' || rest[at] == u'-')) {
        QString digits = rest.sliced(at + 1, std::min<qsizetype>(5, rest.size() - at - 1)).toString().remove(u':');
        digits = digits.left(4);
        bool good = false;
        digits.toInt(&good);
        if (good && digits.size() == 4)
            zone = QString(rest[at] + digits.left(2) + u':' + digits.mid(2));
    }
    return QString(u'T' + clock + (seconds ? QString() : QStringLiteral(":00")) + zone);
}

} // namespace

QString findDate(QStringView text, DayOrder order) {
    text = text.trimmed().first(std::min(longestText, text.trimmed().size()));
    const std::vector<Token> tokens = tokensOf(text);
    for (size_t at = 0; at < tokens.size(); ++at) {
        qsizetype end = 0;
        QDate date = inNumbers(tokens, at, order, &end);
        if (!date.isValid())
            date = written(tokens, at, &end);
        if (!date.isValid())
            continue;
        const bool iso = isYear(tokens[at]);
        return date.toString(Qt::ISODate) + (iso ? timeBehind(text.sliced(end)) : QString());
    }
    return {};
}

DayOrder orderShownBy(std::string_view text) {
    std::array<int, 2> value{};
    size_t numbers = 0, digits = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            if (digits++ == 0)
                numbers = numbers < 3 ? numbers + 1 : numbers;
            if (numbers <= 2)
                value[numbers - 1] = digits > 2 ? 100 : value[numbers - 1] * 10 + (c - '0');
            if (numbers == 3 && digits == 4 && std::min(value[0], value[1]) >= 1 && std::max(value[0], value[1]) > 12) {
                if (value[0] <= 31 && value[1] <= 12)
                    return DayOrder::DayFirst;
                if (value[0] <= 12 && value[1] <= 31)
                    return DayOrder::MonthFirst;
            }
        } else {
            // Anything but "/" or "-" right behind the number begins anew.
            if ((c != '/' && c != '-') || digits == 0) {
                numbers = 0;
                value = {};
            }
            digits = 0;
        }
    }
    return DayOrder::Unknown;
}

DayOrder orderOf(QStringView language, QStringView host) {
    static const QStringList countries = QStringLiteral(".uk .au .nz .ie .in .za .sg .my .ke .ng .pk .de .fr .es .it "
                                                        ".nl .be .at .ch .pt .br .mx .ar .gr .tr .ru .pl")
                                             .split(u' ');
    const bool dayFirst =
        std::any_of(countries.begin(), countries.end(), [&](const QString& end) { return host.endsWith(end); });
    const bool english = language.isEmpty() || language.compare(u"en", Qt::CaseInsensitive) == 0 ||
                         language.startsWith(u"en-us", Qt::CaseInsensitive) ||
                         language.startsWith(u"en_us", Qt::CaseInsensitive);
    return dayFirst || !english ? DayOrder::DayFirst : DayOrder::MonthFirst;
}

} // namespace article

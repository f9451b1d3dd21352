#include "bench/direct/requestbook.h"

#include "net/redirect.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace bench::direct {

using namespace Qt::StringLiterals;

namespace {

bool contains(const LoadPlan& plan, const char* name) {
    return std::any_of(plan.headers.begin(), plan.headers.end(),
                       [&](const auto& header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

void add(std::string& fields, const QByteArray& name, const QByteArray& value) {
    fields.append(name.constData(), static_cast<std::size_t>(name.size())).append(": ");
    fields.append(value.constData(), static_cast<std::size_t>(value.size())).append("\r\n");
}

std::string fieldsOf(const LoadPlan& plan, const QByteArray& method, const QByteArray& body) {
    std::string fields;
    if (!contains(plan, "User-Agent"))
        add(fields, "User-Agent", "Tidemark/" TIDEMARK_VERSION);
    if (!contains(plan, "Accept-Encoding"))
        add(fields, "Accept-Encoding", "identity");
    if (!body.isEmpty() && !contains(plan, "Content-Type"))
        add(fields, "Content-Type", "application/octet-stream");
    for (const auto& [name, value] : plan.headers)
        add(fields, name, value);
    const bool mayHaveBody = method != "GET" && method != "HEAD" && method != "OPTIONS";
    if (!body.isEmpty() || mayHaveBody) // RFC 9110 §8.6
        add(fields, "Content-Length", QByteArray::number(body.size()));
    if (!plan.keepAlive)
        add(fields, "Connection", "close");
    return fields + "\r\n";
}

// RFC 9112 §3.2.1
QByteArray requestTarget(const QUrl& link) {
    QByteArray path = link.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    return link.hasQuery() ? path + '?' + link.query(QUrl::FullyEncoded).toLatin1() : path;
}

std::string tailTo(const QUrl& origin, const std::string& fields) {
    std::string tail = " HTTP/1.1\r\n";
    add(tail, "Host", net::hostField(origin));
    return tail + fields;
}

QByteArray originOf(const QUrl& link) {
    return QString(link.scheme() % u"://"_s % net::hostOf(link) % u':' % QString::number(net::portOf(link))).toLatin1();
}

} // namespace

RequestBook::RequestBook(const LoadPlan& plan, const Targets& targets, QByteArray body)
    : m_targets(targets)
    , m_method(plan.method)
    , m_body(std::move(body))
    , m_fields(fieldsOf(plan, plan.method, m_body))
    , m_getFields(fieldsOf(plan, "GET", {}))
    , m_numbered(targets.isNumbered()) {
    std::unordered_map<std::string, std::uint32_t> known;
    m_places.reserve(static_cast<std::size_t>(targets.count()));
    for (std::int64_t number = 1; number <= targets.count(); ++number) {
        const QUrl link = targets.link(number);
        const auto [route, isNew] =
            known.emplace(originOf(link).toStdString(), static_cast<std::uint32_t>(m_origins.size()));
        if (isNew) {
            m_origins.push_back(link);
            m_tails.push_back(tailTo(link, m_fields));
        }
        const QByteArray path = requestTarget(link);
        m_places.push_back({route->second, static_cast<std::uint32_t>(path.size()), m_paths.size()});
        m_paths.append(path.constData(), static_cast<std::size_t>(path.size()));
    }
    m_before = m_method.toStdString() + ' ';
    if (m_numbered) {
        // A number that stands nowhere else shows where numbers go, whatever of the link is encoded.
        constexpr std::int64_t mark = 8'070'605'040'302'010'908;
        const std::string marked = requestTarget(targets.link(mark)).toStdString();
        const std::string digits = std::to_string(mark);
        const std::size_t at = std::min(marked.find(digits), marked.size());
        m_before += marked.substr(0, at);
        m_after = marked.substr(std::min(marked.size(), at + digits.size())) + m_tails.front();
    } else if (isOne()) {
        m_before += m_paths + m_tails.front();
    }
}

const RequestBook::Place& RequestBook::placeOf(std::int64_t number) const {
    return m_places[static_cast<std::size_t>(number - 1) % m_places.size()];
}

std::uint32_t RequestBook::routeOf(std::int64_t number) const {
    return m_places.size() == 1 ? 0 : placeOf(number).route;
}

std::string_view RequestBook::pathOf(std::int64_t number) const {
    const Place& place = placeOf(number);
    return std::string_view(m_paths).substr(place.from, place.size);
}

std::string RequestBook::headTo(const QUrl& link, bool getInstead) const {
    const std::string method = getInstead ? "GET" : m_method.toStdString();
    return method + ' ' + requestTarget(link).toStdString() + tailTo(link, getInstead ? m_getFields : m_fields);
}

std::string_view HeadWriter::headOf(std::int64_t number) {
    if (m_book.isNumbered())
        return numbered(number);
    if (m_book.isOne())
        return m_book.before();
    m_head.assign(m_book.before());
    m_head += m_book.pathOf(number);
    m_head += m_book.tailOf(m_book.routeOf(number));
    return m_head;
}

std::string_view HeadWriter::numbered(std::int64_t number) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    const auto count = static_cast<std::size_t>(end - digits.data());
    if (count == m_digits) {
        std::copy(digits.data(), end, m_head.begin() + static_cast<std::ptrdiff_t>(m_book.before().size()));
        return m_head;
    }
    m_digits = count;
    m_head.assign(m_book.before()).append(digits.data(), count).append(m_book.after());
    return m_head;
}

} // namespace bench::direct

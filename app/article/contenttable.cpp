#include "article/contenttable.h"

#include "article/features.h"
#include "article/hash.h"

#include <QFile>

#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

namespace article {
namespace {

constexpr char magic[] = "TMCT1\n";
constexpr int deepestTree = 10;
constexpr quint8 noFeature = 255; // everything goes left
constexpr quint32 mostValues = 4'000'000;
constexpr float largestNumber = 1e9F; // larger ones, and what is no number, would make sums that cannot be compared

// Little-endian numbers, one behind the other; what is wrong once stays wrong.
class ByteReader {
public:
    explicit ByteReader(const QByteArray& bytes)
        : m_bytes(bytes) {}

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_at == m_bytes.size(); }

    template<typename Number>
    Number next() {
        Number value{};
        if (m_bytes.size() - m_at < qsizetype(sizeof value)) {
            m_ok = false;
            return value;
        }
        std::memcpy(&value, m_bytes.constData() + m_at, sizeof value);
        m_at += qsizetype(sizeof value);
        if constexpr (std::is_floating_point_v<Number>)
            m_ok = m_ok && std::abs(value) <= largestNumber;
        return value;
    }
    template<typename Number>
    std::vector<Number> list(quint32 count) {
        if (count > mostValues || (m_bytes.size() - m_at) / qsizetype(sizeof(Number)) < qsizetype(count)) {
            m_ok = false;
            return {};
        }
        std::vector<Number> values(count);
        for (Number& value : values)
            value = next<Number>();
        return values;
    }
    void refuse() { m_ok = false; }
    bool starts(const char* text) {
        m_ok = m_bytes.startsWith(text);
        m_at = m_ok ? qsizetype(std::strlen(text)) : 0;
        return m_ok;
    }

private:
    const QByteArray& m_bytes;
    qsizetype m_at = 0;
    bool m_ok = true;
};

quint32 namesHash() {
    quint64 hash = hashSeed;
    for (const char* name : featureNames())
        hash = hashOf("\n", hashOf(name, hash));
    return quint32(hash);
}

PathModel readPaths(ByteReader& bytes) {
    const auto count = bytes.next<quint32>();
    const auto scale = bytes.next<float>();
    const std::vector<quint32> names = bytes.list<quint32>(count);
    const std::vector<qint8> steps = bytes.list<qint8>(count);
    std::vector<float> weights;
    weights.reserve(steps.size());
    for (const qint8 step : steps)
        weights.push_back(float(step) * scale);
    return bytes.ok() ? PathModel(names, weights) : PathModel();
}

struct Cuts {
    std::vector<quint32> begin; // of each feature
    std::vector<float> values;
};

Cuts readCuts(ByteReader& bytes, size_t features) {
    Cuts cuts;
    quint32 total = 0;
    for (const quint8 count : bytes.list<quint8>(quint32(features))) {
        cuts.begin.push_back(total);
        total += count;
    }
    cuts.begin.push_back(total);
    cuts.values = bytes.list<float>(total);
    return cuts;
}

Forest readForest(ByteReader& bytes, size_t features) {
    const Cuts cuts = readCuts(bytes, features);
    const auto base = bytes.next<float>();
    const auto scale = bytes.next<float>();
    const auto trees = bytes.next<quint32>();
    const int depth = bytes.next<quint8>();
    if (!bytes.ok() || trees < 1 || depth < 1 || depth > deepestTree || trees > (mostValues >> depth)) {
        bytes.refuse();
        return {};
    }
    const quint32 inner = (1U << depth) - 1;
    std::vector<Forest::Node> nodes;
    const std::vector<quint8> chosen = bytes.list<quint8>(trees * inner);
    const std::vector<quint8> places = bytes.list<quint8>(trees * inner);
    const std::vector<qint16> steps = bytes.list<qint16>(trees * (inner + 1));
    if (!bytes.ok())
        return {};
    nodes.reserve(chosen.size());
    for (size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i] == noFeature) {
            nodes.push_back({std::numeric_limits<float>::infinity(), 0});
            continue;
        }
        if (chosen[i] >= features || cuts.begin[chosen[i]] + places[i] >= cuts.begin[chosen[i] + size_t(1)]) {
            bytes.refuse();
            return {};
        }
        nodes.push_back({cuts.values[cuts.begin[chosen[i]] + places[i]], chosen[i]});
    }
    std::vector<float> leaves;
    leaves.reserve(steps.size());
    for (const qint16 step : steps)
        leaves.push_back(float(step) * scale);
    return Forest(depth, base, std::move(nodes), std::move(leaves));
}

} // namespace

base::Result<ContentTable> ContentTable::read(const QByteArray& bytes) {
    const base::Error invalid{"table-invalid", QStringLiteral("The table of the extractor is damaged or made for "
                                                              "another version of Tidemark.")};
    ByteReader reader(bytes);
    const size_t features = featureNames().size();
    if (!reader.starts(magic) || reader.next<quint32>() != features || reader.next<quint32>() != namesHash())
        return invalid;
    ContentTable table;
    table.temperature = reader.next<float>();
    table.typical = reader.list<float>(quint32(features));
    table.paths = readPaths(reader);
    if (reader.next<quint8>() != 0) // a table for making features has no trees yet
        table.forest = readForest(reader, features);
    if (!reader.ok() || !reader.atEnd() || !(table.temperature > 0))
        return invalid;
    return table;
}

const ContentTable& ContentTable::shipped() {
    static const ContentTable table = [] {
        QFile file(QStringLiteral(":/extraction/content.table"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the extractor's table is missing from the program");
        base::Result<ContentTable> read = ContentTable::read(file.readAll());
        if (!read)
            qFatal("%s", qPrintable(read.error().message));
        return std::move(read.value());
    }();
    return table;
}

} // namespace article

#include "article/training.h"

#include "article/assembly.h"
#include "article/charset.h"
#include "article/features.h"
#include "article/parser.h"
#include "article/text.h"

namespace article {
namespace {

template<typename Number>
void append(QByteArray& bytes, std::span<const Number> values) {
    bytes.append(reinterpret_cast<const char*>(values.data()), qsizetype(values.size_bytes()));
}

// A page is not cut short: what is learnt must not depend on how fast the machine is.
constexpr std::chrono::minutes parseDeadline{10};

} // namespace

TrainingPage describeForTraining(const QByteArray& html, const ExtractOptions& options, const PathModel& paths) {
    const Decoded decoded = decode(html, options.headerCharset);
    const Document document = assembled(parse(viewOf(decoded.utf8), parseDeadline));
    const Blocks blocks(document);
    const Features features(document, blocks, paths);
    TrainingPage page;
    const std::array<quint32, 2> shape{quint32(blocks.size()), quint32(featureNames().size())};
    append<quint32>(page.numbers, shape);
    std::vector<float> values;
    features.write(0, features.rows(), values);
    append<float>(page.numbers, values);
    std::vector<quint32> counts, names;
    for (const std::vector<quint32>& each : features.names()) {
        counts.push_back(quint32(each.size()));
        names.insert(names.end(), each.begin(), each.end());
    }
    append<quint32>(page.numbers, counts);
    append<quint32>(page.numbers, names);
    for (size_t i = 0; i < blocks.size(); ++i) {
        const std::string_view text = blocks.text(i);
        page.texts.append(text.data(), qsizetype(text.size())).append('\n');
    }
    return page;
}

} // namespace article

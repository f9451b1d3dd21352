#include "cli/gzip.h"

#include <QCoreApplication>

#include <zlib.h>

namespace cli {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qsizetype pieceBytes = 256 * 1024;
constexpr int gzipOnly = 16 + MAX_WBITS;

class Inflater {
public:
    explicit Inflater(const QByteArray& packed) {
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.constData()));
        m_stream.avail_in = static_cast<uInt>(packed.size());
        m_ready = inflateInit2(&m_stream, gzipOnly) == Z_OK;
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() {
        if (m_ready)
            inflateEnd(&m_stream);
    }

    // Appends up to pieceBytes; Z_OK while there is more.
    int next(QByteArray& out) {
        if (!m_ready)
            return Z_STREAM_ERROR;
        const qsizetype before = out.size();
        out.resize(before + pieceBytes);
        m_stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
        m_stream.avail_out = static_cast<uInt>(pieceBytes);
        const int state = inflate(&m_stream, Z_NO_FLUSH);
        out.resize(out.size() - qsizetype(m_stream.avail_out));
        return state;
    }

private:
    z_stream m_stream{};
    bool m_ready = false;
};

} // namespace

base::Result<QByteArray> gunzip(const QByteArray& packed, qint64 maxBytes) {
    Inflater inflater(packed);
    QByteArray out;
    int state = Z_OK;
    while (state == Z_OK && out.size() <= maxBytes)
        state = inflater.next(out);
    if (out.size() > maxBytes)
        return base::Error{"gzip-too-large", Words::tr("A compressed page is larger than %1 bytes.").arg(maxBytes)};
    if (state != Z_STREAM_END)
        return base::Error{"gzip-damaged", Words::tr("A compressed page is damaged.")};
    return out;
}

} // namespace cli

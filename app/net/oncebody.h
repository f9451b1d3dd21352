#pragma once

#include <QIODevice>

#include <algorithm>

namespace net {

// The body, empty too, of a request that may not go out twice. Where a connection ends before the answer, Qt 6.4 sends
// the request again, whatever its method is and whether the server has read it; a body that cannot be read again is
// what keeps it from that (the reply then ends with ContentReSendError).
class OnceBody final : public QIODevice {
public:
    explicit OnceBody(const QByteArray& content)
        : m_content(content) {
        open(ReadOnly | Unbuffered);
    }

    bool reset() override { return false; }
    qint64 size() const override { return m_content.size(); }

protected:
    qint64 readData(char* data, qint64 most) override {
        const qint64 count = std::min(most, m_content.size() - m_read);
        if (count == 0)
            return -1;
        std::copy_n(m_content.constData() + m_read, count, data);
        m_read += count;
        return count;
    }
    qint64 writeData(const char* /*data*/, qint64 /*most*/) override { return -1; }

private:
    const QByteArray m_content; // shared with all requests of a load
    qint64 m_read = 0;
};

} // namespace net

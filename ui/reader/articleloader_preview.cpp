// An article that is only looked at.
#include "ui/reader/articleloader.h"

#include <utility>

namespace ui {

void ArticleLoader::preview(const QByteArray& html) {
    if (!m_read || m_reading)
        return;
    if (!m_beforePreview)
        m_beforePreview = m_read;
    auto read = std::make_shared<Read>(*m_beforePreview);
    read->article = html;
    m_read = std::move(read);
    stop();
    build(0);
}

void ArticleLoader::endPreview(double position) {
    if (!m_beforePreview || m_reading)
        return;
    m_read = std::exchange(m_beforePreview, nullptr);
    stop();
    if (!m_read->article.trimmed().isEmpty())
        return build(position);
    m_ready.reset();
    Q_EMIT nothingToRead(m_read->snapshot);
}

} // namespace ui

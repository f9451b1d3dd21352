#include "ui/reader/articleparts.h"

#include "ui/reader/articleloader.h"
#include "ui/reader/articleview.h"
#include "ui/reader/partbar.h"

namespace ui {

namespace {
constexpr int rebuildAfter = 250; // ms after the column's width changed
}

ArticleParts::ArticleParts(ArticleLoader& loader, ArticleView& view, PartBar& bar, QObject* parent)
    : QObject(parent)
    , m_loader(loader)
    , m_view(view)
    , m_bar(bar) {
    connect(&bar, &PartBar::partWanted, this, [this](int part) { show(part); });
    connect(&view, &ArticleView::nextPartWanted, this, [this] { show(m_part + 1); });
    connect(&view, &ArticleView::previousPartWanted, this, [this] { show(m_part - 1, 1); });
    connect(&view, &ArticleView::columnChanged, &m_rebuild, qOverload<>(&QTimer::start));
    connect(&loader, &ArticleLoader::pictureDecoded, this, [this](int number, const QImage& image) {
        m_view.article()->addPicture(number, image);
        m_view.viewport()->update();
    });
    m_rebuild.setSingleShot(true);
    m_rebuild.setInterval(rebuildAfter);
    connect(&m_rebuild, &QTimer::timeout, this, [this] {
        if (m_loader.columnWidth() == m_view.columnWidth())
            return;
        m_loader.setColumnWidth(m_view.columnWidth());
        m_loader.rebuild(position());
    });
}

void ArticleParts::show(int part, double position) {
    if (!m_loader.ready() || part < 0 || part >= m_loader.ready()->prepared.parts.size())
        return;
    if (part == m_part)
        place(position, false);
    else
        m_loader.openPart(part, position);
}

void ArticleParts::showPlace(int part, const QString& anchor) {
    m_wantedAnchor = anchor;
    show(part);
}

void ArticleParts::arrived(int part, double position, bool placed) {
    m_part = part;
    m_bar.setPart(part, static_cast<int>(m_loader.ready()->prepared.parts.size()));
    place(position, placed);
}

void ArticleParts::place(double position, bool placed) {
    if (!m_wantedAnchor.isEmpty())
        m_view.scrollTo(m_wantedAnchor);
    else if (!placed)
        m_view.setPosition(position);
    m_wantedAnchor.clear();
}

double ArticleParts::position() const {
    if (!m_loader.ready())
        return 0;
    const auto parts = static_cast<double>(m_loader.ready()->prepared.parts.size());
    return qMin((m_part + m_view.position()) / parts, 1.0);
}

void ArticleParts::setStyle(const ReaderStyle& style, const ReaderColours& colours, qreal pixelRatio) {
    const double before = position();
    m_view.setColours(colours);
    m_loader.setStyle(style, colours, pixelRatio);
    m_view.setColumn(style.columnWidth());
    m_loader.setColumnWidth(m_view.columnWidth());
    m_loader.rebuild(before);
}

} // namespace ui

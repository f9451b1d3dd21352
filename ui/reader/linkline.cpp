#include "ui/reader/linkline.h"

#include "models/format.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace ui {

namespace {
constexpr int mostShown = 8'192; // characters: no link is longer
}

class LinkLine::Text : public QWidget {
public:
    explicit Text(LinkLine* line)
        : QWidget(line)
        , m_line(*line) {
        setObjectName(QStringLiteral("pageLinkText"));
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override { return {200, fontMetrics().height() + 4}; }

protected:
    // A link is written from left to right whatever the window's direction.
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setLayoutDirection(Qt::LeftToRight);
        painter.setPen(mutedText(palette()));
        const int side = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
        painter.drawText(rect(), side | Qt::AlignVCenter | Qt::TextSingleLine,
                         fontMetrics().elidedText(m_line.link(), Qt::ElideMiddle, width()));
    }

private:
    LinkLine& m_line;
};

LinkLine::LinkLine(const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_text(new Text(this)) {
    setObjectName(QStringLiteral("linkLine"));
    auto* copy = new QToolButton(this);
    copy->setDefaultAction(actions.first());
    copy->setObjectName(QStringLiteral("copyPageLinkButton"));
    copy->setAccessibleName(actions.first()->text());
    copy->setAutoRaise(true);
    copy->setIconSize({16, 16});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 12, 0);
    row->setSpacing(4);
    row->addWidget(m_text, 1);
    row->addWidget(copy);
    hide();
}

void LinkLine::setLink(const QString& link) {
    m_link = models::oneLine(link, mostShown);
    m_text->setToolTip(models::plainToolTip(m_link));
    m_text->setAccessibleName(tr("Link of this page: %1").arg(models::isolated(m_link)));
    m_text->update();
    setVisible(!link.isEmpty());
}

void LinkLine::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("linkLineMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions);
    menu->popup(event->globalPos());
}

} // namespace ui

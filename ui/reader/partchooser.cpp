#include "ui/reader/partchooser.h"

#include "models/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace ui {

namespace {

constexpr int previewAfter = 120; // ms
constexpr int pathRole = Qt::UserRole;
constexpr int mostHeight = 236; // five rows and a half: the article stays in sight

} // namespace

PartChooser::PartChooser(QWidget* parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_use(new QPushButton(tr("Use this part"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this)) {
    setObjectName(QStringLiteral("partChooser"));
    m_title->setObjectName(QStringLiteral("partTitleLabel"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setBuddy(m_list);
    m_list->setObjectName(QStringLiteral("partList"));
    m_list->setAccessibleName(tr("Which part of the page is the article?"));
    m_list->setMouseTracking(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSpacing(3);
    m_use->setObjectName(QStringLiteral("usePartButton"));
    m_cancel->setObjectName(QStringLiteral("cancelPartButton"));
    for (QPushButton* button : {m_use, m_cancel})
        button->setAutoDefault(true); // Enter is the button's that has the focus
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_title, 1);
    buttons->addWidget(m_use);
    buttons->addWidget(m_cancel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 6, 12, 8);
    column->setSpacing(6);
    column->addLayout(buttons);
    column->addWidget(m_list);
    m_preview.setSingleShot(true);
    m_preview.setInterval(previewAfter);
    connect(&m_preview, &QTimer::timeout, this, [this] {
        if (isVisible() && !current().isEmpty())
            Q_EMIT previewWanted(current());
    });
    connect(m_list, &QListWidget::itemEntered, m_list, [this](QListWidgetItem* item) { m_list->setCurrentItem(item); });
    connect(m_list, &QListWidget::currentItemChanged, &m_preview, qOverload<>(&QTimer::start));
    connect(m_list, &QListWidget::itemClicked, this, &PartChooser::choose);
    connect(m_use, &QPushButton::clicked, this, &PartChooser::choose);
    connect(m_cancel, &QPushButton::clicked, this, &PartChooser::cancel);
    hide();
}

void PartChooser::setParts(const std::vector<article::Part>& parts) {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const article::Part& part : parts) {
        const QString size =
            tr("%Ln word(s), %1 % of the page", nullptr, part.words).arg(locale().toString(qRound(part.share * 100)));
        auto* item =
            new QListWidgetItem(QString(models::isolated(part.opening) % u'\n' %
                                        models::isolated(QString(size % QStringLiteral(" · ") % part.element))),
                                m_list);
        item->setData(pathRole, part.path);
        item->setToolTip(QString());
        item->setTextAlignment(Qt::AlignLeading | Qt::AlignVCenter);
        if (part.chosen && !m_list->currentItem())
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
    fitHeight();
    const bool any = m_list->count() > 0;
    m_title->setText(any ? m_list->accessibleName() : tr("No part of this page has text of its own."));
    m_list->setVisible(any);
    m_use->setEnabled(any);
    show();
    (any ? static_cast<QWidget*>(m_list) : m_cancel)->setFocus(Qt::OtherFocusReason);
}

// As high as its rows, so that a short list leaves the room to the article.
void PartChooser::fitHeight() {
    int height = 2 * m_list->frameWidth();
    for (int row = 0; row < m_list->count(); ++row)
        height += m_list->sizeHintForRow(row) + 2 * m_list->spacing();
    m_list->setFixedHeight(qMin(height, mostHeight));
}

QByteArray PartChooser::current() const {
    const QListWidgetItem* item = m_list->currentItem();
    return item ? item->data(pathRole).toByteArray() : QByteArray();
}

void PartChooser::choose() {
    const QByteArray path = current();
    if (path.isEmpty())
        return;
    m_preview.stop();
    hide();
    Q_EMIT chosen(path);
}

void PartChooser::cancel() {
    m_preview.stop();
    hide();
    Q_EMIT cancelled();
}

void PartChooser::hideEvent(QHideEvent* event) {
    m_preview.stop();
    QFrame::hideEvent(event);
}

void PartChooser::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Escape:
        cancel();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        break;
    default:
        QFrame::keyPressEvent(event);
    }
}

} // namespace ui

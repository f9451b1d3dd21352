#include "ui/library/emptystate.h"

#include "models/format.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_headline(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_bin(new QPushButton(tr("Open the bin"), this)) {
    setObjectName(QStringLiteral("libraryEmptyState"));
    setFocusPolicy(Qt::ClickFocus);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_headline->setObjectName(QStringLiteral("emptyHeadlineLabel"));
    m_sentence->setObjectName(QStringLiteral("emptySentenceLabel"));
    m_button->setObjectName(QStringLiteral("emptyStateButton"));
    m_bin->setObjectName(QStringLiteral("openBinButton"));
    m_bin->setToolTip(
        tr("Open the bin (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_B).toString(QKeySequence::NativeText)));
    m_bin->hide();
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_headline->setFont(large);
    for (QLabel* label : {m_headline, m_sentence}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_headline);
    column->addWidget(m_sentence);
    column->addSpacing(8);
    column->addWidget(m_bin, 0, Qt::AlignHCenter);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::pressed);
    connect(m_bin, &QPushButton::clicked, this, &EmptyState::binWanted);
}

void EmptyState::setWords(const QString& headline, const QString& sentence, const QString& button) {
    m_headline->setText(headline);
    m_sentence->setText(sentence);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
}

void EmptyState::describe(library::PageShelf shelf, bool narrowed, const QString& search, qint64 inBin) {
    m_bin->setVisible(inBin > 0);
    if (narrowed) {
        const QString advice = search.size() == 1
                                   ? tr("The beginning of a word is looked for from its second letter on.")
                                   : tr("All words are wanted. Fewer words, or no filters, find more.");
        setWords(search.isEmpty() ? tr("No page here") : tr("Nothing found for “%1”").arg(models::isolated(search)),
                 inBin > 0 ? tr("%n page(s) in the bin match, and can be brought back from there.", nullptr, int(inBin))
                           : advice,
                 tr("Clear search and filters"));
        return;
    }
    switch (shelf) {
    case library::PageShelf::Kept:
        setWords(tr("Nothing is kept yet"), tr("Go to Archive (Ctrl+1), paste or drop links, and press Archive."));
        break;
    case library::PageShelf::Unread:
        setWords(tr("Everything is read"), tr("Pages you have not read yet stand here."), tr("Show all pages"));
        break;
    case library::PageShelf::Starred:
        setWords(tr("No page has a star"), tr("Press S on a page to find it here again."), tr("Show all pages"));
        break;
    case library::PageShelf::Failed:
        setWords(tr("No page failed"), tr("Pages whose last capture failed stand here."), tr("Show all pages"));
        break;
    case library::PageShelf::Flagged:
        setWords(
            tr("No page needs a browser"),
            tr("Pages in whose place a sign-in, a check of the browser or an empty frame was received stand here."),
            tr("Show all pages"));
        break;
    case library::PageShelf::Bin:
        setWords(tr("The bin is empty"), tr("Pages moved to the bin can be brought back for 30 days."),
                 tr("Show all pages"));
        break;
    }
}

QString EmptyState::headline() const {
    return m_headline->text();
}

} // namespace ui

#include "ui/archive/saidline.h"

#include <QPushButton>

#include <utility>

namespace ui {

namespace {
constexpr qsizetype mostLines = 4; // the oldest go
}

SaidLine::SaidLine(QWidget* parent)
    : Banner(parent)
    , m_undo(addButton(QStringLiteral("undoButton"), tr("&Undo"))) {
    setObjectName(QStringLiteral("saidBanner"));
    setClosable(true);
    connect(m_undo, &QPushButton::clicked, this, &SaidLine::undoWanted);
}

void SaidLine::say(Tone tone, const QString& sentence, Undo undo) {
    m_ofLink = false;
    show(tone, {sentence}, undo);
}

void SaidLine::sayOfLink(const QString& sentence) {
    say(Tone::Warning, sentence);
    m_ofLink = true;
}

void SaidLine::sayToo(Tone tone, const QString& sentence) {
    if (isHidden()) {
        say(tone, sentence);
        return;
    }
    QStringList lines = m_lines;
    lines.removeAll(sentence);
    lines.append(sentence);
    const bool warns = tone == Tone::Warning || this->tone() == Tone::Warning;
    show(warns ? Tone::Warning : Tone::Calm, lines.mid(qMax<qsizetype>(0, lines.size() - mostLines)),
         m_undo->isHidden() ? Undo::No : Undo::Offered);
}

void SaidLine::forgetLink() {
    if (std::exchange(m_ofLink, false))
        hide();
}

void SaidLine::show(Tone tone, const QStringList& lines, Undo undo) {
    m_lines = lines;
    setMessage(tone, lines.join(QLatin1Char('\n')));
    m_undo->setVisible(undo == Undo::Offered);
    QWidget::show();
}

} // namespace ui

#include "ui/reader/choicebar.h"

#include "models/format.h"
#include "ui/reader/articlechoice.h"

#include <QCheckBox>
#include <QPushButton>

namespace ui {

ChoiceBar::ChoiceBar(QWidget* parent)
    : Banner(parent)
    , m_remember(new QCheckBox(this)) {
    setObjectName(QStringLiteral("choiceBar"));
    m_remember->setObjectName(QStringLiteral("rememberChoiceBox"));
    m_remember->setToolTip(tr("New captures of this site are shown the same way. Settings lists every site."));
    connect(m_remember, &QCheckBox::clicked, this, &ChoiceBar::rememberWanted);
    addControl(m_remember);
    QPushButton* back = addButton(QStringLiteral("ownChoiceButton"), tr("Back"));
    back->setToolTip(tr("Back to what Tidemark chose"));
    back->setAccessibleName(tr("Back to what Tidemark chose"));
    connect(back, &QPushButton::clicked, this, &ChoiceBar::ownChoiceWanted);
}

void ChoiceBar::describe(const ArticleChoice& choice) {
    const QString sentence = choice.sentence();
    setMessage(Tone::Calm, sentence);
    // A sentence of another direction than the window runs its own way, as a label shows it.
    m_remember->setText(models::isolated(tr("Remember for %1").arg(models::isolated(choice.site()))));
    m_remember->setChecked(choice.isRemembered());
    setVisible(!sentence.isEmpty());
}

} // namespace ui

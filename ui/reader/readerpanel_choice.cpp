// What a person wants of the page instead of what Tidemark chose: the actions, the line above the article, the parts.
#include "ui/reader/choicebar.h"
#include "ui/reader/partchooser.h"
#include "ui/reader/readerpanel.h"
#include "ui/reader/readertools.h"

#include <QAction>

namespace ui {

void ReaderPanel::connectChoice() {
    const ReaderTools& tools = *m_tools;
    connect(tools.showMore, &QAction::triggered, &m_choice, &ArticleChoice::showMore);
    connect(tools.showLess, &QAction::triggered, &m_choice, &ArticleChoice::showLess);
    connect(tools.wholePage, &QAction::triggered, &m_choice, &ArticleChoice::showWholePage);
    connect(tools.wrongPart, &QAction::triggered, &m_choice, &ArticleChoice::listParts);
    connect(tools.ownChoice, &QAction::triggered, &m_choice, &ArticleChoice::showOwnChoice);
    connect(tools.remember, &QAction::triggered, &m_choice, &ArticleChoice::setRemembered);
    connect(m_choiceBar, &ChoiceBar::ownChoiceWanted, &m_choice, &ArticleChoice::showOwnChoice);
    connect(m_choiceBar, &ChoiceBar::rememberWanted, &m_choice, &ArticleChoice::setRemembered);
    connect(&m_choice, &ArticleChoice::chosen, this, &ReaderPanel::articleChosen);
    connect(&m_choice, &ArticleChoice::failed, this, [this](const QString& sentence) {
        giveUpChoice();
        showProblem(sentence);
    });
    connect(&m_choice, &ArticleChoice::partsListed, this, [this](const std::vector<article::Part>& parts) {
        if (!m_partChooser->isVisible())
            m_placeBeforeParts = m_parts.position();
        m_tools->article->trigger();
        m_partChooser->setParts(parts);
    });
    connect(&m_choice, &ArticleChoice::previewed, this, [this](const QByteArray& html) {
        if (m_partChooser->isVisible())
            m_loader.preview(html);
    });
    connect(m_partChooser, &PartChooser::previewWanted, &m_choice, &ArticleChoice::preview);
    connect(m_partChooser, &PartChooser::chosen, &m_choice, &ArticleChoice::showPart);
    connect(m_partChooser, &PartChooser::chosen, this, [this] { m_views->currentWidget()->setFocus(); });
    connect(m_partChooser, &PartChooser::cancelled, this, [this] {
        m_loader.endPreview(m_placeBeforeParts);
        m_views->currentWidget()->setFocus();
    });
}

void ReaderPanel::showChoice() {
    m_choice.setSnapshot(m_snapshot, m_details.page.site, m_details.siteChoice);
    m_tools->setChoice(m_choice);
    m_choiceBar->describe(m_choice);
    if (m_snapshot.id == 0)
        m_partChooser->hide();
}

void ReaderPanel::giveUpChoice() {
    m_choice.giveUp();
    showChoice();
}

} // namespace ui

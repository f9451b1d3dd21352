#include "ui/settings/rememberedsites.h"

#include "archive/choicewords.h"
#include "library/errors.h"
#include "models/format.h"
#include "ui/settings/settingsrows.h"

#include <QApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int readAfter = 300; // ms after a change of the library

QLabel* plainLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

RememberedSites::RememberedSites(library::Library& library, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_rows(new QVBoxLayout)
    , m_forgotten(new QWidget)
    , m_forgottenText(plainLabel({}))
    , m_back(new QPushButton(tr("Undo"))) {
    setObjectName(QStringLiteral("rememberedSites"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 16, 0, 0);
    column->setSpacing(8);
    QFormLayout* form = addSettingsGroup(column, tr("Sites shown in another way"));
    form->setHorizontalSpacing(0); // no row has a label, so the note begins where they do
    m_rows->setSpacing(4);
    form->addRow(m_rows);
    auto* line = new QHBoxLayout(m_forgotten);
    line->setContentsMargins(0, 0, 0, 0);
    m_forgottenText->setObjectName(QStringLiteral("forgottenSiteLabel"));
    m_back->setObjectName(QStringLiteral("rememberAgainButton"));
    line->addWidget(m_forgottenText, 1);
    line->addWidget(m_back);
    form->addRow(m_forgotten);
    m_forgotten->hide();
    m_note = addSettingsNote(form, {});
    m_note->setObjectName(QStringLiteral("rememberedSitesNote"));
    m_changed.setSingleShot(true);
    m_changed.setInterval(readAfter);
    connect(m_back, &QPushButton::clicked, this, &RememberedSites::putBack);
    connect(&m_changed, &QTimer::timeout, this, &RememberedSites::read);
    connect(&library, &library::Library::changed, this, [this] {
        if (isVisible() && !m_changed.isActive())
            m_changed.start();
    });
}

void RememberedSites::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!event->spontaneous())
        read();
}

void RememberedSites::read() {
    m_library.read(
        library::ReadLane::Reader, this, [](library::Stores& stores) { return stores.choices.all(); },
        [this](const base::Result<QList<library::SiteChoice>>& choices) {
            if (choices)
                showChoices(*choices);
            else if (choices.error().kind == library::interrupted) // by an article on its way
                read();
            else
                showSettingsNote(m_note, choices.error().message);
        });
}

void RememberedSites::showChoices(const QList<library::SiteChoice>& choices) {
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const library::SiteChoice& choice : choices)
        m_rows->addWidget(row(choice));
    showSettingsNote(m_note, choices.isEmpty()
                                 ? tr("None. In the reader, + and − show more or less of a page than Tidemark chose, W "
                                      "the whole page, P another part of it; it is remembered for the site.")
                                 : tr("New captures of these sites are shown so. Kept pages follow with “Extract all "
                                      "pages again” in the Library."));
}

QWidget* RememberedSites::row(const library::SiteChoice& choice) {
    auto* made = new QWidget;
    auto* line = new QHBoxLayout(made);
    line->setContentsMargins(0, 0, 0, 0);
    const QString what = archive::choiceWords(article::overrideFromJson(choice.json));
    auto* text = plainLabel(tr("%1: %2 · %3")
                                .arg(models::isolated(choice.site), models::isolated(what),
                                     tr("%Ln page(s)", nullptr, static_cast<int>(choice.pages))));
    text->setObjectName(QStringLiteral("rememberedSiteLabel"));
    auto* remove = new QPushButton(tr("Remove"));
    remove->setObjectName(QStringLiteral("forgetSiteButton"));
    remove->setAccessibleName(tr("Remove what is remembered for %1").arg(choice.site));
    remove->setEnabled(!m_library.readOnly());
    line->addWidget(text, 1);
    line->addWidget(remove);
    connect(remove, &QPushButton::clicked, this, [this, choice] { forget(choice); });
    return made;
}

void RememberedSites::forget(const library::SiteChoice& choice) {
    m_library.write(
        this, [site = choice.site](library::Stores& stores) { return stores.choices.forget(site); },
        [this, choice](const base::Result<bool>& forgotten) {
            m_last = choice;
            m_forgottenText->setText(
                forgotten ? tr("Nothing is remembered for %1 any more.").arg(models::isolated(choice.site))
                          : forgotten.error().message);
            m_back->setVisible(bool(forgotten));
            m_forgotten->show();
            if (forgotten && isAncestorOf(QApplication::focusWidget())) // the row with its button goes
                m_back->setFocus(Qt::OtherFocusReason);
            read();
        });
}

void RememberedSites::putBack() {
    m_library.write(
        this,
        [choice = m_last](library::Stores& stores) {
            return stores.choices.remember(choice.site, choice.json, choice.chosenAt);
        },
        [this](const base::Result<void>& done) {
            if (!done)
                m_forgottenText->setText(done.error().message);
            m_forgotten->setVisible(!done);
            read();
        });
}

} // namespace ui

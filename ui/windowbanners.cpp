#include "ui/windowbanners.h"

#include "library/library.h"
#include "secrets/credentialstore.h"
#include "ui/widgets/banner.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

WindowBanners::WindowBanners(const Core& core, QWidget* parent)
    : QWidget(parent)
    , m_leaving(new Banner(this))
    , m_halt(new Banner(this))
    , m_readOnly(new Banner(this))
    , m_secrets(new Banner(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 16, 0);
    column->setSpacing(4);
    for (Banner* banner : {m_leaving, m_halt, m_readOnly, m_secrets})
        column->addWidget(banner);
    joinQuestion();
    joinHalts(core);
    joinLibrary(core);
    joinSecrets(core);
}

void WindowBanners::joinQuestion() {
    m_leaving->setObjectName(QStringLiteral("leavingBanner"));
    QPushButton* stay = m_leaving->addButton(QStringLiteral("stayButton"), tr("&Keep archiving"));
    QPushButton* leave = m_leaving->addButton(QStringLiteral("leaveButton"), tr("&Quit now"));
    m_leaving->setEscapeButton(stay);
    connect(stay, &QPushButton::clicked, this, &WindowBanners::stopAsking);
    connect(leave, &QPushButton::clicked, this, &WindowBanners::quitWanted);
}

void WindowBanners::joinHalts(const Core& core) {
    m_halt->setObjectName(QStringLiteral("haltBanner"));
    connect(&core.pipeline, &archive::Pipeline::haltChanged, this, [this](archive::Halt halt, const QString& why) {
        m_halted = halt;
        m_halt->setMessage(halt == archive::Halt::Held ? Banner::Tone::Calm : Banner::Tone::Warning, why);
        showHalt();
    });
    connect(&core.pipeline, &archive::Pipeline::countsChanged, this, [this](const library::JobCounts& counts) {
        m_waiting = counts.waiting > 0;
        showHalt();
    });
}

void WindowBanners::showHalt() {
    using archive::Halt;
    const bool said = m_halted == Halt::None || m_halted == Halt::Paused || m_halted == Halt::Stopped ||
                      (m_halted == Halt::ReadOnly && m_readOnly->isVisibleTo(this));
    m_halt->setVisible(!said && (m_halted != Halt::Held || m_waiting)); // held is nothing, but for what waits
}

void WindowBanners::joinLibrary(const Core& core) {
    m_readOnly->setObjectName(QStringLiteral("readOnlyBanner"));
    m_readOnly->setMessage(Banner::Tone::Warning, core.library.readOnlyReason());
    m_readOnly->setVisible(core.library.readOnly());
    connect(&core.library, &library::Library::damaged, this, [this](const QString& reason) {
        m_readOnly->setMessage(Banner::Tone::Warning, reason);
        m_readOnly->show();
    });
}

void WindowBanners::joinSecrets(const Core& core) {
    m_secrets->setObjectName(QStringLiteral("secretsBanner"));
    m_secrets->setClosable(true);
    m_secrets->setMessage(Banner::Tone::Warning,
                          tr("No system keychain was found: passwords are kept for this session only and are "
                             "forgotten when Tidemark ends."));
    // Not as soon as a keychain is missing: only who gave a password has something to lose.
    connect(&core.credentials, &secrets::CredentialStore::keptForSession, m_secrets, &QWidget::show);
    connect(&core.credentials, &secrets::CredentialStore::placeChanged, m_secrets, [this](secrets::Place place) {
        if (place == secrets::Place::Keychain)
            m_secrets->hide();
    });
}

void WindowBanners::askBeforeQuitting(qint64 capturing, bool benchmark) {
    QStringList reasons;
    if (capturing > 0)
        reasons << tr("%Ln page(s) are being archived right now. Quit, and they go back to the waiting line; "
                      "the next start goes on with them and with all that waits.",
                      nullptr, static_cast<int>(capturing));
    if (benchmark)
        reasons << tr("A benchmark is running. Quit, and it stops; what it measured so far is kept.");
    m_leaving->setMessage(Banner::Tone::Warning, reasons.join(QLatin1Char('\n')));
    auto* stay = m_leaving->findChild<QPushButton*>(QStringLiteral("stayButton"));
    const QString escape = QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText);
    stay->setText(capturing > 0 ? tr("&Keep archiving") : tr("&Keep measuring"));
    stay->setToolTip((capturing > 0 ? tr("Keep archiving (%1)") : tr("Keep measuring (%1)")).arg(escape));
    m_leaving->show();
    m_before = window()->focusWidget();
    m_leaving->findChild<QPushButton*>(QStringLiteral("leaveButton"))->setFocus(Qt::OtherFocusReason);
}

bool WindowBanners::asking() const {
    return m_leaving->isVisible();
}

// The keys go back to where they were.
void WindowBanners::stopAsking() {
    const bool hadKeys = m_leaving->isAncestorOf(window()->focusWidget());
    m_leaving->hide();
    if (hadKeys && m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

} // namespace ui

#include "ui/archive/authenticationbar.h"

#include "models/format.h"
#include "ui/widgets/backhome.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

namespace ui {

AuthenticationBar::AuthenticationBar(const Core& core, QWidget* parent)
    : QFrame(parent)
    , m_core(core)
    , m_text(new QLabel(this))
    , m_place(new QLabel(this))
    , m_user(new QLineEdit(this))
    , m_password(new QLineEdit(this)) {
    setObjectName(QStringLiteral("authenticationBar"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_place->setTextFormat(Qt::PlainText);
    m_user->setObjectName(QStringLiteral("userField"));
    m_user->setPlaceholderText(tr("User name"));
    m_user->setAccessibleName(tr("User name"));
    m_password->setObjectName(QStringLiteral("passwordField"));
    m_password->setPlaceholderText(tr("Password"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    auto* send = new QPushButton(tr("Sign &in and try again"), this);
    send->setObjectName(QStringLiteral("signInButton"));
    auto* skip = new QPushButton(tr("&Not now"), this);
    skip->setObjectName(QStringLiteral("notNowButton"));
    auto* rows = new QGridLayout(this);
    rows->setContentsMargins(12, 8, 12, 8);
    rows->addWidget(m_text, 0, 0, 1, 5);
    rows->addWidget(m_user, 1, 0);
    rows->addWidget(m_password, 1, 1);
    rows->addWidget(send, 1, 2);
    rows->addWidget(skip, 1, 3);
    rows->addWidget(m_place, 2, 0, 1, 5);
    rows->setColumnStretch(4, 1);
    connect(send, &QPushButton::clicked, this, &AuthenticationBar::submit);
    connect(m_password, &QLineEdit::returnPressed, this, &AuthenticationBar::submit);
    connect(m_user, &QLineEdit::returnPressed, m_password, qOverload<>(&QWidget::setFocus));
    connect(skip, &QPushButton::clicked, this, [this] {
        m_questions.removeFirst();
        showNext();
    });
    connect(&m_core.credentials, &secrets::CredentialStore::placeChanged, this, &AuthenticationBar::showPlace);
    hide();
}

void AuthenticationBar::ask(const archive::AuthenticationWanted& wanted) {
    for (Question& question : m_questions) {
        if (question.origin == wanted.origin) {
            question.jobs.append(wanted.job);
            return;
        }
    }
    m_questions.append({wanted.origin, wanted.realm, {wanted.job}});
    if (m_questions.size() == 1)
        showNext();
}

void AuthenticationBar::showNext() {
    m_user->clear();
    m_password->clear();
    setVisible(!m_questions.isEmpty());
    if (m_questions.isEmpty())
        return;
    const Question& question = m_questions.first();
    const QString origin = models::isolated(models::oneLine(question.origin, 200));
    m_text->setText(question.realm.isEmpty()
                        ? tr("%1 asks for a user name and a password.").arg(origin)
                        : tr("%1 asks for a user name and a password. It says: “%2”")
                              .arg(origin, models::isolated(models::oneLine(question.realm, 200))));
    askStore(m_core.credentials, this, [this](secrets::Place place) { showPlace(place); });
}

void AuthenticationBar::showPlace(secrets::Place place) {
    m_place->setText(place == secrets::Place::Keychain
                         ? tr("They are kept in the system keychain, for this site only.")
                         : tr("They are kept for this session only: there is no system keychain."));
}

void AuthenticationBar::submit() {
    if (m_user->text().isEmpty()) {
        m_user->setFocus();
        return;
    }
    const Question question = m_questions.takeFirst();
    const secrets::Login login{m_user->text(), m_password->text()};
    const QPointer<AuthenticationBar> bar(this);
    QMetaObject::invokeMethod(
        &m_core.credentials,
        [store = &m_core.credentials, bar, question, login] {
            store->store(question.origin, login, [bar, jobs = question.jobs](secrets::Place) {
                backHome([bar, jobs] {
                    if (bar)
                        Q_EMIT bar->answered(jobs);
                });
            });
        },
        Qt::QueuedConnection);
    showNext();
}

} // namespace ui

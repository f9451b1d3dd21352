#pragma once

#include "archive/pipeline.h"
#include "secrets/credentialstore.h"
#include "ui/core.h"

#include <QFrame>

class QLabel;
class QLineEdit;

namespace ui {

// Asks in place for user and password when a site wants them; several sites stand in line.
class AuthenticationBar : public QFrame {
    Q_OBJECT

public:
    explicit AuthenticationBar(const Core& core, QWidget* parent = nullptr);

    void ask(const archive::AuthenticationWanted& wanted);

Q_SIGNALS:
    void answered(const QList<qint64>& jobs); // the login is kept: try these again

private:
    void showNext();
    void submit();
    void showPlace(secrets::Place place);

    struct Question {
        QString origin;
        QString realm;
        QList<qint64> jobs;
    };

    Core m_core;
    QList<Question> m_questions;
    QLabel* m_text;
    QLabel* m_place;
    QLineEdit* m_user;
    QLineEdit* m_password;
};

} // namespace ui

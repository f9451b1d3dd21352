#pragma once

#include "secrets/credentialstore.h"

#include <QCoreApplication>
#include <QPointer>

#include <utility>

namespace ui {

// From another thread to the interface thread; only there may a QPointer be asked.
template<typename Action>
void backHome(Action action) {
    QMetaObject::invokeMethod(QCoreApplication::instance(), std::move(action), Qt::QueuedConnection);
}

// Where the next password would be kept, asked in the store's thread; `answer` runs on the interface thread, not at all
// when `context` is gone.
template<typename Answer>
void askStore(secrets::CredentialStore& store, QObject* context, Answer answer) {
    QMetaObject::invokeMethod(
        &store,
        [&store, context = QPointer<QObject>(context), answer = std::move(answer)] {
            backHome([place = store.place(), context, answer] {
                if (context)
                    answer(place);
            });
        },
        Qt::QueuedConnection);
}

// As askStore(), but what answers is the keychain itself: it is asked for a login that is not there, which the store
// gives five seconds at most.
template<typename Answer>
void probeStore(secrets::CredentialStore& store, QObject* context, Answer answer) {
    QMetaObject::invokeMethod(
        &store,
        [&store, context = QPointer<QObject>(context), answer = std::move(answer)] {
            store.find(QStringLiteral("no origin"), [&store, context, answer](const std::optional<secrets::Login>&) {
                backHome([place = store.place(), context, answer] {
                    if (context)
                        answer(place);
                });
            });
        },
        Qt::QueuedConnection);
}

} // namespace ui

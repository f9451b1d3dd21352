#pragma once

#include "fetchfixture.h"

#include "net/loadclient.h"

// A load client with its surroundings, and what came of its requests.
struct LoadFixture {
    explicit LoadFixture(const net::LoadOptions& options = {}) {
        auto table = std::make_unique<TableResolver>();
        resolver = table.get();
        client = std::make_unique<net::LoadClient>(
            options, [this](quint64 tag, const net::Answer& answer) { answers.insert(tag, answer); }, std::move(table));
    }

    net::Answer ask(const QUrl& link) {
        const quint64 tag = ++last;
        client->send(link, tag);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answers.contains(tag), 15'000); }();
        return answers.value(tag);
    }

    TableResolver* resolver = nullptr;
    QHash<quint64, net::Answer> answers; // by tag
    quint64 last = 0;
    std::unique_ptr<net::LoadClient> client;
};

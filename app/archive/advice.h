#pragma once

#include <QByteArray>
#include <QString>

namespace archive {

// What a person can do about a capture that failed: one sentence for every error kind of net and archive, empty for
// kinds this version does not know. `status` counts for "http-status".
QString adviceFor(const QByteArray& errorKind, int status = 0);

// What happened, alone: `errorText` as stored, or a sentence for what was stored without one.
QString failureSentence(const QByteArray& errorKind, int status, const QString& errorText);

// All that a person is told of a capture that failed: what happened (`errorText`, as stored) and what to do.
QString failureText(const QByteArray& errorKind, int status, const QString& errorText);

} // namespace archive

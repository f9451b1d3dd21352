#pragma once

#include <QByteArray>
#include <QString>

// What a snapshot's flag means to people (see library::NewSnapshot); all empty without a flag.
namespace models {

QString flagSentence(const QByteArray& flag); // "A sign-in page stood where the page should be."
QString flagWord(const QByteArray& flag);     // "sign-in page"
QString flagAdvice(const QByteArray& flag);   // what to do, a sentence; empty when nothing

} // namespace models
